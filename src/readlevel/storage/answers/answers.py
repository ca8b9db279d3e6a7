"""Answers as editors write them; texts are kept as revisions that never change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, delete, func, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Image, Reference, Variant
from readlevel.storage.answers import consistency_answers, published_revisions
from readlevel.storage.answers.revisions import iter_revisions, save_variant
from readlevel.storage.database import content_tables
from readlevel.storage.database.stored_json import JSON_OBJECT


class SlugTaken(Exception):
    """An address of the answer belongs to another answer, now or formerly."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"The address {slug!r} belongs to another answer. Choose another one.")
        self.slug = slug


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What saving an answer did."""

    answer_id: int
    changed: bool
    """Whether anything is different from before."""


def save_answer(
    session: Session, answer: Answer, *, author: str, why: str, now: datetime
) -> SaveResult:
    """Store `answer`; a text that differs from its newest revision becomes a new revision.

    Saving what is stored already changes nothing. Variants that `answer` does not hold stay, and so
    do accepted reasons for differences between its two texts.
    Raise `SlugTaken` if one of its addresses belongs to another answer.
    """
    answer_id = find_id(session, answer.slug)
    before = None if answer_id is None else _load(session, answer_id, answer.slug)
    if (
        answer_id is not None
        and before is not None
        and _is_unchanged(session, answer_id, before, answer)
    ):
        return SaveResult(answer_id, changed=False)
    _refuse_taken_slugs(session, answer)
    if answer_id is None:
        answer_id = _insert(session, answer.slug)
    _save_child_rows(session, answer_id, before, answer)
    for language, key, reason in _changed_reasons(before, answer):
        consistency_answers.save_answers(
            session, answer_id, language, [key], reason, account_id=None, name=author, now=now
        )
    for position, variant in enumerate(answer.variants):
        public = answer.find_published(variant)
        if public is None:
            save_variant(session, answer_id, position, variant, author=author, why=why, now=now)
        else:
            published_revisions.save_beneath(
                session, answer_id, position, variant, public, author=author, why=why, now=now
            )
    return SaveResult(answer_id, changed=True)


def find_answer(session: Session, slug: str) -> Answer | None:
    """Return the newest state of the answer, or None."""
    answer_id = find_id(session, slug)
    return None if answer_id is None else _load(session, answer_id, slug)


def get_answer(session: Session, slug: str) -> Answer:
    """Return the newest state of the answer. Raise LookupError if there is none."""
    found = find_answer(session, slug)
    if found is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return found


def find_question(session: Session, answer_id: int, language: str) -> tuple[str, str]:
    """Return (language, question) of an answer in `language`, else in the first it has."""
    asked = {
        row.language: row.text
        for row in _select_child_rows(session, content_tables.question, answer_id)
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
        answer_id = find_id(session, answer.slug)
        beneath = () if answer_id is None else published_revisions.find_beneath(session, answer_id)
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


def find_image(session: Session, slug: str, name: str) -> bytes | None:
    """Return the bytes of a picture of an answer, or None."""
    return session.scalar(
        select(content_tables.image.c.content)
        .join(content_tables.answer, content_tables.answer.c.id == content_tables.image.c.answer_id)
        .where(content_tables.answer.c.slug == slug, content_tables.image.c.name == name)
    )


def _is_unchanged(session: Session, answer_id: int, before: Answer, after: Answer) -> bool:
    given = {(variant.audience, variant.language) for variant in after.variants}
    kept = tuple(one for one in before.variants if (one.audience, one.language) in given)
    return (
        kept == after.variants
        and _child_rows(before) == _child_rows(after)
        and not list(_changed_reasons(before, after))
        and published_revisions.are_stored(session, answer_id, after.published)
    )


def _changed_reasons(before: Answer | None, after: Answer) -> Iterator[tuple[str, str, str]]:
    """Yield (language, key, reason) of each reason that is new or different."""
    for language, reasons in after.parity.items():
        known = before.parity.get(language, {}) if before else {}
        for key, reason in reasons.items():
            if known.get(key) != reason:
                yield language, key, reason


def _refuse_taken_slugs(session: Session, answer: Answer) -> None:
    for slug in (answer.slug, *answer.former_slugs):
        owner = slug if find_id(session, slug) is not None else find_renamed_slug(session, slug)
        if owner not in (None, answer.slug):
            raise SlugTaken(slug)


def find_id(session: Session, slug: str) -> int | None:
    """Return the id of an answer, or None."""
    return session.scalar(
        select(content_tables.answer.c.id).where(content_tables.answer.c.slug == slug)
    )


def _insert(session: Session, slug: str) -> int:
    made: int = session.execute(
        insert(content_tables.answer).values(slug=slug).returning(content_tables.answer.c.id)
    ).scalar_one()
    return made


def _child_rows(answer: Answer) -> dict[Table, list[dict[str, Any]]]:
    """Return the rows that belong to an answer, in order, except its texts."""
    return {
        content_tables.former_slug: [{"slug": slug} for slug in answer.former_slugs],
        content_tables.question: [
            {"language": language, "text": text} for language, text in answer.question.items()
        ],
        content_tables.topic: [{"name": name} for name in answer.topics],
        content_tables.code: [
            {"system": system, "code": code}
            for system, codes in answer.codes.items()
            for code in codes
        ],
        content_tables.reference: [
            {"key": reference.key, "csl": JSON_OBJECT.dump(dict(reference.csl))}
            for reference in answer.references
        ],
        content_tables.image: [
            {"name": image.name, "content": image.content} for image in answer.images
        ],
    }


def _save_child_rows(
    session: Session, answer_id: int, before: Answer | None, after: Answer
) -> None:
    kept = {} if before is None else _child_rows(before)
    for table, rows in _child_rows(after).items():
        if rows == kept.get(table, []):
            continue
        if kept.get(table):
            session.execute(delete(table).where(table.c.answer_id == answer_id))
        if rows:
            session.execute(
                insert(table),
                [
                    {"answer_id": answer_id, "position": position, **row}
                    for position, row in enumerate(rows)
                ],
            )


def _load(session: Session, answer_id: int, slug: str) -> Answer:
    codes: dict[str, tuple[str, ...]] = {}
    for row in _select_child_rows(session, content_tables.code, answer_id):
        codes[row.system] = (*codes.get(row.system, ()), row.code)
    newest: dict[tuple[Audience, str], Variant] = {}
    for revision in iter_revisions(session, answer_id):
        newest.setdefault(
            (revision.audience, revision.language),
            Variant(revision.audience, revision.language, revision.markdown, revision.review),
        )
    return Answer(
        slug=slug,
        question={
            row.language: row.text
            for row in _select_child_rows(session, content_tables.question, answer_id)
        },
        variants=tuple(newest.values()),
        topics=tuple(
            row.name for row in _select_child_rows(session, content_tables.topic, answer_id)
        ),
        codes=codes,
        references=tuple(
            Reference(row.key, JSON_OBJECT.load(row.csl))
            for row in _select_child_rows(session, content_tables.reference, answer_id)
        ),
        former_slugs=tuple(
            row.slug for row in _select_child_rows(session, content_tables.former_slug, answer_id)
        ),
        images=tuple(
            Image(row.name, row.content)
            for row in _select_child_rows(session, content_tables.image, answer_id)
        ),
        parity=consistency_answers.find_reasons(session, answer_id),
    )


def _select_child_rows(session: Session, table: Table, answer_id: int) -> Sequence[Row[Any]]:
    return session.execute(
        select(table).where(table.c.answer_id == answer_id).order_by(table.c.position)
    ).all()
