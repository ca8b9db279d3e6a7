"""Use cases of search engines and feed readers: what there is to read, and what was reviewed."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.glossary import term_lists
from readlevel.storage.public import reviewed_texts, sitemap_entries
from readlevel.storage.public.listings import TopicCount
from readlevel.storage.public.reviewed_texts import ReviewedText as ReviewedText
from readlevel.storage.public.sitemap_entries import SitemapAnswer as SitemapAnswer
from readlevel.usecases.public import reading
from readlevel.usecases.public.reading import ReaderPreferences, TextChoice

MAX_URLS_PER_SITEMAP = 50_000
"""What one file of a sitemap may hold (https://www.sitemaps.org/protocol.html)."""
MAX_ANSWERS_PER_SITEMAP = 250
"""So few that a part is quickly made: nothing that grows with the site is done for a request."""
TEXTS_PER_LANGUAGE = 2


@dataclass(frozen=True, slots=True)
class SitemapParts:
    """The files that a sitemap consists of, beside that of the site's other pages."""

    answers: tuple[int, ...]
    """Numbers of the parts with answers, from 1."""
    letters: tuple[tuple[str, str], ...]
    """(language, letter) of the parts with terms of the glossary."""


@dataclass(frozen=True, slots=True)
class SitemapPages:
    """The pages of a site in one language that are neither answers nor terms."""

    language: str
    topics: tuple[TopicCount, ...]
    pages: tuple[str, ...]
    """Names of the written pages."""


def answers_per_part(languages: int) -> int:
    """Return how many answers a part lists, so that their texts in all languages fit into it."""
    return min(MAX_ANSWERS_PER_SITEMAP, MAX_URLS_PER_SITEMAP // (TEXTS_PER_LANGUAGE * languages))


def list_parts(
    session: Session, languages: tuple[str, ...], *, show_unreviewed: bool
) -> SitemapParts:
    """Return the parts of the sitemap that hold anything."""
    size = answers_per_part(len(languages))
    return SitemapParts(
        sitemap_entries.list_parts(session, size, show_unreviewed=show_unreviewed),
        tuple(
            (tag, letter) for tag in languages for letter in term_lists.list_letters(session, tag)
        ),
    )


def list_answers(
    session: Session, part: int, languages: tuple[str, ...], *, show_unreviewed: bool
) -> tuple[SitemapAnswer, ...]:
    """Return the answers of one part."""
    size = answers_per_part(len(languages))
    return sitemap_entries.list_published(session, part, size, show_unreviewed=show_unreviewed)


def list_terms(session: Session, language: str, letter: str) -> tuple[str, ...]:
    """Return the names in their addresses of the terms under a letter."""
    return sitemap_entries.list_terms(session, language, letter, limit=MAX_URLS_PER_SITEMAP)


def list_other_pages(
    session: Session, languages: tuple[str, ...], *, show_unreviewed: bool
) -> tuple[SitemapPages, ...]:
    """Return the other pages in each of `languages` that has an answer to read."""
    there = reading.list_languages(session, show_unreviewed=show_unreviewed) | {languages[0]}
    return tuple(
        SitemapPages(
            tag,
            reading.list_topics(session, tag, show_unreviewed=show_unreviewed),
            tuple(name for name, _ in reading.list_pages(session, (tag,))),
        )
        for tag in languages
        if tag in there
    )


def list_recently_reviewed(
    session: Session, audience: Audience, preferences: ReaderPreferences
) -> tuple[ReviewedText, ...]:
    """Return the texts for an audience whose review was the latest."""
    return _list_reviewed(session, audience, preferences, None)


def find_topic_feed(
    session: Session, slug: str, audience: Audience, preferences: ReaderPreferences
) -> tuple[TopicCount, tuple[ReviewedText, ...]] | None:
    """Return a topic and its most recently reviewed texts for an audience.

    None stands for a topic that has no page.
    """
    choice = TextChoice(audience, preferences.languages, preferences.show_unreviewed)
    page = reading.find_topic(session, choice, slug, page=1)
    if page is None:
        return None
    return page[0], _list_reviewed(session, audience, preferences, slug)


def _list_reviewed(
    session: Session, audience: Audience, preferences: ReaderPreferences, topic: str | None
) -> tuple[ReviewedText, ...]:
    return reviewed_texts.list_reviewed(
        session,
        audience,
        preferences.languages[0],
        preferences.policies[audience],
        topic=topic,
        limit=reading.PAGE_SIZE,
    )
