"""Changes that were invented before their misses were known: `unseen_changes.toml` has them."""

import pytest

from benchmarks.changed_facts import ChangedFact, is_asked, read_unseen_changes
from readlevel.core.consistency.compare import compare_texts

_CHANGES = {half: list(read_unseen_changes(half, {})) for half in ("development", "counted")}
_PAIRS = {"lithium", "isotretinoin", "stoma", "trial", "anafilaxia"}
_TEXTS = {one.pair: one for half in _CHANGES.values() for one in half if one.pair in _PAIRS}

MIN_RECALL = 0.5
"""Of the changes in texts with few words in common, 56 % were found in both halves."""

MAX_ALARMS = 4
"""In all five pairs unchanged."""


@pytest.mark.parametrize("half", _CHANGES)
def test_half_of_the_changes_in_unlike_words_are_asked_about(half: str) -> None:
    changes = [one for one in _CHANGES[half] if one.pair in _PAIRS]
    found = sum(is_asked(one) for one in changes)
    assert found / len(changes) >= MIN_RECALL


def test_texts_in_unlike_words_that_agree_ask_little() -> None:
    asked = [one for text in _TEXTS.values() for one in _list_asked(text) if one]
    assert len(asked) <= MAX_ALARMS


def _list_asked(one: ChangedFact) -> list[str]:
    found = compare_texts(one.clinician, one.lay, one.language)
    return [each.fact for each in found if each.asks]
