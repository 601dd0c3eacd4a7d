"""Asks Lighthouse about pages: a Node process for all of them, one page after another, so that none slows the next."""

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from docs.plugins.site.pdf import find_chromium

FOLDER = Path(__file__).parent
Form = Literal["mobile", "desktop"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True)
class Run:
    """What Lighthouse has measured in one visit to a page.

    `scores` are from 0 to 100; `failing` are the audits below 1; `metrics` are in milliseconds, or bytes.
    """

    url: str
    form: Form
    scores: dict[str, int]
    failing: dict[str, list[str]]
    metrics: dict[str, float | None]
    requests: list[str]


def measure(pages: Iterable[tuple[str, Form]]) -> Iterator[Run]:
    """Visit each address in each form, and give what was measured as it comes.

    Raises:
        FileNotFoundError: There is no Chromium, or no Node.
        subprocess.CalledProcessError: Lighthouse has failed; it has said why.
    """
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError("no Chromium on this machine; .ci/run installs one")
    with subprocess.Popen(
        ["node", FOLDER / "measure.mjs"],
        env=os.environ | {"CHROME_PATH": chromium},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        json.dump([{"url": url, "form": form} for url, form in pages], node.stdin)
        node.stdin.close()
        for line in node.stdout:
            yield Run(**json.loads(line))
    if node.returncode:
        raise subprocess.CalledProcessError(node.returncode, node.args)
