"""What a process remembers of a site's words."""

from itertools import product

import pytest
from sqlalchemy import Engine, event

from readlevel.core.model.answer import Audience
from readlevel.core.model.term import Term
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.public.public_texts import TextChoice
from readlevel.storage.vocabulary.query_look_up import AskedWords
from readlevel.storage.vocabulary.whole_vocabulary import load_if_small
from readlevel.usecases.public.search import SearchRequest, search_answers
from readlevel.usecases.searching import site_words
from readlevel.usecases.searching.site_words import SiteWords
from tests.storage.cast import answer, lay, save, save_terms

MOST = 500
WORDS = ["".join(letters) for letters in product("bdfghlmn", repeat=4)][: MOST + 1]


@pytest.fixture
def large_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that has too many words to hold all of them in memory."""
    monkeypatch.setattr(site_words, "MOST_HELD", 0)


@pytest.mark.usefixtures("large_site")
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


@pytest.mark.usefixtures("large_site")
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
        for language in choice.languages:
            SiteWords(session, language).count(["any"])
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        search_answers(session, SearchRequest(query, choice, 3))
    looked_up = [one for one in asked if "vocabulary" in one or "term_name" in one]
    assert len(looked_up) <= most, looked_up


def test_a_small_site_holds_all_words_until_it_changes(engine: Engine) -> None:
    with write_transaction(engine) as session:
        save(session, answer("gout", lay("Uric acid in a joint, and joints that hurt.")))
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with read_transaction(engine) as session:
        SiteWords(session, "en").count(["acid"])
    asked.clear()
    with read_transaction(engine) as session:
        assert look_up_all(SiteWords(session, "en"))["count"] == {"acid": 1, "joint": 2}
        assert not [one for one in asked if "vocabulary" in one or "term_name" in one]
    with write_transaction(engine) as session:
        save(session, answer("fever", lay("Acid.")))
        site_version.bump(session)
    with read_transaction(engine) as session:
        assert SiteWords(session, "en").count(["acid"]) == {"acid": 2}


def test_words_held_in_memory_are_those_that_look_ups_find(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Uric acid, urine, urination and ureters; a urinary ureter. Zinc."
    with write_transaction(engine) as session:
        save(session, answer("gout", lay(text)), answer("urine", lay("Urine and zinc.")))
        save_terms(session, [Term("uric-acid", "Uric acid", "en", "A waste.")])
    with read_transaction(engine) as session:
        held = look_up_all(SiteWords(session, "en"))
    monkeypatch.setattr(site_words, "MOST_HELD", 0)
    with read_transaction(engine) as session:
        assert look_up_all(SiteWords(session, "en")) == held
    assert held["names"] == {"uric acid": ["Uric acid"]}


def test_words_and_names_of_terms_count_together_towards_what_is_held(engine: Engine) -> None:
    with write_transaction(engine) as session:
        save(session, answer("gout", lay("Uric acid in a joint.")))
        save_terms(session, [Term("uric-acid", "Uric acid", "en", "A waste.")])
    with read_transaction(engine) as session:
        held = load_if_small(session, "en", site_words.MOST_HELD)["en"]
        assert held.names
        assert load_if_small(session, "en", len(held) + 1).keys() == {"en"}
        assert not load_if_small(session, "en", len(held))


def look_up_all(words: SiteWords) -> dict[str, object]:
    """Return what a site knows of some words."""
    stems, names = {"acid", "joint", "missing"}, {"uric acid", "acid", "missing"}
    found = words.look_up(AskedWords(stems, ["uri"], names, ["acid", "missing"], ["es"]))
    return {
        "count": words.count(stems),
        "counts": found.counts,
        "names": {name: list(every) for name, every in found.names.items()},
        "begun": {one: list(words.complete(one)) for one in ("uri", "ur", "z", "zx", "\U0010ffff")},
        "beginning": [words.find_longest_beginning(one) for one in ("urinx", "acids", "qq", "zz")],
        "words": words.find_words(["acid", "zinc", "missing"]),
    }
