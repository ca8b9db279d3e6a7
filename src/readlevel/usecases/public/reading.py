"""Use cases of a reader: what is shown at an address. Knows no Flask, writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.image_names import is_content_addressed
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers, pages, topic_names
from readlevel.storage.answers.pages import SitePage
from readlevel.storage.objects import image_contents
from readlevel.storage.objects.image_contents import ImageContent
from readlevel.storage.public import (
    cards,
    listings,
    public_texts,
    publications,
    published_texts,
    tombstones,
)
from readlevel.storage.public.listings import ListedAnswer as ListedAnswer
from readlevel.storage.public.listings import TopicCount
from readlevel.storage.public.public_texts import TextChoice as TextChoice
from readlevel.storage.public.publications import Publication as Publication
from readlevel.storage.public.publications import Sibling
from readlevel.storage.public.tombstones import Tombstone as Tombstone
from readlevel.storage.public.tombstones import TombstoneReason as TombstoneReason

PAGE_SIZE = 20
"""Answers on one page of a list."""
RELATED_SHOWN = 4
"""Related answers that the page of an answer links to."""


@dataclass(frozen=True, slots=True)
class ReaderPreferences:
    """What a reader wants to read, and what they can read instead."""

    audience: Audience
    languages: tuple[str, ...]
    """The language of the page first, then the others of the site."""
    policies: Mapping[Audience, str]
    """Key of the tooltip policy under which each audience's text is shown to this reader."""
    show_unreviewed: bool


@dataclass(frozen=True, slots=True)
class AnswerList:
    """A part of a list of answers."""

    answers: tuple[ListedAnswer, ...]
    total: int
    more: bool


def find_answer(session: Session, slug: str, preferences: ReaderPreferences) -> Publication | None:
    """Return the text that suits the reader best, None if nothing was ever public.

    The audience counts more than the language. A publication without a rendering was withdrawn: it
    is given only where nothing else is public.
    """
    found = _find_publication(
        session, slug, preferences.audience, preferences.languages[0], preferences
    )
    if found is not None and found.rendering is not None:
        return found
    siblings = publications.find_siblings(
        session, slug, show_unreviewed=preferences.show_unreviewed
    )
    if not siblings:
        return None
    best = min(siblings, key=lambda sibling: _preference_key(sibling, preferences))
    return _find_publication(session, slug, best.audience, best.language, preferences)


def find_variant(session: Session, slug: str, preferences: ReaderPreferences) -> Publication | None:
    """Return the text for exactly the wanted audience, None if it is not public.

    A publication without a rendering was withdrawn.
    """
    found = find_answer(session, slug, preferences)
    if found is None or found.audience is preferences.audience:
        return found
    # The other audience's text was found because this one is not public; it may be withdrawn.
    gone = [
        sibling
        for sibling in found.siblings
        if sibling.audience is preferences.audience and sibling.status is Status.WITHDRAWN
    ]
    if not gone:
        return None
    return _find_publication(session, slug, preferences.audience, gone[0].language, preferences)


def find_tombstone(
    session: Session,
    slug: str,
    preferences: ReaderPreferences,
    audience: Audience | None = None,
) -> Tombstone | None:
    """Return the text that suited the reader best of those that left, None if there is none.

    Only those for `audience` count if it is given.
    """
    left = tombstones.find(session, slug, show_unreviewed=preferences.show_unreviewed)
    return min(
        (one for one in left if audience in (None, one.audience)),
        key=lambda one: (
            one.audience is not preferences.audience,
            _rank_language(one.language, preferences),
        ),
        default=None,
    )


def find_current_slug(session: Session, former: str, *, show_unreviewed: bool) -> str | None:
    """Return the slug of the answer once at `former`, None if nothing of it was ever public."""
    new = answers.find_renamed_slug(session, former)
    if new is None:
        return None
    public = publications.find_siblings(session, new, show_unreviewed=show_unreviewed)
    left = public or tombstones.find(session, new, show_unreviewed=show_unreviewed)
    return new if left else None


def find_image(
    session: Session, slug: str, name: str, *, show_unreviewed: bool
) -> ImageContent | None:
    """Return an image of an answer that is public, or None.

    One that was added at the desk is public where a public text shows it: others are of drafts.
    """
    siblings = publications.find_siblings(session, slug, show_unreviewed=show_unreviewed)
    if all(sibling.status is Status.WITHDRAWN for sibling in siblings):
        return None
    content = image_contents.find_content(session, slug, name)
    if content is None or not is_content_addressed(name, content.digest):
        return content
    texts = published_texts.list_markdown(session, slug, show_unreviewed=show_unreviewed)
    return content if any(name in text for text in texts) else None


def find_card(
    session: Session, slug: str, audience: Audience, language: str, *, show_unreviewed: bool
) -> bytes | None:
    """Return the card image of a public text as PNG, or None."""
    siblings = publications.find_siblings(session, slug, show_unreviewed=show_unreviewed)
    if all((one.audience, one.language) != (audience, language) for one in siblings):
        return None
    return cards.find_image(session, slug, audience, language)


def list_newest(session: Session, choice: TextChoice, *, page: int) -> AnswerList:
    """Return a page (from 1) of the answers in a reader's language, the latest reviewed first."""
    language, shown = choice.languages[0], choice.show_unreviewed
    found = listings.list_newest(
        session,
        language,
        show_unreviewed=shown,
        limit=PAGE_SIZE + 1,
        offset=PAGE_SIZE * (page - 1),
    )
    total = listings.count(session, language, show_unreviewed=shown)
    answers = show_chosen(session, found[:PAGE_SIZE], choice)
    return AnswerList(answers, total, len(found) > PAGE_SIZE)


def list_topics(
    session: Session, language: str, *, show_unreviewed: bool
) -> tuple[TopicCount, ...]:
    """Return the topics that have an answer in a language."""
    return listings.list_topics(session, language, show_unreviewed=show_unreviewed)


def list_topic_names(session: Session, language: str) -> Mapping[str, str]:
    """Return the everyday names of topics in a language, by the topic's slug."""
    return topic_names.list_in(session, language)


def find_topic(
    session: Session, choice: TextChoice, slug: str, *, page: int
) -> tuple[TopicCount, AnswerList] | None:
    """Return a topic and a page of its answers, or None if it has none to show."""
    language, shown = choice.languages[0], choice.show_unreviewed
    topic = listings.find_topic(session, language, slug, show_unreviewed=shown)
    if topic is None:
        return None
    found = listings.list_by_topic(
        session,
        language,
        slug,
        show_unreviewed=shown,
        limit=PAGE_SIZE + 1,
        offset=PAGE_SIZE * (page - 1),
    )
    answers = show_chosen(session, found[:PAGE_SIZE], choice)
    return topic, AnswerList(answers, topic.answers, len(found) > PAGE_SIZE)


def list_topic_languages(
    session: Session, slug: str, languages: Sequence[str], *, show_unreviewed: bool
) -> frozenset[str]:
    """Return those of `languages` in which a topic has answers."""
    return listings.list_topic_languages(session, slug, languages, show_unreviewed=show_unreviewed)


def show_chosen(
    session: Session, listed: Sequence[ListedAnswer], choice: TextChoice
) -> tuple[ListedAnswer, ...]:
    """Return the text of each listed answer that this reader is shown."""
    chosen = public_texts.find_chosen(session, [one.slug for one in listed], choice)
    return tuple(
        one
        if (text := chosen.get(one.slug)) is None
        else replace(
            one,
            language=text.language,
            question=text.question,
            excerpt=text.excerpt,
            reviewed=text.reviewed,
            approved=text.approved,
        )
        for one in listed
    )


def list_related(
    session: Session, slug: str, language: str, choice: TextChoice
) -> tuple[ListedAnswer, ...]:
    """Return the related answers that the page of an answer links to, the best first."""
    return public_texts.list_related(session, slug, language, choice, limit=RELATED_SHOWN)


def find_page(session: Session, name: str, languages: Sequence[str]) -> SitePage | None:
    """Return a written page in the first of `languages` that has it, or None."""
    found = (pages.find_page(session, name, language) for language in languages)
    return next((page for page in found if page is not None), None)


def list_page_languages(session: Session, name: str) -> frozenset[str]:
    """Return the languages in which a page was written."""
    return pages.find_languages(session, name)


def list_languages(session: Session, *, show_unreviewed: bool) -> frozenset[str]:
    """Return the languages in which there is an answer to read."""
    return listings.list_languages(session, show_unreviewed=show_unreviewed)


def list_pages(session: Session, languages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (name, title) of the written pages, each title in the first language that has it."""
    titles: dict[str, str] = {}
    for language in reversed(languages):
        titles |= dict(pages.list_titles(session, language))
    return tuple(sorted(titles.items()))


def _find_publication(
    session: Session, slug: str, audience: Audience, language: str, preferences: ReaderPreferences
) -> Publication | None:
    return publications.find(
        session,
        slug,
        audience,
        language,
        preferences.policies[audience],
        show_unreviewed=preferences.show_unreviewed,
    )


def _preference_key(
    sibling: Sibling, preferences: ReaderPreferences
) -> tuple[bool, bool, int, str]:
    """Order variants: public, then of the wanted audience, then by language."""
    return (
        sibling.status is Status.WITHDRAWN,
        sibling.audience is not preferences.audience,
        *_rank_language(sibling.language, preferences),
    )


def _rank_language(language: str, preferences: ReaderPreferences) -> tuple[int, str]:
    known = language in preferences.languages
    place = preferences.languages.index(language) if known else len(preferences.languages)
    return place, language
