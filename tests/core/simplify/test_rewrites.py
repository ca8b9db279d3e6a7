"""The rules that rewrite a sentence, by the cases in `rewrites.en.tsv` and `rewrites.es.tsv`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.simplify.english.action_nouns import name_actions, name_what_is_acted_on
from readlevel.core.simplify.english.active_voice import make_active
from readlevel.core.simplify.english.address_reader import address_reader
from readlevel.core.simplify.english.enumerations import make_list
from readlevel.core.simplify.english.gerunds import name_what_is_done
from readlevel.core.simplify.english.phrases import (
    begin_plainly,
    name_duty,
    replace_phrases,
    state_positively,
)
from readlevel.core.simplify.english.split_sentence import split_sentence
from readlevel.core.simplify.english.statistics_in_words import count_people, set_details_apart
from readlevel.core.simplify.proposal import Rewrite
from readlevel.core.simplify.spanish.action_nouns import name_spanish_actions
from readlevel.core.simplify.spanish.active_voice import make_spanish_active
from readlevel.core.simplify.spanish.phrases import (
    address_spanish_reader,
    begin_plainly_in_spanish,
    replace_spanish_phrases,
)
from readlevel.core.simplify.spanish.split_sentence import split_spanish

RULES: Mapping[str, Callable[[str], Iterator[Rewrite]]] = {
    rule.__name__: rule
    for rule in (
        split_sentence,
        make_list,
        make_active,
        name_actions,
        name_what_is_acted_on,
        name_what_is_done,
        name_duty,
        replace_phrases,
        state_positively,
        count_people,
        set_details_apart,
        address_reader,
        begin_plainly,
        split_spanish,
        make_spanish_active,
        name_spanish_actions,
        replace_spanish_phrases,
        address_spanish_reader,
        begin_plainly_in_spanish,
    )
}
CASES = [
    tuple(line.split("\t"))
    for language in ("en", "es")
    for line in Path(__file__).with_name(f"rewrites.{language}.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("name", "sentence", "expected"), CASES)
def test_a_sentence_is_rewritten_or_left_alone(name: str, sentence: str, expected: str) -> None:
    found = next(RULES[name](sentence), None)
    if found is None:
        assert expected == "-"
    else:
        written = sentence[: found.start] + found.options[0] + sentence[found.end :]
        assert written == expected.replace("|", "\n")


def test_every_rule_has_cases() -> None:
    assert {name for name, *_ in CASES} == RULES.keys()


@given(st.text('abe is,;:.()[@]“”"andwhich or by-1%\n', max_size=80))
def test_no_text_breaks_a_rule(text: str) -> None:
    for rule in RULES.values():
        for found in rule(text):
            assert 0 <= found.start < found.end <= len(text)
            assert all(found.options)
