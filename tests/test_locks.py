"""The locks: complete, up to date with what they are made from, and each line a pin with its hashes; all offline."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.locking import COMPILE, LOCKS
from tests.support.locks import read_lock, what_is_stale
from tests.support.programs import ROOT

NPM = (ROOT / "tests/browser", ROOT / "tests/measuring/lighthouse", ROOT / "tests/measuring/nu")
FILES = [f"{name}.{ending}" for name in LOCKS for ending in ("in", "txt")]
REMEDY = "make it again: make lock"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the locks and what they are made from, for a test to change."""
    for path in FILES:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    """Replace the first `old`, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# The locks as they are


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_pin_with_its_hashes(name: str) -> None:
    lock = read_lock(ROOT / f"{name}.txt")
    assert lock.pins
    assert lock.odd_lines == [], f"not a pin with its hashes in {name}.txt; {REMEDY}"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_what_is_asked_for_and_nothing_for_what_is_not(name: str) -> None:
    assert what_is_stale(ROOT, name) == [], f"{name}.txt is not of {name}.in; {REMEDY}"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_made_as_make_lock_makes_it(name: str) -> None:
    _, made = read_lock(ROOT / f"{name}.txt").header
    assert made == f"uv {COMPILE} --output-file {name}.txt {name}.in", f"{name}.txt says: {made}; {REMEDY}"


def test_the_lock_of_everything_has_all_of_the_sites() -> None:
    everything, site = (
        {(pin.name, pin.version, pin.marker) for pin in read_lock(ROOT / f"{name}.txt").pins}
        for name in ("requirements", "docs/requirements")
    )
    assert site <= everything, REMEDY


def test_building_the_site_needs_no_keras() -> None:
    assert not {"keras", "tensorflow"} & {pin.name for pin in read_lock(ROOT / "docs/requirements.txt").pins}


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_everything_of_npms_lock_is_held_to_its_hash_and_comes_from_npm(folder: Path) -> None:
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    del packages[""]
    assert packages
    for path, package in packages.items():
        assert package["integrity"].startswith("sha512-"), path
        # Without a `resolved` address, npm uses its own registry.
        assert package.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/"), path


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_npms_lock_has_the_very_versions_that_are_asked_for(folder: Path) -> None:
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert packages[""]["dependencies"] == asked["dependencies"]
    for name, version in (asked["dependencies"] | asked.get("overrides", {})).items():
        found = [package["version"] for path, package in packages.items() if path.endswith(f"node_modules/{name}")]
        assert set(found) == {version}, name


# What the checks notice

HASH = "    --hash=sha256:" + 64 * "0"


@pytest.mark.parametrize(
    ("old", "new", "odd"),
    [
        ("keras==", "keras>=", "keras>="),
        ("keras==", "keras~=", "keras~="),
        ("keras==", "keras==3.*,>=", "keras==3.*"),
        ("keras==", "keras @ https://example.org/keras.whl#", "keras @"),
        ("\nabsl-py==", "\nunpinned\nabsl-py==", "unpinned"),
        ("\nabsl-py==", "\nunhashed==1.0\n    # via keras\nabsl-py==", "unhashed==1.0"),
        ("\nabsl-py==", f"\nmarked==1.0 ; with_nothing \\\n{HASH}\nabsl-py==", "marked==1.0"),
        ("\nabsl-py==", "\n--extra-index-url https://example.org\nabsl-py==", "--extra-index-url"),
        ("\nabsl-py==", f"\n{HASH}\nabsl-py==", "--hash"),
        ("--hash=sha256:", "--hash=md5:", "absl-py=="),
        ("--hash=sha256:", "--hash=sha256:0", "absl-py=="),
    ],
)
def test_a_line_that_is_no_pin_with_hashes_is_found(copy: Path, old: str, new: str, odd: str) -> None:
    change(copy / "requirements.txt", old, new)
    (line,) = read_lock(copy / "requirements.txt").odd_lines
    assert line.startswith(odd)


def test_a_pin_that_has_lost_its_hashes_is_found(copy: Path) -> None:
    path = copy / "docs/uv.txt"
    pin, _, _ = path.read_text(encoding="utf-8").partition(" \\\n")
    path.write_text(f"{pin}\n    # via -r docs/uv.in\n", encoding="utf-8")
    assert read_lock(path).odd_lines == [pin.splitlines()[-1]]


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        # A package is added, to a file or to the one that it includes.
        (
            "requirements.in",
            "\nkeras\n",
            "\nkeras\nhttpx\n",
            {"requirements": "requirements.in asks for httpx, which isn't there"},
        ),
        (
            "docs/requirements.in",
            "\nbabel\n",
            "\nbabel\nhttpx\n",
            {
                "docs/requirements": "docs/requirements.in asks for httpx, which isn't there",
                "requirements": "docs/requirements.in asks for httpx, which isn't there",
            },
        ),
        ("docs/uv.in", "\nuv\n", "\nuv\npip\n", {"docs/uv": "docs/uv.in asks for pip, which isn't there"}),
        # A package is added that was in the lock only because others need it.
        (
            "requirements.in",
            "\nkeras\n",
            "\nkeras\nnumpy\n",
            {"requirements": "requirements.in asks for numpy, and it is there for others alone"},
        ),
        # A package is removed.
        (
            "requirements.in",
            "\npypdf\n",
            "\n",
            {"requirements": "pypdf is there for -r requirements.in, which doesn't name it"},
        ),
        (
            "requirements.in",
            "\npypdf\n",
            "\n# pypdf\n",
            {"requirements": "pypdf is there for -r requirements.in, which doesn't name it"},
        ),
        # A package gets another bound.
        (
            "docs/requirements.in",
            "mkdocs<2",
            "mkdocs<1.6",
            {
                "docs/requirements": "docs/requirements.in asks for mkdocs<1.6, and 1.6.1 is there",
                "requirements": "docs/requirements.in asks for mkdocs<1.6, and 1.6.1 is there",
            },
        ),
        ("requirements.in", "\nkeras\n", "\nkeras>=99\n", {"requirements": "requirements.in asks for keras>=99, and "}),
        # A package gets an extra.
        (
            "requirements.in",
            "\nnbclient\n",
            "\nnbclient[docs]\n",
            {"requirements": "requirements.in asks for nbclient[docs], and there is no "},
        ),
        # The two locks were made at different times.
        (
            "docs/requirements.txt",
            "\nbabel==",
            "\nbabel==1",
            {"requirements": "babel is "},
        ),
        (
            "requirements.txt",
            "#   -c docs/requirements.txt\n    #   -r docs/requirements.in\n    #   mkdocs-material\n",
            "#   -r docs/requirements.in\n    #   mkdocs-material\n",
            {"requirements": "babel is "},
        ),
    ],
)
def test_a_lock_older_than_what_it_is_made_from_is_found(
    copy: Path, file: str, old: str, new: str, stale: dict[str, str]
) -> None:
    change(copy / file, old, new)
    found = {name: problems for name in LOCKS if (problems := what_is_stale(copy, name))}
    assert list(found) == list(stale)
    for name, problem in stale.items():
        assert [each for each in found[name] if each.startswith(problem)], found[name]


def test_a_package_that_is_there_on_some_machines_alone_is_found(copy: Path) -> None:
    path = copy / "requirements.txt"
    somewhere = r"\g<0> ; sys_platform == 'darwin'"
    path.write_text(re.sub(r"^pypdf==\S+", somewhere, path.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    assert what_is_stale(copy, "requirements") == [
        "requirements.in asks for pypdf, and it is there only where sys_platform == 'darwin'"
    ]
