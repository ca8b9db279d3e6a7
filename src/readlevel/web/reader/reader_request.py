"""The reader request: page language, persona, tooltip uses, query and page number."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from flask import g, request
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.network_prefix import network_of
from readlevel.core.model.persona import Persona, find_persona, get_own_persona
from readlevel.core.rendering.tooltip_uses import TooltipUses
from readlevel.settings import Settings
from readlevel.storage import slow_work
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.errors import UnreachableDatabase
from readlevel.usecases.public.reading import ReaderPreferences, TextChoice
from readlevel.web.cache.cache_middleware import VERSION_KEY
from readlevel.web.cache.changes import Version
from readlevel.web.cache.replica_fallback import REPLICA_KEY
from readlevel.web.http.client_address import find_client_address
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.persona_cookie import (
    EXPLAIN_PARAMETER,
    ReaderChoice,
    parse_explain,
    parse_query,
    resolve_choice,
)
from readlevel.web.http.services import services
from readlevel.web.http.urls import SiteUrls, urls_in

AS_WRITTEN_PARAMETER = "exact"
"""1 if misspelled words are not to be put right."""

_MAX_PAGE = 10_000
MAX_QUERY_LENGTH = 400
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ReaderRequest:
    """One request of a reader."""

    language: str
    urls: SiteUrls
    settings: Settings
    parameters: Mapping[str, str]
    cookies: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The language of the page, followed by the other languages of the site."""
        others = (tag for tag in self.settings.languages if tag != self.language)
        return (self.language, *others)

    @property
    def chosen(self) -> Persona | None:
        """The persona the reader chose, or None if they have not chosen yet."""
        return find_persona(self.settings.personas, self._choice.persona)

    @property
    def uses(self) -> TooltipUses:
        """Which uses of a term are explained: the reader's choice, else the site's setting."""
        return self._choice.explain or self.settings.explain

    @property
    def uses_in_url(self) -> TooltipUses:
        """The same at addresses that ignore the cookie: from the URL, else the site's setting."""
        return parse_explain(self.parameters.get(EXPLAIN_PARAMETER)) or self.settings.explain

    @property
    def _choice(self) -> ReaderChoice:
        known = {persona.key for persona in self.settings.personas}
        return resolve_choice(self.parameters, self.cookies, known)

    @property
    def query(self) -> str:
        """The search query, on one line and cut to a maximum length."""
        query = self.parameters.get("q", "")[:MAX_QUERY_LENGTH]
        return "".join(sign if sign.isprintable() else " " for sign in query).strip()

    @property
    def as_written(self) -> bool:
        """Whether the reader wants the query searched for as it is written."""
        return self.parameters.get(AS_WRITTEN_PARAMETER) == "1"

    @property
    def page(self) -> int:
        """The requested page of a list, from 1."""
        return min(parse_number(self.parameters.get("page", "")) or 1, _MAX_PAGE)

    def preferences(self, persona: Persona) -> ReaderPreferences:
        """Return the preferences of a reader with `persona`."""
        own = {audience: self.own_persona(audience) for audience in Audience}
        policies = {audience: one.tooltips.key for audience, one in own.items()}
        policies[persona.audience] = persona.tooltips.key
        return ReaderPreferences(
            persona.audience, self.languages, policies, self.settings.show_unreviewed
        )

    def text_choice(self, audience: Audience | None = None) -> TextChoice:
        """Return which text of an answer lists show: for an audience, else for this reader."""
        persona = self.chosen or self.default_persona()
        return TextChoice(
            audience or persona.audience, self.languages, self.settings.show_unreviewed
        )

    def default_text_choice(self) -> TextChoice:
        """Return which text lists show where no choice is known: that of the default persona."""
        return self.text_choice(self.default_persona().audience)

    def own_persona(self, audience: Audience) -> Persona:
        """Return the persona used at the stable address of `audience`."""
        return get_own_persona(self.settings.personas, audience)

    def default_persona(self) -> Persona:
        """Return the persona whose text is shown until the reader chooses one."""
        named = find_persona(self.settings.personas, self.settings.default_persona)
        return named or self.own_persona(Audience.LAY)

    def urls_in(self, language: str) -> SiteUrls:
        """Return the URLs in `language`, or in the site's first language if it does not have it."""
        if language not in self.settings.languages:
            return SiteUrls()
        return urls_in(language, self.settings.languages)


def current_reader_request() -> ReaderRequest:
    """Return the reader request that Flask is answering."""
    settings = services().settings
    language = g.get("language", settings.languages[0])
    return ReaderRequest(
        language,
        urls_in(language, settings.languages),
        settings,
        parse_query(request.query_string.decode("latin-1")),
        request.headers.get("Cookie", ""),
    )


@contextmanager
def open_read_session() -> Iterator[Session]:
    """Open a read session; fail at once if the cache middleware just found the database down."""
    if request.environ.get(VERSION_KEY, "") is None:
        raise UnreachableDatabase("The database did not answer a moment ago.")
    with ExitStack() as stack:
        session = _open_replica(stack)
        if session is None:
            session = stack.enter_context(read_transaction(services().engine))
        yield session


def _open_replica(stack: ExitStack) -> Session | None:
    """Return a session on the replica, if the site has one that is up to date."""
    replica = services().replica
    if replica is None or request.environ.get(REPLICA_KEY) in (None, "closed"):
        return None
    version: Version | None = request.environ.get(VERSION_KEY)
    if version is None:
        return None
    session = stack.enter_context(replica.open(version.number))
    if session is not None:
        request.environ[REPLICA_KEY] = "used"
    return session


@contextmanager
def open_write_session() -> Iterator[Session]:
    """Open a session in a transaction that is committed at the end."""
    with write_transaction(services().engine) as session:
        yield session


def write_prepared(act: Callable[[Session], _T]) -> _T:
    """Return what `act` returns in a write transaction, with its slow work done before.

    It may run several times; only the last time is stored.
    """
    return slow_work.write_alone(services().engine, act)


def find_network() -> str:
    """Return the key by which requests of the client's network are counted."""
    address = find_client_address(
        request.remote_addr or "",
        request.headers.get("X-Forwarded-For", ""),
        services().settings.trusted_hops,
    )
    return network_of(address)
