"""axe-core, and which of its rules are checked on a page.

Most of axe-core's time goes into the contrast of colours, so that is measured on only one element of each look.
"""

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_BUT_CONTRAST = {"runOnly": TAGS, "rules": {"color-contrast": {"enabled": False}}}
# The only other rules whose results depend on the theme.
OF_LINKS = {"runOnly": ["link-in-text-block"]}

# Groups the elements that have text by their look, which is everything that axe-core's rule on contrast takes into
# account. `data-look` marks those that it has to measure. One element stands for all of its look; if axe-core didn't
# measure it (it may be covered, have a pseudo-element, or be disabled), all others of that look are measured too.
CONTRAST = """async ([context, fine]) => {
  const NOTHING = "rgba(0, 0, 0, 0) none 1 none normal none none";
  const ground = (style) => [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
    style.mixBlendMode, style.clipPath, style.clip === "auto" ? "none" : style.clip].join(" ");
  const known = new Map();
  // What lies behind an element, and what dims it: the styles of the element and its ancestors that show something.
  const around = (element) => {
    if (!element) return "";
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      const own = [ground(style), /absolute|fixed|sticky/.test(style.position) ? style.position : ""];
      known.set(element, around(element.parentElement) + (own.join("") === NOTHING ? "" : `/${own.join()}`));
    }
    return known.get(element);
  };
  const look = (element) => {
    const style = getComputedStyle(element);
    return [element.localName, style.color, style.fontSize, style.fontWeight, style.textShadow, style.textIndent,
      style.webkitTextStrokeWidth, around(element)].join("|");
  };
  // axe-core doesn't judge the colour of a single character, or of text without a letter or a digit.
  const isText = (node) => node.nodeType === Node.TEXT_NODE && /[\\p{L}\\p{N}]/u.test(node.data);
  const hasText = (element) => element.textContent.trim().length > 1 && [...element.childNodes].some(isText);
  const knownFine = new Set(fine);
  const looks = new Map();
  for (const element of document.querySelectorAll(`${context}, ${context} *`)) {
    const isField = element.matches("input:not([type=radio], [type=checkbox]), select, textarea");
    if (!isField && !hasText(element)) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const its = look(element);
    if (!knownFine.has(its)) looks.set(its, [...(looks.get(its) ?? []), element]);
  }

  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
  const measure = async (elements) => {
    for (const element of elements) element.dataset.look = "";
    const options = { runOnly: ["color-contrast"], elementRef: true, resultTypes: ["violations", "passes"] };
    const { violations, passes } = await axe.run(context, options);
    for (const element of elements) delete element.dataset.look;
    // An element that axe-core takes for hidden passes without being measured; only measured ones count here.
    const judged = (results) => results.flatMap(({ nodes }) =>
      nodes.filter(({ any }) => any[0]?.data?.contrastRatio).map(({ element }) => element));
    return [violations, new Set([...judged(violations), ...judged(passes)])];
  };
  const [first, judged] = await measure([...looks.values()].map(([element]) => element));
  const rest = [...looks.values()].filter(([element]) => !judged.has(element)).flatMap(([, ...others]) => others);
  const [second] = rest.length ? await measure(rest) : [[]];
  const faults = [...first, ...second].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
  return [faults, faults.length ? [] : [...looks].filter(([, [element]]) => judged.has(element)).map(([its]) => its)];
}"""
RULES = """async ([context, options]) => {
  const { violations } = await axe.run(context, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


def colour_faults(page: Page, fine: set[str], context: str = "html") -> list[str]:
    """The elements of too little contrast in a part of a page: rule, element, reason.

    Elements whose look is in `fine` are not measured again; the looks that pass are added to `fine`.
    """
    faults, looks = _asked(page, CONTRAST, [context, list(fine)])
    fine.update(looks)
    return [f"{page.url}: {each}" for each in faults]


def faults(page: Page, rules: Mapping[str, object], context: str = "html") -> list[str]:
    """What axe-core finds in a part of a page by these rules: rule, element, reason."""
    return [f"{page.url}: {each}" for each in _asked(page, RULES, [context, rules])]


def _asked(page: Page, script: str, arguments: list[object]) -> Any:  # noqa: ANN401
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    return page.evaluate(script, arguments)
