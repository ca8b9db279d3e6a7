"""Every page, and every part in another language, declares its language and direction."""

from collections.abc import Iterator

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.settings import Settings
from readlevel.storage.accounts import accounts as stored_accounts
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.accounts import sign_in
from readlevel.usecases.accounts.sign_in import ClientInfo
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import pages
from readlevel.web.wsgi import application
from tests.web.conftest import APPROVED, NOW
from tests.web.directions import find_faults

QUESTIONS = {"en": "What is fever?", "es": "¿Qué es la fiebre?", "ar": "ما هي الحمى؟"}
TEXTS = {
    "en": "## What it is\n\nA fever is 38 °C or more. It helps your body [@who].\n",
    "es": "## Qué es\n\nLa fiebre es 38 °C o más. Ayuda a su cuerpo [@who].\n",
    "ar": "## ما هي\n\nالحمى هي 38 °C أو أكثر. إنها تساعد جسمك.\n",
}
TERMS = (
    Term("fever", "fever", "en", "A high temperature."),
    Term("fiebre", "fiebre", "es", "Temperatura alta."),
    Term("humma", "الحمى", "ar", "حرارة عالية."),
)
READERS = [
    "/",
    "/?q=fever",
    "/?q=الحمى",
    "/answers/fever",
    "/answers/fever/lay",
    "/answers/fever/clinician",
    "/answers/fever/ask",
    "/answers/fever/thanks?kind=question",
    "/answers/english",
    "/topics/fever",
    "/glossary",
    "/glossary/fever",
    "/glossary/humma",
    "/about",
    "/nowhere",
    "/embed/fever",
    "/embed/fever?persona=patient",
    "/embed",
]
DESK = [
    "",
    "/answers",
    "/answers/fever",
    "/answers/fever/review?language=ar",
    "/answers/fever/revisions?language=ar",
    "/answers/fever/parity",
    "/answers/fever/references",
    "/answers/fever/preview?language=ar",
    "/answers/fever/pictures",
    "/due",
    "/behind",
    "/inbox",
    "/levels",
    "/glossary?language=ar",
    "/new",
    "/account",
    "/people",
    "/audit",
]


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Client]]:
    """A site in three languages, with its desk in English and in Arabic."""
    path = tmp_path_factory.mktemp("directions") / "site.sqlite"
    settings = Settings(database_url=f"sqlite:///{path}")
    engine = make_engine(settings.database_url)
    schema.upgrade(engine)
    variants = tuple(
        Variant(audience, tag, text, APPROVED)
        for audience in Audience
        for tag, text in TEXTS.items()
    )
    with write_transaction(engine) as session:
        store_terms.save_terms(session, TERMS, author="Ed", now=NOW)
        renderer = Renderer(session, settings.personas, "en")
        whole = Answer("fever", QUESTIONS, variants, topics=("Fever",))
        english = Answer("english", {"en": "Only English?"}, variants[:1])
        for answer in (whole, english):
            publish.save_answer(session, answer, renderer, author="سمر", why="", now=NOW)
        pages.save_page(session, "about", "en", "# About us\n\nWe write.", updated=None)
        account = stored_accounts.add(session, "a@example.org", "سمر", Role.ADMIN, now=NOW)
        token = sign_in.start_session(session, account, ClientInfo("127.0.0.1", ""), now=NOW)
    engine.dispose()
    made, found = [], {}
    for own in ("en", "ar"):
        languages = tuple(dict.fromkeys((own, "en", "es", "ar")))
        layer = application(settings.model_copy(update={"languages": languages}))
        made.append(layer)
        found[own] = Client(layer, TestResponse)
        found[own].set_cookie("readlevel-desk", token)
    yield found
    for layer in made:
        layer.close()


@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
@pytest.mark.parametrize("path", READERS)
def test_readers_pages(layers: dict[str, Client], prefix: str, path: str) -> None:
    if path.startswith("/embed/") and prefix:
        path = f"{path}{'&' if '?' in path else '?'}lang={prefix[1:]}"
        prefix = ""
    response = layers["en"].get(f"{prefix}{path}", follow_redirects=True)
    assert response.status_code in (200, 404), response.status
    assert find_faults(response.text) == []


@pytest.mark.parametrize("own", ["en", "ar"])
@pytest.mark.parametrize("path", DESK)
def test_pages_of_the_desk(layers: dict[str, Client], own: str, path: str) -> None:
    response = layers[own].get(f"/edit{path}", follow_redirects=True)
    assert response.status_code == 200, response.status
    assert find_faults(response.text) == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<html><p>x", "html has no lang"),
        ("<html lang=ar dir=ltr><p>x", "html is lang=ar dir=ltr"),
        ("<html lang=en dir=ltr><p lang=ar>سلام", "p in ar is written ltr"),
        ("<html lang=en dir=ltr><p>سلام", "p is written ltr"),
        ("<html lang=en dir=ltr><p lang=english>x", "p has lang='english'"),
        ("<html lang=en dir=ltr><p dir=up>x", "p has dir='up'"),
        ("<html lang=en dir=ltr><a hreflang=''>x", "a has hreflang=''"),
    ],
)
def test_faults_are_found(page: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in find_faults(page))
