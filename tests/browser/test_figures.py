"""Figures to play with in a real browser: when their scripts come, what all of them keep to, and the recorded picture
where none runs.

What each figure does is tested in a file of its own. Where it matters here only that scripts have run, those of a test
stand in for them.
"""

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, ViewportSize, expect

from docs.plugins.fences.registry import kinds, shown_by
from tests.support import reading
from tests.support.accessibility import ALL_BUT_CONTRAST, colour_faults, faults
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, TALL_PHONE, as_new, errors_of, visit
from tests.support.diagrams import contrast
from tests.support.figures import LESSON, READY, come_near, double
from tests.support.reading import IN_LOCKSTEP

LANGUAGE_OF = dict(zip(LANGUAGE_FOLDERS, IN_LOCKSTEP, strict=True))


# It shows more of what the board reads, and has no control of its own: test_feature_maps.py tests it with the board.
OF_BOARD = "feature_maps"


def kinds_of(name: str) -> list[str]:
    """The kinds of a lesson's figures, in their order: those that have scripts and show what a cell drew."""
    fences = [fence for fence in reading.page(name, "vi").fences if fence.info != OF_BOARD]
    return [fence.info for fence in fences if shown_by(fence)[0] and kinds()[fence.info].scripts]


# Each kind of figure is on one of these lessons.
LESSONS = (LESSON, "cnn", "your-own")
KINDS_OF = {name: kinds_of(name) for name in LESSONS}
KINDS = KINDS_OF[LESSON]
# In bytes; the level of a host's compression.
MOST_CODE, LEVEL = 5_000, 9
SCRIPT = "text/javascript"
# So low that no figure is near when the lesson opens.
LOW = ViewportSize(width=360, height=300)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# By then, the browser has told the page which figures are near.
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Puts the top of a figure half a screen below the end of what is seen.
COME_NEAR = "figure => scrollBy(0, figure.getBoundingClientRect().top - 1.5 * innerHeight)"
# Counts how often the scripts of a figure have run.
COUNTING = "globalThis.ran = (globalThis.ran ?? 0) + 1;"
# What a reader can point at or tab to within a figure, and sees.
CONTROLS = ".figure :is(a, button, input, select, [tabindex]):visible"
LOADED = "pictures => pictures.every(({ complete, naturalWidth }) => complete && naturalWidth)"
# All that a figure says and shows; widths to as many places as the page brings them with.
SHOWN = """(figure) => ({
  text: figure.innerText,
  fields: [...figure.querySelectorAll("input, select")].map(({ value }) => value),
  spoken: [...figure.querySelectorAll(".softmax-rows [type=range], [role=slider]")]
    .map(({ ariaValueText }) => ariaValueText),
  pressed: [...figure.querySelectorAll("[aria-pressed]")].map(({ ariaPressed }) => ariaPressed),
  marks: [...figure.querySelectorAll("li")].map(({ dataset }) => ({ ...dataset })),
  bars: [...figure.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("width")).toPrecision(4)),
  drawn: [".descent-point", ".descent-tangent"].map((name) => figure.querySelector(name)?.outerHTML),
})"""
HEIGHT = "figure => figure.getBoundingClientRect().height"
# Removes what is not of a figure, and comes out from below the page's head, which would cover a part of one.
ALONE = """() => {
  for (const element of document.querySelectorAll("article *")) {
    if (!element.closest(".figure") && !element.querySelector(".figure")) element.remove();
  }
  scrollTo(0, 0);
}"""
# What a finger would miss: it needs 40 pixels.
SMALL_TARGETS = """() => [...document.querySelectorAll(".figure :is(button, input, select)")]
  .map((control) => /radio|checkbox/.test(control.type) ? control.closest("label") : control)
  .filter((target) => target.checkVisibility())
  .filter((target) => Math.min(target.offsetWidth, target.offsetHeight) < 40)
  .map((target) => target.outerHTML)"""
# The colours of the charts' lines, and of what is behind them, as #rrggbb.
LINES = """() => {
  const hexadecimal = (color) =>
    `#${color.match(/\\d+/g).map((value) => Number(value).toString(16).padStart(2, "0")).join("")}`;
  const ofDescent = ["axes", "curve", "trail", "past", "tangent", "arrow"].map((name) => `.descent-${name}`);
  const lines = [...ofDescent, ".trainer-line", ".trainer-val-line"].map((name) =>
    hexadecimal(getComputedStyle(document.querySelector(name)).stroke));
  return [hexadecimal(getComputedStyle(document.body).backgroundColor), lines];
}"""


def script_of(kind: str) -> str:
    """The addresses at which the scripts of a kind are."""
    return f"**/{kinds()[kind].bundle}"


def description_of(kind: str, root: str, name: str = LESSON) -> str:
    """What a lesson says in a language of the picture behind a figure."""
    (fence,) = reading.page(name, LANGUAGE_OF[root].code).fences_of(kind)
    return shown_by(fence)[1]


@pytest.fixture(scope="module")
def phone(phone_context: BrowserContext) -> Page:
    """The tab that the tests of this module use one after the other."""
    return phone_context.new_page()


@pytest.fixture
def low(phone: Page) -> Page:
    """A tab as if it were new, so low that no figure is near when the lesson opens."""
    as_new(phone, LOW)
    return phone


def asked_of(tab: Page, kind: str) -> list[str]:
    """The requests for the scripts of a kind from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith(kinds()[kind].bundle):
            asked.append(request.url)

    tab.on("request", note)
    return asked


def lesson(tab: Page, address: str, root: str = ".", name: str = LESSON) -> Page:
    """A lesson, at its beginning."""
    visit(tab, f"{address}/{root}/{name}/")
    tab.evaluate(TWO_FRAMES)
    return tab


def with_two_figures(tab: Page, address: str, doubled: list[str], root: str = ".", name: str = LESSON) -> Page:
    """A lesson with a second figure of each of these kinds after the first."""
    double(tab, doubled, name)
    return lesson(tab, address, root, name)


def size_of(path: Path) -> int:
    """In bytes, as a host sends a file at its highest level."""
    return len(gzip.compress(path.read_bytes(), LEVEL))


def test_each_kind_of_figure_is_tested() -> None:
    everywhere = {kind for name in reading.PROGRAMMED for kind in kinds_of(name)}
    assert everywhere == {kind for of_lesson in KINDS_OF.values() for kind in of_lesson} == set(USES)


def test_the_code_of_a_figure_is_at_most_5_kb_even_without_being_minified(site: Path) -> None:
    small = [kind for of_lesson in KINDS_OF.values() for kind in of_lesson if kind not in ("trainer", "photo")]
    bundles = [site / root / kinds()[kind].bundle for root in LANGUAGE_FOLDERS for kind in small]
    sizes = {path.relative_to(site).as_posix(): size_of(path) for path in bundles}
    assert {path: size for path, size in sizes.items() if size > MOST_CODE} == {}


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_the_code_of_a_trainer_is_at_most_12_kb_and_its_digits_are_at_most_75_kb(site: Path, root: str) -> None:
    trainer = kinds()["trainer"]
    assert size_of(site / root / trainer.bundle) + size_of(site / root / trainer.worker_bundle) <= 12_000
    assert (site / root / "examples/digits.bin").stat().st_size <= 75_000


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_the_code_of_the_form_that_reads_a_photo_is_at_most_9_kb(site: Path, root: str) -> None:
    assert size_of(site / root / kinds()["photo"].bundle) <= 9_000


def test_the_scripts_of_a_figure_are_asked_for_once_when_the_reader_comes_near_and_not_before(
    low: Page, address: str
) -> None:
    kind = KINDS[0]
    asked = asked_of(low, kind)
    figure = lesson(low, address).locator(f".figure.{kind}")
    assert asked == []
    with low.expect_response(script_of(kind)):
        figure.evaluate(COME_NEAR)
    expect(figure).not_to_be_in_viewport()
    for place in ("0", "document.body.scrollHeight", "0"):
        low.evaluate(f"scrollTo(0, {place})")
        low.evaluate(TWO_FRAMES)
    assert len(asked) == 1


def test_two_figures_of_a_kind_share_their_scripts_and_their_failure_and_a_second_try_helps_both_but_others_work(
    low: Page, address: str
) -> None:
    kind, other, *_ = KINDS
    asked = asked_of(low, kind)
    low.route(script_of(kind), lambda route: route.abort())
    low.route(script_of(other), lambda route: route.fulfill(body="globalThis.works = true", content_type=SCRIPT))
    figures = with_two_figures(low, address, [kind]).locator(f".figure.{kind}")
    assert figures.count() == 2
    failures, retries = figures.locator(".figure-failed"), figures.locator(".figure-retry")
    figures.first.evaluate(COME_NEAR)
    for failure in failures.all():
        expect(failure).to_be_visible()
        expect(failure).to_contain_text(LANGUAGE_OF["."].labels["figure_failed"])
    pictures = low.get_by_role("img", name=description_of(kind, "."), exact=True)
    assert pictures.count() == pictures.locator("visible=true").count() == 2
    low.locator(f".figure.{other}").evaluate(COME_NEAR)
    low.wait_for_function("() => globalThis.works")
    expect(low.locator(f".figure.{other} .figure-failed")).to_be_hidden()
    # The failure lasts.
    with low.expect_event("requestfailed"):
        retries.last.click()
    expect(failures.first).to_be_visible()
    assert len(asked) == 2
    low.unroute(script_of(kind))
    low.route(script_of(kind), lambda route: route.fulfill(body=COUNTING, content_type=SCRIPT))
    retries.last.click()
    low.wait_for_function("() => globalThis.ran")
    for failure in failures.all():
        expect(failure).to_be_hidden()
    for figure in figures.all():
        figure.evaluate(COME_NEAR)
        low.evaluate(TWO_FRAMES)
    assert low.evaluate("ran") == 1
    assert len(asked) == 3


# In use


def of_descent(figure: Locator) -> Iterator[None]:
    """Each kind of steps that a weight within the chart can take."""
    figure.locator(".descent-one").click()
    for rate in (0.005, 0.05, 0.125, 0.2, 0.25, 0.26):
        figure.locator(".descent-rate [type=range]").fill(str(rate))
        yield


def of_softmax(figure: Locator) -> Iterator[None]:
    """What its buttons make it say."""
    for name in ("right", "wrong", "equal", "reset"):
        figure.locator(f".softmax-{name}").click()
        yield


def of_neuron(figure: Locator) -> Iterator[None]:
    """A pixel that is pointed at, another digit and a negative sum."""
    figure.locator(".neuron-weights canvas").hover()
    yield
    figure.locator(".neuron-samples [role=toolbar] button").first.click()
    yield
    figure.get_by_role("spinbutton").fill("1")
    yield


def of_trainer(figure: Locator) -> Iterator[None]:
    """Each preset, after its first batch; the lesson's network at its end, a digit that it reads, and a link to it."""
    for number in reversed(range(figure.locator(".trainer-presets button").count())):
        figure.locator(".trainer-presets button").nth(number).click()
        figure.locator(".trainer-step").click()
        expect(figure.locator(".trainer-words")).to_contain_text("1")
        yield
    figure.locator(".trainer-train").click()
    expect(figure.locator(".trainer-numbers tbody tr")).to_have_count(4)
    yield
    figure.locator(".trainer-tools [role=toolbar] button").first.click()
    expect(figure.locator(".trainer-bars [data-largest]")).to_be_attached()
    yield
    figure.locator(".trainer-link").click()
    expect(figure.locator(".trainer-copied")).not_to_be_empty()
    yield


def of_convolution(figure: Locator) -> Iterator[None]:
    """Each preset, a filter, a kernel of zeros, a weight that is none, and an empty paper."""
    for preset in figure.locator(".convolution-presets button").all():
        preset.click()
        yield
    figure.get_by_role("combobox").select_option("0")
    yield
    for field in figure.get_by_role("textbox").all():
        field.fill("0")
    yield
    figure.get_by_role("textbox").first.fill(WRONG)
    figure.get_by_role("textbox").first.press("Enter")
    yield
    for name in ("reset", "draw", "clear"):
        figure.locator(f".convolution-{name}").click()
        yield


def of_photo(figure: Locator) -> Iterator[None]:
    """Each sample; what is set by hand, with a threshold that no ink reaches; and a file that is no photo."""
    for sample in figure.locator(".photo-samples button").all():
        sample.click()
        expect(figure.locator(".draw-bars [data-largest]")).to_be_attached()
        yield
    figure.locator(".photo-turn-left").click()
    yield
    figure.locator(".photo-level [type=range]").fill("99")
    yield
    figure.locator(".photo-choose + input").set_input_files({"name": "a", "mimeType": "image/jpeg", "buffer": b"none"})
    expect(figure.locator(".photo-turn-left")).to_be_disabled()
    yield


USES: Mapping[str, Callable[[Locator], Iterator[None]]] = {
    "neuron": of_neuron,
    "softmax": of_softmax,
    "descent": of_descent,
    "trainer": of_trainer,
    "convolution": of_convolution,
    "photo": of_photo,
}
# The height of a figure, in a phone's screens.
MOST_SCREENS = {"neuron": 1.6, "softmax": 1.2, "descent": 1, "trainer": 2.8, "convolution": 1.5, "photo": 2}


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize(
    ("root", "viewport"), [(".", TALL_PHONE), ("en", DESKTOP)], ids=["Vietnamese phone", "English desktop"]
)
def test_neither_its_scripts_nor_its_use_move_anything_around_a_figure(
    tab: Page, address: str, root: str, viewport: ViewportSize, name: str
) -> None:
    errors = errors_of(tab)
    tab.set_viewport_size(viewport)
    lesson(tab, address, root, name)
    for kind in KINDS_OF[name]:
        figure = tab.locator(f".figure.{kind}")
        waiting = figure.evaluate(HEIGHT)
        figure.evaluate("figure => figure.style.contentVisibility = 'visible'")
        brought, height = figure.evaluate(SHOWN), figure.evaluate(HEIGHT)
        # Off the screen, it takes about as much room.
        assert abs(waiting - height) < 0.06 * height
        assert height <= MOST_SCREENS[kind] * TALL_PHONE["height"]
        come_near(tab, kind)
        if kind not in ("neuron", "trainer"):
            # The one can say more once it has the weights, and the other of its settings.
            assert figure.evaluate(SHOWN) == brought
        heights = []
        for _ in USES[kind](figure):
            tab.evaluate(TWO_FRAMES)
            heights.append(figure.evaluate(HEIGHT))
        assert set(heights) == {height}, kind
    assert errors == []


# In each figure: what a reader uses and what that changes; a field, what is wrong there, and what is said of it.
BUTTON = {
    "neuron": ".neuron-clear",
    "softmax": ".softmax-wrong",
    "descent": ".descent-one",
    "trainer": ".trainer-tools button >> nth=3",
    "convolution": ".convolution-presets button >> nth=1",
    "photo": ".photo-samples button >> nth=1",
}
FIELD = {
    "neuron": "[type=number]",
    "softmax": "[type=text] >> nth=3",
    "descent": ".descent-rate [type=text]",
    "trainer": "[name=learning_rate]",
    "convolution": "[type=text] >> nth=3",
    "photo": ".photo-level [type=text]",
}
WRONG = "999"


def open_settings(figure: Locator) -> None:
    """Show the fields of a trainer, and those of a form for photos, which must have one."""
    for settings in figure.locator(":is(.trainer-settings, .photo-edges)").all():
        settings.evaluate("settings => settings.open = true")
    for sample in figure.locator(".photo-samples button").all()[:1]:
        sample.click()
        expect(figure.locator(".draw-bars [data-largest]")).to_be_attached()


@pytest.mark.parametrize("name", LESSONS)
def test_two_figures_of_a_kind_do_not_know_of_each_other(tab: Page, address: str, name: str) -> None:
    with_two_figures(tab, address, KINDS_OF[name], "en", name)
    for kind in KINDS_OF[name]:
        come_near(tab, kind)
        first, second = tab.locator(f".figure.{kind}").all()
        before, alike = first.evaluate(SHOWN), second.evaluate(SHOWN)
        assert before == alike
        open_settings(second)
        second.locator(BUTTON[kind]).click()
        field = second.locator(FIELD[kind])
        field.fill(WRONG)
        field.press("Enter")
        tab.evaluate(TWO_FRAMES)
        expect(field).to_have_accessible_description(re.compile("number"))
        assert second.evaluate(SHOWN)["text"] != alike["text"]
        assert first.evaluate(SHOWN) == before, kind
    ids = tab.locator("article [id]").evaluate_all("elements => elements.map(({ id }) => id)")
    assert len(ids) == len(set(ids)) > len(KINDS_OF[name])


def extremes(page: Page, name: str) -> None:
    """Let the figures of a lesson show all that they can."""
    if name == LESSON:
        page.locator(".neuron-weights canvas").hover()
        # A weight that has left the chart, which an arrow shows.
        page.locator(".descent-recorded button").last.click()
        page.locator(".descent-ten").click()
        page.locator(".descent-start [type=text]").fill(WRONG)
        page.locator(".descent-start [type=text]").press("Enter")
    elif name == "cnn":
        page.locator(".convolution-draw").click()


@pytest.mark.parametrize("name", LESSONS)
def test_in_use_figures_keep_every_rule_of_accessibility_and_their_lines_can_be_seen(
    browser: Browser, address: str, name: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", service_workers="block", viewport=PHONE)
    page = lesson(context.new_page(), address, "en", name)
    for kind in KINDS_OF[name]:
        figure = come_near(page, kind)
        open_settings(figure)
        field = figure.locator(FIELD[kind])
        field.fill(WRONG)
        field.press("Enter")
    extremes(page, name)
    # axe-core walks through the whole page, so only figures stay: test_accessibility.py checks what is around them.
    page.evaluate(ALONE)
    assert (
        page.locator(f".figure:not(.{OF_BOARD})").count()
        == page.locator(".figure:has([aria-invalid=true])").count()
        == len(KINDS_OF[name])
    )
    # A screen reader says what is wrong at once.
    assert page.locator(".figure-error").count() == page.locator(".figure-error[role=alert]").count()
    assert faults(page, ALL_BUT_CONTRAST, "article") == []
    assert page.evaluate(SMALL_TARGETS) == []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(TWO_FRAMES)
        assert colour_faults(page, set(), "article") == []
        if name == LESSON:
            ground, lines = page.evaluate(LINES)
            assert min(contrast(line, ground) for line in lines) >= 3
    context.close()


# Where no script runs


def expect_the_pictures(tab: Page, root: str, name: str) -> None:
    """The recorded pictures with their descriptions, in the place of the figures."""
    assert tab.locator(".figure:visible").count() == tab.locator(CONTROLS).count() == 0
    for kind in KINDS_OF[name]:
        expect(tab.get_by_role("img", name=description_of(kind, root, name), exact=True)).to_be_visible()


@pytest.mark.parametrize("name", LESSONS)
def test_without_javascript_the_recorded_pictures_stand_there_and_no_dead_control(
    browser: Browser, address: str, name: str
) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=LOW)
    page.goto(f"{address}/{name}/", wait_until="load")
    expect_the_pictures(page, ".", name)
    # Without scripts, a browser waits for no picture to come near.
    assert page.locator(".figure-recorded img").evaluate_all(LOADED)
    page.close()


@pytest.mark.parametrize("name", LESSONS)
def test_figures_that_the_reader_has_come_near_are_printed_as_their_recorded_pictures(
    low: Page, address: str, name: str
) -> None:
    lesson(low, address, ".", name)
    assert low.locator(".figure-recorded:visible").count() == 0
    for figure in low.locator(".figure").all():
        figure.evaluate(COME_NEAR)
        low.evaluate(TWO_FRAMES)
    low.wait_for_function(f"() => ({LOADED})([...document.querySelectorAll('.figure-recorded img')])")
    low.emulate_media(media="print")
    expect_the_pictures(low, ".", name)


@pytest.mark.parametrize("name", LESSONS)
def test_the_markdown_of_the_page_has_the_pictures_with_their_descriptions(site: Path, name: str) -> None:
    for root in LANGUAGE_FOLDERS:
        text = (site / root / name / "index.md").read_text(encoding="utf-8")
        for kind in KINDS_OF[name]:
            assert f"![{description_of(kind, root, name)}](" in text


@pytest.mark.parametrize("name", LESSONS)
def test_from_a_file_each_figure_works_or_its_recorded_picture_stands_there(
    low: Page, flat_site: Path, name: str
) -> None:
    errors = errors_of(low)
    visit(low, f"{flat_site.as_uri()}/{name}.html")
    for kind in KINDS_OF[name]:
        figure = low.locator(f".figure.{kind}")
        figure.evaluate(COME_NEAR)
        # A neuron's weights, a trainer's digits and a photo's samples would have to be fetched.
        works = kind not in ("neuron", "trainer", "photo")
        if works:
            low.wait_for_function(READY[kind])
        expect(figure).to_be_visible(visible=works)
        picture = low.get_by_role("img", name=description_of(kind, ".", name), exact=True)
        expect(picture).to_be_visible(visible=not works)
        expect(figure.locator(".figure-failed")).to_be_hidden()
    assert errors == []


# Beside the other language


def test_figures_stay_as_they_are_while_both_languages_are_shown_and_after_that(low: Page, address: str) -> None:
    kept = "before.length > 3 && before.every((node, index) => node === nodes()[index])"
    lesson(low, address).evaluate("""() => {
      globalThis.nodes = () => [...document.querySelectorAll(".figure, .figure *")];
      globalThis.before = nodes();
    }""")
    button = low.locator(".side-by-side")
    button.click()
    low.locator("[data-both]").wait_for()
    assert low.locator(".figure .pair, .figure-recorded .pair").count() == 0
    assert low.evaluate(kept)
    button.click()
    expect(low.locator("[data-both]")).to_have_count(0)
    assert low.evaluate(kept)
