"""Who reads: the language of the page, the persona that counts, and what follows from them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask import g, request
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona, find_persona, get_own_persona
from readlevel.core.rendering.tooltip_uses import TooltipUses
from readlevel.settings import Settings
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.errors import UnreachableDatabase
from readlevel.usecases.public.reading import ReaderPreferences
from readlevel.web.cache.cache_middleware import VERSION_KEY
from readlevel.web.http.persona_cookie import (
    EXPLAIN_PARAMETER,
    ReaderChoice,
    parse_explain,
    parse_query,
    resolve_choice,
)
from readlevel.web.http.services import services
from readlevel.web.http.urls import SiteUrls, urls_in

_MOST_PAGES = 10_000
_LONGEST_QUERY = 400


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
        """The language of the page first, then the others of the site."""
        others = (tag for tag in self.settings.languages if tag != self.language)
        return (self.language, *others)

    @property
    def chosen(self) -> Persona | None:
        """The persona that the reader chose; None while they have not."""
        return find_persona(self.settings.personas, self._choice.persona)

    @property
    def uses(self) -> TooltipUses:
        """Which uses of hard words are explained: as chosen, else as the site has it."""
        return self._choice.explain or self.settings.explain

    @property
    def uses_in_url(self) -> TooltipUses:
        """The same where no cookie counts: as the address says, else as the site has it."""
        return parse_explain(self.parameters.get(EXPLAIN_PARAMETER)) or self.settings.explain

    @property
    def _choice(self) -> ReaderChoice:
        known = {persona.key for persona in self.settings.personas}
        return resolve_choice(self.parameters, self.cookies, known)

    @property
    def query(self) -> str:
        """The words searched for, on one line and not too long."""
        given = self.parameters.get("q", "")[:_LONGEST_QUERY]
        return "".join(sign if sign.isprintable() else " " for sign in given).strip()

    @property
    def page(self) -> int:
        """Which page of a list is asked for, from 1."""
        given = self.parameters.get("page", "")
        is_number = given.isascii() and given.isdigit() and len(given) < 6
        return min(max(int(given), 1), _MOST_PAGES) if is_number else 1

    def preferences(self, persona: Persona) -> ReaderPreferences:
        """Return what a reader with `persona` wants to read."""
        own = {audience: self.own_persona(audience) for audience in Audience}
        policies = {audience: one.tooltips.key for audience, one in own.items()}
        policies[persona.audience] = persona.tooltips.key
        return ReaderPreferences(
            persona.audience, self.languages, policies, self.settings.show_unreviewed
        )

    def own_persona(self, audience: Audience) -> Persona:
        """Return the persona of the stable address of `audience`."""
        return get_own_persona(self.settings.personas, audience)

    def default_persona(self) -> Persona:
        """Return the persona whose text is shown while nothing is chosen."""
        named = find_persona(self.settings.personas, self.settings.default_persona)
        return named or self.own_persona(Audience.LAY)

    def urls_in(self, language: str) -> SiteUrls:
        """Return the paths in another language, those of this page where the site has it not."""
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
    """Give a session to read with; raise at once where the database was just found to fail."""
    if request.environ.get(VERSION_KEY, "") is None:
        raise UnreachableDatabase("The database did not answer a moment ago.")
    with read_transaction(services().engine) as session:
        yield session


@contextmanager
def open_write_session() -> Iterator[Session]:
    """Open a session in a transaction that is committed at the end."""
    with write_transaction(services().engine) as session:
        yield session
