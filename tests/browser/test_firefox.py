"""The site in Firefox, which differs from Chromium in what it lets a page do: one visit, and what was seen in it."""

import json
import os
import shutil
import subprocess
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.browsers import CLASSROOM, from_another_machine
from tests.support.programs import PROJECT, ROOT
from tests.support.serving import Host, served

FIREFOXES = ("firefox-esr", "firefox")
SECONDS = 120
# Firefox prefetches as soon as it has nothing else to do.
SECONDS_TO_PREFETCH = 20
requested: Counter[str] = Counter()
changed = threading.Condition()
is_down = threading.Event()


class Watched(Host):
    """Counts what browsers request, tells when something has been, and can be lost."""

    def do_GET(self) -> None:  # noqa: N802 (the standard library's name)
        if self.path.startswith("/asked/"):
            with changed:
                changed.wait_for(lambda: requested[self.path.removeprefix("/asked")], SECONDS_TO_PREFETCH)
        if self.path == "/down":
            is_down.set()
        elif is_down.is_set():
            self.close_connection = True
            return
        if CLASSROOM in self.headers["Host"]:
            with changed:
                requested[self.path] += 1
                changed.notify_all()
        super().do_GET()


def needed(path: str | Path | None, what: str) -> str:
    """The path of what the tests need; without it they fail in CI, and skip elsewhere."""
    if path is None or not Path(path).exists():
        message = f"no {what} on this machine; .ci/run installs Firefox, and `make test` what drives it, with npm"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    return str(path)


@pytest.fixture(scope="module")
def seen(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 (JSON)
    """What was seen in Firefox, whose profile is thrown away."""
    firefox = needed(next(filter(None, map(shutil.which, FIREFOXES)), None), "Firefox")
    node = needed(shutil.which("node"), "Node")
    needed(ROOT / "tests/browser/node_modules/puppeteer-core", "puppeteer-core")
    folder = tmp_path_factory.mktemp("firefox")
    with served(site, Watched) as address:
        command = [node, str(ROOT / "tests/browser/firefox.mjs"), firefox, address, from_another_machine(address)]
        environment = os.environ | {"TMPDIR": str(folder), "HOME": str(folder)}
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)
        try:
            said, errors = process.communicate(timeout=SECONDS)
        finally:
            # Puppeteer closes Firefox then; killed, it would leave Firefox behind.
            process.terminate()
            process.wait()
    assert process.returncode == 0, errors
    assert [path.name for path in folder.glob("puppeteer*")] == []
    return json.loads(said)


def test_no_page_has_an_error_in_the_console_at_either_width(seen: dict[str, Any]) -> None:
    assert seen["errors"] == []


@pytest.mark.usefixtures("seen")
def test_the_next_lesson_is_fetched_beforehand_and_comes_from_the_cache() -> None:
    assert requested["/sequential/"] == 1


@pytest.mark.parametrize("where", ["copied", "copiedElsewhere"])
def test_code_is_copied_exactly_also_over_http_from_another_machine(seen: dict[str, Any], where: str) -> None:
    copied, code = seen[where]
    assert copied == code != ""


def test_the_search_finds_and_both_languages_stand_side_by_side(seen: dict[str, Any]) -> None:
    assert seen["found"] > 5
    assert seen["pairs"] > 20


def test_the_board_reads_a_digit_where_a_page_reads_only_noise_of_a_canvas(seen: dict[str, Any]) -> None:
    assert seen["readBack"]
    assert seen["digit"] == 7


@pytest.mark.parametrize("kind", ["neuron", "softmax", "descent", "trainer", "convolution"])
def test_a_figure_answers_its_reader(seen: dict[str, Any], kind: str) -> None:
    before, after = seen["figures"][kind]
    assert before != after


def test_a_photo_is_read_and_where_a_page_reads_only_noise_that_is_said_instead(seen: dict[str, Any]) -> None:
    labels = PROJECT.languages[1].labels
    assert seen["photo"] == labels["draw_answer"].format(digit=7, percent=">99%")
    assert seen["falsifiedPhoto"] == labels["photo_falsified"]


def test_without_a_network_a_page_opens_that_was_never_visited_and_an_unknown_address_is_said_to_be_one(
    seen: dict[str, Any],
) -> None:
    assert seen["offline"].startswith("Functional API")
    assert seen["missing"] == PROJECT.source.labels["not_found"]
