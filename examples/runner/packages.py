"""The packages that some scripts name, and that a machine may lack: Keras' other backends, and what starts processes.

A record names their versions where its script, or a program that this is given, names them. Where one is missing, a
record can't be made, but it can be compared: what it says of that package is left out.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from docs.plugins.project.errors import UserError
from docs.plugins.project.scripts import Script
from examples.runner.errors import INSTALL, INSTALL_TORCH
from examples.runner.giving import GivenFile

# What installs each.
OPTIONAL = {"jax": INSTALL, "torch": INSTALL_TORCH, "ray": INSTALL}


def packages_of(script: Script, files: Iterable[GivenFile]) -> list[str]:
    """The optional packages that a script names, or a program among the files that it is given."""
    texts = [script.code, *(file.content.decode() for file in files if file.module)]
    return [package for package in OPTIONAL if any(names_one(text, [package]) for text in texts)]


def names_one(text: str, packages: Collection[str]) -> bool:
    """Whether one of the packages is a word of the text, which may be longer: "torch", "jax → torch"."""
    return not set(packages).isdisjoint(re.findall(r"\w+", text))


def installed() -> dict[str, str]:
    """The versions of the optional packages that this machine has."""
    return {package: number for package in OPTIONAL if (number := _version(package))}


def missing_of(versions: Mapping[str, str]) -> list[str]:
    """The optional packages that a record was made with, by its versions, and that this machine lacks."""
    there = installed()
    return [package for package in OPTIONAL if package in versions and package not in there]


def refuse_without(script: Script, files: Iterable[GivenFile]) -> None:
    """Raise UserError, which says what to do, where a package is missing that the script needs for its record."""
    for package in packages_of(script, files):
        if package not in installed():
            raise UserError(f"{script.path} needs {package}, which is not installed; {how_to_install(package)}")


def not_compared(name: str, package: str, places: Sequence[str]) -> str:
    """What to say of the places of a script's record that the package alone can fill."""
    return (
        f"{name}: {package} is not installed, so the lines that name it are not compared ({', '.join(places)}); "
        f"{how_to_install(package)}"
    )


def how_to_install(package: str) -> str:
    """The end of a sentence that says what installs a package."""
    return f"install it: {OPTIONAL[package]}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
