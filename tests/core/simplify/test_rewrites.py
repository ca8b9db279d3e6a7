"""The rules that rewrite a sentence, by the cases in `rewrites.en.tsv` and `rewrites.es.tsv`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.simplify.proposal import Rewrite
from readlevel.core.simplify.rules import REWRITTEN_LANGUAGES, list_rules

RULES: Mapping[str, Callable[[str], Iterator[Rewrite]]] = {
    rule.__name__: rule
    for language in REWRITTEN_LANGUAGES
    for rule in list_rules(language, for_patients=True)
}
CASES = [
    tuple(line.split("\t"))
    for language in REWRITTEN_LANGUAGES
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
