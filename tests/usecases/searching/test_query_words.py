"""The tables of words that searches need."""

import subprocess
import sys

import pytest
from sqlalchemy.orm import Session

from readlevel.usecases.searching.query_words import unjoin_words
from readlevel.usecases.searching.site_words import SiteWordsByLanguage

SCRIPT = """
from readlevel.core.search import synonyms
from readlevel.usecases.searching import query_words, word_tables

query_words.load_tables(["en", "es", "ar", "xx"])
for table in (word_tables.common_words, word_tables.listed_words, word_tables.listed_stems):
    before = table.cache_info().misses
    assert before >= 4, table
    for language in ("en", "es", "ar"):
        table(language)
    assert table.cache_info().misses == before, table
assert synonyms.get_medicine_words.cache_info().currsize == 1
"""


def test_tables_are_loaded_once_and_ahead_for_every_language_of_the_site() -> None:
    subprocess.run([sys.executable, "-c", SCRIPT], check=True)


@pytest.mark.parametrize(
    ("joined", "word"), [("ولكن", "لكن"), ("ولماذا", "لماذا"), ("ومتى", "متى")]
)
def test_words_of_questions_are_told_from_what_is_joined_to_them(
    session: Session, joined: str, word: str
) -> None:
    assert unjoin_words(SiteWordsByLanguage(session), ["مكتئب", joined], ["ar"])[1] == word
