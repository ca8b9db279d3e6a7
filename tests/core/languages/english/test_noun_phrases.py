"""Where English noun phrases end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.english.noun_phrases import find_noun_end, find_object_end


def cut(words: str, *, as_object: bool = False) -> str | None:
    """Return the phrase at the start of `words`, a comma standing for punctuation."""
    pieces = words.replace(",", " ,").split()
    split = [word for word in pieces if word != ","]
    stops = {len([w for w in pieces[:i] if w != ","]) - 1 for i, w in enumerate(pieces) if w == ","}
    find = find_object_end if as_object else find_noun_end
    end = find(split, 0, lambda left: left not in stops and left + 1 < len(split))
    return None if end is None else " ".join(split[:end])


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("pain", "pain"),
        ("pain in the leg", "pain"),
        ("leg pain, then", "leg pain"),
        ("patients received aspirin", "patients"),
        ("pain improved", "pain"),
        ("wound infection rates fell", None),
        ("in the leg", None),
        ("trial comparing daily tablets", None),
        ("studies including 46 people", "studies"),
        ("cancer screening of adults", "cancer screening"),
        ("cancer screening, then", "cancer screening"),
        ("infection causes harm", None),
    ],
)
def test_nouns_end_with_a_plural_or_before_another_kind_of_word(
    words: str, phrase: str | None
) -> None:
    assert cut(words) == phrase


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("the pain by rest", "the pain"),
        ("the risk of bleeding", "the risk of bleeding"),
        ("the risk of bleeding or infection", None),
        ("asthma and eczema", None),
        ("the, pain", None),
    ],
)
def test_an_object_has_determiners_and_one_part_with_of(words: str, phrase: str | None) -> None:
    assert cut(words, as_object=True) == phrase


@given(st.lists(st.sampled_from(["the", "of", "pain", "pains", "and", "fell", "his", "8", "very"])))
def test_a_phrase_ends_within_the_words(words: list[str]) -> None:
    for find in (find_noun_end, find_object_end):
        end = find(words, 0, lambda left: left + 1 < len(words))
        assert end is None or 0 < end <= len(words)
