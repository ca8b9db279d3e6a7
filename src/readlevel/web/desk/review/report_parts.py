"""What the report says of each text: levels, changes, facts, checklists, and who approved it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.consistency.difference import Difference
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.finding import Finding
from readlevel.core.model.workflow import Status
from readlevel.core.readability.readability import Headline, measure
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers import answers
from readlevel.storage.answers.consistency_answers import ConsistencyAnswer
from readlevel.storage.answers.revision_history import RevisionSummary
from readlevel.storage.answers.revisions import find_markdown
from readlevel.usecases.assistant.provenance import RevisionDraft, list_drafts_by_number
from readlevel.usecases.outside_review.ask import OutsideReview, list_reviews
from readlevel.usecases.review import checklists, consistency, review_state
from readlevel.usecases.review.approval_findings import Checker
from readlevel.usecases.review.review_state import ReviewState
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import desk_checker
from readlevel.web.desk.review.checklist_parts import ChecklistPart, present_parts
from readlevel.web.desk.review.review_contexts import TextHeader, TimelineEntry
from readlevel.web.desk.review.revision_diff import RevisionDiff, present_diff
from readlevel.web.desk.review.text_header import TextHistory, open_text, present_text_header
from readlevel.web.desk.review.timeline import present_timeline


@dataclass(frozen=True, slots=True)
class LevelRow:
    """The reading level of one revision."""

    which: str
    """`first`, `approved` (before this revision) or `now`."""
    number: int
    at: datetime
    level: Headline | None
    """None if the text cannot be read."""
    words: int


@dataclass(frozen=True, slots=True)
class FactsPart:
    """The comparison of the plain text with the text for health professionals."""

    counterpart: int
    """Number of the revision that it was compared with."""
    answered: Sequence[tuple[Difference, ConsistencyAnswer]]
    open: Sequence[Difference]
    """Differences that still need an answer."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """One text of the report."""

    head: TextHeader
    saved: RevisionSummary
    review: Review
    levels: Sequence[LevelRow]
    base: int
    """Number of the revision that the newest is compared with; 0 if it is the first."""
    comparison: RevisionDiff | None
    findings: Sequence[Finding] | None
    """Those besides open facts; None in a withdrawn text, which is not checked."""
    drafts: Sequence[RevisionDraft]
    """The assistant's drafts that the text has words from."""
    facts: FactsPart | None
    """None if there is no other text to compare with."""
    checklists: Sequence[ChecklistPart]
    history: Sequence[TimelineEntry]


def list_report_texts(session: Session, slug: str, language: str) -> list[ReportText]:
    """Return the texts of an answer in a language, in the order of `Audience`."""
    return list(_iter_texts(session, slug, language))


def _iter_texts(session: Session, slug: str, language: str) -> Iterator[ReportText]:
    answer = answers.find_texts(session, slug)
    checker = desk_checker(session, second_reading=True)
    here = {one.audience for one in answer.variants if one.language == language} if answer else ()
    outside: Sequence[OutsideReview] | None = None
    for audience in Audience:
        case = (
            review_state.find_review_state(session, current_account(), slug, audience, language)
            if audience in here
            else None
        )
        if case is not None:
            if outside is None:
                outside = list_reviews(session, case.answer_id, language)
            text = open_text(session, slug, audience, language)
            yield _present(session, checker, text, case, outside)


def _present(
    session: Session,
    checker: Checker,
    text: TextHistory,
    case: ReviewState,
    outside: Sequence[OutsideReview],
) -> ReportText:
    newest = case.newest.revision
    slug, audience, language = text.answer.slug, text.audience, text.language
    drafts = list_drafts_by_number(session, text.answer_id, audience, language)
    before = _find_before(text)
    sources = {newest.number: newest.markdown}
    for one in (before, text.saved[-1]):
        if one is not None and one.number not in sources:
            sources[one.number] = _read(session, text, one.number)
    found = checklists.find_checklists(session, slug, audience, language)
    return ReportText(
        head=present_text_header(text, urls.review),
        saved=text.saved[0],
        review=newest.review,
        levels=list(_list_levels(text, before, sources)),
        base=before.number if before else 0,
        comparison=present_diff(sources[before.number], newest.markdown, whole=False)
        if before
        else None,
        findings=None
        if newest.review.status is Status.WITHDRAWN
        else select_findings(checker.check_current(session, text.answer_id, slug, newest)),
        drafts=drafts.get(newest.number, ()),
        facts=_compare(session, checker, text) if audience is Audience.LAY else None,
        checklists=present_parts(found) if found else (),
        history=list(reversed(present_timeline(text, case.events, drafts, outside))),
    )


def select_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return each finding once, without open differences of facts, which have a part of their own.

    Findings that read the same are one, wherever in the text they are.
    """
    selected: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        if one.code != "unanswered_parity":
            selected.setdefault((one.code, one.text, repr(one.data)), one)
    return list(selected.values())


def _find_before(text: TextHistory) -> RevisionSummary | None:
    """Return the revision approved before the newest, or else the first; None if it is alone."""
    older = text.saved[1:]
    approved = (one for one in older if one.status is Status.APPROVED)
    return next(approved, older[-1] if older else None)


def _list_levels(
    text: TextHistory, before: RevisionSummary | None, sources: Mapping[int, str]
) -> Iterator[LevelRow]:
    first, newest = text.saved[-1], text.saved[0]
    rows = [("first", first), ("approved", before), ("now", newest)]
    numbers = set()
    for which, one in reversed(rows):
        if one is not None and one.number not in numbers:
            numbers.add(one.number)
            yield _measure(which, one, sources[one.number], text.language)


def _measure(which: str, one: RevisionSummary, markdown: str, language: str) -> LevelRow:
    try:
        source = parse_source(markdown, language)
    except UnreadableMarkdown:
        return LevelRow(which, one.number, one.at, None, 0)
    words = sum(len(sentence.words) for sentence in source.prose.sentences)
    level = measure(source.prose, language).headline
    return LevelRow(which, one.number, one.at, level, words)


def _read(session: Session, text: TextHistory, number: int) -> str:
    found = find_markdown(session, text.answer_id, text.audience, text.language, number)
    return found or ""


def _compare(session: Session, checker: Checker, text: TextHistory) -> FactsPart | None:
    pair = consistency.find_pair(session, checker.comparer, text.answer_id, text.language)
    if pair is None:
        return None
    answered = [
        (one, given) for one in pair.differences if (given := pair.find_answer(one)) is not None
    ]
    return FactsPart(pair.clinician.number, answered, pair.unanswered)
