"""Parts of several pages: the site context, the persona chooser, answer cards."""

from collections.abc import Collection, Iterable, Sequence

from flask import request

from readlevel.core.checks.personal_data import find_identifiers
from readlevel.core.languages.direction import direction
from readlevel.core.model.persona import Persona
from readlevel.core.model.slug import slugify
from readlevel.core.rendering.safe_html import highlight_hits
from readlevel.core.search.excerpts import END, START
from readlevel.storage.public.listings import ListedAnswer, TopicCount
from readlevel.web.cache.cache_middleware import VERSION_KEY
from readlevel.web.http.i18n import interface_language, name_language
from readlevel.web.http.navigation import Navigation
from readlevel.web.http.services import services
from readlevel.web.http.urls import EDITORIAL_POLICY, PERSONA_PATH
from readlevel.web.look.look_context import present_look
from readlevel.web.reader.page_contexts import (
    AnswerCard,
    Chooser,
    FlaggedPiece,
    LanguageLink,
    PersonaChoice,
    SiteContext,
    TopicLink,
)
from readlevel.web.reader.reader_request import ReaderRequest


def present_site(
    reader: ReaderRequest,
    path: str | None = None,
    languages: Sequence[tuple[str, str]] | None = None,
) -> SiteContext:
    """Return the site context: what every page shows around its content.

    `path` is the page's own, the home page's by default. `languages` are (tag, path) of the page
    in each language that has it; by default, every language with an answer.
    """
    settings = reader.settings
    path = path or reader.urls.home
    navigation = _find_navigation(reader)
    if languages is None:
        languages = list_language_paths(reader, path, navigation.languages)
    spoken = interface_language(reader.language)
    return SiteContext(
        name=settings.site_name,
        base_url=settings.base_url,
        language=spoken,
        direction=direction(spoken),
        languages=tuple(
            LanguageLink(tag, name_language(tag), url, tag == reader.language)
            for tag, url in languages
        ),
        path=path,
        home_url=reader.urls.home,
        glossary_url=reader.urls.glossary,
        pages=tuple((title, reader.urls.page(name)) for name, title in navigation.page_titles),
        editorial_policy_url=reader.urls.page(EDITORIAL_POLICY),
        look=present_look(reader.languages),
        saved_url=reader.urls.saved if settings.offline else "",
        manifest_url=reader.urls.manifest if settings.offline else "",
    )


def name_topics(reader: ReaderRequest, topics: Iterable[str]) -> dict[str, str]:
    """Return the everyday names of those topics that have one in the language of the page."""
    known = _find_navigation(reader).topic_names
    slugs = {topic: slugify(topic) for topic in topics}
    return {topic: known[slug] for topic, slug in slugs.items() if slug in known}


def present_chooser(reader: ReaderRequest, chosen: Persona | None, back: str) -> Chooser:
    """Return the persona chooser; after a choice, the reader returns to the path `back`."""
    return Chooser(
        action=PERSONA_PATH,
        next=back,
        choices=tuple(
            PersonaChoice(persona.key, custom_label(persona, reader), persona is chosen)
            for persona in reader.settings.personas
        ),
        answered=chosen is not None,
    )


def custom_label(persona: Persona, reader: ReaderRequest) -> str:
    """Return the site's own label, or "": labels of the default personas are in templates."""
    for language in reader.languages:
        if language in persona.labels:
            return persona.labels[language]
    return next(iter(persona.labels.values()), "")


def present_cards(reader: ReaderRequest, listed: Iterable[ListedAnswer]) -> tuple[AnswerCard, ...]:
    """Return the cards by which lists show answers."""
    return tuple(
        AnswerCard(
            question=one.question,
            url=reader.urls.answer(one.slug),
            language=one.language,
            excerpt=highlight_hits(one.excerpt, START, END),
            topics=one.topics,
            topic_names=name_topics(reader, one.topics),
            reviewed=None if one.sample else one.reviewed,
            pending=not one.approved,
            sample=one.sample,
        )
        for one in listed
    )


def present_topics(reader: ReaderRequest, topics: Iterable[TopicCount]) -> tuple[TopicLink, ...]:
    """Return topics as links with their number of answers."""
    known = _find_navigation(reader).topic_names
    return tuple(
        TopicLink(one.name, reader.urls.topic(one.slug), one.answers, known.get(one.slug))
        for one in topics
    )


def list_language_paths(
    reader: ReaderRequest, path: str, languages: Collection[str]
) -> list[tuple[str, str]]:
    """Return (tag, path) of the page in its own language and in each of `languages`."""
    inner = path.removeprefix(reader.urls.prefix)
    return [
        (tag, reader.urls_in(tag).prefix + inner)
        for tag in reader.settings.languages
        if tag in languages or tag == reader.language
    ]


def flag_identifiers(words: str) -> tuple[FlaggedPiece, ...]:
    """Return the words in pieces, those that may identify a person flagged; empty if none are."""
    found = find_identifiers(words)
    pieces, place = [], 0
    for one in found:
        pieces += [
            FlaggedPiece(words[place : one.start], ""),
            FlaggedPiece(words[one.start : one.end], one.kind),
        ]
        place = one.end
    return (*pieces, FlaggedPiece(words[place:], "")) if found else ()


def _find_navigation(reader: ReaderRequest) -> Navigation:
    version = request.environ.get(VERSION_KEY, object())
    return services().navigation.find(reader.languages, version)
