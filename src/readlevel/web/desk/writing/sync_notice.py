"""Notices that a lay text no longer matches its clinician text."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import list_current
from readlevel.usecases.publishing.lay_sync import find_behind
from readlevel.web.desk.layout import urls


@dataclass(frozen=True, slots=True)
class SyncNotice:
    """The clinician text changed after the lay text was checked against it."""

    withdrawn: bool
    """Whether the clinician text was withdrawn."""
    path: str
    """Path of the page that shows the change."""


def find_sync_notice(session: Session, slug: str, language: str) -> SyncNotice | None:
    """Return the notice for the published lay text, or None if it matches."""
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        return None
    text = find_behind(session, answer_id, list_current(session, answer_id), language)
    if text is None:
        return None
    place = (slug, Audience.CLINICIAN, language)
    withdrawn = text.now.review.status is Status.WITHDRAWN
    if withdrawn or text.checked is None:
        return SyncNotice(withdrawn, urls.review(*place))
    return SyncNotice(withdrawn, urls.compare(*place, text.checked.number, text.now.number))
