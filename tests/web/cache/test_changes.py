"""An edit costs the pages that show something of it, and is seen at the next request."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from readlevel.storage.database import site_version
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import rerender
from readlevel.usecases.writing import pages
from readlevel.web.cache import changes
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.cache.changes import Changes, Version, VersionSource, find_parts
from tests.web.conftest import CAST, NOW, TERMS, Site, lay

MakeSite = Callable[..., Site]

ANSWER = ("answer:gout", "*")
LISTS = ("lists", "*")


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/answers/gout", ANSWER),
        ("/answers/gout/lay", ANSWER),
        ("/es/answers/gout/clinician", ANSWER),
        ("/embed/gout", ANSWER),
        ("/static/0123/reader.css", ()),
        ("/", LISTS),
        ("/es/", LISTS),
        ("/topics/pain", LISTS),
        ("/es/topics/pain", LISTS),
        ("/topics/pain.atom", None),
        ("/glossary", ("glossary", "*")),
        ("/es/glossary/stroke", ("glossary", "lists", "*")),
        ("/api/v1/answers/gout", None),
        ("/api/answers/gout", None),
        ("/sitemap.xml", None),
        ("/answers", None),
    ],
)
def test_a_path_names_what_its_page_shows(path: str, parts: tuple[str, ...] | None) -> None:
    assert find_parts(path) == parts


class Made:
    """Counts the pages that the application behind the cache makes."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = site
        self.paths: list[str] = []
        make = CacheMiddleware._make

        def count(layer: CacheMiddleware, environ: dict[str, str], *rest: object) -> object:
            self.paths.append(environ["PATH_INFO"])
            return make(layer, environ, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(CacheMiddleware, "_make", count)

    def after_reading(self, *paths: str) -> list[str]:
        """Return the pages that were made for requests of `paths`."""
        self.paths.clear()
        for path in paths:
            assert self.site.get(path).status_code == 200
        return list(self.paths)


@pytest.fixture
def made(own_site: Site, monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(own_site, monkeypatch)


PAGES = ("/answers/both/lay", "/answers/pending", "/embed/both", "/", "/glossary")


def test_an_edit_costs_the_pages_of_its_answer_and_those_that_list_answers(made: Made) -> None:
    assert made.after_reading(*PAGES) == list(PAGES)
    assert made.after_reading(*PAGES) == []
    made.site.save(replace(CAST[0], variants=(lay(words="The words were changed."),)))
    assert made.after_reading(*PAGES) == ["/answers/both/lay", "/embed/both", "/"]
    assert "The words were changed." in made.site.get("/answers/both/lay").text
    assert made.after_reading(*PAGES) == []


def test_a_term_costs_the_glossary_until_its_answers_are_rendered(made: Made) -> None:
    made.after_reading(*PAGES)
    engine = make_engine(made.site.settings.database_url)
    with write_transaction(engine) as session:
        changed = replace(TERMS[0], definition_lay="Something else.")
        assert store_terms.save_terms(session, [changed], author="Ed", now=NOW)
    engine.dispose()
    assert made.after_reading(*PAGES) == ["/glossary"]


def test_rendering_answers_again_leaves_the_lists(made: Made) -> None:
    engine = make_engine(made.site.settings.database_url)
    personas = made.site.settings.personas
    rerender.rerender_queued(engine, personas, "en", report=lambda *_: None)
    term = f"/glossary/{TERMS[0].slug}"
    made.after_reading(*PAGES, term)
    with write_transaction(engine) as session:
        changed = replace(TERMS[0], definition_lay="Something else.")
        assert store_terms.save_terms(session, [changed], author="Ed", now=NOW)
    assert made.after_reading(*PAGES, term) == ["/glossary", term]
    assert rerender.rerender_queued(engine, personas, "en", report=lambda *_: None).done
    engine.dispose()
    again = made.after_reading(*PAGES, term)
    assert "/answers/both/lay" in again
    assert not {"/", "/glossary", term}.intersection(again)


def test_lists_change_with_answers_unless_it_is_recorded_that_they_do_not() -> None:
    """Earlier versions of the software record answers only."""
    recorded = [(1, "answer:a"), (2, "answer:b"), (2, "unlisted"), (3, "glossary")]
    assert site_version.find_changed_parts(recorded)["lists"] == 1


def test_a_page_of_the_site_costs_every_page_because_it_is_linked_from_each(made: Made) -> None:
    made.after_reading(*PAGES)
    engine = make_engine(made.site.settings.database_url)
    with write_transaction(engine) as session:
        assert pages.save_page(session, "new", "en", "# New\n\nPage.", updated=date(2026, 1, 1))
    engine.dispose()
    assert made.after_reading(*PAGES) == list(PAGES)


def test_another_worker_sees_an_edit_at_its_next_request(
    own_site: Site, make_site: MakeSite
) -> None:
    other = make_site()
    for number in range(5):
        words = f"The words were changed {number} times."
        own_site.save(replace(CAST[0], variants=(lay(words=words),)))
        assert words in own_site.get("/answers/both/lay").text
        assert words in other.get("/answers/both/lay").text


def test_a_change_that_is_not_recorded_costs_every_page(made: Made) -> None:
    made.after_reading(*PAGES)
    path = made.site.settings.sqlite_file
    assert path
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE site SET version = version + 1")
    other.close()
    assert made.after_reading(*PAGES) == list(PAGES)


def test_more_changes_than_are_read_cost_every_page(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_MAX_CHANGES", 3)
    made.after_reading(*PAGES)
    engine = make_engine(made.site.settings.database_url)
    for _ in range(4):
        with write_transaction(engine) as session:
            site_version.bump(session, "answer:unknown")
    engine.dispose()
    assert made.after_reading(*PAGES) == list(PAGES)


def test_records_of_old_changes_are_removed(
    own_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_version, "VERSIONS_KEPT", 3)
    monkeypatch.setattr(site_version, "_PRUNED_EVERY", 1)
    engine = make_engine(own_site.settings.database_url)
    for _ in range(6):
        with write_transaction(engine) as session:
            site_version.bump(session, "answer:unknown")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM site_change")) == 3
    engine.dispose()


@pytest.fixture
def log(cast_file: Path, tmp_path: Path) -> Iterator[Changes]:
    path = shutil.copy(cast_file, tmp_path / "site.sqlite")
    engine = make_engine(f"sqlite:///{path}")
    yield Changes(engine)
    engine.dispose()


def test_changes_are_not_compared_across_databases(log: Changes) -> None:
    source = VersionSource()
    before, after = source.make(7), source.make(3)
    assert before.source != after.source
    assert log.concern((), before, after)
    assert log.concern(("answer:a",), Version("here", 1), Version("there", 2))


def test_a_page_newer_than_the_version_is_made_again(log: Changes) -> None:
    assert log.concern(("answer:a",), Version(None, 9), Version(None, 8))
