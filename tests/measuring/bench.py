"""Measures what the project promises of speed and size, and prints a table. Not a test: noise fails nothing.

    python -m tests.measuring.bench --data auto|PATH

MNIST is needed (`auto`: from beside the project, or Keras' cache), and npm. Takes half an hour on two cores.
"""

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from docs.plugins.fences import DRAW_SCRIPT
from docs.plugins.lessons import read_scripts
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from examples.runner.sources import Arrays, read_npz
from tests.measuring.lighthouse.measuring import measure
from tests.measuring.lighthouse.site import built_and_served
from tests.support.browsers import started
from tests.support.building import mkdocs_build
from tests.support.programs import ROOT, find_mnist, script
from tests.support.searching import QUERIES, opened
from tests.support.serving import LEVEL

TARGET_ACCURACY = 0.975
SEEDS = (42, 1, 2)
MOST_EPOCHS = 10
PORT_OF_MKDOCS = 8000
LESSONS = ("data", "sequential", "functional", "train")
KINDS = {
    "the home page": "",
    "a lesson": "sequential/",
    "an example's page": "examples/train/",
    "the glossary": "glossary/",
    "a missing page": "404.html",
}
VISITS = 5
# How many times slower a phone is, as Lighthouse has it.
PHONES_CPU = 4
# Until the results are painted.
SEARCH = """async (query) => {
  const input = document.querySelector(".search input");
  const start = performance.now();
  input.value = query;
  input.dispatchEvent(new Event("input"));
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - start;
}"""


# A fast connection of a phone's: bytes a second, and milliseconds until an answer begins.
CONNECTION = {"offline": False, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8, "latency": 40}
# From when a board to draw on comes into sight until a digit on it is read.
FIRST_READING = """async () => {
  const painted = () => new Promise(requestAnimationFrame);
  document.querySelector(".draw").scrollIntoView();
  const start = performance.now();
  while (typeof predict !== "function") await painted();
  document.querySelectorAll(".draw-samples button")[3].click();
  while (!document.querySelector(".draw-bars [data-largest]")) await painted();
  return performance.now() - start;
}"""
# Each step taken back: what is left is drawn, prepared, read and shown, as it is where the pen moves.
READINGS = """() => {
  const samples = [...document.querySelectorAll(".draw-samples button")];
  for (const sample of samples) sample.click();
  return samples.map(() => {
    const start = performance.now();
    document.querySelector(".draw-undo").click();
    return performance.now() - start;
  });
}"""


def main() -> None:
    """Measure one thing after another, so that none slows the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="auto", help="an mnist.npz, or auto")
    data = parser.parse_args().data
    path = find_mnist() if data == "auto" else Path(data)
    if path is None or not path.is_file():
        sys.exit("error: no MNIST here; give the path of an mnist.npz: make bench MNIST=PATH")
    table = Table("what", "must be", "measured")
    for row in _rows(path):
        table.add_row(*row)
        print(*row, sep="  ", flush=True)
    Console().print(table)


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    yield "make site, fresh clone to first page, packages cached", "≤ 30 s", f"{_first_page():.1f} s"
    once, tenfold = (_warm_build(times) for times in (1, 10))
    yield "rebuild of both languages, warm", "≤ 6 s", f"{once:.1f} s"
    yield "the same with ten times the lessons", "≤ 10×", f"{tenfold / once:.1f}× ({tenfold:.1f} s)"
    yield "an example's page, the largest", "≤ 100 kB", f"{_largest_example_page() / 1000:.1f} kB"
    yield from _visits()
    searches = _searches()
    yield (
        f"a search on a phone, the index there, median and slowest of {len(searches)}",
        "≤ 100 ms",
        f"{statistics.median(searches):.0f}, {max(searches):.0f} ms",
    )
    yield from _readings()
    yield "recording every example", "≤ 480 s", f"{_record(path):.0f} s"
    yield "pytest, MNIST not at hand", "≤ 120 s", f"{_tests_without_mnist():.0f} s"
    yield "pytest, the real runs on MNIST too", "–", f"{_tests(ROOT):.0f} s"
    # Before this process imports TensorFlow: a child's peak counts the memory of the parent that it was forked from.
    for name in read_scripts(ROOT):
        yield f"peak memory of {name}", "≤ 2.2 GiB", f"{_peak_memory(name, path):.2f} GiB"
    ours, articles = _to_target(read_npz(path))
    yield (
        f"Sequential to {TARGET_ACCURACY} against the article's loop, median of {len(SEEDS)} seeds",
        "≥ 2.5×",
        f"{articles / ours:.2f}× ({ours:.1f} s against {articles:.1f} s)",
    )


def _first_page() -> float:
    with tempfile.TemporaryDirectory() as folder:
        clone = _clone(Path(folder))
        start = time.perf_counter()
        with subprocess.Popen(
            ["make", "site"], cwd=clone, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as make:
            _wait_for(f"http://localhost:{PORT_OF_MKDOCS}/", make)
            taken = time.perf_counter() - start
            subprocess.run(["pkill", "-f", f"{clone}/.venv/bin/mkdocs"], check=False)
            make.terminate()
    return taken


def _clone(folder: Path) -> Path:
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    return clone


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.URLError:
            time.sleep(0.05)
        else:
            return
    sys.exit("error: make site ended before it served a page")


def _warm_build(times: int) -> float:
    """Median seconds of a build of so many times the lessons, of which nothing has changed since the one before."""
    with tempfile.TemporaryDirectory() as folder:
        clone = _clone(Path(folder))
        for copy in range(2, times + 1):
            for name in LESSONS:
                _copy_lesson(clone, name, f"{name}-{copy}")
        seconds = []
        for _ in range(4):
            start = time.perf_counter()
            mkdocs_build(clone, Path(folder) / "site").check_returncode()
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def _copy_lesson(root: Path, name: str, copy: str) -> None:
    """Copy a lesson's pages, scripts and records under another name."""
    for path in root.glob(f"*/**/{name}.*"):
        if path.suffix in (".md", ".py", ".ipynb"):
            text = path.read_text(encoding="utf-8").replace(f"{name}.py#", f"{copy}.py#")
            text = text.replace(f'{name}.py"', f'{copy}.py"')
            path.with_stem(copy).write_text(text, encoding="utf-8")


def _largest_example_page() -> int:
    with tempfile.TemporaryDirectory() as folder:
        mkdocs_build(ROOT, Path(folder)).check_returncode()
        return max(path.stat().st_size for path in Path(folder).glob("**/examples/**/index.html"))


def _visits() -> Iterator[tuple[str, str, str]]:
    """What Lighthouse says of a first visit to a page of each kind, with a phone."""
    with built_and_served() as (_, address):
        for kind, path in KINDS.items():
            runs = list(measure([(f"{address}/{path}", "mobile")] * VISITS))
            score = statistics.median(run.scores["performance"] for run in runs)
            paint, transferred = (
                statistics.median(run.metrics[name] or float("nan") for run in runs)
                for name in ("largest-contentful-paint", "total-byte-weight")
            )
            yield (
                f"a phone's first visit to {kind}, median of {VISITS}",
                "≥ 95, ≤ 1.5 s, ≤ 150 kB",
                f"{score:.0f}, {paint / 1000:.2f} s, {transferred / 1000:.1f} kB",
            )


def _searches() -> list[float]:
    """Milliseconds for each of the tests' queries in Vietnamese, with accents and without them."""
    with built_and_served() as (_, address), started() as browser, opened(browser, address) as page:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": PHONES_CPU})
        return [page.evaluate(SEARCH, query) for *pair, _ in QUERIES["vi"] for query in pair]


def _readings() -> Iterator[tuple[str, str, str]]:
    """What it takes to read a digit that is drawn: the first time, and each time that the pen has moved."""
    with built_and_served() as (site, address), started() as browser:
        code = len(gzip.compress((site / DRAW_SCRIPT).read_bytes(), LEVEL))
        yield "the code that reads drawn digits, gzip", "≤ 6 kB", f"{code / 1000:.1f} kB"
        seconds = []
        for _ in range(VISITS):
            page = browser.new_context(service_workers="block").new_page()
            page.goto(f"{address}/train/", wait_until="networkidle")
            page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", CONNECTION)
            seconds.append(page.evaluate(FIRST_READING) / 1000)
        yield (
            f"the first reading of a drawn digit at 9 Mbit/s, median and slowest of {VISITS}",
            "≤ 0.6 s",
            f"{statistics.median(seconds):.2f}, {max(seconds):.2f} s",
        )
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": PHONES_CPU})
        for network in page.locator(".draw-networks input").all():
            network.check()
            page.wait_for_load_state("networkidle")
            # The first is slower: the browser compiles what it runs often.
            page.evaluate(READINGS)
            readings = [reading for _ in range(VISITS) for reading in page.evaluate(READINGS)]
            name = network.evaluate("network => network.value.split('/').at(-1)")
            yield (
                f"each reading on a phone by {name}, median and slowest of {len(readings)}",
                "≤ 16 ms",
                f"{statistics.median(readings):.1f}, {max(readings):.1f} ms",
            )


def _record(path: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "examples", "record", "--data", str(path.resolve())]
        start = time.perf_counter()
        subprocess.run(command, cwd=_clone(Path(folder)), stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start


def _tests_without_mnist() -> float:
    """In a clone with nothing beside it, at a home with no cache of Keras'."""
    with tempfile.TemporaryDirectory() as folder:
        clone = _clone(Path(folder))
        # README's commands name it.
        (clone / ".venv").symlink_to(sys.prefix)
        return _tests(clone, HOME=folder)


def _tests(root: Path, **environment: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pytest", "--quiet"],
        cwd=root,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def _to_target(arrays: Arrays) -> tuple[float, float]:
    """Median seconds of training until the target, of the lesson and of the article's loop, in turns."""
    keras = import_keras()
    with replaced(keras.datasets.mnist, "load_data", lambda: arrays):
        pairs = [(_train(keras, _lesson, seed), _train(keras, _article, seed)) for seed in SEEDS]
    ours, articles = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(articles)


def _lesson() -> tuple[dict[str, Any], dict[str, Any]]:
    names: dict[str, Any] = {}
    for cell in ("imports", "data", "build", "compile"):
        exec(script("sequential").cell(cell).code, names)
    return names, {"batch_size": 128}


def _article() -> tuple[dict[str, Any], dict[str, Any]]:
    """The article's data and compilation: float64, Keras' batches of 32, no steps_per_execution."""
    names: dict[str, Any] = {}
    for cell in ("imports", "data", "build"):
        exec(script("sequential").cell(cell).code.replace('.astype("float32")', ""), names)
    names["model"].compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return names, {}


def _train(keras: Any, prepare: Callable[[], tuple[dict[str, Any], dict[str, Any]]], seed: int) -> float:  # noqa: ANN401
    set_random_seed = keras.utils.set_random_seed
    with replaced(keras.utils, "set_random_seed", lambda _: set_random_seed(seed)):
        names, options = prepare()
    taken = 0.0
    for _ in range(MOST_EPOCHS):
        start = time.perf_counter()
        names["model"].fit(names["X_train"], names["y_train"], verbose=0, **options)
        taken += time.perf_counter() - start
        if names["model"].evaluate(names["X_test"], names["y_test"], verbose=0)[1] >= TARGET_ACCURACY:
            return taken
    sys.exit(f"error: seed {seed} doesn't reach {TARGET_ACCURACY} in {MOST_EPOCHS} epochs")


def _peak_memory(name: str, path: Path) -> float:
    command = [sys.executable, "-m", "examples", "run", name, "--data", str(path)]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"error: the example {name} failed")
    # Kilobytes on Linux, bytes on macOS.
    return usage.ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)


if __name__ == "__main__":
    main()
