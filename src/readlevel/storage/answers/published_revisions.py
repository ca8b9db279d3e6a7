"""Public texts beneath newer ones, as a content folder carries them from one site to another."""

from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Variant
from readlevel.core.model.workflow import find_public_revision
from readlevel.storage.answers.revisions import (
    StoredRevision,
    add_revision,
    iter_revisions,
    save_review,
    save_variant,
)


def find_beneath(session: Session, answer_id: int) -> tuple[Variant, ...]:
    """Return the public texts of an answer that have a newer text above them."""
    by_variant: dict[tuple[str, str], list[StoredRevision]] = {}
    for revision in iter_revisions(session, answer_id):
        by_variant.setdefault((revision.audience, revision.language), []).append(revision)
    found = []
    for newest_first in by_variant.values():
        place = find_public_revision([one.review.status for one in newest_first])
        if place:
            one = newest_first[place]
            found.append(Variant(one.audience, one.language, one.markdown, one.review))
    return tuple(found)


def are_stored(session: Session, answer_id: int, given: tuple[Variant, ...]) -> bool:
    """Return whether the public texts in `given` are stored beneath newer ones."""
    return not given or set(given) <= set(find_beneath(session, answer_id))


def save_beneath(
    session: Session,
    answer_id: int,
    position: int,
    newest: Variant,
    published: Variant,
    *,
    author: str,
    why: str,
    now: datetime,
) -> None:
    """Store a public text, and a newer text of the same variant that is not public.

    A text that is the public one already only gets its review.
    """
    stored = _find_revisions(session, answer_id, newest)
    place = find_public_revision([one.review.status for one in stored])
    if place is not None and stored[place].markdown == published.markdown:
        save_review(session, stored[place].id, published.review)
    elif stored:
        add_revision(session, stored[0], published, author=author, why=why, now=now)
    else:
        save_variant(session, answer_id, position, published, author=author, why=why, now=now)
    stored = _find_revisions(session, answer_id, newest)
    if stored[0].review == published.review and stored[0].markdown == published.markdown:
        # Even if its text is the same, the newer one is a revision of its own.
        add_revision(session, stored[0], newest, author=author, why=why, now=now)
    else:
        save_variant(session, answer_id, position, newest, author=author, why=why, now=now)


def _find_revisions(session: Session, answer_id: int, variant: Variant) -> list[StoredRevision]:
    return [
        one
        for one in iter_revisions(session, answer_id)
        if (one.audience, one.language) == (variant.audience, variant.language)
    ]
