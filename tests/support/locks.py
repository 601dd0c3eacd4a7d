"""Compares the locks, `NAME.txt`, with what is asked for, `NAME.in`, without a network and without installing anything.

A lock's entry is a pin with its hashes, as one logical line, and then a comment that says what needs it:

    attrs==26.1.0 \\
        --hash=sha256:c647… \\
        --hash=sha256:d03c…
        # via
        #   -c docs/requirements.txt
        #   jsonschema
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

PIN = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)(?: ; (?P<marker>.+?))?(?: --hash=sha256:[0-9a-f]{64})+"
)


@dataclass(frozen=True)
class Pin:
    """A version of a package; `marker` says on which machines ("": on all); `via` says what needs it."""

    name: str
    version: Version
    marker: str
    via: frozenset[str]


@dataclass
class Lock:
    """A lock: its pins, the lines that are not pins, and the comments above all of them."""

    pins: list[Pin] = field(default_factory=list)
    odd_lines: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)

    def of(self, name: str) -> list[Pin]:
        """The pins of a package: several where machines have different ones."""
        return [pin for pin in self.pins if pin.name == canonicalize_name(name)]


def read_lock(path: Path) -> Lock:
    """Read a lock, including lines that are not as they should be."""
    lock = Lock()
    for line, notes in _entries(path.read_text(encoding="utf-8")):
        pin = _pin(line, notes)
        if pin:
            lock.pins.append(pin)
        elif line:
            lock.odd_lines.append(line)
        else:
            lock.header += notes
    return lock


def what_is_stale(root: Path, name: str) -> list[str]:
    """What `NAME.in` asks for and `NAME.txt` lacks, and what `NAME.txt` has for `NAME.in`, which doesn't ask for it."""
    lock, asked, constraints = read_lock(root / f"{name}.txt"), *_asked(root, f"{name}.in")
    problems = [problem for path, requirement in asked for problem in _unmet(lock, path, requirement)]
    named = {(f"-r {path}", canonicalize_name(requirement.name)) for path, requirement in asked}
    bounds = {
        (f"-c {path}", bound.name, bound.version) for path in constraints for bound in read_lock(root / path).pins
    }
    bounded = {(note, package) for note, package, _ in bounds}
    for pin in lock.pins:
        notes = {note for note in pin.via if note.startswith(("-r ", "-c "))}
        problems += [
            f"{pin.name} is there for {note}, which doesn't name it"
            for note in notes
            if (note, pin.name) not in named | bounded
        ]
        for note in sorted(note for note, package in bounded if package == pin.name):
            if (note, pin.name, pin.version) not in bounds or note not in notes:
                problems.append(f"{pin.name} is {pin.version}, and not as in {note}")
    return problems


def _entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each logical line, joined by spaces, with the comments after it; first an empty one with those at the top."""
    line, notes, goes_on = "", list[str](), False
    for each in text.splitlines():
        stripped = each.strip()
        if stripped.startswith("#") and not goes_on:
            notes.append(stripped.removeprefix("#").strip())
            continue
        if not stripped and not goes_on:
            continue
        if not goes_on:
            yield line, notes
            line, notes = "", []
        goes_on = stripped.endswith("\\")
        line = " ".join(filter(None, [line, stripped.removesuffix("\\").strip()]))
    yield line, notes


def _pin(line: str, notes: list[str]) -> Pin | None:
    match = PIN.fullmatch(line)
    if not match:
        return None
    via = [note.removeprefix("via").strip() for note in notes]
    try:
        if match["marker"]:
            Marker(match["marker"])
        version = Version(match["version"])
    except (InvalidMarker, InvalidVersion):
        return None
    return Pin(canonicalize_name(match["name"]), version, match["marker"] or "", frozenset(filter(None, via)))


def _asked(root: Path, path: str) -> tuple[list[tuple[str, Requirement]], list[str]]:
    """What a file of requirements asks for, each with the file that names it, and the paths of its constraints."""
    asked: list[tuple[str, Requirement]] = []
    constraints: list[str] = []
    for line in (root / path).read_text(encoding="utf-8").splitlines():
        words = re.sub(r"(^|\s)#.*", "", line).strip()
        option, _, there = words.partition(" ")
        there = (Path(path).parent / there.strip()).as_posix()
        if option == "-r":
            below, its_constraints = _asked(root, there)
            asked += below
            constraints += its_constraints
        elif option == "-c":
            constraints.append(there)
        elif words:
            asked.append((path, Requirement(words)))
    return asked, constraints


def _unmet(lock: Lock, path: str, requirement: Requirement) -> Iterator[str]:
    pins = lock.of(requirement.name)
    if not pins:
        yield f"{path} asks for {requirement}, which isn't there"
        return
    for pin in pins:
        if not requirement.specifier.contains(pin.version, prereleases=True):
            yield f"{path} asks for {requirement}, and {pin.version} is there"
    if all(f"-r {path}" not in pin.via for pin in pins):
        yield f"{path} asks for {requirement}, and it is there for others alone"
    if not requirement.marker and len(pins) == 1 and pins[0].marker:
        yield f"{path} asks for {requirement}, and it is there only where {pins[0].marker}"
    for extra in requirement.extras:
        missing = [name for name in _names_of_extra(requirement.name, extra) if not lock.of(name)]
        if missing:
            yield f"{path} asks for {requirement}, and there is no {', '.join(missing)}"


def _names_of_extra(package: str, extra: str) -> list[str]:
    """The packages that an extra adds on this machine, according to the installed version of the package."""
    try:
        all_ = [Requirement(each) for each in requires(package) or []]
    except PackageNotFoundError:
        return []
    return [
        each.name
        for each in all_
        if each.marker and each.marker.evaluate({"extra": extra}) and not each.marker.evaluate({"extra": ""})
    ]
