"""The network that a reader trains on the page: what is shown and said, what may go wrong, and what is taken home."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from docs.plugins.fences.registry import shown_by
from docs.plugins.fences.trainer_drawing import PLOT
from docs.plugins.project.links import DIGITS_ADDRESS
from tests.support import reading
from tests.support.browsers import DESKTOP, PHONE, errors_of, visit
from tests.support.claims import claims
from tests.support.figures import at_figure, come_near, double
from tests.support.reading import IN_LOCKSTEP

TEXTS = IN_LOCKSTEP[1].labels
# A network that learns in less than a tenth of a second, and two epochs of two batches.
SMALL = {"units1": "8", "batch_size": "50", "epochs": "2", "digits": "100"}
OTHERS = {"units2": "0", "activation": "relu", "optimizer": "sgd", "learning_rate": "0.1", "seed": "42"}
# An epoch of a hundred batches takes a quarter of a second at least: long enough to interrupt twenty.
LONG = SMALL | {"batch_size": "1", "epochs": "20"}
RUNNING = r"Epoch \d+ of 20, batch \d+ of 100: loss \d\.\d{3}, accuracy [01]\.\d{3}"
# The weights of this network are no numbers any more after twelve batches, each time.
BREAKING = {"seed": "1", "digits": "2000", "batch_size": "128", "learning_rate": "5", "units2": "128", "units1": "256"}
BROKEN = {"epoch": 1, "batch": 12}
# Changes fields one after the other, as a reader does.
CHANGE = """(form, settings) => {
  for (const [name, value] of Object.entries(settings)) {
    const field = form.elements[name];
    if (field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("change"));
  }
}"""
# Whether words are those that are expected; asked once a frame, as they change often.
SAID = "([element, expected]) => new RegExp(`^${expected}`, 'u').test(element.textContent)"
ROWS = "body => [...body.rows].map(({ cells }) => [...cells].map(({ textContent }) => textContent))"
# The colours of a canvas, with how many pixels have each; what is see-through is left out.
COLORS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colors = {};
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] > 200) {
      const color = data.slice(at, at + 3).join(" ");
      colors[color] = (colors[color] ?? 0) + 1;
    }
  return colors;
}"""
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
LEAVE = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Trainer:
    """A trainer on a page, as a reader sees and uses it."""

    def __init__(self, figure: Locator) -> None:
        self.figure = figure

    def part(self, name: str) -> Locator:
        return self.figure.locator(f".trainer-{name}")

    def field(self, name: str) -> Locator:
        return self.figure.locator(f"[name={name}]")

    def change(self, settings: dict[str, str]) -> None:
        """Change settings without opening them."""
        self.part("body").evaluate(CHANGE, settings)

    def press(self, *buttons: str) -> None:
        for button in buttons:
            self.part(button).click()

    def expect_words(self, label: str, **values: object) -> None:
        """Wait until its words are those of a label."""
        self.expect(re.escape(self.text(label).format(**values)) + "$")

    def expect_beginning(self, label: str) -> None:
        """Wait until its words begin as those of a label do."""
        self.expect(re.escape(self.text(label)))

    def expect(self, expression: str) -> None:
        """Wait until its words begin with what a regular expression matches."""
        words = self.part("words").element_handle()
        self.figure.page.wait_for_function(SAID, arg=[words, expression.replace(r"\ ", " ").replace(r"\-", "-")])

    def text(self, label: str) -> str:
        """A label in the page's language."""
        lang = str(self.figure.page.locator("html").get_attribute("lang"))
        return next(language for language in IN_LOCKSTEP if language.code == lang).labels[f"trainer_{label}"]

    def train(self) -> list[list[str]]:
        """Train to the end, until all of it is shown; the rows of the table."""
        self.press("train")
        self.expect_beginning("ended")
        # The words are the first part of the last state, and each other part comes a frame later.
        self.figure.locator(".trainer-shown:not([data-apart])").wait_for()
        return self.rows()

    def rows(self) -> list[list[str]]:
        rows: list[list[str]] = self.figure.locator("tbody").evaluate(ROWS)
        return rows

    def curves(self) -> list[str]:
        """The paths of the four curves."""
        paths = self.figure.locator(":is(.trainer-line, .trainer-val-line)")
        return [str(path.get_attribute("d")) for path in paths.all()]

    def colors(self, canvas: str) -> dict[str, int]:
        colors: dict[str, int] = self.part(canvas).evaluate(COLORS)
        return colors


@pytest.fixture(scope="module")
def used_page(browser: Browser, address: str) -> Iterator[Page]:
    """The English lesson at the trainer, in a browser that lets pages write to the clipboard."""
    permissions = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(viewport=DESKTOP, permissions=permissions, service_workers="block")
    yield at_figure(context.new_page(), address, "trainer").page
    context.close()


@pytest.fixture
def trainer(used_page: Page) -> Trainer:
    """The trainer with a small network, which has learned nothing, and with nothing drawn."""
    trainer = Trainer(used_page.locator(".figure.trainer"))
    # A network begins anew with each setting that changes, which takes a moment.
    trainer.change(SMALL | OTHERS)
    trainer.press("again", "clear")
    return trainer


def at_trainer(page: Page, address: str, root: str = "en") -> Trainer:
    """The trainer of the lesson, newly opened."""
    return Trainer(at_figure(page, address, "trainer", root))


# What it shows and says


def expect_all_of_it(trainer: Trainer) -> None:
    """Train the lesson's network to the end, and look at all that is shown then."""
    trainer.part("tools").get_by_role("toolbar").locator("button").first.click()
    rows = trainer.train()
    assert [row[0] for row in rows] == ["0", "1", "2", "3"]
    assert rows[0][1:3] == ["–", "–"]
    names = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy")
    known = trainer.text("epoch").format(**dict(zip(names, rows[-1], strict=True)))
    words = trainer.text("ended") + known
    expect(trainer.part("words")).to_have_text(words)
    expect(trainer.figure.page.locator("#status")).to_have_text(words)
    assert [path.count(" ") for path in trainer.curves()] == [3, 4, 3, 4]
    accuracy = float(rows[-1][4].replace(",", "."))
    assert accuracy > 0.75
    wrong = {"count": round(500 * (1 - accuracy)), "total": 500}
    expect(trainer.part("count")).to_have_text(trainer.text("wrong").format(**wrong))
    misread = trainer.part("mistakes").locator("li:visible")
    expect(misread).to_have_count(12)
    digits = [re.findall(r"\d", text) for text in misread.all_inner_texts()]
    assert all(label != read for label, read in digits)
    assert misread.all_inner_texts() == [
        trainer.text("misread").format(label=label, read=read) for label, read in digits
    ]
    inks = misread.locator("path").evaluate_all(
        "paths => paths.map((each) => each.getAttribute('d').split('M').length)"
    )
    # A digit has at least a stroke, and is more paper than ink.
    assert all(20 < ink < 392 for ink in inks)
    assert len(set(inks)) > 1
    for canvas in ("tiles canvas", "paper canvas"):
        assert trainer.colors(canvas), canvas
    answer = trainer.part("answer").inner_text()
    percent = re.findall(r"\d+\s?%", answer)[0]
    assert answer == trainer.text("answer").format(digit=0, percent=percent)
    expect(trainer.part("bars").locator("[data-largest] b")).to_have_text("0")


@claims(
    "learn",
    vi="Đường đứt là số đo trên tập kiểm định, trước khi huấn luyện và sau mỗi epoch",
    en="The dashed line is measured on the validation set, before training and after each epoch",
)
def test_the_lessons_network_learns_to_its_last_epoch_and_all_of_it_is_shown(trainer: Trainer) -> None:
    trainer.part("presets").locator("button").first.click()
    expect_all_of_it(trainer)


def test_on_a_phone_in_vietnamese_too(tab: Page, address: str) -> None:
    errors = errors_of(tab)
    tab.set_viewport_size(PHONE)
    trainer = at_trainer(tab, address, ".")
    trainer.expect_words("ready", kilobytes=71)
    expect(trainer.part("answer")).to_have_text(trainer.text("untrained"))
    expect_all_of_it(trainer)
    assert re.fullmatch(r"\d,\d{3}", trainer.rows()[1][1])
    expect(trainer.field("learning_rate")).to_have_value("0,1")
    trainer.change({"learning_rate": "0.05"})
    expect(trainer.field("learning_rate")).to_have_value("0,05")
    expect(trainer.part("summary")).to_have_text("784-10; SGD, tốc độ học 0,05, lô 128, 3 epoch, 2.000 ảnh")
    assert errors == []


def test_a_network_that_learns_says_how_far_it_is_and_is_interrupted_without_harm(trainer: Trainer) -> None:
    trainer.change(LONG | {"epochs": "2"})
    whole, curves = trainer.train(), trainer.curves()
    trainer.change({"epochs": "20"})
    trainer.press("again", "train")
    trainer.expect(f"{RUNNING}$")
    trainer.press("pause")
    trainer.expect(f"Paused\\. {RUNNING}$|Paused\\. Epoch")
    paused, rows = trainer.part("words").inner_text(), trainer.rows()
    assert len(rows) < 21
    # Nothing more comes after that.
    trainer.figure.evaluate(TWO_FRAMES)
    assert (trainer.part("words").inner_text(), trainer.rows()) == (paused, rows)
    trainer.change({"epochs": "2"})
    assert trainer.train() == whole
    assert trainer.curves() == curves


def test_one_batch_at_a_time_can_be_learned_from(trainer: Trainer) -> None:
    trainer.press("step")
    trainer.expect(r"Paused\. Epoch 1 of 2, batch 1 of 2: loss")
    assert len(trainer.rows()) == 1
    trainer.press("step")
    trainer.expect(r"Paused\. Epoch 1: loss")
    assert len(trainer.rows()) == 2
    trainer.press("step", "step")
    trainer.expect_beginning("ended")
    by_steps = trainer.rows()
    assert len(by_steps) == 3
    # After the last one, a new network takes the first.
    trainer.press("step")
    trainer.expect(r"Paused\. Epoch 1 of 2, batch 1 of 2: loss")
    assert len(trainer.rows()) == 1
    assert trainer.train() == by_steps


@claims(
    "learn",
    vi="Giá trị mất mát lớn hơn 10 được vẽ ở mép trên",
    en="A loss above 10 is drawn at the top edge",
)
def test_a_loss_above_10_is_drawn_at_the_top_edge(trainer: Trainer) -> None:
    trainer.change({"units1": "0", "learning_rate": "10"})
    rows = trainer.train()
    top = f" {PLOT['top']:.1f}"
    for path, column in zip(trainer.curves()[:2], (1, 3), strict=True):
        assert float(rows[-1][column]) > 10
        assert path.endswith(top)
    # Before training, the dashed line is far below the edge.
    assert top not in trainer.curves()[1].partition("L")[0]
    assert trainer.part("loss").locator("text").first.text_content() == "10"


def test_a_step_while_it_trains_is_the_last(trainer: Trainer) -> None:
    trainer.change(LONG)
    trainer.press("train")
    trainer.expect(RUNNING)
    trainer.press("step")
    trainer.expect_beginning("paused")


def test_started_again_a_network_learns_the_same_and_with_another_seed_it_does_not(trainer: Trainer) -> None:
    first, curves = trainer.train(), trainer.curves()
    trainer.press("again")
    trainer.expect_words("new")
    assert trainer.rows() == first[:1]
    assert trainer.train() == first
    assert trainer.curves() == curves
    # Train begins anew, too, where nothing is left to learn.
    assert trainer.train() == first
    trainer.change({"seed": "43"})
    assert trainer.train() != first
    trainer.change({"seed": "42"})
    assert trainer.train() == first


def test_more_epochs_go_on_where_the_last_one_ended_and_any_other_setting_begins_a_new_network(
    trainer: Trainer,
) -> None:
    first = trainer.train()
    trainer.change({"epochs": "4"})
    # A new network would learn the same, so this tells that there is none.
    assert trainer.rows() == first
    rows = trainer.train()
    assert len(rows) == 5
    assert rows[:3] == first
    for setting in ({"epochs": "3"}, {"units1": "9"}, {"activation": "tanh"}, {"optimizer": "adam"}):
        trainer.change(setting)
        trainer.expect_words("new")
        assert len(trainer.rows()) == 1
        trainer.press("step")
        trainer.expect_beginning("paused")


def test_pressed_more_than_once_train_trains_once(trainer: Trainer) -> None:
    first = trainer.train()
    trainer.press("again")
    trainer.part("train").dblclick()
    trainer.press("train")
    trainer.expect_beginning("ended")
    assert trainer.rows() == first


def test_where_weights_are_no_numbers_any_more_the_cause_is_said_and_train_begins_anew(trainer: Trainer) -> None:
    trainer.change(BREAKING)
    trainer.press("train")
    trainer.expect_words("broken", **BROKEN)
    expect(trainer.figure.page.locator("#status")).to_have_text(TEXTS["trainer_broken"].format(**BROKEN))
    # A digit that is drawn then can't be read, and takes nothing away.
    trainer.part("tools").get_by_role("toolbar").locator("button").nth(1).click()
    trainer.figure.evaluate(TWO_FRAMES)
    trainer.expect_words("broken", **BROKEN)
    trainer.part("words").evaluate("words => { words.textContent = ''; }")
    trainer.press("train")
    trainer.expect("Epoch 1 of 2|Stopped")
    assert len(trainer.rows()) == 1


def test_of_a_network_that_breaks_no_answer_stands_there_any_more(trainer: Trainer) -> None:
    answer, largest = trainer.part("answer"), trainer.part("bars").locator("[data-largest]")
    trainer.part("tools").get_by_role("toolbar").locator("button").nth(1).click()
    trainer.train()
    expect(largest).to_have_count(1)
    trainer.change(BREAKING)
    trainer.press("train")
    trainer.expect_words("broken", **BROKEN)
    expect(answer).to_have_text(TEXTS["trainer_untrained"])
    expect(answer).to_have_attribute("aria-busy", "false")
    expect(largest).to_have_count(0)


def test_squares_of_neurons_that_are_not_there_any_more_are_gone(trainer: Trainer) -> None:
    rest = "canvas => canvas.getContext('2d').getImageData(3 * 29, 29, 2 * 29 - 1, 28).data.some((value) => value)"
    canvas = trainer.part("tiles canvas")
    trainer.change({"units1": "0"})
    trainer.train()
    assert canvas.evaluate(rest)
    # Ten squares and eight are as wide and as high.
    trainer.change({"units1": "8"})
    trainer.train()
    assert trainer.colors("tiles canvas")
    assert not canvas.evaluate(rest)


def test_while_it_trains_what_is_shown_keeps_its_height_and_is_apart_from_the_page(trainer: Trainer) -> None:
    shown = trainer.part("shown")
    height = shown.evaluate("box => box.getBoundingClientRect().height")
    trainer.change(LONG)
    for end in ("pause", "again"):
        trainer.press("train")
        trainer.expect(RUNNING)
        assert shown.evaluate("box => [getComputedStyle(box).contain, box.getBoundingClientRect().height]") == [
            "size layout",
            height,
        ]
        trainer.press(end)
        expect(shown).not_to_have_attribute("data-apart", "")
        assert shown.evaluate("box => [getComputedStyle(box).contain, box.style.height]") == ["none", ""]


def test_while_it_trains_nothing_in_it_lies_over_what_follows_though_a_part_has_become_higher(trainer: Trainer) -> None:
    page, shown = trainer.figure.page, trainer.part("shown")
    trainer.change(LONG)
    trainer.press("train")
    trainer.expect(RUNNING)
    # As a reader's own styles would.
    trainer.part("mistakes").evaluate("part => { part.style.lineHeight = '3'; }")
    trainer.expect(RUNNING)
    page.evaluate(TWO_FRAMES)
    assert shown.evaluate("box => box.scrollHeight <= Math.ceil(box.getBoundingClientRect().height)")
    trainer.part("mistakes").evaluate("part => { part.style.lineHeight = ''; }")


def test_with_another_width_what_is_shown_has_its_own_height_also_while_it_trains(trainer: Trainer) -> None:
    page, shown = trainer.figure.page, trainer.part("shown")
    trainer.change(LONG)
    trainer.press("train")
    trainer.expect(RUNNING)
    page.set_viewport_size(PHONE)
    trainer.expect(RUNNING)
    assert shown.evaluate("box => box.scrollHeight <= Math.ceil(box.getBoundingClientRect().height)")
    trainer.press("pause")
    trainer.expect_beginning("paused")
    page.set_viewport_size(DESKTOP)


# Choosing


def test_a_preset_has_its_settings_and_says_what_to_look_for_and_none_is_chosen_with_others(trainer: Trainer) -> None:
    (fence,) = reading.page("learn", "en").fences_of("trainer")
    presets = [line.split(" | ") for line in fence.body.splitlines() if line.count("|") == 2]
    buttons = trainer.part("presets").locator("button")
    for number, (settings, name, sentence) in enumerate(presets):
        button = buttons.nth(number)
        expect(button).to_have_text(name)
        button.click()
        pressed = [each.get_attribute("aria-pressed") for each in buttons.all()]
        assert pressed == [str(each == number).lower() for each in range(len(presets))]
        expect(trainer.part("look")).to_have_text(sentence)
        for setting in settings.split()[: None if "=" in settings else 0]:
            key, _, value = setting.partition("=")
            expect(trainer.field(key)).to_have_value(value)
    expect(trainer.part("summary")).to_have_text(
        "784-64-10; SGD, learning rate 3, batches of 128, epochs: 6, 2,000 digits"
    )
    trainer.change({"seed": "7"})
    assert trainer.part("presets").locator("[aria-pressed=true]").count() == 0
    expect(trainer.part("look")).to_be_empty()
    trainer.change({"seed": "42"})
    expect(buttons.nth(3)).to_have_attribute("aria-pressed", "true")
    expect(trainer.part("look")).to_have_text(presets[3][2])


def test_what_is_no_number_within_the_bounds_is_said_at_its_field_and_nothing_is_lost(trainer: Trainer) -> None:
    rows, words = trainer.train(), trainer.part("words").inner_text()
    trainer.part("settings").evaluate("details => details.open = true")
    for name, numbers, wrong in (
        ("epochs", {"lowest": "1", "highest": "100", "value": "2"}, ("", "0", "101", "2.5", "two", "1e1", "-2")),
        ("learning_rate", {"lowest": "0.0001", "highest": "10", "value": "0.1"}, ("0", "11", "0,1,2", "NaN")),
    ):
        field = trainer.field(name)
        label = "trainer_number" if name == "learning_rate" else "trainer_whole"
        for text in wrong:
            field.fill(text)
            field.press("Enter")
            expect(field).to_have_attribute("aria-invalid", "true")
            expect(field).to_have_accessible_description(TEXTS[label].format(**numbers))
            expect(field).to_have_value(text)
    error = trainer.figure.locator("[role=alert]:visible")
    assert error.count() == 2
    assert (trainer.rows(), trainer.part("words").inner_text()) == (rows, words)
    trainer.change({"epochs": "2", "learning_rate": "0.1"})
    expect(error).to_have_count(0)
    assert trainer.rows() == rows
    trainer.part("settings").evaluate("details => details.open = false")


def test_what_is_wrong_in_a_field_stays_there_when_another_changes(trainer: Trainer) -> None:
    trainer.change({"batch_size": "many"})
    trainer.change({"optimizer": "adam"})
    expect(trainer.field("batch_size")).to_have_value("many")
    expect(trainer.field("batch_size")).to_have_attribute("aria-invalid", "true")
    trainer.part("presets").locator("button").first.click()
    expect(trainer.field("batch_size")).to_have_value("128")
    expect(trainer.field("batch_size")).to_have_attribute("aria-invalid", "false")


def test_what_is_said_of_a_field_is_gone_once_it_is_right_so_that_the_button_below_stays_under_the_pointer(
    trainer: Trainer,
) -> None:
    trainer.part("settings").evaluate("details => details.open = true")
    trainer.change({"seed": "many"})
    error = trainer.figure.locator("[role=alert]:visible")
    expect(error).to_have_count(1)
    field = trainer.field("seed")
    for typed, errors in (("x", 1), ("7", 0)):
        field.fill(typed)
        expect(error).to_have_count(errors)
    box = trainer.part("train").bounding_box()
    assert box is not None
    mouse = trainer.figure.page.mouse
    mouse.move(box["x"] + 5, box["y"] + 5)
    mouse.down()
    mouse.up()
    trainer.expect_beginning("ended")
    trainer.part("settings").evaluate("details => details.open = false")


def test_thousands_may_be_written_as_either_language_does(trainer: Trainer) -> None:
    field = trainer.field("batch_size")
    for written in ("1.000", "1,000", "1 000"):
        trainer.change({"batch_size": "50"})
        trainer.change({"batch_size": written})
        expect(field).to_have_value("1000")
    for written in ("0.128", "0,128"):
        trainer.change({"batch_size": written})
        expect(field).to_have_attribute("aria-invalid", "true")
    trainer.change({"digits": "2.001"})
    expect(trainer.field("digits")).to_have_accessible_description(
        TEXTS["trainer_whole"].format(lowest="100", highest="2,000", value="100")
    )


def test_a_decimal_mark_may_be_that_of_either_language(trainer: Trainer) -> None:
    for written in ("0,05", "0.05", ".05"):
        trainer.change({"learning_rate": "0.1"})
        trainer.change({"learning_rate": written})
        expect(trainer.field("learning_rate")).to_have_value("0.05")
        expect(trainer.part("summary")).to_contain_text("learning rate 0.05,")


# A digit of the reader's


def test_a_drawn_digit_is_read_at_once_and_once_more_after_each_batch(trainer: Trainer) -> None:
    answer, bars = trainer.part("answer"), trainer.part("bars").locator("small")
    samples = trainer.part("tools").get_by_role("toolbar").locator("button")
    samples.nth(3).click()
    trainer.change({"units1": "0", "batch_size": "128", "digits": "2000", "epochs": "1"})
    trainer.press("step")
    trainer.expect_beginning("paused")
    expect(answer).to_have_text(TEXTS["trainer_untrained"])
    trainer.train()
    expect(answer).to_have_text(re.compile(r"^The network reads 3, with a probability of \d+%\.$"))
    assert sum(float(text.rstrip("%")) for text in bars.all_inner_texts()) == pytest.approx(100, abs=5)
    samples.nth(0).click()
    expect(answer).to_have_text(re.compile(r"^The network reads 0"))
    trainer.press("clear")
    expect(answer).to_be_empty()
    assert set(bars.all_inner_texts()) == {""}
    box = trainer.part("paper canvas").bounding_box()
    assert box is not None
    mouse = trainer.figure.page.mouse
    trainer.part("paper canvas").hover(position={"x": box["width"] / 2, "y": box["height"] / 5})
    mouse.down()
    box = trainer.part("paper canvas").bounding_box()
    assert box is not None
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8, steps=5)
    mouse.up()
    expect(answer).to_have_text(re.compile(r"^The network reads 1"))


def test_drawing_does_not_say_once_more_how_far_the_network_is(trainer: Trainer) -> None:
    page, status = trainer.figure.page, trainer.figure.page.locator("#status")
    trainer.train()
    expect(status).to_have_text(trainer.part("words").inner_text())
    trainer.part("paper canvas").focus()
    for said in (TEXTS["draw_lowered"], ""):
        page.keyboard.press("Space")
        expect(trainer.part("answer")).to_have_attribute("aria-busy", str(bool(said)).lower())
        trainer.figure.evaluate(TWO_FRAMES)
        expect(status).to_have_text(said)


def test_that_a_network_is_new_is_said_where_nothing_trains_it(trainer: Trainer) -> None:
    trainer.train()
    trainer.press("again")
    expect(trainer.figure.page.locator("#status")).to_have_text(TEXTS["trainer_new"])


def test_keys_that_are_the_browsers_are_left_to_it(trainer: Trainer) -> None:
    press = """(element, key) => element.dispatchEvent(new KeyboardEvent("keydown", { ...key, cancelable: true }))"""
    sample = trainer.part("tools").get_by_role("toolbar").locator("button").first
    for element in (trainer.part("paper canvas"), sample):
        assert element.evaluate(press, {"key": "ArrowLeft"}) is False
        for held in ("altKey", "ctrlKey", "metaKey"):
            assert element.evaluate(press, {"key": "ArrowLeft", held: True}) is True


# What may go wrong


def test_where_the_worker_or_the_digits_can_not_be_loaded_an_alert_says_so_and_another_try_helps(
    tab: Page, address: str
) -> None:
    trainer = at_trainer(tab, address)
    trainer.change(SMALL)
    failed = trainer.part("failed")
    expect(failed).to_be_hidden()
    for button, missing in (("train", "assets/trainer_worker.js*"), ("retry", DIGITS_ADDRESS)):
        tab.route(f"**/{missing}", lambda route: route.abort())
        with tab.expect_event("requestfailed"):
            trainer.press(button)
        expect(failed).to_be_visible()
        expect(failed).to_contain_text(TEXTS["trainer_failed"])
        expect(failed).to_have_attribute("role", "alert")
        expect(trainer.part("words")).to_be_empty()
        tab.unroute(f"**/{missing}")
    trainer.press("retry")
    expect(trainer.part("train")).to_be_focused()
    trainer.expect_beginning("ended")
    expect(failed).to_be_hidden()
    assert len(trainer.rows()) == 3


def test_digits_that_fail_to_load_are_not_held_against_the_network_that_was_asked_for_since(
    tab: Page, address: str
) -> None:
    trainer = at_trainer(tab, address)
    held: list[Route] = []
    tab.route(f"**/{DIGITS_ADDRESS}", lambda route: route.continue_() if held else held.append(route))
    with tab.expect_request(f"**/{DIGITS_ADDRESS}"):
        trainer.press("train")
    trainer.change(SMALL)
    held[0].abort()
    trainer.expect_words("new")
    expect(trainer.part("failed")).to_be_hidden()
    rows = trainer.rows()
    trainer.press("train")
    trainer.expect_beginning("ended")
    assert trainer.rows()[:1] == rows


def test_a_tab_that_is_not_seen_when_the_digits_have_come_rests_too(tab: Page, address: str) -> None:
    trainer = at_trainer(tab, address)
    trainer.change(LONG)
    held: list[Route] = []
    tab.route(f"**/{DIGITS_ADDRESS}", lambda route: held.append(route))
    with tab.expect_request(f"**/{DIGITS_ADDRESS}"):
        trainer.press("train")
    tab.evaluate(HIDE, True)
    held[0].continue_()
    trainer.expect_beginning("paused")
    trainer.change({"epochs": "1"})
    tab.evaluate(HIDE, False)
    trainer.expect_beginning("ended")


def test_train_right_after_pause_goes_on(trainer: Trainer) -> None:
    trainer.change(LONG | {"epochs": "2"})
    trainer.press("train")
    trainer.expect(r"Epoch 1 of 2, batch")
    trainer.figure.evaluate(
        "figure => ['pause', 'train'].forEach((name) => figure.querySelector(`.trainer-${name}`).click())"
    )
    trainer.expect_beginning("ended")


def test_two_trainers_do_not_know_of_each_other(tab: Page, address: str) -> None:
    double(tab, ["trainer"])
    at_figure(tab, address, "trainer")
    first, second = (Trainer(figure) for figure in tab.locator(".figure.trainer").all())
    first.change(SMALL)
    second.change(SMALL | {"epochs": "1"})
    rows = first.train()
    second.expect_words("ready", kilobytes=71)
    assert second.rows() == []
    assert second.train() == rows[:2]
    assert first.rows() == rows
    second.press("again")
    second.expect_words("new")
    first.expect_beginning("ended")


def test_a_tab_that_is_not_seen_rests_and_goes_on_when_it_is_seen_again(trainer: Trainer) -> None:
    page = trainer.figure.page
    trainer.change(LONG | {"epochs": "2"})
    whole = trainer.train()
    trainer.change({"epochs": "20"})
    trainer.press("again", "train")
    trainer.expect(RUNNING)
    page.evaluate(HIDE, True)
    trainer.expect_beginning("paused")
    assert len(trainer.rows()) < 21
    trainer.change({"epochs": "2"})
    page.evaluate(HIDE, False)
    trainer.expect_beginning("ended")
    assert trainer.rows() == whole
    # What the reader has stopped stays so, also where the Worker has not heard of it yet.
    trainer.press("again", "train")
    trainer.part("pause").evaluate(f"pause => {{ pause.click(); ({HIDE})(true); ({HIDE})(false); }}")
    trainer.expect_beginning("paused")
    trainer.figure.evaluate(TWO_FRAMES)
    trainer.expect_beginning("paused")
    trainer.press("again", "step")
    trainer.expect_beginning("paused")
    for hidden in (True, False):
        page.evaluate(HIDE, hidden)
    trainer.figure.evaluate(TWO_FRAMES)
    trainer.expect_beginning("paused")


def test_the_worker_ends_with_the_page_and_on_the_way_back_everything_works(tab: Page, address: str) -> None:
    trainer = at_trainer(tab, address)
    trainer.change(SMALL)
    assert tab.workers == []
    rows = trainer.train()
    assert len(tab.workers) == 1
    tab.goto("about:blank")
    assert tab.workers == []
    tab.go_back(wait_until="domcontentloaded")
    trainer = Trainer(come_near(tab, "trainer"))
    trainer.expect_words("ready", kilobytes=71)
    trainer.change(SMALL)
    assert trainer.train() == rows


def test_a_page_that_the_browser_keeps_for_the_way_back_begins_again_there(trainer: Trainer) -> None:
    page = trainer.figure.page
    rows = trainer.train()
    page.evaluate(LEAVE)
    trainer.expect_words("ready", kilobytes=71)
    assert trainer.rows() == []
    # Nothing of the network stands there any more.
    expect(trainer.part("count")).to_have_text(TEXTS["trainer_mistakes"])
    expect(trainer.part("mistakes").locator("li:visible")).to_have_count(0)
    assert trainer.colors("tiles canvas") == {}
    assert page.workers == []
    assert trainer.train() == rows


def test_without_workers_the_recorded_picture_stands_there_and_one_sentence_says_why(
    own_tab: Page, address: str
) -> None:
    own_tab.add_init_script("delete window.Worker")
    trainer = at_trainer(own_tab, address)
    expect(trainer.part("needs")).to_have_text(TEXTS["trainer_needs"])
    expect(trainer.part("needs")).to_be_visible()
    assert trainer.figure.locator(":is(button, input, select, canvas):visible").count() == 0
    (fence,) = reading.page("learn", "en").fences_of("trainer")
    expect(own_tab.get_by_role("img", name=shown_by(fence)[1], exact=True)).to_be_visible()


# What is taken home


def copied(trainer: Trainer, button: str, said: str) -> str:
    """What is in the clipboard after a button is pressed, which says that it is."""
    # What was said of the copy before.
    trainer.part("copied").evaluate("status => { status.textContent = ''; }")
    trainer.press(button)
    expect(trainer.part("copied")).to_have_text(TEXTS[f"trainer_{said}"])
    return str(trainer.figure.page.evaluate("navigator.clipboard.readText()"))


def test_the_copied_script_has_the_readers_settings(trainer: Trainer) -> None:
    trainer.change({"units2": "4", "activation": "tanh", "optimizer": "adam", "learning_rate": "0.005", "seed": "7"})
    script = copied(trainer, "copy", "copied")
    for part in (
        "keras.utils.set_random_seed(7)\n",
        "X_train, y_train = X[:100], y[:100]\n",
        '        layers.Dense(8, activation="tanh"),\n        layers.Dense(4, activation="tanh"),\n'
        '        layers.Dense(10, activation="softmax"),\n    ]\n',
        "    optimizer=keras.optimizers.Adam(learning_rate=0.005),\n",
        "batch_size=50, epochs=2",
    ):
        assert part in script
    trainer.change({"units1": "0", "learning_rate": "0.001"})
    script = copied(trainer, "copy", "copied")
    assert '    optimizer="adam",\n' in script
    assert '        layers.Dense(4, activation="tanh"),\n        layers.Dense(10, activation="softmax"),\n' in script
    assert "zeros" not in script


def test_a_link_restores_the_settings_and_names_those_that_do_not_exist(trainer: Trainer, tab: Page) -> None:
    trainer.change({"optimizer": "adam", "learning_rate": "0,005"})
    link = copied(trainer, "link", "linked")
    parts = urlsplit(link)
    assert parts.fragment == "trainer"
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert asked == SMALL | OTHERS | {"optimizer": "adam", "learning_rate": "0.005"}
    odd = link.replace("activation=relu", f"activation={'elu' * 99}").replace("epochs=2", "epochs=0")
    visit(tab, odd.replace("?", "?q=a&"))
    opened = Trainer(come_near(tab, "trainer"))
    for name, value in (asked | {"epochs": "3"}).items():
        expect(opened.field(name)).to_have_value(value)
        expect(opened.field(name)).to_be_visible()
    expect(opened.part("summary")).to_contain_text("784-8-10; Adam, learning rate 0.005,")
    unknown = opened.part("unknown")
    expect(unknown).to_be_visible()
    expect(unknown).to_have_attribute("role", "alert")
    expect(unknown).to_have_text(TEXTS["trainer_unknown"].format(names="activation=elueluelueluelueluel, epochs=0"))


def test_where_nothing_can_be_copied_that_is_said(trainer: Trainer) -> None:
    page = trainer.figure.page
    refuse = "() => Promise.reject(new DOMException('', 'NotAllowedError'))"
    page.evaluate(f"() => {{ navigator.clipboard.write = {refuse}; document.execCommand = () => false; }}")
    for button in ("copy", "link"):
        page.evaluate("() => { document.querySelector('.trainer-copied').textContent = ''; }")
        trainer.press(button)
        expect(trainer.part("copied")).to_have_text(TEXTS["trainer_not_copied"])
    page.evaluate("() => { delete navigator.clipboard.write; delete document.execCommand; }")


# With the keyboard, and in the dark


def test_the_keyboard_alone_does_all_of_it(trainer: Trainer) -> None:
    page = trainer.figure.page

    def go_to(selector: str) -> None:
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                break
        assert page.evaluate(
            "(selector) => document.activeElement.matches(`.trainer ${selector}:focus-visible`)", selector
        )

    trainer.part("presets").locator("button").nth(2).focus()
    page.keyboard.press("Enter")
    expect(trainer.field("epochs")).to_have_value("60")
    go_to("summary")
    page.keyboard.press("Enter")
    for name, value in ({"units1": "8", "batch_size": "50", "epochs": "2", "digits": "100"}).items():
        go_to(f"[name={name}]")
        page.keyboard.type(value)
    go_to(".trainer-train")
    page.keyboard.press("Enter")
    trainer.expect_beginning("ended")
    go_to(".trainer-step")
    page.keyboard.press("Space")
    trainer.expect_beginning("paused")
    go_to(".trainer-again")
    page.keyboard.press("Enter")
    trainer.expect_words("new")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    trainer.expect_beginning("ended")
    go_to(".trainer-paper canvas")
    page.keyboard.press("Space")
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(trainer.part("answer")).to_have_text(re.compile(r"^The network reads \d"))
    go_to("[role=toolbar] button")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    go_to(".trainer-clear")
    page.keyboard.press("Enter")
    expect(trainer.part("answer")).to_be_empty()
    go_to(".trainer-numbers summary")
    page.keyboard.press("Enter")
    expect(trainer.part("numbers").get_by_role("row")).to_have_count(4)
    page.keyboard.press("Enter")
    go_to(".trainer-copy")
    page.keyboard.press("Enter")
    expect(trainer.part("copied")).to_have_text(TEXTS["trainer_copied"])
    trainer.part("settings").evaluate("details => details.open = false")


def test_weights_and_digits_are_painted_in_the_colours_of_the_theme_also_when_it_changes(trainer: Trainer) -> None:
    page = trainer.figure.page
    trainer.change({"units1": "0"})
    trainer.train()
    trainer.part("tools").get_by_role("toolbar").locator("button").first.click()
    trainer.figure.evaluate(TWO_FRAMES)
    canvases = ("tiles canvas", "paper canvas")
    ink = trainer.part("mistakes").locator("path").first
    color = ink.evaluate("path => getComputedStyle(path).fill")
    light = [trainer.colors(canvas) for canvas in canvases]
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    trainer.figure.evaluate(TWO_FRAMES)
    dark = [trainer.colors(canvas) for canvas in canvases]
    assert ink.evaluate("path => getComputedStyle(path).fill") != color
    for number, canvas in enumerate(canvases):
        assert light[number], canvas
        assert dark[number], canvas
        assert not light[number].keys() & dark[number].keys(), canvas
        assert sum(light[number].values()) == sum(dark[number].values()), canvas
    # Orange above 0 and blue below.
    for colors in (light[0], dark[0]):
        reds_and_blues = (color.split()[::2] for color in colors)
        assert {int(red) > int(blue) for red, blue in reds_and_blues} == {True, False}
    page.emulate_media(color_scheme="null")
