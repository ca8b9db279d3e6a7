"""What a process remembers of a site's words."""

from itertools import product

import pytest
from sqlalchemy import Engine, event

from readlevel.core.model.answer import Audience
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.public.public_texts import TextChoice
from readlevel.usecases.public.search import SearchRequest, search_answers
from readlevel.usecases.searching.site_words import SiteWords
from tests.storage.cast import answer, lay, save

MOST = 500
WORDS = ["".join(letters) for letters in product("bdfghlmn", repeat=4)][: MOST + 1]


def test_no_more_look_ups_of_words_are_remembered_than_a_worker_can_hold(engine: Engine) -> None:
    with write_transaction(engine) as session:
        save(session, answer("gout", lay("Uric acid.")))
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with read_transaction(engine) as session:
        words = SiteWords(session, "en")
        for look_up in (words.complete, lambda word: words.find_similar([word])):
            for word in WORDS:
                look_up(word)
            before = len(asked)
            look_up(WORDS[-1])
            look_up(WORDS[1])
            assert len(asked) == before
            look_up(WORDS[0])
            assert len(asked) == before + 1


@pytest.mark.parametrize(
    ("query", "most"),
    [("is gout painful", 1), ("uric acid and painful", 1), ("my uric acidd gout", 3)],
)
def test_the_words_of_a_query_are_looked_up_together(engine: Engine, query: str, most: int) -> None:
    """A misspelled word takes a statement, and what was meant another."""
    with write_transaction(engine) as session:
        save(session, answer("gout", lay("Gout is from uric acid. It is painful.")))
    choice = TextChoice(Audience.LAY, ("en", "es", "ar"), show_unreviewed=True)
    asked: list[str] = []
    with read_transaction(engine) as session:
        search_answers(session, SearchRequest("from", choice, 3))
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        search_answers(session, SearchRequest(query, choice, 3))
    looked_up = [one for one in asked if "vocabulary" in one or "term_name" in one]
    assert len(looked_up) <= most, looked_up
