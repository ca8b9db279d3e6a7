"""Every page in a pseudo-language, with answers in another script: no page is partly English."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from werkzeug.routing import Map
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Answer, Audience, Reference, Review, Variant
from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
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
from readlevel.web.app import create_app
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.desk.app import create_desk
from readlevel.web.http import i18n
from readlevel.web.http.services import EXTENSION
from readlevel.web.mail import mail_messages
from readlevel.web.wsgi import application
from tests.web.conftest import APPROVED, DRAFT, NOW, PENDING
from tests.web.pseudo import find_untranslated, write_catalogue

LANGUAGE = "ru"
"""A language whose dates, numbers and letters differ from those of English."""
WORDS = "Кровь давит на стенки сосудов слишком сильно, это вредит сердцу и мозгу. [@книга]\n\n"
MARKDOWN = f"## Слова\n\n{WORDS * 6}## Дела\n\n{WORDS * 6}"
REFERENCE = Reference("книга", {"id": "книга", "type": "book", "title": "Книга"})
NAMES_OF_THINGS = {"Readlevel", "DOI", "PubMed", "PMID", "UTC", "Flesch", "Reading", "Ease"}
NAMES_OF_THINGS |= {"textstat", "SQLite", "PostgreSQL"}
NAMES_OF_THINGS |= {"CSV", "JSON", "NCI", "SKOS", "TBX", "Turtle", "Aa"}
NAMES_OF_THINGS |= {"ICD-", "CM", "SNOMED", "CT", "RxNorm", "NDC", "LOINC", "MeSH"}
NAMES_OF_THINGS |= {"PEMAT-P", "CDC", "Clear", "Communication", "Index", "TOML"}
KEYS = {"Alt", "Ctrl", "Enter", "PageDown", "PageUp", "Shift"}
VALUES = {
    "slug": "both",
    "audience": "lay",
    "language": LANGUAGE,
    "number": "1",
    "token": "made-up",
    "name": "made-up",
    "key": "книга",
    "term": "blood",
}


def answer(slug: str, *variants: Variant) -> Answer:
    return Answer(
        slug, {LANGUAGE: "Что это?"}, variants, topics=("Сердце",), references=(REFERENCE,)
    )


ANSWERS = [
    answer(
        slug,
        *(Variant(audience, LANGUAGE, MARKDOWN, review) for audience in Audience),
    )
    for slug, review in (
        ("both", replace(APPROVED, author="Анна", reviewer="Рита")),
        ("pending", PENDING),
        ("draft", DRAFT),
        ("withdrawn", Review(Status.WITHDRAWN, withdrawn_because="Вред.")),
    )
]
TERM = Term("blood", "кровь", LANGUAGE, "То, что *течёт*.", see_also=("мозг",))


@pytest.fixture(scope="module", autouse=True)
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Install the catalogue of the pseudo-language."""
    folder = tmp_path_factory.mktemp("locale")
    write_catalogue(folder, LANGUAGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_FOLDER", folder)
        _forget()
        yield
    _forget()


def _forget() -> None:
    i18n.load_translations.cache_clear()
    i18n.interface_language.cache_clear()
    mail_messages._environment.cache_clear()


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, CacheMiddleware]]:
    """Start a site in that language only."""
    path = tmp_path_factory.mktemp("pseudo") / "site.sqlite"
    settings = Settings(database_url=f"sqlite:///{path}", languages=(LANGUAGE,))
    engine = make_engine(settings.database_url)
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        renderer = Renderer(session, settings.personas, LANGUAGE)
        store_terms.save_terms(session, [TERM], author="Анна", now=NOW)
        for one in ANSWERS:
            publish.save_answer(session, one, renderer, author="Анна", why="так", now=NOW)
        pages.save_page(session, "policy", LANGUAGE, "# Правила\n\nДва.\n", updated=NOW.date())
        stored_accounts.add(session, "a@example.org", "Анна", Role.ADMIN, now=NOW)
    engine.dispose()
    made = application(settings)
    yield settings, made
    made.close()


@pytest.fixture
def reader(layer: tuple[Settings, CacheMiddleware]) -> Client:
    return Client(layer[1], TestResponse)


@pytest.fixture
def admin(layer: tuple[Settings, CacheMiddleware]) -> Client:
    settings, made = layer
    engine = make_engine(settings.database_url)
    with write_transaction(engine) as session:
        account = stored_accounts.find_by_email(session, "a@example.org")
        assert account
        visitor = ClientInfo("127.0.0.1", "проба")
        token = sign_in.start_session(session, account, visitor, now=datetime.now(UTC))
    engine.dispose()
    client = Client(made, TestResponse)
    client.set_cookie("readlevel-desk", token)
    return client


def addresses(url_map: Map) -> list[str]:
    """Return a URL of every page."""
    adapter = url_map.bind("127.0.0.1")
    return sorted(
        {
            adapter.build(rule.endpoint, {name: VALUES.get(name, "1") for name in rule.arguments})
            for rule in url_map.iter_rules()
            if "GET" in (rule.methods or ())
        }
    )


def untranslated(answer: TestResponse) -> list[str]:
    if answer.mimetype != "text/html" or answer.status_code in range(300, 400):
        return []
    return [word for word in find_untranslated(answer.text) if word not in NAMES_OF_THINGS | KEYS]


def test_every_page_for_readers_speaks_their_language(
    reader: Client, layer: tuple[Settings, CacheMiddleware]
) -> None:
    paths = addresses(create_app(layer[0]).url_map)
    for slug in ("pending", "withdrawn", "draft"):
        paths += [f"/answers/{slug}", f"/answers/{slug}/clinician"]
    paths += ["/?q=кровь", "/?q=ничего", "/answers/both?persona=clinician", "/glossary?letter=к"]
    paths += ["/glossary/blood", "/glossary?q=я", "/nowhere", "/topics/сердце", "/?page=9"]
    found = {path: words for path in paths if (words := untranslated(reader.get(path)))}
    assert found == {}


def test_every_page_of_the_desk_speaks_its_language(
    admin: Client, reader: Client, layer: tuple[Settings, CacheMiddleware]
) -> None:
    paths = addresses(create_desk(create_app(layer[0]).extensions[EXTENSION]).url_map)
    for client in (admin, reader):
        found = {path: words for path in paths if (words := untranslated(client.get(path)))}
        assert found == {}


def test_english_is_found_where_it_is() -> None:
    page = "<title>⟦Read on⟧ Что</title><p>⟦a <b>{x}</b>⟧ Hello <code>x</code> a@b.c</p>"
    assert find_untranslated(page) == ["Hello"]
    assert find_untranslated("<img alt='Go ⟦on⟧'><meta name=description content=Yes>") == [
        "Go",
        "Yes",
    ]
