"""Answers as editors write them; texts are kept as revisions that never change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, AnswerHead, AnswerTexts, Audience, Variant
from readlevel.storage.answers import (
    answer_heads,
    consistency_answers,
    images,
    published_revisions,
)
from readlevel.storage.answers.answer_heads import find_head, find_id, get_head
from readlevel.storage.answers.revisions import StoredRevision, list_current_at
from readlevel.storage.answers.save_revisions import save_variants
from readlevel.storage.database import content_tables

__all__ = [
    "SaveResult",
    "SlugTaken",
    "StoredAnswer",
    "count",
    "find_answer",
    "find_head",
    "find_id",
    "find_question",
    "find_renamed_slug",
    "find_texts",
    "get_answer",
    "get_head",
    "get_texts",
    "is_stored",
    "iter_answers",
    "iter_complete_answers",
    "list_ids",
    "load_answer",
    "refuse_taken_slugs",
    "save_answer",
]


class SlugTaken(Exception):
    """An address of the answer belongs to another answer, now or formerly."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"The address {slug!r} belongs to another answer. Choose another one.")
        self.slug = slug


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it is read for a change: without images and old revisions."""

    id: int
    answer: AnswerTexts
    revisions: Sequence[StoredRevision]
    """Its current revisions (`list_current`), the newest first within each variant."""


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What saving an answer did."""

    answer_id: int
    changed: bool
    """Whether anything is different from before."""
    revisions: Sequence[StoredRevision] = ()
    """The current revisions after the save."""
    head_changed: bool = False
    """Whether more than the texts changed."""


def load_answer(session: Session, slug: str) -> StoredAnswer | None:
    """Return an answer without images and old revisions, or None."""
    found = list_current_at(session, slug)
    if found is None:
        answer_id = find_id(session, slug)
        found = None if answer_id is None else (answer_id, ())
    if found is None:
        return None
    answer_id, revisions = found
    head = answer_heads.load_head(session, answer_id, slug)
    return StoredAnswer(answer_id, _add_texts(head, revisions), revisions)


def save_answer(
    session: Session,
    answer: AnswerTexts,
    *,
    author: str,
    why: str,
    now: datetime,
    stored: StoredAnswer | None = None,
) -> SaveResult:
    """Store `answer`; a text that differs from its newest revision becomes a new revision.

    Saving what is stored already changes nothing. Variants that `answer` does not hold stay, and so
    do accepted reasons for differences between its two texts. Images are stored if `answer` has
    them, as an `Answer` does. `stored` is the answer as this transaction has read it; by default,
    it is read. Raise `SlugTaken` if one of its addresses belongs to another answer.
    """
    stored = stored or load_answer(session, answer.slug)
    before = None if stored is None else stored.answer
    published = answer.published if isinstance(answer, Answer) else ()
    head_changed = before is None or not _has_same_head(session, stored, answer)
    if stored is not None and not head_changed and _has_same_texts(stored, answer, published):
        return SaveResult(stored.id, changed=False)
    refuse_taken_slugs(session, before, answer)
    answer_id = stored.id if stored else _insert(session, answer.slug)
    if head_changed:
        _save_head(session, answer_id, before, answer, author, now)
    revisions = save_variants(
        session,
        answer_id,
        stored.revisions if stored else (),
        answer.variants,
        published,
        author=author,
        why=why,
        now=now,
    )
    return SaveResult(answer_id, changed=True, revisions=revisions, head_changed=head_changed)


def find_texts(session: Session, slug: str) -> AnswerTexts | None:
    """Return the newest state of the answer without its images, or None."""
    stored = load_answer(session, slug)
    return None if stored is None else stored.answer


def get_texts(session: Session, slug: str) -> AnswerTexts:
    """Return the newest state of the answer without its images. Raise LookupError if none."""
    found = find_texts(session, slug)
    if found is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return found


def find_answer(session: Session, slug: str) -> Answer | None:
    """Return the newest state of the answer with its images, or None."""
    stored = load_answer(session, slug)
    if stored is None:
        return None
    return Answer(
        **_as_arguments(stored.answer),
        variants=stored.answer.variants,
        images=tuple(images.iter_images(session, stored.id)),
    )


def get_answer(session: Session, slug: str) -> Answer:
    """Return the newest state of the answer with its images. Raise LookupError if none."""
    found = find_answer(session, slug)
    if found is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return found


def find_question(session: Session, answer_id: int, language: str) -> tuple[str, str]:
    """Return (language, question) of an answer in `language`, else in the first it has."""
    table = content_tables.question
    asked = {
        row.language: row.text
        for row in session.execute(
            select(table.c.language, table.c.text)
            .where(table.c.answer_id == answer_id)
            .order_by(table.c.position)
        )
    }
    chosen = language if language in asked else next(iter(asked))
    return chosen, asked[chosen]


def iter_answers(session: Session) -> Iterator[Answer]:
    """Yield every answer in its newest state, in order of their addresses."""
    for slug in session.scalars(
        select(content_tables.answer.c.slug).order_by(content_tables.answer.c.slug)
    ):
        yield get_answer(session, slug)


def iter_complete_answers(session: Session) -> Iterator[Answer]:
    """Yield every answer as `iter_answers` does, with the public texts beneath newer ones."""
    for answer in iter_answers(session):
        stored = load_answer(session, answer.slug)
        beneath = () if stored is None else published_revisions.find_beneath(stored.revisions)
        yield replace(answer, published=beneath)


def list_ids(session: Session) -> Sequence[tuple[int, str]]:
    """Return (id, address) of every answer."""
    rows = session.execute(
        select(content_tables.answer.c.id, content_tables.answer.c.slug).order_by(
            content_tables.answer.c.id
        )
    )
    return [(row.id, row.slug) for row in rows]


def count(session: Session) -> int:
    """Return how many answers there are."""
    return session.scalar(select(func.count()).select_from(content_tables.answer)) or 0


def find_renamed_slug(session: Session, slug: str) -> str | None:
    """Return the address that the answer formerly at `slug` has now, or None."""
    return session.scalar(
        select(content_tables.answer.c.slug)
        .join(
            content_tables.former_slug,
            content_tables.former_slug.c.answer_id == content_tables.answer.c.id,
        )
        .where(content_tables.former_slug.c.slug == slug)
    )


def refuse_taken_slugs(session: Session, before: AnswerHead | None, after: AnswerHead) -> None:
    """Raise `SlugTaken` if an address of `after` belongs to another answer, now or formerly.

    `before` is the answer as it is stored, under whatever slug.
    """
    known = {before.slug, *before.former_slugs} if before else set()
    for slug in {after.slug: None, **dict.fromkeys(after.former_slugs)}:
        if slug in known:
            continue
        owner = slug if find_id(session, slug) is not None else find_renamed_slug(session, slug)
        if owner not in (None, after.slug) or (owner == slug and before is not None):
            raise SlugTaken(slug)


def is_stored(session: Session, stored: StoredAnswer, given: Answer) -> bool:
    """Return whether saving an answer, which is stored so, would change nothing."""
    return _has_same_head(session, stored, given) and _has_same_texts(
        stored, given, given.published
    )


def _has_same_head(session: Session, stored: StoredAnswer | None, after: AnswerTexts) -> bool:
    """Return whether only texts differ from what is stored."""
    if stored is None or not answer_heads.has_same_rows(stored.answer, after):
        return False
    if list(answer_heads.iter_changed_reasons(stored.answer, after)):
        return False
    return not isinstance(after, Answer) or images.are_stored(session, stored.id, after.images)


def _has_same_texts(
    stored: StoredAnswer, after: AnswerTexts, published: tuple[Variant, ...]
) -> bool:
    given = {(variant.audience, variant.language) for variant in after.variants}
    kept = tuple(one for one in stored.answer.variants if (one.audience, one.language) in given)
    return kept == after.variants and published_revisions.are_stored(stored.revisions, published)


def _insert(session: Session, slug: str) -> int:
    made: int = session.execute(
        insert(content_tables.answer).values(slug=slug).returning(content_tables.answer.c.id)
    ).scalar_one()
    return made


def _save_head(
    session: Session,
    answer_id: int,
    before: AnswerHead | None,
    after: AnswerHead,
    author: str,
    now: datetime,
) -> None:
    answer_heads.save_head(session, answer_id, before, after)
    if isinstance(after, Answer):
        images.replace_images(session, answer_id, after.images)
    for language, key, reason in answer_heads.iter_changed_reasons(before, after):
        consistency_answers.save_answers(
            session, answer_id, language, [key], reason, account_id=None, name=author, now=now
        )


def _add_texts(head: AnswerHead, revisions: Sequence[StoredRevision]) -> AnswerTexts:
    newest: dict[tuple[Audience, str], Variant] = {}
    for revision in revisions:
        newest.setdefault(
            (revision.audience, revision.language),
            Variant(revision.audience, revision.language, revision.markdown, revision.review),
        )
    return AnswerTexts(**_as_arguments(head), variants=tuple(newest.values()))


def _as_arguments(head: AnswerHead) -> dict[str, Any]:
    return {one.name: getattr(head, one.name) for one in fields(AnswerHead)}
