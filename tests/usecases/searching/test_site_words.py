"""What a process remembers of a site's words."""

from itertools import product

from sqlalchemy import Engine, event

from readlevel.storage.database.engine import read_transaction, write_transaction
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
        for look_up in (words.complete, words.find_similar):
            for word in WORDS:
                look_up(word)
            before = len(asked)
            look_up(WORDS[-1])
            look_up(WORDS[1])
            assert len(asked) == before
            look_up(WORDS[0])
            assert len(asked) == before + 1
