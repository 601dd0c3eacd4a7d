"""The figure on softmax and the loss: what a reader does with it, and what may go wrong."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from docs.plugins.fences.softmax import softmax
from tests.support.figures import at_figure
from tests.support.reading import IN_LOCKSTEP, recorded_value

ENGLISH = IN_LOCKSTEP[1].labels
SCORES = recorded_value("learn", "scores")


@pytest.fixture(scope="module")
def used_figure(desktop_context: BrowserContext, address: str) -> Page:
    """The figure of the English lesson."""
    return at_figure(desktop_context.new_page(), address, "softmax").page


@pytest.fixture
def figure(used_figure: Page) -> Page:
    """The figure as a reader first finds it."""
    used_figure.locator(".softmax-reset").click()
    return used_figure


def slider(page: Page, digit: int) -> Locator:
    return page.locator(".softmax [type=range]").nth(digit)


def field(page: Page, digit: int) -> Locator:
    return page.locator(".softmax [type=text]").nth(digit)


def error(page: Page, digit: int) -> Locator:
    return page.locator(".softmax .figure-error").nth(digit)


def type_into(page: Page, digit: int, text: str) -> None:
    """Type a text in the place of a score, and press Enter."""
    field(page, digit).fill(text)
    field(page, digit).press("Enter")


def shown_probabilities(page: Page) -> list[float]:
    bars = page.locator(".softmax rect")
    return [float(width) for width in bars.evaluate_all("bars => bars.map((bar) => bar.getAttribute('width'))")]


def test_the_arrow_keys_move_a_score_and_the_probabilities_and_the_loss_follow(figure: Page) -> None:
    slider(figure, 2).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        figure.keyboard.press(key)
    scores = [*SCORES[:2], 1.2, *SCORES[3:]]
    expect(field(figure, 2)).to_have_value("1.2")
    assert shown_probabilities(figure) == pytest.approx(softmax(scores), rel=1e-12)
    expect(slider(figure, 2)).to_have_attribute("aria-valuetext", "1.2, probability 10.4%")
    expect(figure.locator(".softmax-loss")).to_contain_text("0.4197, so the loss is −ln\xa00.4197 ≈\xa00.87.")


def test_the_keyboard_chooses_the_right_label_and_leads_over_the_rows_to_the_buttons(figure: Page) -> None:
    figure.locator(".softmax select").focus()
    figure.keyboard.press("3")
    expect(figure.locator(".softmax [data-right] b")).to_have_text("3")
    expect(figure.locator(".softmax [data-largest] b")).to_have_text("8")
    expect(figure.locator(".softmax-loss")).to_have_text(
        "The right label 3 has the probability 0.1922, so the loss is −ln\xa00.1922 ≈\xa01.65."
    )
    reached = []
    for _ in range(24):
        figure.keyboard.press("Tab")
        reached.append(figure.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent"))
    sliders = [ENGLISH["softmax_slider"].format(digit=digit) for digit in range(10)]
    rows = [label for slider in sliders for label in (slider, ENGLISH["figure_field"].format(label=slider))]
    assert reached == rows + [ENGLISH[f"softmax_{name}"] for name in ("right", "wrong", "equal", "reset")]
    figure.keyboard.press("Shift+Tab")
    figure.keyboard.press("Enter")
    expect(figure.locator(".softmax-loss")).to_contain_text("2.30")
    figure.keyboard.press("Tab")
    figure.keyboard.press("Space")
    expect(field(figure, 8)).to_have_value("2.6")
    expect(figure.locator(".softmax [data-right] b")).to_have_text("8")
    expect(figure.locator(".softmax select")).to_have_value("8")


def test_a_button_sets_all_scores(figure: Page) -> None:
    for name, read, loss in (("right", 8, "0.00"), ("wrong", 3, "12.00"), ("equal", 0, "2.30"), ("reset", 8, "0.85")):
        slider(figure, 5).fill("5")
        figure.locator(f".softmax-{name}").click()
        expect(figure.locator(".softmax [data-largest] b")).to_have_text(str(read))
        expect(figure.locator(".softmax-reads")).to_contain_text(f"the network reads {read}.", ignore_case=True)
        expect(figure.locator(".softmax-loss")).to_contain_text(f"≈\xa0{loss}.")


def test_a_score_can_be_typed(figure: Page) -> None:
    for typed, score in (("3", "3.0"), (" -1,27 ", "−1.27"), ("−6", "−6.0"), ("+.5", "0.5")):
        type_into(figure, 4, typed)
        expect(field(figure, 4)).to_have_value(score)
        expect(error(figure, 4)).to_be_hidden()
        number = float(score.replace("−", "-"))
        assert abs(float(slider(figure, 4).input_value()) - number) <= 0.05
    assert shown_probabilities(figure) == pytest.approx(softmax([*SCORES[:4], 0.5, *SCORES[5:]]), rel=1e-12)


def test_what_is_no_score_is_said_at_its_field_and_the_last_good_one_stays(figure: Page) -> None:
    before = figure.locator(".softmax output").inner_text()
    said = ENGLISH["figure_wrong"].format(lowest="−6.0", highest="6.0", value="1.8")
    for typed in ("", "six", "6.1", "-6,01", "1e1", "0x3"):
        type_into(figure, 3, typed)
        expect(error(figure, 3)).to_have_text(said)
        expect(field(figure, 3)).to_have_value(typed)
        expect(field(figure, 3)).to_have_attribute("aria-invalid", "true")
        expect(field(figure, 3)).to_have_accessible_description(said)
        assert figure.locator(".softmax output").inner_text() == before
        # The slider still has the score, and takes the message away.
        slider(figure, 3).press("ArrowRight")
        expect(field(figure, 3)).to_have_value("1.9")
        expect(field(figure, 3)).not_to_have_attribute("aria-invalid", "true")
        expect(error(figure, 3)).to_be_hidden()
        slider(figure, 3).press("ArrowLeft")
    assert shown_probabilities(figure) == pytest.approx(softmax(SCORES), rel=1e-12)
