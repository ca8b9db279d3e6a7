"""Merges a draft with what somebody else has saved since the writer opened the editor."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.text.versions.three_way_merge import MergeChunk, merge_three_way
from readlevel.storage import slow_work
from readlevel.storage.answers.revisions import find_markdown
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.writing.editor.editor_state import (
    Draft,
    EditorState,
    new_editor,
    open_editor,
)


@dataclass(frozen=True, slots=True)
class DraftMerge:
    """What both the writer and somebody else have changed, to be merged."""

    texts: Mapping[Audience, tuple[MergeChunk, ...]]
    question: MergeChunk | None
    numbers: Mapping[Audience, int]
    """Numbers of the newest revisions, on which the next save is based."""
    newest_question: str


class DraftEditConflict(EditConflict):
    """Somebody else has saved since; the versions are the numbers of the revisions."""

    def __init__(self, draft: Draft, merge: DraftMerge) -> None:
        super().__init__(dict(draft.base_numbers), dict(merge.numbers))
        self.merge = merge


def find_merge(session: Session, draft: Draft) -> DraftMerge | None:
    """Return what both the writer and somebody else changed; None if nothing."""
    desk = open_editor(session, draft.slug, draft.language) or new_editor(draft.language)
    return merge_with_newest(session, desk, draft)


def merge_with_newest(session: Session, desk: EditorState, draft: Draft) -> DraftMerge | None:
    """Return what both the draft and the newest texts of `desk` changed; None if nothing."""
    texts = {}
    for audience, mine in draft.texts.items():
        newest = desk.texts[audience]
        base_number = draft.base_numbers[audience]
        if base_number == newest.number or mine == newest.markdown:
            continue
        base = _markdown_of(session, desk, audience, base_number)
        texts[audience] = slow_work.do(merge_three_way, base, mine, newest.markdown)
    question = MergeChunk(draft.base_question, draft.question, desk.question)
    if not texts and not question.conflicts:
        return None
    numbers = {audience: text.number for audience, text in desk.texts.items()}
    disputed = question if question.conflicts else None
    return DraftMerge(texts, disputed, numbers, desk.question)


def _markdown_of(session: Session, desk: EditorState, audience: Audience, number: int) -> str:
    if desk.stored is None:
        return ""
    return find_markdown(session, desk.stored.id, audience, desk.language, number) or ""
