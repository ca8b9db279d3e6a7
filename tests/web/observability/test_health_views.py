"""Health checks, robots.txt and icons."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from readlevel.settings import Settings
from readlevel.storage.database import schema
from readlevel.storage.database.engine import MAX_CONNECTIONS, make_engine, read_transaction
from readlevel.web.app import create_app
from readlevel.web.http.services import EXTENSION
from tests.databases import PostgreSQL
from tests.web.conftest import Site


def test_health_is_the_process_alone(tmp_path: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/none.sqlite"))
    response = app.test_client().get("/healthz")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert not (tmp_path / "none.sqlite").exists()


def test_readiness_is_the_database_too(site: Site, tmp_path: Path) -> None:
    assert site.get("/readyz").status_code == 200
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/none.sqlite"))
    response = app.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.json == {"status": "unavailable", "reason": "missing_database"}
    assert response.headers["Retry-After"]


EXHAUSTED = {"status": "unavailable", "reason": "exhausted_connections"}


def test_a_server_whose_own_connections_are_all_in_use_is_not_ready(
    postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readlevel.storage.database.engine.POOL_SECONDS", 0.1)
    with postgresql.database(schema.upgrade) as url:
        app = create_app(Settings(database_url=url))
        engine = app.extensions[EXTENSION].engine
        with ExitStack() as stack:
            for _ in range(MAX_CONNECTIONS):
                stack.enter_context(read_transaction(engine))
            busy = app.test_client().get("/readyz")
            assert app.test_client().get("/healthz").status_code == 200
        freed = app.test_client().get("/readyz")
        engine.dispose()
    assert (busy.status_code, busy.json) == (503, EXHAUSTED)
    assert freed.status_code == 200


def test_a_server_to_which_the_database_gives_no_connection_is_not_ready(
    postgresql: PostgreSQL,
) -> None:
    with postgresql.database(schema.upgrade) as url:
        owner = make_engine(url)
        with owner.begin() as connection:
            # Limits do not hold for a superuser.
            connection.exec_driver_sql("CREATE ROLE limited LOGIN CONNECTION LIMIT 0")
            connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO limited")
        limited = owner.url.set(username="limited").render_as_string(hide_password=False)
        app = create_app(Settings(database_url=limited))
        full = app.test_client().get("/readyz")
        with owner.begin() as connection:
            connection.exec_driver_sql("ALTER ROLE limited CONNECTION LIMIT 1")
        freed = app.test_client().get("/readyz")
        app.extensions[EXTENSION].engine.dispose()
        with owner.begin() as connection:
            connection.exec_driver_sql("DROP OWNED BY limited")
            connection.exec_driver_sql("DROP ROLE limited")
        owner.dispose()
    assert (full.status_code, full.json) == (503, EXHAUSTED)
    assert freed.status_code == 200


def test_a_server_stays_in_service_while_a_newer_version_takes_over(own_site: Site) -> None:
    engine = make_engine(own_site.settings.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    response = own_site.get("/readyz")
    assert response.status_code == 200
    assert response.json == {
        "status": "degraded",
        "rerendering": 0,
        "problems": ["newer_database"],
    }


def test_there_is_an_icon(site: Site) -> None:
    for path in ("/favicon.svg", "/favicon.ico"):
        response = site.get(path)
        assert response.status_code == 200
        assert response.content_type.startswith("image/svg+xml")


def test_files_of_the_site_are_kept_for_good_under_their_digest(site: Site) -> None:
    page = site.get("/").text
    (style,) = [part for part in page.split('"') if part.endswith("reader.css")]
    (script,) = [part for part in page.split('"') if part.endswith("reader.js")]
    assert "immutable" in site.get(style).headers["Cache-Control"]
    assert site.get(style).content_type == "text/css; charset=utf-8"
    assert site.get(script).content_type == "text/javascript; charset=utf-8"
    old = site.get("/static/0123456789ab/reader.css")
    assert old.status_code == 200
    assert "immutable" not in old.headers["Cache-Control"]


def test_only_files_of_the_site_are_sent(site: Site) -> None:
    for name in ("nothing.css", "../settings/model.py", "..%2fapp.py", "%00", "css/base.css"):
        assert site.get(f"/static/x/{name}").status_code == 404
