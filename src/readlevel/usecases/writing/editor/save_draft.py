"""Saves the two texts of an answer without overwriting what others saved meanwhile.

If somebody else has saved since the writer opened the editor, nothing is stored, and the writer
gets both edits side by side.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerTexts, Review, Variant
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.core.text.document import parse
from readlevel.core.text.versions.three_way_merge import MergeChunk
from readlevel.storage import slow_work
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import authorship
from readlevel.storage.answers.answers import SaveResult
from readlevel.usecases.assistant.provenance import record_drafts
from readlevel.usecases.publishing.foresee import foresee_save
from readlevel.usecases.publishing.publish import save_loaded
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.clinical_codes import is_approved
from readlevel.usecases.writing.editor.draft_merge import DraftEditConflict, merge_with_newest
from readlevel.usecases.writing.editor.editor_state import (
    AUDIENCES,
    Draft,
    EditorState,
    new_editor,
    open_editor,
)


class IncompleteDraft(ValueError):
    """A rejected draft; `code` is `no_question`, `no_text`, `needs_reviewer` or `topics_reviewer`.

    Only reviewers change the question and the topics of an approved text, because they are public
    at once.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def save_draft(
    session: Session, renderer: Renderer, draft: Draft, *, actor: Account, why: str, now: datetime
) -> bool:
    """Store both texts, or neither; return whether anything changed.

    A changed text becomes a new revision, a draft. Raise `DraftEditConflict` if somebody else has
    saved since, `IncompleteDraft` if a part is missing, `SlugTaken` if the slug is in use,
    `UnreadableMarkdown` if a text cannot be read.
    """
    if not draft.question.strip():
        raise IncompleteDraft("no_question")
    slow_work.do_each(_check_readable, [(markdown,) for markdown in draft.texts.values()])
    desk = open_editor(session, draft.slug, draft.language) or new_editor(draft.language)
    merge = merge_with_newest(session, desk, draft)
    if merge is not None:
        raise DraftEditConflict(draft, merge)
    if not actor.may(Role.REVIEWER):
        _check_public_words(session, desk, draft)
    answer = _apply_draft(desk, draft, _begin_review(actor, now))
    if not answer.variants:
        raise IncompleteDraft("no_text")
    saved = save_loaded(session, desk.stored, answer, renderer, author=actor.name, why=why, now=now)
    if saved.changed:
        _record_authors(session, desk, saved, draft, actor, now)
    return saved.changed


def foresee_draft(
    session: Session, renderer: Renderer, draft: Draft, *, actor: Account, now: datetime
) -> None:
    """Do the slow work of `save_draft`; nothing is stored.

    Raise `UnreadableMarkdown` if a text cannot be read.
    """
    slow_work.do_each(_check_readable, [(markdown,) for markdown in draft.texts.values()])
    desk = open_editor(session, draft.slug, draft.language) or new_editor(draft.language)
    answer = _apply_draft(desk, draft, _begin_review(actor, now))
    foresee_save(session, desk.stored, answer, renderer, author=actor.name, now=now)


def _check_readable(markdown: str) -> None:
    """Raise `UnreadableMarkdown` if a text cannot be read."""
    parse(markdown)


def _begin_review(actor: Account, now: datetime) -> Review:
    return Review(Status.DRAFT, updated=now.date(), author=actor.name)


def _check_public_words(session: Session, desk: EditorState, draft: Draft) -> None:
    """Raise `IncompleteDraft` if a draft changes words that readers of approved texts would get."""
    was_approved = any(text.approved is not None for text in desk.texts.values())
    if was_approved and _merged_question(desk, draft) != desk.question:
        raise IncompleteDraft("needs_reviewer")
    before = desk.answer.topics if desk.answer else ()
    if _merged_topics(before, draft) != before and is_approved(session, draft.slug):
        raise IncompleteDraft("topics_reviewer")


def _record_authors(
    session: Session,
    desk: EditorState,
    saved: SaveResult,
    draft: Draft,
    actor: Account,
    now: datetime,
) -> None:
    """Record the author of the new revisions."""
    known = {one.id for one in desk.stored.revisions} if desk.stored else set()
    new = [one for one in saved.revisions if one.id not in known]
    authorship.record_author(session, [one.id for one in new], actor.id)
    record_drafts(session, saved.answer_id, new)
    audit_log.record_action(
        session,
        actor,
        "answer.saved",
        draft.slug,
        now=now,
        language=draft.language,
        revisions={one.audience: one.number for one in new},
    )


def _apply_draft(desk: EditorState, draft: Draft, review: Review) -> AnswerTexts:
    """Return the stored answer with the draft's changes; an empty text is left out."""
    answer = desk.answer or AnswerTexts(draft.slug, {}, ())
    kept = [variant for variant in answer.variants if variant.language != draft.language]
    for audience in AUDIENCES:
        newest, markdown = desk.texts[audience], draft.texts.get(audience, "")
        if newest.number and (markdown == newest.markdown or audience not in draft.texts):
            kept.append(Variant(audience, draft.language, newest.markdown, newest.review or review))
        elif newest.number or markdown.strip():
            kept.append(Variant(audience, draft.language, markdown, review))
    return replace(
        answer,
        question={**answer.question, draft.language: _merged_question(desk, draft)},
        topics=_merged_topics(answer.topics, draft),
        variants=tuple(sorted(kept, key=lambda variant: _variant_position(answer, variant))),
    )


def _merged_question(desk: EditorState, draft: Draft) -> str:
    """Return the question to store: the stored one unless the writer changed it."""
    return MergeChunk(draft.base_question, draft.question.strip(), desk.question).text


def _merged_topics(stored: tuple[str, ...], draft: Draft) -> tuple[str, ...]:
    """Return the topics to store: the stored ones unless the writer changed them."""
    return stored if draft.topics == draft.base_topics else draft.topics


def _variant_position(answer: AnswerTexts, variant: Variant) -> int:
    """Return the position of a variant in the answer; new ones come last."""
    places = [(one.audience, one.language) for one in answer.variants]
    key = (variant.audience, variant.language)
    return places.index(key) if key in places else len(places)
