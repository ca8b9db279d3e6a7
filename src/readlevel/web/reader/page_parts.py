"""What surrounds every page: the site, the chooser, answers in lists."""

from collections.abc import Collection, Iterable, Sequence

from flask import request

from readlevel.core.languages.direction import direction
from readlevel.core.model.persona import Persona
from readlevel.core.rendering.safe_html import highlight_hits
from readlevel.storage.public import search
from readlevel.storage.public.listings import ListedAnswer
from readlevel.web.cache.cache_middleware import VERSION_KEY
from readlevel.web.http.i18n import interface_language, name_language
from readlevel.web.http.services import services
from readlevel.web.http.urls import EDITORIAL_POLICY, PERSONA_PATH
from readlevel.web.reader.page_contexts import (
    AnswerCard,
    Chooser,
    LanguageLink,
    PersonaChoice,
    SiteContext,
)
from readlevel.web.reader.reader_request import ReaderRequest


def present_site(
    visit: ReaderRequest,
    path: str | None = None,
    languages: Sequence[tuple[str, str]] | None = None,
) -> SiteContext:
    """Return what every page shows around its content.

    `path` is that of the page, the first page's where nothing is said; `languages` are (tag, path)
    of the page in each language it can be read in.
    """
    settings = visit.settings
    path = path or visit.addresses.home
    version = request.environ.get(VERSION_KEY, object())
    around = services().surroundings.find(visit.languages, version)
    if languages is None:
        languages = list_language_paths(visit, path, around.languages)
    spoken = interface_language(visit.language)
    return SiteContext(
        name=settings.site_name,
        base_url=settings.base_url,
        language=spoken,
        direction=direction(spoken),
        languages=tuple(
            LanguageLink(tag, name_language(tag), url, tag == visit.language)
            for tag, url in languages
        ),
        path=path,
        home_url=visit.addresses.home,
        glossary_url=visit.addresses.glossary,
        pages=tuple((title, visit.addresses.page(name)) for name, title in around.titles),
        editorial_policy_url=visit.addresses.page(EDITORIAL_POLICY),
    )


def present_chooser(visit: ReaderRequest, chosen: Persona | None, back: str) -> Chooser:
    """Return the question "Which best describes you?"; an answer to it leads to the path `back`."""
    return Chooser(
        action=PERSONA_PATH,
        next=back,
        choices=tuple(
            PersonaChoice(persona.key, label_of(persona, visit), persona is chosen)
            for persona in visit.settings.personas
        ),
        answered=chosen is not None,
    )


def label_of(persona: Persona, visit: ReaderRequest) -> str:
    """Return a site's own label, else nothing: the default set's labels are in the templates."""
    for language in visit.languages:
        if language in persona.labels:
            return persona.labels[language]
    return next(iter(persona.labels.values()), "")


def present_cards(visit: ReaderRequest, listed: Iterable[ListedAnswer]) -> tuple[AnswerCard, ...]:
    """Return answers as lists show them."""
    return tuple(
        AnswerCard(
            question=one.question,
            url=visit.addresses.answer(one.slug),
            language=one.language,
            excerpt=highlight_hits(one.excerpt, search.START, search.END),
            topics=one.topics,
            reviewed=one.reviewed,
            pending=not one.approved,
        )
        for one in listed
    )


def list_language_paths(
    visit: ReaderRequest, path: str, languages: Collection[str]
) -> list[tuple[str, str]]:
    """Return (tag, path) of the same page in its own language and in each of `languages`."""
    inner = path.removeprefix(visit.addresses.prefix)
    return [
        (tag, visit.addresses_of(tag).prefix + inner)
        for tag in visit.settings.languages
        if tag in languages or tag == visit.language
    ]
