"""Pages are finished in the background, and are the same as those made for a reader."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text
from werkzeug.test import Client, TestResponse

from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.settings import Settings
from readlevel.storage.database import schema, site_version
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.process_locks import LockName, try_lock
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import pages
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.cache.finished_pages import FinishedPages, digest_maker
from readlevel.web.finish_pages import finish_pages
from readlevel.web.http.persona_cookie import COOKIE_NAME
from readlevel.web.wsgi import application
from tests.conftest import OpenDatabase
from tests.databases import PostgreSQL
from tests.web.conftest import CAST, NOW, POLICY, TERMS, Site, lay

LAY, ANSWER = "/answers/both/lay", "/answers/both"
MakeSite = Callable[[], Site]


class Finished:
    """A site without a cache in memory; counts the pages that its application makes."""

    def __init__(self, site: Site, engine: Engine, made: list[str]) -> None:
        self.site = site
        self.engine = engine
        self.made = made

    def finish(self, since: int | None = None) -> int:
        """Finish pages as the background process does."""
        return finish_pages(self.engine, self.site.settings, since)

    def get(self, path: str, choice: str = "") -> TestResponse:
        """Read a page as a reader with a choice in the cookie."""
        return self.site.get_with_cookie(path, f"{COOKIE_NAME}={choice}" if choice else "")

    def is_finished(self, path: str, choice: str = "") -> bool:
        """Read a page; return whether it was there already."""
        self.made.clear()
        assert self.get(path, choice).status_code == 200
        return not self.made

    def version(self) -> int:
        with read_transaction(self.engine) as session:
            return site_version.get_version(session)


def publish_cast(engine: Engine) -> None:
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        store_terms.save_terms(session, TERMS, author="Ed", now=NOW)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en", site_name="Readlevel")
        for one in CAST:
            publish.save_answer(session, one, renderer, author="Ed", why="cast", now=NOW)
        pages.save_page(session, "editorial-policy", "en", POLICY, updated=date(2026, 1, 1))


@pytest.fixture
def database_url(backend: str, open_database: OpenDatabase) -> Iterator[str]:
    """Return the URL of a database with the complete cast."""
    with open_database(backend, publish_cast) as url:
        yield url


@pytest.fixture
def finished(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Finished]:
    settings = Settings(database_url=database_url, cache_megabytes=0)
    engine = make_engine(database_url)
    made: list[str] = []
    layer = application(settings)
    call = layer._application

    def count(environ: dict[str, str], start_response: object) -> object:
        made.append(environ["PATH_INFO"])
        return call(environ, start_response)  # type: ignore[arg-type]

    monkeypatch.setattr(layer, "_application", count)
    yield Finished(Site(settings, Client(layer, TestResponse)), engine, made)
    layer.close()
    engine.dispose()


def list_stored(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT path, choice FROM finished_page ORDER BY path"))
        return [(path, choice) for path, choice in rows]


def test_each_finished_page_is_the_page_that_would_be_made(
    finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = finished.finish()
    stored = list_stored(finished.engine)
    assert number == len(stored) > 10
    for path, choice in stored:
        cookie = choice.strip("*")
        assert finished.is_finished(path, cookie), (path, choice)
        ready = finished.get(path, cookie)
        with monkeypatch.context() as patch:
            patch.setattr(CacheMiddleware, "_find_finished", lambda *_: None)
            made = finished.get(path, cookie)
        assert (ready.data, list(ready.headers)) == (made.data, list(made.headers))


def test_pages_that_can_be_used_are_not_made_again(finished: Finished) -> None:
    assert finished.finish() > 0
    assert finished.finish() == 0


def test_a_change_of_an_answer_is_read_at_once_and_finished_later(finished: Finished) -> None:
    finished.finish()
    before = finished.version()
    finished.site.save(replace(CAST[0], variants=(lay(words="The words were changed."),)))
    assert "The words were changed." in finished.site.get(LAY).text
    assert not finished.is_finished(LAY)
    assert finished.is_finished("/answers/pending")
    assert finished.finish(before) > 0
    assert finished.is_finished(LAY)
    assert "The words were changed." in finished.site.get(LAY).text


def test_a_change_of_the_footer_makes_every_page_again(finished: Finished) -> None:
    number = finished.finish()
    before = finished.version()
    with write_transaction(finished.engine) as session:
        assert pages.save_page(session, "new", "en", "# New\n\nPage.", updated=date(2026, 1, 1))
    assert not finished.is_finished(LAY)
    assert finished.finish(before) == number
    assert "New" in finished.site.get(LAY).text


def test_a_page_made_from_older_data_is_never_used(finished: Finished) -> None:
    """The version is read before the page is made, so a change meanwhile outdates it."""
    finished.finish()
    with write_transaction(finished.engine) as session:
        site_version.bump(session, site_version.name_answer("both"))
    assert not finished.is_finished(LAY)
    assert finished.is_finished("/answers/pending")


def test_pages_are_finished_for_each_persona_and_for_frames(finished: Finished) -> None:
    finished.finish()
    assert finished.is_finished(ANSWER)
    for persona in finished.site.settings.personas:
        assert finished.is_finished(f"{ANSWER}?persona={persona.key}")
        assert finished.is_finished(ANSWER, persona.key)
    assert finished.is_finished("/embed/both")
    assert finished.is_finished("/embed/both?utm_source=letter")
    assert finished.is_finished(f"{LAY}?utm_source=letter")


def test_pages_with_rare_options_are_made_for_the_reader(finished: Finished) -> None:
    finished.finish()
    assert not finished.is_finished(f"{LAY}?explain=all")
    assert not finished.is_finished(ANSWER, "patient.all")
    assert not finished.is_finished("/embed/both?theme=dark")


def test_lists_are_not_looked_for_among_finished_pages(
    finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished.finish()
    asked: list[str] = []
    monkeypatch.setattr(FinishedPages, "find", lambda _, path, choice: asked.append(path))
    for path in ("/", "/glossary", "/api/v1/personas"):
        finished.site.get(path)
    assert asked == []


def test_of_the_pages_at_an_address_none_is_lost_when_one_is_made_again(
    finished: Finished,
) -> None:
    number = finished.finish()
    with write_transaction(finished.engine) as session:
        session.execute(
            text("UPDATE finished_page SET version = -100000 WHERE path = :path AND choice = ''"),
            {"path": ANSWER},
        )
    finished.finish()
    assert len(list_stored(finished.engine)) == number
    assert finished.is_finished(f"{ANSWER}?persona=clinician")


@pytest.mark.parametrize("backend", ["postgresql"])
def test_finished_pages_are_read_while_the_database_cuts_its_connections(
    finished: Finished, postgresql: PostgreSQL
) -> None:
    finished.finish()
    assert finished.is_finished(LAY)
    postgresql.cut_connections()
    assert finished.get(LAY).status_code == 200
    assert finished.is_finished(LAY)
    assert finished.is_finished(ANSWER, "clinician")


@pytest.mark.parametrize("backend", ["postgresql"])
def test_many_readers_get_finished_pages_at_once(finished: Finished) -> None:
    finished.finish()
    expected = finished.get(LAY).data
    layer = finished.site.client.application
    with ThreadPoolExecutor(8) as threads:
        pages = threads.map(lambda _: Client(layer, TestResponse).get(LAY).data, range(80))
    assert set(pages) == {expected}


def test_other_settings_make_other_pages(finished: Finished) -> None:
    settings = finished.site.settings
    other = settings.model_copy(update={"site_name": "Another site"})
    assert digest_maker(settings) != digest_maker(other)
    assert digest_maker(settings) == digest_maker(settings.model_copy())
    finish_pages(finished.engine, other, None)
    assert not finished.is_finished(LAY)
    assert "Another site" not in finished.site.get(LAY).text


def test_one_process_finishes_pages_at_a_time(finished: Finished) -> None:
    lock = try_lock(finished.engine, LockName.FINISHING)
    assert lock
    assert finished.finish() == 0
    lock.release()
    assert finished.finish() > 0
