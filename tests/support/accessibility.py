"""axe-core, and which of its rules are asked of a page.

Of axe-core's time, most goes into the contrast of colours: it is measured on one element of each look.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
ALL_BUT_COLOURS = {"runOnly": TAGS, "rules": {rule: {"enabled": False} for rule in COLOURS}}

# Sorts the elements with text of their own by their look: all that axe-core's rule on contrast takes into account.
# `data-look` says which of them it is to measure. One element speaks for all of its look, but where axe-core did not
# measure it, all others are measured too: it may be covered, or have a pseudo-element before it, or be disabled.
CONTRAST = """async ([context, rules]) => {
  const NOTHING = "rgba(0, 0, 0, 0) none 1 none normal none none";
  const ground = (style) => [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
    style.mixBlendMode, style.clipPath, style.clip === "auto" ? "none" : style.clip].join(" ");
  const known = new Map();
  // What lies behind an element, and what dims it: itself and all around it, but for what shows nothing.
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
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
  const looks = new Map();
  for (const element of document.querySelectorAll(`${context}, ${context} *`)) {
    if (![...element.childNodes].some(isText) && !element.matches("input, select, textarea")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    looks.set(look(element), [...(looks.get(look(element)) ?? []), element]);
  }

  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
  const measure = async (elements, ids) => {
    for (const element of elements) element.dataset.look = "";
    const options = { runOnly: ids, elementRef: true, resultTypes: ["violations", "passes"] };
    const { violations, passes } = await axe.run(context, options);
    for (const element of elements) delete element.dataset.look;
    // What it takes for hidden passes without having been measured.
    const judged = (results) => results.filter(({ id }) => id === "color-contrast")
      .flatMap(({ nodes }) => nodes.filter(({ any }) => any[0]?.data?.contrastRatio).map(({ element }) => element));
    return [violations, new Set([...judged(violations), ...judged(passes)])];
  };
  const [first, judged] = await measure([...looks.values()].map(([element]) => element), rules);
  const rest = [...looks.values()].filter(([element]) => !judged.has(element)).flatMap(([, ...others]) => others);
  const [second] = rest.length ? await measure(rest, ["color-contrast"]) : [[]];
  return [...first, ...second].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""
OTHER_RULES = """async ([context, options]) => {
  const { violations } = await axe.run(context, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


def colour_faults(page: Page, context: str = "html") -> list[str]:
    """What can't be told apart from what is around it in a part of a page: rule, element, reason."""
    return _found(page, CONTRAST, context, COLOURS)


def other_faults(page: Page, context: str = "html") -> list[str]:
    """What axe-core finds in a part of a page but for colours: rule, element, reason."""
    return _found(page, OTHER_RULES, context, ALL_BUT_COLOURS)


def _found(page: Page, script: str, context: str, rules: object) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found: list[Any] = page.evaluate(script, [context, rules])
    return [f"{page.url}: {each}" for each in found]
