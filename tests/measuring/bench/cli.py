"""Measures what the project promises about speed and size, and prints a table. It is no test, so noise fails nothing.

A ROW is a part of a row's name, such as `"make test"`; without one, all are measured, which takes an hour on two cores.
MNIST is needed (`auto`: from beside the project, or Keras' cache), and npm. CPU is user and system time, including that
of child processes.
"""

import argparse
import gzip
import os
import resource
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page
from rich.console import Console
from rich.table import Table

from docs.plugins.fences.kind import bundle_of
from docs.plugins.project.commands import PYTHON
from examples.runner.arrays import Arrays
from examples.runner.exporting import drawn_networks
from examples.runner.npz import read_npz
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.measuring.lighthouse.judging import ALL_LESSONS
from tests.measuring.lighthouse.kinds import KINDS
from tests.measuring.lighthouse.measuring import measure
from tests.measuring.lighthouse.site import built_and_served
from tests.support.browsers import started
from tests.support.building import mkdocs_build
from tests.support.programs import MNIST_PATHS, PROJECT, ROOT, find_mnist, script
from tests.support.reading import PROGRAMMED
from tests.support.searching import opened
from tests.support.serving import LEVEL
from tests.support.tiny_project import TinyProject
from tests.support.trainer import TRAINED

TARGET_ACCURACY = 0.975
SEEDS = (42, 1, 2)
MOST_EPOCHS = 10
PORT_OF_MKDOCS = 8000
LOCKS = ("docs/uv.txt", "docs/requirements.txt", "requirements.txt", "examples/requirements-extra.txt")
# The folders with packages of npm's.
NPM = ("tests/measuring/lighthouse", "tests/browser")
LONG_AGO = 946684800
VISITS = 5
# How many times slower a phone's CPU is, as in Lighthouse's settings.
PHONES_CPU = 4
# What is typed into the search, key by key: a question, words that are nowhere, and a slip.
TYPED = ("làm sao biết mạng bị quá khớp", "hồi quy tuyến tính", "ma tran nhma lan")
# Searches, and waits until the results are painted.
SEARCH = """async (query) => {
  const input = document.querySelector(".search input");
  input.value = query;
  input.dispatchEvent(new Event("input"));
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
}"""


# A phone's fast connection: bytes a second, and milliseconds until an answer begins.
CONNECTION = {"offline": False, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8, "latency": 40}
# The milliseconds from the first use of a board until a digit on it is read.
FIRST_READING = """async () => {
  const painted = () => new Promise(requestAnimationFrame);
  const start = performance.now();
  document.querySelectorAll(".draw-samples button")[3].click();
  while (!document.querySelector(".draw-bars [data-largest]")) await painted();
  return performance.now() - start;
}"""
# The milliseconds of each undo: what is left is drawn, prepared, read and shown, just as when the pen moves.
READINGS = """() => {
  const samples = [...document.querySelectorAll(".draw-samples button")];
  for (const sample of samples) sample.click();
  return samples.map(() => {
    const start = performance.now();
    document.querySelector(".draw-undo").click();
    return performance.now() - start;
  });
}"""

# The seconds of five epochs on 2,000 digits in a Worker; `hidden` and `optimizer` are those of the settings.
TRAINED_IN_WORKER = """([script, address, settings]) => new Promise((done) => {
  const worker = new Worker(script);
  let start;
  worker.onmessage = ({ data: { type, epoch } }) => {
    if (type !== "state") return;
    if (epoch === settings.epochs) {
      worker.terminate();
      done((performance.now() - start) / 1000);
    } else if (start === undefined) {
      start = performance.now();
      worker.postMessage({ type: "train" });
    }
  };
  worker.postMessage({ type: "begin", address, settings });
})"""
# The same without a Worker, and without its pace.
TRAINED_IN_PAGE = f"""async ([, address, settings]) => {{
  {TRAINED}
  const digits = await loadDigits(address);
  const start = performance.now();
  trained(digits, settings);
  return (performance.now() - start) / 1000;
}}"""
TRAINED_SETTINGS = {
    "activation": "relu",
    "optimizer": "adam",
    "learningRate": 0.001,
    "batchSize": 128,
    "epochs": 5,
    "digits": 2000,
    "seed": 42,
    "zeros": False,
}
# The hidden layers of the networks that are trained, and the seconds that they may take: at the machine's full speed,
# and on a phone.
TRAINED_NETWORKS = (([64], 2, 8), ([256, 128], 5, 25))
RUNS_OF_TRAINING = 3

# Builds the site, and prints for each kind of file how often one is parsed at most.
PARSED = """
import sys
from collections import Counter
from mkdocs.__main__ import cli
from docs.plugins.project import project

def counted(parse, counts):
    def counting(content, *context):
        counts[content] += 1
        return parse(content, *context)
    return counting

kinds = {name: Counter() for name in ("parse_page_file", "parse_script_file", "parse_record_file")}
for name, counts in kinds.items():
    setattr(project, name, counted(getattr(project, name), counts))
cli(["build", "--strict", "--quiet", "--site-dir", sys.argv[1]], standalone_mode=False)
print(*(max(counts.values()) for counts in kinds.values()), sep=", ")
"""


@dataclass(frozen=True)
class Row:
    """A row of the table: what is measured, what it must be, and the function that measures it."""

    what: str
    limit: str
    measured: Callable[[], str]


@dataclass(frozen=True)
class Taken:
    """What a command has taken, in seconds."""

    clock: float
    cpu: float


def main() -> int:
    """Measure one thing after another, so that none slows the other; return the exit status."""
    parser = argparse.ArgumentParser(
        f"{PYTHON} -m tests.measuring.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help="a part of a row's name; all where none is given")
    parser.add_argument("--data", default="auto", help="an mnist.npz, or auto")
    arguments = parser.parse_args()
    path = find_mnist() if arguments.data == "auto" else Path(arguments.data)
    if path is None or not path.is_file():
        sys.exit("error: no MNIST here; give the path of an mnist.npz: make bench MNIST=PATH")
    rows = chosen(_rows(path.resolve()), arguments.rows)
    if not rows:
        names = "".join(f"\n    {row.what}" for row in _rows(path))
        sys.exit(f"error: no row has {' or '.join(arguments.rows)} in its name; the rows are{names}")
    table = Table("what", "must be", "measured")
    for row in rows:
        cells = row.what, row.limit, row.measured()
        table.add_row(*cells)
        print(*cells, sep="  ", flush=True)
    _UNTIL_THE_END.close()
    Console().print(table)
    return 0


def chosen(rows: Sequence[Row], words: Sequence[str]) -> list[Row]:
    """The rows that have one of the words in their names; all where there is no word."""
    return [row for row in rows if not words or any(word.lower() in row.what.lower() for word in words)]


def _rows(path: Path) -> list[Row]:
    return [
        Row("make site, fresh clone to first page, packages cached", "≤ 30 s", lambda: f"{_first_page():.1f} s"),
        Row("how often a page, a script and a record are parsed in one build, at most", "1, 1, 1", _most_parsed),
        Row("one warm build of both languages", "≤ 4.2 s", lambda: f"{_warm_build(1):.1f} s"),
        Row(
            "the same with ten times the lessons",
            "≤ 6×",
            lambda: f"{_warm_build(10) / _warm_build(1):.1f}× ({_warm_build(10):.1f} s)",
        ),
        Row("docs.plugins check", "≤ 0.7 s", lambda: f"{_check():.2f} s"),
        Row("an example's page, the largest", "≤ 100 kB", lambda: f"{_largest_example_page() / 1000:.1f} kB"),
        *(
            Row(
                f"a phone's first visit to {kind.name}, median of {VISITS}",
                "≥ 95, ≤ 1.5 s, ≤ 150 kB",
                lambda path=kind.path: _visits(path),  # type: ignore[misc]
            )
            for kind in KINDS
            if kind.path != ALL_LESSONS
        ),
        Row("a key in the search on a phone, the index there: median, 95 of 100, and slowest", "≤ 50 ms", _keys),
        Row("the code that reads drawn digits, gzip", "≤ 6.4 kB", _drawing_code),
        Row(
            f"the first reading of a drawn digit at 9 Mbit/s, median and slowest of {VISITS}", "≤ 0.6 s", _first_reading
        ),
        *(
            Row(
                f"each reading on a phone by the network of {name}, median and slowest",
                "≤ 16 ms",
                lambda name=name: _readings(name),  # type: ignore[misc]
            )
            for name in drawn_networks(PROJECT)
        ),
        *(
            Row(
                f"the trainer: 2,000 digits, five epochs, {_named(hidden)}, median and slowest of {RUNS_OF_TRAINING}",
                f"≤ {limit} s",
                lambda hidden=hidden: _training(hidden),  # type: ignore[misc]
            )
            for hidden, limit, _ in TRAINED_NETWORKS
        ),
        *(
            Row(
                f"the trainer's loop on a phone: 2,000 digits, five epochs, {_named(hidden)}, median and slowest",
                f"≤ {limit} s",
                lambda hidden=hidden: _training(hidden, phone=True),  # type: ignore[misc]
            )
            for hidden, _, limit in TRAINED_NETWORKS
        ),
        Row("recording every example", "≤ 480 s", lambda: f"{_record(path):.0f} s"),
        Row("make test, fresh clone with its packages, MNIST not at hand", "≤ 240 s, ≤ 400 s of CPU", _shown_tests),
        Row("make test, the same with MNIST at hand", "≤ 270 s", lambda: _shown(_tests(path))),
        Row(".ci/run, all of it, with MNIST at hand", "≤ 720 s", lambda: _shown(_ci(path))),
        Row("one more lesson, what it adds to make test", "≤ 20 s of CPU", _growth),
        # Before this process imports TensorFlow: a child's peak includes the memory of the parent that forked it.
        *(
            Row(f"peak memory of {name}", "≤ 2.2 GiB", lambda name=name: f"{_peak_memory(name, path):.2f} GiB")  # type: ignore[misc]
            for name in PROJECT.scripts
        ),
        Row(
            f"Sequential to {TARGET_ACCURACY} against the article's loop, median of {len(SEEDS)} seeds",
            "≥ 2.5×",
            lambda: _against_the_article(path),
        ),
    ]


def _first_page() -> float:
    with tempfile.TemporaryDirectory() as folder:
        clone = _clone(Path(folder))
        start = time.perf_counter()
        with subprocess.Popen(
            ["make", "site"],
            cwd=clone,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # make runs in a process group of its own, since it doesn't end the processes that it has started.
            start_new_session=True,
        ) as make:
            try:
                _wait_for(f"http://localhost:{PORT_OF_MKDOCS}/", make)
                return time.perf_counter() - start
            finally:
                os.killpg(make.pid, signal.SIGTERM)


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


@cache
def _warm_build(times: int) -> float:
    """Median seconds of a build of so many copies of the lessons, where nothing has changed since the build before."""
    with tempfile.TemporaryDirectory() as folder:
        clone = _clone(Path(folder))
        for copy in range(2, times + 1):
            for name in PROGRAMMED:
                _copy_lesson(clone, name, f"{name}-{copy}")
        seconds = []
        for _ in range(4):
            start = time.perf_counter()
            mkdocs_build(clone, Path(folder) / "site").check_returncode()
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def _copy_lesson(root: Path, name: str, copy: str) -> None:
    """Copy a lesson's pages, scripts, records, named values and expected calls under another name."""
    for path in root.glob(f"*/**/{name}.*"):
        if path.suffix in (".md", ".ipynb") or path.match("examples/values/**/*.yml"):
            # A board names scripts without a "#": on a copied page it keeps the original's, as a copy exports none.
            end = "#" if path.suffix == ".md" else ""
            text = path.read_text(encoding="utf-8").replace(f"{name}.py{end}", f"{copy}.py{end}")
            path.with_stem(copy).write_text(text, encoding="utf-8")
        # The script is copied unchanged, since its record has its hash.
        elif path.suffix == ".py" and {root / "examples", root / "tests/pages/calls"} & set(path.parents):
            path.with_stem(copy).write_bytes(path.read_bytes())
    # The pages name other scripts now, so their translations have to be confirmed.
    TinyProject(root).confirm()


def _most_parsed() -> str:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", PARSED, folder]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _check() -> float:
    """Median seconds of five runs."""
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "docs.plugins", "check"], cwd=ROOT, check=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _largest_example_page() -> int:
    with tempfile.TemporaryDirectory() as folder:
        mkdocs_build(ROOT, Path(folder)).check_returncode()
        return max(path.stat().st_size for path in Path(folder).glob("**/examples/**/index.html"))


@cache
def _address() -> str:
    """Where the site is served from here on, built when it is first asked for."""
    _, address = _site_and_address()
    return address


@cache
def _site_and_address() -> tuple[Path, str]:
    return _UNTIL_THE_END.enter_context(built_and_served())


_UNTIL_THE_END = ExitStack()


def _visits(path: str) -> str:
    """What Lighthouse says of a first visit to a page on a phone."""
    runs = list(measure([(f"{_address()}/{path}", "mobile")] * VISITS))
    score = statistics.median(run.scores["performance"] for run in runs)
    paint, transferred = (
        statistics.median(run.metrics[name] or float("nan") for run in runs)
        for name in ("largest-contentful-paint", "total-byte-weight")
    )
    return f"{score:.0f}, {paint / 1000:.2f} s, {transferred / 1000:.1f} kB"


def _keys() -> str:
    """How long a phone's CPU would work at each key, until the results are painted."""
    with started() as browser, opened(browser, _address()) as page:
        session = page.context.new_cdp_session(page)
        # The time of the CPU alone, since a wait for the next frame says nothing of the search.
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        taken = []
        for key in (query[:end] for query in TYPED for end in range(1, len(query) + 1)):
            before = _worked(session)
            page.evaluate(SEARCH, key)
            taken.append(PHONES_CPU * (_worked(session) - before))
    *_, most = statistics.quantiles(taken, n=20)
    return f"{statistics.median(taken):.0f}, {most:.0f}, {max(taken):.0f} ms, of {len(taken)}"


def _worked(session: CDPSession) -> float:
    """The milliseconds for which a page's thread has worked."""
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


def _milliseconds(taken: Sequence[float], decimals: int = 0) -> str:
    return f"{statistics.median(taken):.{decimals}f}, {max(taken):.{decimals}f} ms, of {len(taken)}"


def _drawing_code() -> str:
    site, _ = _site_and_address()
    return f"{len(gzip.compress((site / bundle_of('draw')).read_bytes(), LEVEL)) / 1000:.1f} kB"


@contextmanager
def _board() -> Iterator[Page]:
    """A page with a board, in a fresh browser with a phone's connection."""
    with started() as browser:
        page = browser.new_context(service_workers="block").new_page()
        page.goto(f"{_address()}/train/", wait_until="networkidle")
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", CONNECTION)
        yield page


def _first_reading() -> str:
    seconds = []
    for _ in range(VISITS):
        with _board() as page:
            seconds.append(page.evaluate(FIRST_READING) / 1000)
    return f"{statistics.median(seconds):.2f}, {max(seconds):.2f} s"


def _readings(name: str) -> str:
    """The time that the network of this script takes to read a digit after a movement of the pen."""
    with _board() as page:
        page.evaluate(FIRST_READING)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": PHONES_CPU})
        page.locator(f".draw-networks input[value*='/examples/{name}/']").check()
        page.wait_for_load_state("networkidle")
        # The first readings are slower: the browser then compiles what it runs often.
        page.evaluate(READINGS)
        return _milliseconds([reading for _ in range(VISITS) for reading in page.evaluate(READINGS)], 1)


def _named(hidden: Sequence[int]) -> str:
    return "-".join(map(str, (784, *hidden, 10)))


def _training(hidden: Sequence[int], *, phone: bool = False) -> str:
    """The seconds of a training in its Worker, or of its loop in a page with a phone's CPU.

    In the page, since Chromium slows no Worker: "Operation is only supported for pages, not workers".
    """
    script, digits = (f"{_address()}/{path}" for path in ("assets/trainer_worker.js", "examples/digits.bin"))
    settings = TRAINED_SETTINGS | {"hidden": hidden}
    with started() as browser:
        page = browser.new_context(service_workers="block").new_page()
        page.goto(f"{_address()}/404.html")
        if phone:
            page.add_script_tag(url=script)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": PHONES_CPU})
        train = TRAINED_IN_PAGE if phone else TRAINED_IN_WORKER
        seconds = [page.evaluate(train, [script, digits, settings]) for _ in range(RUNS_OF_TRAINING)]
    return f"{statistics.median(seconds):.1f}, {max(seconds):.1f} s"


def _record(path: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "examples", "record", "--data", str(path.resolve())]
        start = time.perf_counter()
        subprocess.run(command, cwd=_clone(Path(folder)), stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start


@contextmanager
def _machine(mnist: Path | None = None) -> Iterator[tuple[Path, dict[str, str]]]:
    """A fresh clone with its packages, and the environment of a home with nothing in it; MNIST is beside it, or not."""
    with tempfile.TemporaryDirectory() as folder:
        clone = _clone(Path(folder))
        (clone / ".venv").symlink_to(sys.prefix)
        for folder_of_npm in NPM:
            (clone / folder_of_npm / "node_modules").symlink_to(ROOT / folder_of_npm / "node_modules")
        # Files newer than the installed packages would make make install them again; make ignores a time of 0.
        for path in (*LOCKS, *(f"{each}/{name}" for each in NPM for name in ("package.json", "package-lock.json"))):
            os.utime(clone / path, (LONG_AGO, LONG_AGO))
        if mnist:
            beside = Path(folder, MNIST_PATHS[0].relative_to(ROOT.parent))
            beside.parent.mkdir(parents=True)
            beside.symlink_to(mnist)
        home = Path(folder, "home")
        home.mkdir()
        yield clone, os.environ | {"HOME": str(home)}


def _run(command: Sequence[str], clone: Path, environment: dict[str, str], statuses: Sequence[int] = (0,)) -> Taken:
    """Run a command to its end; if its exit status is none of these, exit with the end of its output."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    result = subprocess.run(
        command, cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode not in statuses:
        sys.exit(f"{result.stdout[-5000:]}\nerror: {shlex.join(command)} failed")
    return Taken(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _shown(taken: Taken) -> str:
    return f"{taken.clock:.0f} s, {taken.cpu:.0f} s of CPU"


@cache
def _tests(mnist: Path | None = None) -> Taken:
    """The README's command `make test`."""
    with _machine(mnist) as (clone, environment):
        return _run(["make", "test"], clone, environment)


def _shown_tests() -> str:
    return _shown(_tests())


def _ci(mnist: Path) -> Taken:
    """`.ci/run`, which verifies the records that the last working session has touched, or this branch."""
    with _machine(mnist) as (clone, environment):
        return _run([".ci/run"], clone, environment)


def _growth() -> str:
    """CPU of one more lesson: as many are added as there are, so that the machine's noise is divided among them.

    They are copies under names that no test knows: some tests fail, and take as long.
    """
    with _machine() as (clone, environment):
        for name in PROGRAMMED:
            _copy_lesson(clone, name, f"{name}-2")
        # Only the last command is measured: the ones before it check style, and the copies are like their originals.
        *_, command = (
            subprocess.run(["make", "--dry-run", "test"], cwd=clone, capture_output=True, text=True, check=True)
            .stdout.replace("\\\n", " ")
            .splitlines()
        )
        grown = _run(shlex.split(command), clone, environment, (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED))
    with _machine() as (clone, environment):
        usual = _run(shlex.split(command), clone, environment)
    return f"{(grown.cpu - usual.cpu) / len(PROGRAMMED):.0f} s of CPU"


def _against_the_article(path: Path) -> str:
    ours, articles = _to_target(read_npz(path))
    return f"{articles / ours:.2f}× ({ours:.1f} s against {articles:.1f} s)"


def _to_target(arrays: Arrays) -> tuple[float, float]:
    """Median seconds of training until the target, an accuracy on the validation set: of the lesson's loop and of the
    article's, run in turns.
    """
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
    """The article's data and compilation: float64, and Keras' default batches of 32."""
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
        if names["model"].evaluate(names["X_val"], names["y_val"], verbose=0)[1] >= TARGET_ACCURACY:
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
    # ru_maxrss is in kilobytes on Linux, and in bytes on macOS.
    return usage.ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
