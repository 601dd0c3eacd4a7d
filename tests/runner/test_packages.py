"""A package that only some scripts name: its version is recorded, and where it is missing the rest is compared."""

from importlib.metadata import version

import pytest

from docs.plugins.project.errors import UserError
from examples.runner import packages
from examples.runner.errors import INSTALL, INSTALL_TORCH
from examples.runner.giving import GivenFile
from examples.runner.packages import installed, missing_of, names_one, packages_of, refuse_without
from tests.pages.test_on_backends import BACKENDS
from tests.runner.conftest import make_script

NAMES = make_script("# %% all\nfor backend in ('tensorflow', 'torch', 'jax'):\n    start(backend)")


def test_the_packages_of_a_script_are_those_that_it_or_a_program_of_its_names() -> None:
    assert packages_of(NAMES, []) == ["jax", "torch"]
    files = [GivenFile("join.py", b"from ray import train\n"), GivenFile("photos.zip", b"torch \xff")]
    assert packages_of(make_script("# %% all\njaxlib, array, torch_"), files) == ["ray"]


@pytest.mark.parametrize(
    ("text", "package", "named"),
    [
        ("torch      0.97  1.8", "torch", True),
        ("jax → torch  1.1e-06", "torch", True),
        ("jax-torch", "torch", True),
        ("PyTorch, pytorch, torches", "torch", False),
        ("an array of 3", "ray", False),
        ("", "jax", False),
    ],
)
def test_a_line_is_of_a_package_whose_name_is_a_word_of_it(text: str, package: str, named: bool) -> None:
    assert names_one(text, [package]) == named
    assert not names_one(text, [])


def test_what_is_missing_is_what_a_record_names_and_the_machine_lacks(optional: dict[str, str]) -> None:
    del optional["torch"], optional["ray"]
    assert installed() == {"jax": "1.0"}
    assert missing_of({"keras": "3.0", "torch": "2.0", "jax": "0.1"}) == ["torch"]


def test_no_record_is_made_without_a_package_of_the_script_and_what_installs_it_is_said(
    optional: dict[str, str],
) -> None:
    refuse_without(NAMES, [])
    for package, install in (("torch", INSTALL_TORCH), ("jax", INSTALL)):
        number = optional.pop(package)
        with pytest.raises(UserError) as refused:
            refuse_without(NAMES, [])
        assert str(refused.value) == (
            f"examples/tiny.py needs {package}, which is not installed; install it: {install}"
        )
        optional[package] = number


def test_what_is_installed_is_told_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(packages.OPTIONAL, "no-such-package", INSTALL)
    assert installed()["jax"] == version("jax")
    assert "no-such-package" not in installed()


def test_torch_is_installed_as_the_tests_on_backends_say() -> None:
    assert BACKENDS["torch"] == INSTALL_TORCH
