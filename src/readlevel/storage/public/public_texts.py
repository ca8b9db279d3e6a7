"""Public texts as lists and the search show them, and which of an answer's a reader gets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, true
from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.slug import slugify
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.search.words import list_written
from readlevel.core.text.excerpt import make_excerpt
from readlevel.storage.answers import topic_names
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import content_tables
from readlevel.storage.database.conditions import is_among
from readlevel.storage.database.content_tables import public_text, related_answer
from readlevel.storage.database.site_memory import recall
from readlevel.storage.database.stored_json import StoredJSON
from readlevel.storage.public.listings import ListedAnswer, restore_listed_answer
from readlevel.storage.search import index
from readlevel.storage.search.index import SearchableText
from readlevel.storage.vocabulary import vocabulary

EXCERPT_CHARACTERS = 200

_MOST_REMEMBERED = 300
"""Answers whose texts, as lists show them, a process remembers."""


@dataclass(frozen=True, slots=True)
class TextChoice:
    """Which text of an answer a reader gets."""

    audience: Audience
    languages: tuple[str, ...]
    """The language of the page first."""
    show_unreviewed: bool


@dataclass(frozen=True, slots=True)
class _TextCard:
    """What lists show of a text; stored as JSON with these keys."""

    question: str
    excerpt: str
    topics: tuple[str, ...]
    reviewed: date | None
    headings: tuple[str, ...] = ()
    sample: bool = False


_CARD = StoredJSON[_TextCard](_TextCard)


@dataclass(frozen=True, slots=True)
class ChosenText:
    """One public text as lists show it."""

    id: int
    slug: str
    audience: Audience
    language: str
    approved: bool
    question: str
    excerpt: str
    topics: tuple[str, ...]
    reviewed: date | None
    headings: tuple[str, ...]
    sample: bool


_FIND = select(
    public_text.c.id,
    public_text.c.slug,
    public_text.c.audience,
    public_text.c.language,
    public_text.c.approved,
    public_text.c.card,
).where(is_among(public_text.c.slug, "slugs"))


def find_chosen(
    session: Session, slugs: Collection[str], choice: TextChoice
) -> dict[str, ChosenText]:
    """Return the text that a reader gets of each answer, by slug; as the answer's page chooses."""
    known = recall(
        session,
        "public texts",
        slugs,
        lambda new: _find_by_slug(session, new),
        most=_MOST_REMEMBERED,
    )
    chosen: dict[str, ChosenText] = {}
    for slug, texts in known.items():
        shown = [text for text in texts if text.approved or choice.show_unreviewed]
        if shown:
            chosen[slug] = min(
                shown, key=lambda text: preference_key(text.audience, text.language, choice)
            )
    return chosen


def _find_by_slug(session: Session, slugs: Collection[str]) -> dict[str, list[ChosenText]]:
    found: dict[str, list[ChosenText]] = {}
    for row in session.execute(_FIND, {"slugs": list(slugs)}):
        found.setdefault(row.slug, []).append(_restore(row))
    return found


def list_related(
    session: Session, slug: str, language: str, choice: TextChoice, *, limit: int
) -> tuple[ListedAnswer, ...]:
    """Return the related answers of an answer as their reader gets them, in one statement."""
    link, listing, own = related_answer, content_tables.listing, public_text
    shown = true() if choice.show_unreviewed else listing.c.approved
    rows = session.execute(
        select(
            listing.c.slug,
            listing.c.language,
            listing.c.approved,
            func.coalesce(own.c.card, listing.c.card).label("card"),
        )
        .join_from(
            link,
            listing,
            and_(listing.c.slug == link.c.related, listing.c.language == link.c.language),
        )
        .outerjoin(
            own,
            and_(
                own.c.listing_id == listing.c.id,
                own.c.audience == choice.audience,
                own.c.approved == listing.c.approved,
            ),
        )
        .where(link.c.slug == slug, link.c.language == language, shown)
        .order_by(link.c.score.desc(), link.c.related)
        .limit(limit)
    )
    return tuple(restore_listed_answer(row, _CARD) for row in rows)


def preference_key(
    audience: Audience, language: str, choice: TextChoice
) -> tuple[bool, bool, int, str]:
    """Order texts for a reader: the exact one, then those of the audience, then by language."""
    known = language in choice.languages
    place = choice.languages.index(language) if known else len(choice.languages)
    same = audience is choice.audience
    return (not (same and place == 0), not same, place, language)


def add(
    session: Session,
    answer: AnswerHead,
    listing_ids: Mapping[str, int],
    revisions: Sequence[StoredRevision],
    rendered: Mapping[int, Rendering],
    before: Mapping[str, frozenset[str]],
) -> None:
    """Store the public texts of an answer, and what they are found by.

    `listing_ids` are by language, `rendered` by revision; `before` is what `remove` returned.
    """
    after: dict[str, dict[str, str]] = {}
    for revision in revisions:
        words = _add_text(session, answer, listing_ids[revision.language], revision, rendered)
        after[revision.language] = words | after.get(revision.language, {})
    for language in sorted(before.keys() | after.keys()):
        _count_words(session, language, before.get(language, frozenset()), after.get(language, {}))


def _add_text(
    session: Session,
    answer: AnswerHead,
    listing_id: int,
    revision: StoredRevision,
    rendered: Mapping[int, Rendering],
) -> dict[str, str]:
    """Store a text and its index; return its words with how they are written."""
    one = rendered.get(revision.id)
    plain_text = one.plain_text if one else ""
    headings = tuple(heading.text for heading in one.contents) if one else ()
    question = answer.question_in(revision.language, revision.audience)[1]
    approved = revision.review.status is Status.APPROVED
    card = _TextCard(
        question,
        make_excerpt(plain_text, EXCERPT_CHARACTERS),
        answer.topics,
        revision.review.reviewed if approved else None,
        headings,
        answer.is_sample,
    )
    names = _list_names(session, answer, question, revision.language)
    given = SearchableText(names, headings, plain_text)
    words = list_written("\n".join((*given.names, plain_text[: index.MAX_BODY])))
    text_id: int = session.execute(
        insert(public_text)
        .values(
            listing_id=listing_id,
            slug=answer.slug,
            audience=revision.audience,
            language=revision.language,
            approved=approved,
            card=_CARD.dump(card),
            words=" ".join(sorted(words)),
        )
        .returning(public_text.c.id)
    ).scalar_one()
    index.add(session, text_id, given, revision.language)
    return words


def _list_names(
    session: Session, answer: AnswerHead, question: str, language: str
) -> tuple[str, ...]:
    """Return what an answer is called in a language: the question of the text first.

    Its topics have their names in that language, and those that editors wrote if these are in that
    language, as the first question is, or a topic has no other: in another, their stems mislead.
    """
    shared = answer.question_in(language)[1]
    others = [] if shared == question else [shared]
    topics = topic_names.list_named(session, language, [slugify(one) for one in answer.topics])
    is_first = language == next(iter(answer.question))
    written = answer.topics if is_first or len(topics) < len(answer.topics) else ()
    words = answer.search_words.get(language, ())
    return tuple(dict.fromkeys((question, *others, *words, *topics, *written)))


def remove(session: Session, slug: str) -> dict[str, frozenset[str]]:
    """Remove the public texts of an answer; return their words by language."""
    rows = session.execute(
        delete(public_text)
        .where(public_text.c.slug == slug)
        .returning(public_text.c.id, public_text.c.language, public_text.c.words)
    ).all()
    index.remove(session, [row.id for row in rows])
    words: dict[str, frozenset[str]] = {}
    for row in rows:
        words[row.language] = words.get(row.language, frozenset()).union(row.words.split())
    return words


def _count_words(
    session: Session, language: str, before: frozenset[str], after: Mapping[str, str]
) -> None:
    """Count the words of an answer's texts, once for all, in place of the earlier ones."""
    gone, new = before.difference(after), after.keys() - before
    changes = {**dict.fromkeys(gone, -1), **dict.fromkeys(new, 1)}
    vocabulary.change_counts(session, language, changes, after)


def _restore(row: Any) -> ChosenText:
    card = _CARD.load(row.card)
    return ChosenText(
        row.id,
        row.slug,
        Audience(row.audience),
        row.language,
        row.approved,
        card.question,
        card.excerpt,
        card.topics,
        card.reviewed,
        card.headings,
        card.sample,
    )
