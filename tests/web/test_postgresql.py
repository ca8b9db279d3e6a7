"""The site on both databases: pages, visible edits, and an unreachable database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import pages
from readlevel.web.wsgi import application
from tests.web.conftest import CAST, NOW, POLICY, TERMS, Site, lay


@pytest.fixture
def any_site(database_url: str) -> Iterator[Site]:
    settings = Settings(database_url=database_url)
    engine = make_engine(database_url)
    with write_transaction(engine) as session:
        store_terms.save_terms(session, TERMS, author="Ed", now=NOW)
        renderer = Renderer(session, settings.personas, "en")
        for one in CAST[:3]:
            publish.save_answer(session, one, renderer, author="Ed", why="cast", now=NOW)
        pages.save_page(session, "editorial-policy", "en", POLICY, updated=date(2026, 1, 1))
    engine.dispose()
    layer = application(settings)
    yield Site(settings, Client(layer, TestResponse, use_cookies=True))
    layer.close()


def test_every_kind_of_page_is_made(any_site: Site) -> None:
    for path in (
        "/",
        "/?q=blood%20pres",
        "/?q=%00%27",
        "/answers/both",
        "/answers/both/clinician",
        "/topics/cardiology",
        "/glossary",
        "/glossary?q=hyper",
        "/glossary?letter=%00",
        "/glossary/stroke",
        "/editorial-policy",
        "/readyz",
    ):
        assert any_site.get(path).status_code == 200, path
    for path in (
        "/answers/%00",
        "/answers/%F0%28",
        "/glossary/%00",
        "/answers/both/images/%00.png",
    ):
        assert any_site.get(path).status_code == 404, path


def test_an_edit_is_seen_at_the_next_request(any_site: Site) -> None:
    assert any_site.get("/answers/both/lay").status_code == 200
    any_site.save(replace(CAST[0], variants=(lay(words="The words were changed."),)))
    response = any_site.get("/answers/both/lay")
    assert "The words were changed." in response.text
    assert "Readlevel-Stale" not in response.headers


def test_a_connection_that_was_cut_is_made_anew(any_site: Site, engine: Engine) -> None:
    any_site.get("/answers/both/lay")
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
    for path in ("/answers/both/lay", "/answers/pending"):
        response = any_site.get(path)
        assert response.status_code == 200
        assert "Readlevel-Stale" not in response.headers
