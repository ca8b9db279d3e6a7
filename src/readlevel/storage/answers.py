"""Answers as editors write them; texts are kept as revisions that never change."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.answer import Answer, Audience, Image, Reference, Review, Variant
from readlevel.core.workflow import Status
from readlevel.storage import tables


class SlugTaken(Exception):
    """An address of the answer belongs to another answer, now or formerly."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"The address {slug!r} belongs to another answer. Choose another one.")
        self.slug = slug


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving an answer did."""

    answer_id: int
    changed: bool
    """Whether anything at all is now otherwise than before."""
    new_revisions: int


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """One revision as it is kept."""

    id: int
    audience: Audience
    language: str
    number: int
    markdown: str
    review: Review


def save_answer(session: Session, answer: Answer, *, author: str, why: str, now: datetime) -> Saved:
    """Store `answer`; a text that differs from its newest revision becomes a new revision.

    Saving what is stored already changes nothing. Variants that `answer` does not hold stay.
    Raise `SlugTaken` where one of its addresses belongs to another answer.
    """
    before = find_answer(session, answer.slug)
    if before is not None and _same(before, answer):
        return Saved(_id_for(session, answer.slug), changed=False, new_revisions=0)
    _refuse_taken_slugs(session, answer)
    answer_id = _id_for(session, answer.slug)
    _replace_parts(session, answer_id, answer)
    new_revisions = sum(
        _save_variant(session, answer_id, position, variant, author=author, why=why, now=now)
        for position, variant in enumerate(answer.variants)
    )
    return Saved(answer_id, changed=True, new_revisions=new_revisions)


def find_answer(session: Session, slug: str) -> Answer | None:
    """Return the newest state of the answer, or None."""
    answer_id = _id_of(session, slug)
    return None if answer_id is None else _load(session, answer_id, slug)


def get_answer(session: Session, slug: str) -> Answer:
    """Return the newest state of the answer. Raise LookupError where there is none."""
    found = find_answer(session, slug)
    if found is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return found


def iter_answers(session: Session) -> Iterator[Answer]:
    """Yield every answer in its newest state, in order of their addresses."""
    for slug in session.scalars(select(tables.answer.c.slug).order_by(tables.answer.c.slug)):
        yield get_answer(session, slug)


def list_ids(session: Session) -> Sequence[tuple[int, str]]:
    """Return (id, address) of every answer."""
    rows = session.execute(
        select(tables.answer.c.id, tables.answer.c.slug).order_by(tables.answer.c.id)
    )
    return [(row.id, row.slug) for row in rows]


def count(session: Session) -> int:
    """Return how many answers there are."""
    return session.scalar(select(func.count()).select_from(tables.answer)) or 0


def iter_revisions(session: Session, answer_id: int) -> Iterator[StoredRevision]:
    """Yield all revisions of an answer, newest first within each variant."""
    rows = session.execute(
        select(
            tables.revision.c.id,
            tables.revision.c.number,
            tables.revision.c.markdown,
            tables.variant.c.audience,
            tables.variant.c.language,
            *(tables.review.c[field.name] for field in fields(Review)),
        )
        .join(tables.variant, tables.variant.c.id == tables.revision.c.variant_id)
        .join(tables.review, tables.review.c.revision_id == tables.revision.c.id)
        .where(tables.variant.c.answer_id == answer_id)
        .order_by(tables.variant.c.position, tables.revision.c.number.desc())
    )
    for row in rows:
        yield StoredRevision(
            row.id, Audience(row.audience), row.language, row.number, row.markdown, _review(row)
        )


def find_former(session: Session, slug: str) -> str | None:
    """Return the address that the answer formerly at `slug` has now, or None."""
    return session.scalar(
        select(tables.answer.c.slug)
        .join(tables.former_slug, tables.former_slug.c.answer_id == tables.answer.c.id)
        .where(tables.former_slug.c.slug == slug)
    )


def find_image(session: Session, slug: str, name: str) -> bytes | None:
    """Return the bytes of a picture of an answer, or None."""
    return session.scalar(
        select(tables.image.c.content)
        .join(tables.answer, tables.answer.c.id == tables.image.c.answer_id)
        .where(tables.answer.c.slug == slug, tables.image.c.name == name)
    )


def _same(before: Answer, after: Answer) -> bool:
    given = {(variant.audience, variant.language) for variant in after.variants}
    kept = tuple(v for v in before.variants if (v.audience, v.language) in given)
    names = [field.name for field in fields(Answer) if field.name != "variants"]
    return kept == after.variants and all(
        _ordered(getattr(before, name)) == _ordered(getattr(after, name)) for name in names
    )


def _ordered(value: Any) -> Any:
    """Return a value that compares unequal where only the order of keys differs."""
    if isinstance(value, tuple) and value and isinstance(value[0], Reference):
        return [(reference.key, json.dumps(reference.csl)) for reference in value]
    return list(value.items()) if isinstance(value, dict) else value


def _refuse_taken_slugs(session: Session, answer: Answer) -> None:
    owner = find_former(session, answer.slug)
    if owner not in (None, answer.slug):
        raise SlugTaken(answer.slug)
    for former in answer.former_slugs:
        if _id_of(session, former) is not None or find_former(session, former) not in (
            None,
            answer.slug,
        ):
            raise SlugTaken(former)


def _id_of(session: Session, slug: str) -> int | None:
    return session.scalar(select(tables.answer.c.id).where(tables.answer.c.slug == slug))


def _id_for(session: Session, slug: str) -> int:
    found = _id_of(session, slug)
    return _inserted(session, tables.answer, slug=slug) if found is None else found


def _inserted(session: Session, table: Table, **values: Any) -> int:
    """Insert one row and return its new `id`."""
    new_id: int = session.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()
    return new_id


def _replace_parts(session: Session, answer_id: int, answer: Answer) -> None:
    rows: dict[Table, list[dict[str, Any]]] = {
        tables.former_slug: [{"slug": slug} for slug in answer.former_slugs],
        tables.question: [
            {"language": language, "text": text} for language, text in answer.question.items()
        ],
        tables.topic: [{"name": name} for name in answer.topics],
        tables.code: [
            {"system": system, "code": code}
            for system, codes in answer.codes.items()
            for code in codes
        ],
        tables.reference: [
            {"key": reference.key, "csl": json.dumps(reference.csl, ensure_ascii=False)}
            for reference in answer.references
        ],
        tables.image: [{"name": image.name, "content": image.content} for image in answer.images],
    }
    for table, values in rows.items():
        session.execute(delete(table).where(table.c.answer_id == answer_id))
        if values:
            session.execute(
                insert(table),
                [
                    {"answer_id": answer_id, "position": position, **value}
                    for position, value in enumerate(values)
                ],
            )


def _save_variant(
    session: Session,
    answer_id: int,
    position: int,
    given: Variant,
    *,
    author: str,
    why: str,
    now: datetime,
) -> bool:
    """Store one variant and its review; tell whether that made a new revision."""
    variant_id = _variant_id(session, answer_id, position, given)
    newest = session.execute(
        select(tables.revision.c.id, tables.revision.c.number, tables.revision.c.markdown)
        .where(tables.revision.c.variant_id == variant_id)
        .order_by(tables.revision.c.number.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.markdown == given.markdown:
        session.execute(
            update(tables.review)
            .where(tables.review.c.revision_id == newest.id)
            .values(_review_row(given.review))
        )
        return False
    revision_id = _inserted(
        session,
        tables.revision,
        variant_id=variant_id,
        number=1 if newest is None else newest.number + 1,
        markdown=given.markdown,
        created_at=now,
        author=author,
        why=why,
    )
    session.execute(
        insert(tables.review).values(revision_id=revision_id, **_review_row(given.review))
    )
    return True


def _variant_id(session: Session, answer_id: int, position: int, given: Variant) -> int:
    table = tables.variant
    found: int | None = session.scalar(
        select(table.c.id).where(
            table.c.answer_id == answer_id,
            table.c.audience == given.audience,
            table.c.language == given.language,
        )
    )
    if found is not None:
        session.execute(update(table).where(table.c.id == found).values(position=position))
        return found
    return _inserted(
        session,
        table,
        answer_id=answer_id,
        audience=given.audience,
        language=given.language,
        position=position,
    )


def _load(session: Session, answer_id: int, slug: str) -> Answer:
    codes: dict[str, tuple[str, ...]] = {}
    for row in _parts(session, tables.code, answer_id):
        codes[row.system] = (*codes.get(row.system, ()), row.code)
    newest: dict[tuple[Audience, str], Variant] = {}
    for revision in iter_revisions(session, answer_id):
        newest.setdefault(
            (revision.audience, revision.language),
            Variant(revision.audience, revision.language, revision.markdown, revision.review),
        )
    return Answer(
        slug=slug,
        question={row.language: row.text for row in _parts(session, tables.question, answer_id)},
        variants=tuple(newest.values()),
        topics=tuple(row.name for row in _parts(session, tables.topic, answer_id)),
        codes=codes,
        references=tuple(
            Reference(row.key, json.loads(row.csl))
            for row in _parts(session, tables.reference, answer_id)
        ),
        former_slugs=tuple(row.slug for row in _parts(session, tables.former_slug, answer_id)),
        images=tuple(
            Image(row.name, row.content) for row in _parts(session, tables.image, answer_id)
        ),
    )


def _parts(session: Session, table: Table, answer_id: int) -> Sequence[Row[Any]]:
    return session.execute(
        select(table).where(table.c.answer_id == answer_id).order_by(table.c.position)
    ).all()


def _review_row(review: Review) -> dict[str, Any]:
    return {field.name: getattr(review, field.name) for field in fields(Review)}


def _review(row: Row[Any]) -> Review:
    given = {field.name: getattr(row, field.name) for field in fields(Review)}
    return Review(**{**given, "status": Status(given["status"])})
