"""Builds the context of the review of an answer."""

from collections.abc import Iterator, Sequence
from html import unescape

from sqlalchemy.orm import Session

from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import next_review_date
from readlevel.core.rendering.html_changes import TAG
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers.images import find_sizes_of
from readlevel.storage.answers.revision_history import list_revision_summaries
from readlevel.storage.review import worklist
from readlevel.storage.review.worklist import WorklistItem
from readlevel.usecases.outside_review.ask import DEFAULT_DAYS, LINK_LIFETIME_DAYS, list_reviews
from readlevel.usecases.outside_review.links import find_ends
from readlevel.usecases.review import assignments
from readlevel.usecases.review.answer_review import AnswerReview, TextUnderReview
from readlevel.usecases.review.checklists import CHECKED_AUDIENCES
from readlevel.web.desk.answer_review.answer_review_contexts import (
    AnswerReviewPage,
    BlockChange,
    ComparedPair,
    OutsideCard,
    OutsideSection,
    PointToCheck,
    RejectedAsk,
    RejectedForms,
    ReviewBlock,
    ReviewColumn,
)
from readlevel.web.desk.answer_review.review_blocks import build_blocks
from readlevel.web.desk.answer_review.review_rows import arrange_rows, place_facts, place_findings
from readlevel.web.desk.answer_review.review_threads import place_threads
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import desk_renderer, now
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.writing.editor_panes import present_meter
from readlevel.web.http.services import services
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import ReaderRequest, current_reader_request

_MAX_WORDS = 60
"""Characters of a block that the list of points to check shows."""
_WAITING_READ = 8
"""Texts read to find one of another answer that waits."""


def present_answer_review(
    session: Session, review: AnswerReview, rejected: RejectedForms
) -> AnswerReviewPage:
    """Return the context; `rejected` are the forms of rejected submissions."""
    reader, answer, language = current_reader_request(), review.answer, review.language
    blocks = [build_text_blocks(session, reader, review, text) for text in review.texts]
    general = [
        place_findings(own, text.findings) for own, text in zip(blocks, review.texts, strict=True)
    ]
    by_audience = {
        text.revision.audience: own for own, text in zip(blocks, review.texts, strict=True)
    }
    if review.pair is not None:
        clinician = by_audience.get(Audience.CLINICIAN, ())
        place_facts(by_audience[Audience.LAY], clinician, review.pair)
    question_language, question = answer.question_in(language)
    due = next_review_date(now().date(), services().settings.review_months)
    waiting = _find_next_waiting(session, review)
    columns = [
        _present_column(session, reader, review, text, own, findings)
        for text, own, findings in zip(review.texts, blocks, general, strict=True)
    ]
    return AnswerReviewPage(
        layout=present_layout("answers"),
        site=present_site(reader),
        slug=answer.slug,
        question=question,
        question_language=question_language,
        language=language,
        languages=[
            (tag, urls.review_of_answer(answer.slug, tag))
            for tag in dict.fromkeys(one.language for one in answer.variants)
        ],
        path=urls.review_of_answer(answer.slug, language),
        write_path=urls.answer(answer.slug, language),
        columns=columns,
        rows=arrange_rows(blocks, language),
        points=[
            point
            for column, own in zip(columns, blocks, strict=True)
            for block in own
            for point in _list_points(column.audience, block)
        ],
        pair=_present_pair(review),
        counterpart_number=review.counterpart_number,
        unresolved=sum(len(block.questions) for own in blocks for block in own),
        today=now().date(),
        next_review=rejected.decision.next_review
        if rejected.decision
        else due.isoformat()
        if due
        else "",
        next_waiting=waiting,
        next_waiting_path=urls.review_of_answer(waiting.slug, waiting.language) if waiting else "",
        rejected=rejected.decision,
        rejected_comment=rejected.comment,
        assignment=assignments.find_assignment(session, review.answer_id, language),
        reviewers=assignments.list_reviewers(session, review.answer_id, language)
        if any(text.waits for text in review.texts)
        else (),
        assignment_path=urls.review_assignment(answer.slug),
        rejected_assignment=rejected.assignment,
        outside=_present_outside(session, review, rejected.outside),
    )


def _present_outside(
    session: Session, review: AnswerReview, rejected: RejectedAsk | None
) -> OutsideSection | None:
    """Return who was asked from outside; None if that concerns neither the site nor the answer."""
    settings = services().settings
    asked = list_reviews(session, review.answer_id, review.language)
    if not settings.outside_reviews and not asked:
        return None
    shown = {one.revision.id for one in review.texts}
    moment = now()
    ends = find_ends(session, asked, now=moment)
    return OutsideSection(
        cards=[
            OutsideCard(
                one,
                "ended" if one.id in ends and one.state(moment) == "open" else one.state(moment),
                all(text.revision_id in shown for text in one.texts if text.is_asked),
                urls.outside_withdrawal(review.answer.slug, one.id),
                urls.outside_unnaming(review.answer.slug, one.id),
            )
            for one in asked
        ],
        path=urls.outside_ask(review.answer.slug),
        may_ask=settings.outside_reviews and any(text.waits for text in review.texts),
        is_mailed=settings.mail_url is not None,
        days=LINK_LIFETIME_DAYS,
        default_days=DEFAULT_DAYS,
        suffices=settings.outside_approval_suffices,
        rejected=rejected,
    )


def build_text_blocks(
    session: Session,
    reader: ReaderRequest,
    review: AnswerReview,
    text: TextUnderReview,
    images_url: str = "",
) -> list[ReviewBlock]:
    """Return the blocks of a text, none if it cannot be read; `images_url` as in `build_blocks`."""
    policy = reader.own_persona(text.revision.audience).tooltips
    versions = [text.revision, *([text.base] if text.base else [])]
    slug = review.answer.slug
    sizes = find_sizes_of(session, slug, *(one.markdown for one in versions))
    try:
        return build_blocks(desk_renderer(session), review.answer, text, policy, sizes, images_url)
    except UnreadableMarkdown:
        return []


def _present_column(
    session: Session,
    reader: ReaderRequest,
    review: AnswerReview,
    text: TextUnderReview,
    blocks: Sequence[ReviewBlock],
    general: Sequence[Finding],
) -> ReviewColumn:
    revision, slug = text.revision, review.answer.slug
    place = (slug, revision.audience, revision.language)
    rendering = render_text(session, reader, review, text)
    summaries = list_revision_summaries(
        session, review.answer_id, revision.audience, revision.language
    )
    placed = [finding for block in blocks for finding in block.findings]
    return ReviewColumn(
        key=f"{revision.audience}/{revision.number}/{revision.review.status}",
        audience=revision.audience,
        direction=direction(revision.language),
        saved=next(one for one in summaries if one.number == revision.number),
        status=revision.review.status,
        waits=text.waits,
        may_approve=text.may_approve,
        is_author=text.shown.is_author,
        base_number=text.base.number if text.base else 0,
        changes=[block for block in blocks if block.change is not BlockChange.NONE],
        level=None
        if rendering is None
        else present_meter(
            session,
            reader,
            slug,
            revision.language,
            revision.audience,
            rendering.readability,
        ),
        is_readable=rendering is not None,
        blocking=sum(one.severity == "blocks" for one in (*placed, *general)),
        findings=general,
        references=rendering.references if rendering else (),
        check=rendering.check if rendering else None,
        lost_threads=place_threads(session, slug, review.answer_id, revision, blocks),
        comments_path=urls.comments(*place),
        path=urls.review(*place),
        compare_path=urls.compare(*place, text.base.number, revision.number) if text.base else "",
        checklists_path=urls.checklists(*place) if revision.audience in CHECKED_AUDIENCES else "",
    )


def render_text(
    session: Session, reader: ReaderRequest, review: AnswerReview, text: TextUnderReview
) -> Rendering | None:
    """Return a text as its own audience reads it, None if it cannot be read."""
    revision = text.revision
    policy = reader.own_persona(revision.audience).tooltips
    try:
        source = parse_source(revision.markdown, revision.language)
    except UnreadableMarkdown:
        return None
    return desk_renderer(session).render_source(review.answer, source, policy)


def _list_points(audience: Audience, block: ReviewBlock) -> Iterator[PointToCheck]:
    words = _shorten(unescape(TAG.sub(" ", block.original.text)))
    path = f"#{block.anchor}"
    for question in block.questions:
        yield PointToCheck("question", audience, question.cards[0].fact, path)
    for warning in block.warnings:
        yield PointToCheck("warning", audience, warning.fact, path)
    for thread in block.threads:
        if thread.outcome is None:
            said = thread.comments[0].words or thread.quote or words
            yield PointToCheck("comment", audience, _shorten(said), f"#thread-{thread.id}")
    if any(finding.severity == "blocks" for finding in block.findings):
        yield PointToCheck("blocks", audience, words, path)
    if block.change is not BlockChange.NONE:
        yield PointToCheck("change", audience, words, path)


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MAX_WORDS else words[: _MAX_WORDS - 1].rstrip() + "…"


def _present_pair(review: AnswerReview) -> ComparedPair | None:
    pair = review.pair
    if pair is None:
        return None
    shown = {(one.revision.audience, one.revision.number) for one in review.texts}
    return ComparedPair(
        lay_number=pair.lay.number,
        clinician_number=pair.clinician.number,
        is_shown=(Audience.CLINICIAN, pair.clinician.number) in shown,
        path=urls.consistency(review.answer.slug, review.language),
        others=sum(not one.asks for one in pair.differences),
    )


def _find_next_waiting(session: Session, review: AnswerReview) -> WorklistItem | None:
    """Return a text of another answer or language that awaits review by the user, or None."""
    account = current_account()
    if not account.may(Role.REVIEWER):
        return None
    here = (review.answer_id, review.language)
    waiting = worklist.list_awaiting_review(session, account.id, limit=_WAITING_READ)
    return next((one for one in waiting if (one.answer_id, one.language) != here), None)
