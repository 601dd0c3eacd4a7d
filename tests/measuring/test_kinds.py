"""The pages that Lighthouse visits are still of the kinds that it is to see."""

from pathlib import Path

import pytest

from tests.measuring.lighthouse.kinds import KINDS, VISITS, Kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_is_of_its_kind(site: Path, kind: Kind) -> None:
    path = site / kind.path
    assert kind.mark in (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")


def test_each_kind_is_seen_on_a_phone_and_two_on_a_desktop() -> None:
    forms = [form for _, form in VISITS]
    assert (forms.count("mobile"), forms.count("desktop")) == (len(KINDS), 2)
