"""Runs the code of the errata, the wrong lines and the right ones, once a session."""

import warnings
from functools import cache

from docs.plugins.project.errata import Erratum
from tests.support.programs import Run, run_codes


def run_watched(code: str) -> tuple[list[str], Run]:
    """The warnings that the code gave, and its run."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run = run_codes({"erratum": compile(code, "<erratum>", "exec")})
    return [f"{each.category.__name__}: {each.message}" for each in caught], run


def right_code(erratum: Erratum) -> str:
    """An erratum's right lines, after those that they need."""
    return f"{erratum.before}\n{erratum.right}\n" if erratum.before else f"{erratum.right}\n"


def run_right(erratum: Erratum) -> Run:
    """The run of an erratum's right lines, which neither fail nor warn."""
    return run_without_warnings(right_code(erratum))


@cache
def run_without_warnings(code: str) -> Run:
    """The run of code that neither fails nor warns."""
    said, run = run_watched(code)
    assert said == []
    return run
