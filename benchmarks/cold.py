"""Pages that are not in memory: processor time in process, beside Flask + Jinja + one row.

Four applications answer as many bytes: Readlevel from finished pages, Readlevel with a page made
for the reader, a Flask view that reads one row by SQLAlchemy Core and fills a Jinja template, and
the page in memory. On SQLite and PostgreSQL.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask, Response
from jinja2 import DictLoader, Environment
from markupsafe import Markup
from sqlalchemy import Engine, bindparam, select

from benchmarks.content import SAMPLES, SLUG
from benchmarks.databases import databases
from readlevel.settings import Settings
from readlevel.storage.database import content_tables
from readlevel.storage.database.engine import make_engine
from readlevel.web.cache.captured_response import call_application
from readlevel.web.finish_pages import finish_pages
from readlevel.web.wsgi import application

ANSWER = f"/answers/{SLUG}"
PATH = f"{ANSWER}/lay"
ROUNDS = 7
REQUESTS = 150
_LINES = 500
"""Values that the template of the comparison escapes one by one, as a page of Readlevel does."""
_TEMPLATE = (
    "<!DOCTYPE html><title>{{ title }}</title>"
    "{% for line in lines %}<p>{{ line }}</p>\n{% endfor %}{{ rest }}"
)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def run() -> None:
    """Print milliseconds of processor time for each kind of page, medians of alternating rounds."""
    with tempfile.TemporaryDirectory() as folder:
        for name, url in databases(Path(folder), "cold"):
            environment = {**os.environ, "READLEVEL_DATABASE_URL": url}
            for command in (["init"], ["import", str(SAMPLES)]):
                subprocess.run(
                    [sys.executable, "-m", "readlevel", *command],
                    env=environment,
                    check=True,
                    capture_output=True,
                )
            compare(name, url)


def compare(name: str, url: str) -> None:
    """Print the comparison on one database."""
    engine = make_engine(url)
    cold, warm = (Settings(database_url=url, cache_megabytes=size) for size in (0, 64))
    made, memory = application(cold), application(warm)
    wait_for(made)
    body = call_application(made, ask()).body
    ready = application(cold)
    finish_pages(engine, cold, None)
    made._finished = None
    kinds: dict[str, tuple[Application, dict[str, Any]]] = {
        "in memory": (memory, ask()),
        "finished, one row": (ready, ask()),
        "finished, persona of the cookie": (ready, ask(ANSWER, HTTP_COOKIE="readlevel=clinician")),
        "finished, frame on another site": (ready, ask(f"/embed/{SLUG}")),
        "Flask + Jinja + one row": (one_row(engine, body), ask()),
        "made for the reader": (made, ask()),
    }
    for layer, _ in kinds.values():
        wait_for(layer)
    spent: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind, (layer, request) in kinds.items():
            spent[kind].append(measure(layer, request))
    baseline = median(spent["Flask + Jinja + one row"])
    print(f"{name}: a page of {len(body):,} bytes")
    for kind, rounds in spent.items():
        print(
            f"  {kind:<31} {median(rounds):6.3f} ms of processor time, "
            f"{baseline / median(rounds):6.2f} times as fast as Flask + Jinja + one row"
        )
    for closed in (made, ready, memory):
        closed.close()
    engine.dispose()


def wait_for(layer: Application) -> None:
    """Ask until the page is there: a worker connects to its database in the background."""
    for _ in range(100):
        if call_application(layer, ask()).status.startswith("200"):
            return
        time.sleep(0.05)
    raise RuntimeError(PATH)


def measure(layer: Application, request: dict[str, Any]) -> float:
    """Return milliseconds of processor time for a page."""
    began = time.process_time()
    for _ in range(REQUESTS):
        call_application(layer, {**request})
    return (time.process_time() - began) / REQUESTS * 1000


def ask(path: str = PATH, **more: str) -> dict[str, Any]:
    """Return a request for a page."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        **more,
    }


def one_row(engine: Engine, body: bytes) -> Application:
    """Return a Flask application that reads one row and fills a template of about the same size."""
    app = Flask(__name__)
    template = Environment(loader=DictLoader({"page": _TEMPLATE}), autoescape=True)
    words = body.decode()
    size = max(1, (len(words) // 2) // _LINES - len("<p></p>\n"))
    lines = [words[start * size : (start + 1) * size] for start in range(_LINES)]
    lines = ["".join(sign for sign in line if sign not in "<>&\"'") for line in lines]
    rest = Markup(words[len(words) // 2 :])
    table = content_tables.publication
    statement = select(table.c.facts).where(
        table.c.slug == bindparam("slug"), table.c.audience == "lay", table.c.language == "en"
    )

    @app.get("/answers/<slug>/<audience>")
    def show(slug: str, audience: str) -> Response:
        with engine.connect() as connection:
            row = connection.execute(statement, {"slug": slug}).one()
        page = template.get_template("page")
        return Response(
            page.render(title=f"{slug} {audience}", lines=[row.facts[:9], *lines], rest=rest)
        )

    return app.wsgi_app
