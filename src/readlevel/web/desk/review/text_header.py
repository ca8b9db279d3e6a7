"""The text that a review or revision URL names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import abort
from sqlalchemy.orm import Session

from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import AnswerHead, AnswerTexts, Audience, Variant
from readlevel.core.model.workflow import PENDING
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers import answers
from readlevel.storage.answers.revision_history import RevisionSummary, list_revision_summaries
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.usecases.writing.editor.preview_draft import preview_draft
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.db_sessions import desk_renderer
from readlevel.web.desk.review.review_contexts import TextHeader, TextLink
from readlevel.web.desk.writing.draft_preview import present_draft
from readlevel.web.reader.page_contexts import VariantContext
from readlevel.web.reader.reader_request import ReaderRequest

PathOf = Callable[[str, str, str], str]
"""Builds the URL of a page about (slug, audience, language)."""


@dataclass(frozen=True, slots=True)
class TextHistory:
    """A text of an answer and its revisions."""

    answer_id: int
    answer: AnswerTexts
    audience: Audience
    language: str
    saved: Sequence[RevisionSummary]
    """All revisions, the newest first."""

    def saved_as(self, number: int) -> RevisionSummary:
        """Return a revision's summary, or abort with 404."""
        found = next((one for one in self.saved if one.number == number), None)
        if found is None:
            abort(404)
        return found


def open_text(session: Session, slug: str, audience: str, language: str) -> TextHistory:
    """Return the text that a URL names, or abort with 404."""
    answer_id = answers.find_id(session, slug)
    if answer_id is None or audience not in set(Audience):
        abort(404)
    saved = list_revision_summaries(session, answer_id, Audience(audience), language)
    if not saved:
        abort(404)
    answer = answers.get_texts(session, slug)
    return TextHistory(answer_id, answer, Audience(audience), language, saved)


def choose_variant(answer: AnswerTexts, language: str) -> Variant:
    """Return the most urgent text in `language`; of all texts if that language has none."""
    here = [one for one in answer.variants if one.language == language]
    return min(here or answer.variants, key=_urgency)


def present_text_header(text: TextHistory, path_of: PathOf) -> TextHeader:
    """Return the header, with links to the same page about the answer's other texts."""
    answer = text.answer
    question_language, question = answer.question_in(text.language)
    return TextHeader(
        slug=answer.slug,
        question=question,
        question_language=question_language,
        audience=text.audience,
        language=text.language,
        direction=direction(text.language),
        texts=[
            TextLink(
                one.audience,
                one.language,
                one.review.status,
                path_of(answer.slug, one.audience, one.language),
                (one.audience, one.language) == (text.audience, text.language),
            )
            for one in answer.variants
        ],
        is_archived=answer.is_archived,
    )


def present_text(
    session: Session, reader: ReaderRequest, answer: AnswerHead, revision: StoredRevision
) -> VariantContext | None:
    """Return a revision as readers would get it, or None if it cannot be parsed."""
    persona = reader.own_persona(revision.audience)
    try:
        shown = preview_draft(
            session,
            desk_renderer(session),
            answer,
            revision.language,
            revision.markdown,
            persona.tooltips,
        )
    except UnreadableMarkdown:
        return None
    variant = present_draft(
        reader,
        answer,
        revision.language,
        persona,
        shown.rendering,
        number=revision.number,
        review=revision.review,
    )
    other_tools = urls.other_tools(
        answer.slug, revision.audience, revision.language, revision.number
    )
    return replace(variant, other_tools_url=other_tools)


def _urgency(variant: Variant) -> tuple[bool, bool]:
    return variant.review.status not in PENDING, variant.audience is not Audience.LAY
