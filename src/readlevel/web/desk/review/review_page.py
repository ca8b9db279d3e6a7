"""Builds the context of the review page."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition, next_review_date
from readlevel.storage.answers.revision_history import RevisionSummary
from readlevel.storage.answers.revisions import StoredRevision, find_markdown
from readlevel.storage.feedback import ease_votes, hard_reasons
from readlevel.storage.review import worklist
from readlevel.storage.review.worklist import WorklistItem
from readlevel.usecases.assistant.provenance import list_drafts_by_number
from readlevel.usecases.outside_review.ask import list_reviews
from readlevel.usecases.review import checklists, comprehension, review_state
from readlevel.usecases.review.review_state import ReviewState, RevisionState
from readlevel.usecases.writing.editor import autosave
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import desk_checker, now
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.review.checklist_parts import ChecklistPart, present_parts
from readlevel.web.desk.review.review_contexts import RejectedForm, ReviewPage, RevisionDecision
from readlevel.web.desk.review.revision_diff import RevisionDiff, present_diff
from readlevel.web.desk.review.text_header import TextHistory, present_text, present_text_header
from readlevel.web.desk.review.timeline import present_timeline
from readlevel.web.desk.writing.editor_panes import present_meter
from readlevel.web.desk.writing.sync_notice import find_sync_notice
from readlevel.web.http.services import services
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request


def present_review(
    session: Session, text: TextHistory, case: ReviewState, rejected: RejectedForm | None
) -> ReviewPage:
    """Return the context of a text's review; `rejected` is the form of a rejected submission."""
    reader = current_reader_request()
    place = (text.answer.slug, text.audience, text.language)
    newest = case.newest.revision
    variant = present_text(session, reader, text.answer, newest)
    settled = case.settled.revision if case.settled else None
    sent_back = _find_changes_requested(text)
    base = _choose_base(case, text) or sent_back
    waiting = _find_next_waiting(session, text)
    return ReviewPage(
        layout=present_layout("answers"),
        site=present_site(reader),
        head=present_text_header(text, urls.review),
        path=urls.review(*place),
        today=now().date(),
        kept=[
            one
            for one in autosave.list_kept(session, current_account(), text.answer.slug)
            if one.language == text.language
        ],
        saved=text.saved[0],
        newest=_present_decision(session, text, case, case.newest, rejected),
        published=_present_decision(session, text, case, case.settled, rejected)
        if case.settled
        else None,
        published_path=urls.revision(*place, settled.number) if settled else "",
        sync_notice=find_sync_notice(session, text.answer.slug, text.language)
        if text.audience is Audience.LAY
        else None,
        ease=ease_votes.find_votes(session, text.answer_id).get(settled.id) if settled else None,
        hard_reasons=hard_reasons.find_reasons(session, settled.id) if settled else {},
        check=comprehension.find_report(session, settled) if settled else None,
        compared_with=base,
        comparison=_present_diff(session, text, base, newest),
        comparison_path=urls.compare(*place, base.number, newest.number) if base else "",
        changes_requested=sent_back.number if sent_back else 0,
        changes_requested_path=urls.compare(*place, sent_back.number, newest.number)
        if sent_back
        else "",
        variant=variant,
        level=None
        if variant is None
        else present_meter(
            session,
            reader,
            text.answer.slug,
            text.language,
            text.audience,
            variant.readability,
        ),
        checklists=_present_checklists(session, text),
        checklists_path=urls.checklists(*place),
        report_path=urls.report(text.answer.slug, text.language),
        history=present_timeline(
            text,
            case.events,
            list_drafts_by_number(session, text.answer_id, text.audience, text.language),
            list_reviews(session, text.answer_id, text.language),
        ),
        next_waiting=waiting,
        next_waiting_path=urls.review(waiting.slug, waiting.audience, waiting.language)
        if waiting
        else "",
        rejected=rejected,
    )


def _present_checklists(session: Session, text: TextHistory) -> Sequence[ChecklistPart]:
    slug, audience, language = text.answer.slug, text.audience, text.language
    found = checklists.find_checklists(session, slug, audience, language)
    return () if found is None else present_parts(found)


def _choose_base(case: ReviewState, text: TextHistory) -> RevisionSummary | None:
    """Return the last approved revision before the newest, or None."""
    approved = case.approved
    if approved is None or approved.id == case.newest.revision.id:
        return None
    return text.saved_as(approved.number)


def _find_changes_requested(text: TextHistory) -> RevisionSummary | None:
    """Return the last revision with requested changes since the last approval, or None."""
    for one in text.saved[1:]:
        if one.status is Status.CHANGES_REQUESTED:
            return one
        if one.status is Status.APPROVED:
            break
    return None


def _present_diff(
    session: Session, text: TextHistory, base: RevisionSummary | None, newest: StoredRevision
) -> RevisionDiff | None:
    if base is None:
        return None
    old = find_markdown(session, text.answer_id, text.audience, text.language, base.number)
    return present_diff(old or "", newest.markdown, whole=False)


def _find_next_waiting(session: Session, text: TextHistory) -> WorklistItem | None:
    """Return another text that awaits review by the user, or None."""
    account = current_account()
    if not account.may(Role.REVIEWER):
        return None
    here = (text.answer.slug, text.audience, text.language)
    waiting = worklist.list_awaiting_review(session, account.id, limit=2)
    return next((one for one in waiting if (one.slug, one.audience, one.language) != here), None)


def _present_decision(
    session: Session,
    text: TextHistory,
    case: ReviewState,
    standing: RevisionState,
    rejected: RejectedForm | None,
) -> RevisionDecision:
    revision = standing.revision
    mine = rejected if rejected is not None and rejected.number == revision.number else None
    due = next_review_date(now().date(), services().settings.review_months)
    offered = standing.transitions
    if Transition.REQUEST_CHANGES in offered:
        # Reviewers request changes with a comment instead of taking a text back.
        offered -= {Transition.TAKE_BACK}
    is_newest = revision.id == case.newest.revision.id
    return RevisionDecision(
        number=revision.number,
        review=revision.review,
        moves=[move for move in Transition if move in offered],
        is_author=standing.is_author,
        next_review=mine.next_review if mine else due.isoformat() if due else "",
        findings=_find_findings(session, text, revision),
        parity_path=_find_parity_path(text, None if is_newest else revision.number),
        counterpart_number=_find_expected_counterpart(session, text, case),
    )


def _find_expected_counterpart(
    session: Session, text: TextHistory, case: ReviewState
) -> int | None:
    if text.audience is not Audience.LAY:
        return None
    checked = review_state.find_checked_clinician_text(session, case, text.language)
    return checked.number if checked else 0


def _find_findings(
    session: Session, text: TextHistory, revision: StoredRevision
) -> Sequence[Finding]:
    if revision.review.status is Status.WITHDRAWN:
        return ()
    checker = desk_checker(session)
    return checker.check_current(session, text.answer_id, text.answer.slug, revision)


def _find_parity_path(text: TextHistory, number: int | None) -> str:
    answer, language = text.answer, text.language
    here = {one.audience for one in answer.variants if one.language == language}
    is_plain = text.audience is Audience.LAY and Audience.CLINICIAN in here
    return urls.consistency(answer.slug, language, number) if is_plain else ""
