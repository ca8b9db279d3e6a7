"""Saves revisions and their reviews; a revision never changes once it is stored."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Review, Variant
from readlevel.core.model.workflow import find_public_revision
from readlevel.storage.answers.revisions import OUTSIDE_APPROVALS, Key, StoredRevision
from readlevel.storage.database import content_tables


class _Save(NamedTuple):
    """Who saves what, and why."""

    session: Session | None
    """None if nothing is stored, and new revisions have negative ids."""
    answer_id: int
    author: str
    why: str
    now: datetime


def save_variants(
    session: Session,
    answer_id: int,
    current: Sequence[StoredRevision],
    given: Sequence[Variant],
    published: Sequence[Variant] = (),
    *,
    author: str,
    why: str,
    now: datetime,
) -> Sequence[StoredRevision]:
    """Store variants of an answer and their reviews; return the current revisions after that.

    `current` are those before. A text that differs from the newest revision becomes a new one.
    `published` are public texts beneath variants in `given`: each is stored before the newer text,
    if it is not the public one already.
    """
    stored = _group(current)
    order = [_key(variant) for variant in given]
    if [key for key in order if key in stored] != [key for key in stored if key in order]:
        _save_order(session, answer_id, order)
    return _save_each(_Save(session, answer_id, author, why, now), stored, given, published)


def foresee_variants(
    current: Sequence[StoredRevision],
    given: Sequence[Variant],
    published: Sequence[Variant] = (),
    *,
    author: str,
    now: datetime,
) -> Sequence[StoredRevision]:
    """Return what `save_variants` would return, with negative ids of new revisions."""
    return _save_each(_Save(None, 0, author, "", now), _group(current), given, published)


def _group(current: Sequence[StoredRevision]) -> dict[Key, list[StoredRevision]]:
    grouped: dict[Key, list[StoredRevision]] = {}
    for one in current:
        grouped.setdefault((one.audience, one.language), []).append(one)
    return grouped


def _save_each(
    save: _Save,
    stored: dict[Key, list[StoredRevision]],
    given: Sequence[Variant],
    published: Sequence[Variant],
) -> Sequence[StoredRevision]:
    beneath = {_key(one): one for one in published}
    for position, variant in enumerate(given):
        newest_first = stored.setdefault(_key(variant), [])
        public = beneath.get(_key(variant))
        if public is None:
            _save_variant(save, position, newest_first, variant)
        else:
            _save_beneath(save, position, newest_first, variant, public)
    return [one for newest_first in stored.values() for one in newest_first]


def add_revision(
    session: Session,
    newest: StoredRevision,
    given: Variant,
    *,
    author: str,
    why: str,
    now: datetime,
) -> int:
    """Store a revision after the newest one of its variant, even if its text is the same.

    Return its id.
    """
    number = newest.number + 1
    made = _insert(session, newest.variant_id, number, given, author=author, why=why, now=now)
    return made.id


def save_review(session: Session, revision_id: int, review: Review) -> None:
    """Store the review of a revision."""
    session.execute(
        update(content_tables.review)
        .where(content_tables.review.c.revision_id == revision_id)
        .values(_review_row(review))
    )


def _save_variant(
    save: _Save, position: int, newest_first: list[StoredRevision], given: Variant
) -> None:
    """Store a variant, and add it to its revisions."""
    if newest_first and newest_first[0].markdown == given.markdown:
        _save_review(save, newest_first, 0, given.review)
    else:
        _add(save, position, newest_first, given)


def _save_beneath(
    save: _Save,
    position: int,
    newest_first: list[StoredRevision],
    newest: Variant,
    published: Variant,
) -> None:
    """Store a public text, and a newer text of the same variant that is not public.

    A text that is the public one already only gets its review.
    """
    place = find_public_revision([one.review.status for one in newest_first])
    if place is not None and newest_first[place].markdown == published.markdown:
        _save_review(save, newest_first, place, published.review)
    else:
        _add(save, position, newest_first, published)
    top = newest_first[0]
    if (top.review, top.markdown) == (published.review, published.markdown):
        # Even if its text is the same, the newer one is a revision of its own.
        _add(save, position, newest_first, newest)
    else:
        _save_variant(save, position, newest_first, newest)


def _save_review(
    save: _Save, newest_first: list[StoredRevision], place: int, review: Review
) -> None:
    if newest_first[place].review != review:
        if save.session is not None:
            save_review(save.session, newest_first[place].id, review)
        newest_first[place] = replace(newest_first[place], review=review)


def _add(save: _Save, position: int, newest_first: list[StoredRevision], given: Variant) -> None:
    number = newest_first[0].number + 1 if newest_first else 1
    if save.session is None:
        # A text has at most two new revisions.
        made_id = -(2 * position + 1 + any(one.id < 0 for one in newest_first))
        variant_id = newest_first[0].variant_id if newest_first else -1 - position
        made = _restore(made_id, variant_id, number, given, author=save.author, now=save.now)
        newest_first.insert(0, made)
        return
    if newest_first:
        variant_id = newest_first[0].variant_id
    else:
        variant_id = _insert_variant(save.session, save.answer_id, position, given)
    made = _insert(
        save.session, variant_id, number, given, author=save.author, why=save.why, now=save.now
    )
    newest_first.insert(0, made)


def _insert(
    session: Session,
    variant_id: int,
    number: int,
    given: Variant,
    *,
    author: str,
    why: str,
    now: datetime,
) -> StoredRevision:
    made: int = session.execute(
        insert(content_tables.revision)
        .values(
            variant_id=variant_id,
            number=number,
            markdown=given.markdown,
            created_at=now,
            author=author,
            why=why,
        )
        .returning(content_tables.revision.c.id)
    ).scalar_one()
    session.execute(
        insert(content_tables.review).values(revision_id=made, **_review_row(given.review))
    )
    return _restore(made, variant_id, number, given, author=author, now=now)


def _restore(
    made: int, variant_id: int, number: int, given: Variant, *, author: str, now: datetime
) -> StoredRevision:
    return StoredRevision(
        made,
        variant_id,
        given.audience,
        given.language,
        number,
        given.markdown,
        now,
        author,
        given.review,
    )


def _insert_variant(session: Session, answer_id: int, position: int, given: Variant) -> int:
    table = content_tables.variant
    made: int = session.execute(
        insert(table)
        .values(
            answer_id=answer_id,
            audience=given.audience,
            language=given.language,
            position=position,
        )
        .returning(table.c.id)
    ).scalar_one()
    return made


def _save_order(session: Session, answer_id: int, order: Sequence[Key]) -> None:
    table = content_tables.variant
    for position, (audience, language) in enumerate(order):
        session.execute(
            update(table)
            .where(
                table.c.answer_id == answer_id,
                table.c.audience == audience,
                table.c.language == language,
            )
            .values(position=position)
        )


def _review_row(review: Review) -> dict[str, Any]:
    row = {field.name: getattr(review, field.name) for field in fields(Review)}
    return {**row, "outside_approvals": OUTSIDE_APPROVALS.dump(review.outside_approvals)}


def _key(variant: Variant) -> Key:
    return variant.audience, variant.language
