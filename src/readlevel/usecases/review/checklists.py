"""Checklists in the review: what a program can tell of a text, and what people judge."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.checklists.checklist import (
    ChecklistName,
    Judgement,
    check_judgements,
    compute_scores,
)
from readlevel.core.checklists.machine_items import MachineAnswer, judge_items
from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.storage.review import checklist_assessments
from readlevel.storage.review.checklist_assessments import ChecklistAssessment
from readlevel.usecases.edit_conflict import EditConflict

CHECKED_AUDIENCES = frozenset({Audience.LAY})
"""Whose texts the checklists are made for."""


@dataclass(frozen=True, slots=True)
class TextChecklists:
    """The newest revision of a text, and its checklists."""

    revision: StoredRevision
    assessments: Mapping[ChecklistName, ChecklistAssessment]
    """Those that somebody has filled in."""
    machine: Mapping[ChecklistName, Mapping[int, MachineAnswer]]
    """What a program can tell, by the numbers of items."""


class ChecklistConflict(EditConflict):
    """There is a newer revision than the one that was judged; the versions are their numbers."""


class AssessmentConflict(EditConflict):
    """The checklist was assessed by someone else meanwhile; versions are those of assessments."""


def find_checklists(
    session: Session, slug: str, audience: Audience, language: str
) -> TextChecklists | None:
    """Return the checklists of a text; None if there is no such text, or it needs none."""
    revision = _find_newest(session, slug, audience, language)
    if revision is None:
        return None
    return TextChecklists(
        revision,
        checklist_assessments.find_assessments(session, revision.id),
        _judge(revision.markdown, language),
    )


def save_assessment(
    session: Session,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    name: ChecklistName,
    judgements: Mapping[int, Judgement],
    *,
    expected_version: str,
    now: datetime,
) -> None:
    """Store what somebody judges of a revision, in place of the assessment `expected_version`.

    The version is empty if nothing is stored yet. Raise LookupError if there is no such text,
    ValueError if an item is not on the list, `ChecklistConflict` if the revision is not the newest,
    `AssessmentConflict` if another assessment is stored.
    """
    revision = _find_newest(session, slug, audience, language)
    if revision is None:
        raise LookupError(f"no text for {audience} in {language} of {slug!r}")
    if revision.number != number:
        raise ChecklistConflict(number, revision.number)
    check_judgements(name, judgements)
    stored = checklist_assessments.find_assessments(session, revision.id).get(name)
    found_version = stored.version if stored else ""
    if found_version != expected_version:
        raise AssessmentConflict(expected_version, found_version)
    checklist_assessments.save_assessment(session, revision.id, name, judgements, account, now=now)
    audit_log.record_action(
        session,
        account,
        "review.checklist",
        slug,
        now=now,
        audience=audience,
        language=language,
        revision=number,
        checklist=name,
        scores=[asdict(score) for score in compute_scores(name, judgements)],
    )


def _find_newest(
    session: Session, slug: str, audience: Audience, language: str
) -> StoredRevision | None:
    answer_id = answers.find_id(session, slug)
    if answer_id is None or audience not in CHECKED_AUDIENCES:
        return None
    found = (
        one
        for one in list_current(session, answer_id)
        if (one.audience, one.language) == (audience, language)
        and one.review.status is not Status.WITHDRAWN
    )
    return next(found, None)


def _judge(markdown: str, language: str) -> dict[ChecklistName, Mapping[int, MachineAnswer]]:
    try:
        source = parse_source(markdown, language)
    except UnreadableMarkdown:
        return {name: {} for name in ChecklistName}
    return {**judge_items(source)}
