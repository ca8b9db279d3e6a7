"""A reader's look-ups take the same steps whether ten answers are stored or a hundred thousand."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.answers import answers, codes, pages
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.glossary import term_lists, term_uses, terms
from readlevel.storage.objects import image_contents
from readlevel.storage.public import (
    api_cursors,
    listings,
    publications,
    reviewed_texts,
    sitemap_entries,
    tombstones,
)
from readlevel.storage.public.public_texts import TextChoice
from readlevel.storage.search import index
from readlevel.usecases.public.search import SearchRequest, search_answers
from readlevel.usecases.searching import site_words
from tests.storage.cast import EVERY, MIGRAINE, answer, save, save_terms

LOOKUPS: dict[str, Callable[[Session, bool], object]] = {
    "a text": lambda session, shown: publications.find(
        session, "headache", Audience.LAY, "en", EVERY, show_unreviewed=shown
    ),
    "its siblings": lambda session, shown: publications.find_siblings(
        session, "headache", show_unreviewed=shown
    ),
    "texts reviewed lately": lambda session, shown: reviewed_texts.list_reviewed(
        session, Audience.LAY, "en", EVERY, limit=20
    ),
    "texts of a topic reviewed lately": lambda session, shown: reviewed_texts.list_reviewed(
        session, Audience.LAY, "en", EVERY, topic="pain", limit=20
    ),
    "texts that left": lambda session, shown: tombstones.list_all(
        session, after=("", "", ""), show_unreviewed=shown, limit=20
    ),
    "texts that left lately": lambda session, shown: tombstones.list_changed(
        session, "en", since=0, after=(0, 0), show_unreviewed=shown, limit=20
    ),
    "texts of one answer that left": lambda session, shown: tombstones.find(
        session, "headache", show_unreviewed=shown
    ),
    "the languages of a topic": lambda session, shown: listings.list_topic_languages(
        session, "neurology", ("en", "es"), show_unreviewed=shown
    ),
    "the languages of a page": lambda session, shown: pages.find_languages(session, "about"),
    "a former address": lambda session, shown: answers.find_renamed_slug(session, "old"),
    "a picture": lambda session, shown: image_contents.find_content(
        session, "headache", "head.png"
    ),
    "the newest": lambda session, shown: listings.list_newest(
        session, "en", show_unreviewed=shown, limit=20
    ),
    "a topic": lambda session, shown: (
        listings.find_topic(session, "en", "pain", show_unreviewed=shown),
        listings.list_by_topic(session, "en", "pain", show_unreviewed=shown, limit=20),
    ),
    "all topics": lambda session, shown: listings.list_topics(session, "en", show_unreviewed=shown),
    "how many there are": lambda session, shown: listings.count(
        session, "en", show_unreviewed=shown
    ),
    "a search": lambda session, shown: search_answers(
        session,
        SearchRequest("hedache migr", TextChoice(Audience.LAY, ("en", "es"), shown), limit=20),
    ),
    "texts that a form may be in": lambda session, shown: index.find_containing(
        session, [("blood pressure", "en")]
    ),
    "answers by address": lambda session, shown: listings.find_by_slugs(
        session, "en", ["headache", "b"], show_unreviewed=shown
    ),
    "a term": lambda session, shown: (
        terms.find_term(session, "en", "migraine"),
        terms.find_by_name(session, "en", "Migraine"),
    ),
    "its uses": lambda session, shown: term_uses.find_uses(session, "en", "migraine", limit=20),
    "letters": lambda session, shown: term_lists.list_letters(session, "en"),
    "terms of a letter": lambda session, shown: term_lists.list_by_letter(
        session, "en", "M", limit=100
    ),
    "a search for terms": lambda session, shown: term_lists.search_by_name(session, "en", "migr"),
    "answers by code": lambda session, shown: codes.find_slugs(
        session, "icd10cm", ["I10"], show_unreviewed=shown, limit=20
    ),
    "a part of all answers": lambda session, shown: api_cursors.list_newest(
        session,
        "en",
        None,
        after=api_cursors.ListCursor(739_000, 7),
        show_unreviewed=shown,
        limit=20,
    ),
    "a part of a topic's answers": lambda session, shown: api_cursors.list_newest(
        session,
        "en",
        "pain",
        after=api_cursors.ListCursor(739_000, 7),
        show_unreviewed=shown,
        limit=20,
    ),
    "what changed": lambda session, shown: api_cursors.list_changed(
        session, "en", None, since=7, after=None, show_unreviewed=shown, limit=20
    ),
    "what changed of a topic, from a place on": lambda session, shown: api_cursors.list_changed(
        session,
        "en",
        "pain",
        since=7,
        after=api_cursors.ListCursor(9, 7),
        show_unreviewed=shown,
        limit=20,
    ),
    "a part of the glossary": lambda session, shown: (
        api_cursors.list_terms(session, "en", None, after=("m", "m"), limit=20),
        api_cursors.list_terms(session, "en", "M", after=("m", "m"), limit=20),
    ),
    "parts of the sitemap": lambda session, shown: sitemap_entries.list_parts(
        session, 2, show_unreviewed=shown
    ),
    "one part of the sitemap": lambda session, shown: (
        sitemap_entries.list_published(session, 1, 2, show_unreviewed=shown),
        sitemap_entries.list_terms(session, "en", "M", limit=20),
    ),
    "a page": lambda session, shown: pages.find_page(session, "about", "en"),
}


@pytest.fixture(scope="module")
def engine(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with something in every table; SQLite tells how it looks things up."""
    path = tmp_path_factory.mktemp("growth") / "readlevel.sqlite"
    copy(migrated_file, path)
    made = make_engine(f"sqlite:///{path}")
    with write_transaction(made) as session:
        save_terms(session, [MIGRAINE])
        save(session, answer(topics=("Pain",), former_slugs=("old",)), answer("b"))
    yield made
    made.dispose()


@pytest.fixture(autouse=True)
def large_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have searches look words up, as where there are too many to hold all in memory."""
    monkeypatch.setattr(site_words, "MOST_HELD", 0)


def plan(engine: Engine, look_up: Callable[[Session], object]) -> list[str]:
    """Return the steps that SQLite takes for all statements of a look-up."""
    said: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        said.append((statement, given))

    with read_transaction(engine) as session:
        event.listen(engine, "before_cursor_execute", hear)
        look_up(session)
        event.remove(engine, "before_cursor_execute", hear)
        return [
            row.detail
            for statement, given in said
            for row in session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", given
            )
        ]


FOUND_BEFORE = (
    "SCAN matched",
    "SCAN best",
    "SCAN similar",
    "SCAN next_word",
    "SCAN word_before",
    "SCAN json_each",
    "SCAN stems",
    "SCAN begun",
    "SCAN bounded",
    "SCAN (",
    "SCAN search VIRTUAL TABLE INDEX",
    "SCAN site",
)
"""Steps through what an index found, the values that are looked for, or the one row of `site`."""


@pytest.mark.parametrize("shown", [True, False], ids=["pending shown", "pending hidden"])
@pytest.mark.parametrize("name", LOOKUPS)
def test_no_look_up_goes_through_a_whole_table(engine: Engine, name: str, shown: bool) -> None:
    steps = plan(engine, lambda session: LOOKUPS[name](session, shown))
    assert steps
    assert [
        step for step in steps if step.startswith("SCAN") and not step.startswith(FOUND_BEFORE)
    ] == []


@pytest.mark.parametrize("shown", [True, False], ids=["pending shown", "pending hidden"])
@pytest.mark.parametrize(
    "name",
    [
        "the newest",
        "a topic",
        "terms of a letter",
        "all topics",
        "texts that left",
        "texts that left lately",
        "texts reviewed lately",
    ],
)
def test_lists_are_read_in_their_order(engine: Engine, name: str, shown: bool) -> None:
    steps = plan(engine, lambda session: LOOKUPS[name](session, shown))
    assert [step for step in steps if "TEMP B-TREE" in step] == []


@pytest.mark.parametrize("name", ["the newest", "a topic"])
def test_hidden_answers_are_not_passed_over_one_by_one(engine: Engine, name: str) -> None:
    steps = plan(engine, lambda session: LOOKUPS[name](session, False))
    assert any("_approved" in step for step in steps)
