"""Sentences in other words: nothing is asked where they say the same, something where they do not.

`tests/core/fixtures/reworded_sentences.toml` has them.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from readlevel.core.consistency.compare import compare_texts

_PATH = Path(__file__).parent.parent / "fixtures" / "reworded_sentences.toml"


def _read(kind: str) -> Sequence[tuple[str, str, str]]:
    tables = tomllib.loads(_PATH.read_text("utf-8"))[kind]
    return [
        (table["language"], clinician, lay) for table in tables for clinician, lay in table["pairs"]
    ]


@pytest.mark.parametrize(("language", "clinician", "lay"), _read("harmless"))
def test_the_same_in_other_words_asks_nothing(language: str, clinician: str, lay: str) -> None:
    asked = [one for one in compare_texts(clinician, lay, language) if one.asks]
    assert [(str(one.kind), one.fact_type, one.fact) for one in asked] == []


@pytest.mark.parametrize(("language", "clinician", "lay"), _read("harmful"))
def test_another_meaning_asks(language: str, clinician: str, lay: str) -> None:
    assert any(one.asks for one in compare_texts(clinician, lay, language))
