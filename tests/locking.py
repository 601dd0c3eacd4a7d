"""Makes the locks from what the `.in` files ask for: `make lock` and `make upgrade`.

A lock keeps the versions that it has as long as they fit. With --upgrade, the packages that are named, or else all, get
the newest versions that fit, and what has moved is printed. It needs no package but uv, as it may be run where the
locked ones are not installed.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from docs.plugins.project.errors import replace_unencodable, report_error
from examples.runner.errors import did_you_mean

ROOT = Path(__file__).parents[1]
# Without the ending of their names. Those in the middle take the versions of docs/requirements, the last two take
# those of requirements.
LOCKS = (
    *("docs/uv", "docs/requirements", "docs/properdocs"),
    *("requirements", "requirements-torch", "examples/requirements-extra"),
)
# Only from wheels: to read what an sdist needs, uv would run its code.
COMPILE = "pip compile --universal --python-version 3.11 --generate-hashes --only-binary :all:"
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
NEXT = 'Next: make verify; CONTRIBUTING.md, "A new Keras" (“Nâng cấp Keras”), tells the rest.'

# By a package's name its versions: several where machines have different ones.
Pins = Mapping[str, list[str]]


def pins(texts: Iterable[str]) -> Pins:
    """What the texts of locks hold."""
    found: dict[str, list[str]] = {}
    for name, version in (pin for text in texts for pin in PIN.findall(text)):
        if version not in found.setdefault(name, []):
            found[name].append(version)
    return found


def moved(before: Pins, after: Pins) -> list[str]:
    """A line for each package whose version is another, or that is new or gone."""
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    width = max(map(len, names), default=0)
    return [f"{name:{width}}  {_versions(before, name)} → {_versions(after, name)}" for name in names]


def main() -> int:
    """Make the locks; return the exit status."""
    replace_unencodable()
    parser = argparse.ArgumentParser("make upgrade", description=__doc__)
    parser.add_argument("--upgrade", nargs="*", metavar="PACKAGE")
    asked = parser.parse_args().upgrade
    if asked is None:
        return _make([])
    before = _pins()
    packages = [re.sub(r"[-_.]+", "-", name).lower() for name in asked]
    for name in packages:
        if name not in before:
            return report_error(f'no lock has a package "{name}"{did_you_mean(name, before)}')
    status = _make([f"--upgrade-package={name}" for name in packages] or ["--upgrade"])
    if status == 0:
        lines = moved(before, _pins())
        print(*lines, NEXT if lines else "Nothing has moved: the locks have the newest versions that fit.", sep="\n")
    return status


def _versions(held: Pins, name: str) -> str:
    return ", ".join(held.get(name, ["–"]))


def _pins() -> Pins:
    return pins(_path(name).read_text(encoding="utf-8") for name in LOCKS)


def _path(name: str) -> Path:
    return ROOT / f"{name}.txt"


def _make(options: list[str]) -> int:
    """Make each lock with these options of uv's; where one can't be made, all stay as they were."""
    uv = shutil.which("uv", path=Path(sys.executable).parent)
    if uv is None:
        return report_error("no uv beside this Python; run: make lock")
    before = {name: (_path(name).read_bytes(), _path(name).stat().st_mtime_ns) for name in LOCKS}
    for name in LOCKS:
        command = [uv, *COMPILE.split(), "--quiet", *options, "--output-file", f"{name}.txt", f"{name}.in"]
        if status := subprocess.run(command, cwd=ROOT, check=False).returncode:
            for each, (content, written) in before.items():
                _path(each).write_bytes(content)
                os.utime(_path(each), ns=(written, written))
            return status
    for name, (content, written) in before.items():
        # uv writes each lock, also one in which nothing has moved, and make would install its packages again.
        if _path(name).read_bytes() == content:
            os.utime(_path(name), ns=(written, written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
