"""A small site with a cast of answers, each named for what is special about it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Answer, Audience, Image, Reference, Review, Variant
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.settings import Settings
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.publishing.rerender import rerender_queued
from readlevel.usecases.writing import pages
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.wsgi import application
from tests.databases import SQLite

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
APPROVED = Review(
    Status.APPROVED,
    updated=date(2026, 3, 1),
    author="Ada Author",
    reviewer="Rita Reviewer",
    reviewed=date(2026, 4, 2),
    next_review=date(2028, 4, 1),
)
PENDING = Review(Status.UNDER_REVIEW, updated=date(2026, 2, 1))
DRAFT = Review(Status.DRAFT)
WITHDRAWN = Review(Status.WITHDRAWN, withdrawn_because="A trial showed harm.")

LAY_WORDS = "High blood pressure means the push of blood is too strong."
CLINICIAN_WORDS = "Sustained hypertension warrants pharmacological antihypertensive therapy."
SPANISH_WORDS = "La presión alta significa que la sangre empuja con demasiada fuerza."


def text(words: str, audience: Audience, language: str, review: Review) -> Variant:
    markdown = f"## From the guidelines\n\n{words} It raises the risk of stroke. [@who]\n"
    return Variant(audience, language, markdown, review)


def answer(slug: str, question: str, *variants: Variant, **more: Any) -> Answer:
    reference = Reference("who", {"id": "who", "type": "book", "title": "Guideline"})
    return Answer(slug, {"en": question}, variants, references=(reference,), **more)


def lay(review: Review = APPROVED, language: str = "en", words: str = LAY_WORDS) -> Variant:
    return text(words, Audience.LAY, language, review)


def clinician(review: Review = APPROVED, language: str = "en") -> Variant:
    return text(CLINICIAN_WORDS, Audience.CLINICIAN, language, review)


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

CAST = (
    answer(
        "both",
        "What is high blood pressure?",
        lay(),
        clinician(),
        topics=("cardiology", "Primary care"),
        former_slugs=("old-name",),
        images=(Image("drawing.svg", DRAWING), Image("notes.html", b"<script>")),
    ),
    answer("pending", "Is garlic useful?", lay(PENDING), clinician(PENDING), topics=("Herbs",)),
    answer("only-lay", "What is a plain answer?", lay(), topics=("cardiology",)),
    answer("only-clinician", "What is a hard answer?", clinician()),
    answer("lay-and-draft", "What is half done?", lay(), clinician(DRAFT)),
    answer(
        "draft",
        "What is secret?",
        lay(DRAFT),
        former_slugs=("old-draft",),
        images=(Image("hidden.png", b"\x89PNG"),),
    ),
    answer("withdrawn", "What was wrong?", lay(WITHDRAWN), clinician(WITHDRAWN)),
    answer("half-withdrawn", "What was half wrong?", lay(), clinician(WITHDRAWN)),
    answer(
        "translated",
        "What is it in Spanish?",
        lay(),
        clinician(),
        lay(language="es", words=SPANISH_WORDS),
    ),
    answer("spiky", "Is </script><script>alert(1)</script> & 'this' \"safe\"?", lay(), clinician()),
)
TERMS = (
    Term("stroke", "stroke", "en", "A part of the *brain* gets no O~2~.", see_also=("brain",)),
    Term(
        "hypertension",
        "hypertension",
        "en",
        "High blood pressure.",
        "Systolic pressure of 140 mmHg or more.",
        other_forms=("high blood pressure",),
    ),
    Term("brain", "brain", "en", "The organ one thinks with."),
)
POLICY = "# Editorial policy\n\nTwo people read every answer.\n"


@dataclass(frozen=True, slots=True)
class Site:
    """A site under test, with helpers to change it."""

    settings: Settings
    client: Client
    is_shared: bool = False
    """Other tests read it too, so that nothing may be saved in it."""

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def get_with_cookie(self, path: str, cookie: str) -> TestResponse:
        """Send `cookie` unchanged as the `Cookie` header."""
        bare = Client(self.client.application, TestResponse, use_cookies=False)
        return bare.get(path, headers={"Cookie": cookie})

    def save(self, changed: Answer) -> None:
        assert not self.is_shared
        save_at(self.settings, changed)


def save_at(settings: Settings, changed: Answer) -> None:
    engine = make_engine(settings.database_url)
    with write_transaction(engine) as session:
        renderer = Renderer(session, settings.personas, "en")
        publish.save_answer(session, changed, renderer, author="Ed", why="test", now=NOW)
    engine.dispose()


def publish_cast(engine: Engine) -> None:
    """Fill an empty database with the complete cast."""
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        store_terms.save_terms(session, TERMS, author="Ed", now=NOW)
        renderer = Renderer(session, Settings().personas, "en")
        for one in CAST:
            publish.save_answer(session, one, renderer, author="Ed", why="cast", now=NOW)
        pages.save_page(session, "editorial-policy", "en", POLICY, updated=date(2026, 1, 1))
    # Else each server that gets a copy would start a process to look through its texts for terms.
    rerender_queued(engine, Settings().personas, "en", report=lambda *_: None)


@pytest.fixture(scope="session")
def cast_file(sqlite: SQLite) -> Path:
    """Return a database with the complete cast, which tests copy."""
    return sqlite.template(publish_cast)


@pytest.fixture(scope="session")
def shared(
    cast_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Settings, CacheMiddleware]]:
    """Start one site for all tests that only read.

    It has a database of its own: copying one that is open in this process would cancel its locks
    (https://sqlite.org/howtocorrupt.html, section 2.2).
    """
    path = shutil.copy(cast_file, tmp_path_factory.mktemp("shared") / "cast.sqlite")
    settings = Settings(database_url=f"sqlite:///{path}")
    layer = application(settings)
    yield settings, layer
    layer.close()


@pytest.fixture
def site(shared: tuple[Settings, CacheMiddleware]) -> Site:
    """The shared read-only site, for a reader without cookies."""
    settings, layer = shared
    return Site(settings, Client(layer, TestResponse, use_cookies=True), is_shared=True)


@pytest.fixture
def make_site(cast_file: Path, quick_path: Path) -> Iterator[Callable[..., Site]]:
    """Return a factory of sites with the cast and the given settings, each on its own database."""
    layers = []

    def make(**settings: Any) -> Site:
        path = quick_path / "site.sqlite"
        if not path.exists():
            shutil.copy(cast_file, path)
        own = Settings(database_url=f"sqlite:///{path}", **settings)
        layer = application(own)
        layers.append(layer)
        return Site(own, Client(layer, TestResponse, use_cookies=True))

    yield make
    for layer in layers:
        layer.close()


@pytest.fixture
def own_site(make_site: Callable[..., Site]) -> Site:
    """A site on its own database, which a test may change or break."""
    return make_site()
