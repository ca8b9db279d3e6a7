"""That the clinician text says something else than a plain text was checked against."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import iter_revisions
from readlevel.usecases.publishing.lay_sync import find_drift
from readlevel.web.desk.layout import urls


@dataclass(frozen=True, slots=True)
class SyncNotice:
    """A plain text that was left behind by the clinician text."""

    withdrawn: bool
    """Whether that was withdrawn since."""
    path: str
    """Where one sees what has changed."""


def find_sync_notice(session: Session, slug: str, language: str) -> SyncNotice | None:
    """Return how far the plain text that readers get was left behind; None where it was not."""
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        return None
    drift = find_drift(list(iter_revisions(session, answer_id)), language)
    if drift is None:
        return None
    place = (slug, Audience.CLINICIAN, language)
    withdrawn = drift.now.review.status is Status.WITHDRAWN
    if withdrawn or drift.checked is None:
        return SyncNotice(withdrawn, urls.review(*place))
    return SyncNotice(withdrawn, urls.compare(*place, drift.checked.number, drift.now.number))
