"""Facts that somebody changed by mistake in a plain text, as `changed_facts.toml` lists them."""

import pytest

from benchmarks.changed_facts import ChangedFact, is_asked, read_changed_facts
from readlevel.core.consistency.compare import compare_texts

_CHANGES = list(read_changed_facts({}))
_PAIRS = {one.pair: one for one in _CHANGES}
_NOT_FOUND = {
    ("methotrexate", "but only on the day of your methotrexate"),
    ("insulin", "15 g of glucose at bedtime"),
}
"""Changes for development that are not found, in sentences with too few words in common."""


@pytest.mark.parametrize("one", _PAIRS.values(), ids=list(_PAIRS))
def test_texts_that_agree_ask_nothing(one: ChangedFact) -> None:
    found = compare_texts(one.clinician, one.lay, one.language)
    assert [(each.fact_type, each.fact) for each in found if each.asks] == []


@pytest.mark.parametrize("pair", _PAIRS)
def test_changed_facts_are_asked_about(pair: str) -> None:
    changes = [one for one in _CHANGES[::2] if one.pair == pair]
    missed = {(one.pair, one.became) for one in changes if not is_asked(one)}
    assert missed == {one for one in _NOT_FOUND if one[0] == pair}


def test_every_change_replaces_words_of_its_text() -> None:
    for one in _CHANGES:
        assert one.lay.count(one.was) == 1, one.was
        assert one.changed != one.lay
