"""Finds plain texts whose clinician text has changed since they were checked against it.

Approving a plain text records a digest of the clinician text (`Review.checked_against`). A text
that was imported as approved, without that record, counts as checked against the clinician text
that was the newest when it was written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.core.text import content_digest
from readlevel.core.text.content_digest import digest_content
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.public.publications import choose_public

Public = Mapping[tuple[Audience, str], StoredRevision]

_SETTLED = (Status.APPROVED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Drift:
    """An approved plain text whose clinician text has changed in substance."""

    lay: StoredRevision
    checked: StoredRevision | None
    """The clinician revision it was checked against; None if it is no longer known."""
    now: StoredRevision
    """The clinician revision that readers get, or that was withdrawn."""


def find_drift(revisions: Sequence[StoredRevision], language: str) -> Drift | None:
    """Return how a plain text is behind the clinician text, or None if it is not.

    `revisions` are all of the answer, newest first within each variant.
    """
    public = choose_public(list(revisions))
    lay, now = _find_pair(public, language)
    if lay is None or now is None:
        return None
    clinicians = _of_clinicians(revisions, language)
    digest = lay.review.checked_against or _find_first_digest(lay, clinicians)
    if digest is None or digest == digest_clinician_text(now):
        return None
    checked = (one for one in clinicians if digest_content(one.markdown) == digest)
    return Drift(lay, next(checked, None), now)


def list_behind(revisions: Sequence[StoredRevision], public: Public) -> frozenset[str]:
    """Return the languages in which the public plain text is behind."""
    languages = {language for audience, language in public if audience is Audience.LAY}
    return frozenset(language for language in languages if find_drift(revisions, language))


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
    return content_digest.digest_clinician_text(clinician.markdown, clinician.review.status)


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


def _find_first_digest(lay: StoredRevision, clinicians: Sequence[StoredRevision]) -> str | None:
    """Return the digest of the clinician text that was newest when `lay` was written."""
    earlier = (one for one in clinicians if one.created_at <= lay.created_at)
    first = next(earlier, None)
    return None if first is None else digest_content(first.markdown)
