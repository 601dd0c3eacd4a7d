"""The newest packages that the .in files allow, on the newest Python that has wheels of them all; how they differ from
the locked ones.
"""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from uv import find_uv_bin

from tests.locking import PIN
from tests.support.locks import Lock, read_lock

INPUTS = ("docs/uv.in", "docs/requirements.in", "requirements.in", "examples/requirements-extra.in")
LOCKS = ("docs/uv.txt", "requirements.txt", "examples/requirements-extra.txt")
OLDEST, NEWEST = 11, 20


@dataclass(frozen=True)
class Resolved:
    """The versions of the packages by their names, none where there are none that fit; for which Python.

    `refused` says of each newer Python that is on this machine why it is not that one.
    """

    python: str
    interpreter: str
    packages: Mapping[str, str]
    refused: Mapping[str, str]


@dataclass(frozen=True)
class Moved:
    """A package whose newest version is not the locked one; "" where there is none. We ask for it ourselves, or not."""

    name: str
    locked: str
    newest: str
    asked: bool


def asked_for(root: Path) -> str:
    """What the .in files ask for, without their reference to a lock."""
    lines = [line for path in INPUTS for line in (root / path).read_text(encoding="utf-8").splitlines()]
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("-", "#")))


def newest(asked: Path) -> Resolved:
    """The newest packages, on the newest Python of this machine for which all of them are to be had."""
    refused: dict[str, str] = {}
    for minor in range(NEWEST, OLDEST - 1, -1):
        python = f"3.{minor}"
        # --system: an active environment would be taken for that of another Python.
        found = _uv("python", "find", "--no-project", "--system", python)
        if found.returncode:
            continue
        compiled = _uv(
            *["pip", "compile", "--quiet", "--no-header", "--no-annotate", "--python-version", python],
            *["--python", found.stdout.strip(), "--only-binary", ":all:", "--prerelease", "disallow", str(asked)],
        )
        if compiled.returncode == 0:
            return Resolved(python, found.stdout.strip(), dict(PIN.findall(compiled.stdout)), refused)
        refused[python] = compiled.stderr
    return Resolved("", "", {}, refused)


def moved(root: Path, resolved: Resolved) -> list[Moved]:
    """The packages whose version is not the locked one, those that we ask for first."""
    locked = {name: version for lock in LOCKS for name, version in _held(read_lock(root / lock), resolved.python)}
    asked = {canonicalize_name(Requirement(line).name) for line in asked_for(root).splitlines()}
    names = locked.keys() | resolved.packages.keys()
    each = [
        Moved(name, locked.get(name, ""), resolved.packages.get(name, ""), name in asked)
        for name in names
        if locked.get(name) != resolved.packages.get(name)
    ]
    return sorted(each, key=lambda package: (not package.asked, package.name))


def _held(lock: Lock, python: str) -> Iterator[tuple[str, str]]:
    """The versions that a lock holds for this machine with that Python."""
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    for pin in lock.pins:
        if not pin.marker or Marker(pin.marker).evaluate(here):
            yield pin.name, str(pin.version)


def _uv(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([find_uv_bin(), *arguments], capture_output=True, text=True, check=False)
