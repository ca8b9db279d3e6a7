"""Builds the page on which somebody without an account reviews an answer."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import Audience
from readlevel.storage.review.outside_reviews import OutsideReview
from readlevel.usecases.review.answer_review import AnswerReview, TextUnderReview
from readlevel.web.desk.answer_review.answer_review_contexts import BlockChange, ReviewBlock
from readlevel.web.desk.answer_review.answer_review_page import build_text_blocks, render_text
from readlevel.web.desk.answer_review.review_rows import arrange_rows, place_facts
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_user
from readlevel.web.desk.outside_review.outside_contexts import (
    OutsideColumn,
    OutsideForm,
    OutsideReviewPage,
)
from readlevel.web.desk.writing.editor_panes import present_meter
from readlevel.web.http.services import services
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import ReaderRequest, current_reader_request


def present_outside_review(
    session: Session, token: str, asked: OutsideReview, review: AnswerReview, form: OutsideForm
) -> OutsideReviewPage:
    """Return the context; `form` is the form of a rejected submission, if any."""
    reader, folder = current_reader_request(), urls.outside_images(token)
    blocks = [build_text_blocks(session, reader, review, text, folder) for text in review.texts]
    by_audience = {
        text.revision.audience: own for text, own in zip(review.texts, blocks, strict=True)
    }
    if review.pair is not None and Audience.LAY in by_audience:
        clinician = by_audience.get(Audience.CLINICIAN, ())
        place_facts(by_audience[Audience.LAY], clinician, review.pair)
    question_language, question = review.answer.question_in(review.language)
    wanted = {one.revision_id for one in asked.texts if one.is_asked}
    return OutsideReviewPage(
        site=present_site(reader),
        path=urls.outside_review(token),
        question=question,
        question_language=question_language,
        language=review.language,
        asked_by=asked.asked_by,
        until=asked.expires_at,
        columns=[
            _present_column(session, reader, review, text, own, text.revision.id in wanted)
            for text, own in zip(review.texts, blocks, strict=True)
        ],
        rows=arrange_rows(blocks, review.language),
        form=form,
        suffices=services().settings.outside_approval_suffices,
        review_path=urls.review_of_answer(asked.slug, asked.language) if current_user() else "",
    )


def _present_column(
    session: Session,
    reader: ReaderRequest,
    review: AnswerReview,
    text: TextUnderReview,
    blocks: Sequence[ReviewBlock],
    is_asked: bool,
) -> OutsideColumn:
    revision = text.revision
    rendering = render_text(session, reader, review, text)
    meter = None
    if rendering is not None:
        meter = present_meter(
            session,
            reader,
            review.answer.slug,
            revision.language,
            revision.audience,
            rendering.readability,
        )
    return OutsideColumn(
        audience=revision.audience,
        direction=direction(revision.language),
        number=revision.number,
        is_asked=is_asked,
        base_number=text.base.number if text.base else 0,
        changes=[block for block in blocks if block.change is not BlockChange.NONE],
        level=meter,
        is_readable=rendering is not None,
        references=rendering.references if rendering else (),
        check=rendering.check if rendering else None,
    )
