"""Finds plain texts whose clinician text has changed since they were checked against it.

Approving a plain text records a digest of the clinician text (`Review.checked_against`). A text
that was imported as approved, without that record, counts as checked against the clinician text
that was the newest when it was written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.consistency.outdated_facts import find_outdated_facts
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.core.text import content_digest
from readlevel.core.text.content_digest import digest_content
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage import slow_work
from readlevel.storage.answers.revisions import (
    StoredRevision,
    find_revision_at,
    iter_revisions,
)
from readlevel.storage.public.publications import choose_public

Public = Mapping[tuple[Audience, str], StoredRevision]

MAX_STATEMENTS = 5
"""Outdated statements that readers are told of."""

_SETTLED = (Status.APPROVED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class BehindText:
    """An approved plain text whose clinician text has changed in substance."""

    lay: StoredRevision
    checked: StoredRevision | None
    """The clinician revision it was checked against; None if it is no longer known."""
    now: StoredRevision
    """The clinician revision that readers get, or that was withdrawn."""


def find_behind(
    session: Session, answer_id: int, current: Sequence[StoredRevision], language: str
) -> BehindText | None:
    """Return how a plain text is behind the clinician text, or None if it is not.

    `current` are the current revisions of the answer. Earlier clinician revisions are read, the
    newest first, until the one that was checked is found.
    """
    found = _find_outdated_pair(session, answer_id, choose_public(current), language)
    if found is None:
        return None
    lay, now, digest = found
    return BehindText(lay, _find_checked(session, answer_id, language, digest), now)


def list_behind(
    session: Session, answer_id: int, public: Public, glossary: Glossary
) -> Mapping[str, tuple[str, ...]]:
    """Return the languages in which the public plain text is behind.

    These are with the sentences of the plain text whose facts the clinician text has changed.
    """
    languages = sorted({language for audience, language in public if audience is Audience.LAY})
    return {
        language: _list_outdated_statements(session, answer_id, *found, glossary)
        for language in languages
        if (found := _find_outdated_pair(session, answer_id, public, language))
    }


def _list_outdated_statements(
    session: Session,
    answer_id: int,
    lay: StoredRevision,
    now: StoredRevision,
    digest: str,
    glossary: Glossary,
) -> tuple[str, ...]:
    """Return the sentences of a plain text with facts that the clinician text changed.

    A withdrawn clinician text says nothing; its withdrawal is shown elsewhere.
    """
    if now.review.status is Status.WITHDRAWN:
        return ()
    checked = _find_checked(session, answer_id, lay.language, digest)
    former = None if checked is None else checked.markdown
    try:
        texts = lay.markdown, now.markdown, former, lay.language, glossary
        found = slow_work.do(find_outdated_facts, *texts)
    except UnreadableMarkdown:
        return ()
    sentences = (one.lay.text for one in found if one.lay is not None)
    return tuple(dict.fromkeys(sentences))[:MAX_STATEMENTS]


def find_counterpart(revisions: Sequence[StoredRevision], language: str) -> StoredRevision | None:
    """Return the clinician text that a plain text is checked against, or None.

    It is the newest one that was approved or withdrawn, else the newest of all.
    """
    clinicians = _of_clinicians(revisions, language)
    settled = (one for one in clinicians if one.review.status in _SETTLED)
    return next(settled, clinicians[0] if clinicians else None)


def digest_clinician_text(clinician: StoredRevision | None) -> str:
    """Return the value of `Review.checked_against` for a clinician text, or for its absence."""
    if clinician is None:
        return content_digest.MISSING
    text = clinician.markdown, clinician.review.status
    return slow_work.do(content_digest.digest_clinician_text, *text)


def _find_outdated_pair(
    session: Session, answer_id: int, public: Public, language: str
) -> tuple[StoredRevision, StoredRevision, str] | None:
    """Return an outdated plain text, the clinician text, and the digest that was checked."""
    lay, now = _find_pair(public, language)
    if lay is None or now is None:
        return None
    digest = lay.review.checked_against or _find_first_digest(session, answer_id, lay)
    if digest is None:
        return None
    if slow_work.do(content_digest.is_unchanged, digest, now.markdown, now.review.status):
        return None
    return lay, now, digest


def _find_checked(
    session: Session, answer_id: int, language: str, digest: str
) -> StoredRevision | None:
    """Return the newest clinician revision with a digest, or None."""
    earlier = iter_revisions(session, answer_id, Audience.CLINICIAN, language)
    return next((one for one in earlier if _has_digest(one, digest)), None)


def _has_digest(revision: StoredRevision, digest: str) -> bool:
    return slow_work.do(content_digest.has_digest, revision.markdown, digest)


def _find_pair(
    public: Public, language: str
) -> tuple[StoredRevision | None, StoredRevision | None]:
    """Return the approved plain text and the approved or withdrawn clinician text."""
    lay = public.get((Audience.LAY, language))
    clinician = public.get((Audience.CLINICIAN, language))
    if lay is None or lay.review.status is not Status.APPROVED:
        lay = None
    if clinician is None or clinician.review.status not in _SETTLED:
        clinician = None
    return lay, clinician


def _of_clinicians(revisions: Sequence[StoredRevision], language: str) -> list[StoredRevision]:
    key = (Audience.CLINICIAN, language)
    return [one for one in revisions if (one.audience, one.language) == key]


def _find_first_digest(session: Session, answer_id: int, lay: StoredRevision) -> str | None:
    """Return the digest of the clinician text that was newest when `lay` was written."""
    first = find_revision_at(session, answer_id, Audience.CLINICIAN, lay.language, lay.created_at)
    return None if first is None else slow_work.do(digest_content, first.markdown)
