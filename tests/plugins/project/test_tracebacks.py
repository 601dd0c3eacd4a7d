"""Real tracebacks lead to the entry of their mistake, whatever surrounds them; those of other causes lead to none."""

from collections import Counter
from collections.abc import Sequence

from docs.plugins.project.messages import known_by
from tests.support.programs import PROJECT
from tests.support.tracebacks import Pasted, apart, made, unrelated

PATTERNS = {id_: mistake.patterns for id_, mistake in PROJECT.mistakes.items() if mistake.patterns}
# Of each message.
MADE = 3
LEAST_SHARE = 0.95
LEAST_APART = 40
LEAST_UNRELATED = 20


def missed(pasted: Sequence[Pasted]) -> list[tuple[str, str, str | None]]:
    """Those that lead elsewhere: where each is from, its mistake, and that which it is taken for."""
    found = ((each, known_by(each.text, PATTERNS)) for each in pasted)
    return [(each.source, each.mistake, known) for each, known in found if known != each.mistake]


def test_each_message_has_three_tracebacks_of_different_kinds() -> None:
    assert Counter(each.mistake for each in made()) == dict.fromkeys(PATTERNS, MADE)
    assert len({each.text for each in made()}) == MADE * len(PATTERNS)


def test_the_tracebacks_lead_to_their_entries() -> None:
    assert missed(made()) == []


def test_those_that_people_posted_lead_to_their_entries_but_for_a_few() -> None:
    posted = apart()
    assert len(posted) >= LEAST_APART
    assert {each.mistake for each in posted} <= set(PATTERNS)
    misses = missed(posted)
    assert 1 - len(misses) / len(posted) >= LEAST_SHARE, misses


def test_those_of_other_causes_lead_to_no_entry() -> None:
    texts = unrelated()
    assert len(texts) >= LEAST_UNRELATED
    assert {name: known_by(text, PATTERNS) for name, text in texts.items()} == dict.fromkeys(texts)
