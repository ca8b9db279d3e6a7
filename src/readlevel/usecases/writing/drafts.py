"""Use cases of a writer: the texts of an answer side by side, and saving them, never over others'.

What a writer saves carries the number of the revision it began from. Where another has saved since,
nothing is stored, and the writer gets both edits beside each other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.hints.difficulties import DifficultyReport
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.model.answer import Answer, Audience, Review, Variant
from readlevel.core.model.persona import TooltipPolicy
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.diff_merge import MergeChunk, merge_three_way
from readlevel.core.text.document import parse
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, authorship
from readlevel.storage.answers.revisions import StoredRevision, find_markdown, iter_revisions
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer

AUDIENCES = (Audience.CLINICIAN, Audience.LAY)
"""As they stand on the desk: what is written first on the left."""


@dataclass(frozen=True, slots=True)
class EditorText:
    """One text as it lies on the desk."""

    audience: Audience
    markdown: str = ""
    number: int = 0
    """Number of the newest revision, 0 if there is none."""
    review: Review | None = None
    approved: str | None = None
    """What was last approved."""


@dataclass(frozen=True, slots=True)
class EditorState:
    """One answer in one language, to be worked on."""

    answer: Answer | None
    """None while the answer is new."""
    language: str
    question: str
    texts: Mapping[Audience, EditorText]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer wants to save."""

    slug: str
    language: str
    question: str
    topics: tuple[str, ...]
    texts: Mapping[Audience, str]
    base_numbers: Mapping[Audience, int]
    """Number of the revision that each text was begun from, 0: from nothing."""
    base_question: str
    """The question as it was."""
    base_topics: tuple[str, ...] = ()
    """The topics as they were."""


@dataclass(frozen=True, slots=True)
class DraftEditConflict:
    """What another has changed while this was written; nothing was stored."""

    texts: Mapping[Audience, tuple[MergeChunk, ...]]
    question: MergeChunk | None
    numbers: Mapping[Audience, int]
    """Numbers of the newest revisions: what is saved next begins from them."""
    newest_question: str


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """What a text that is being written would be for readers, and what makes it hard."""

    rendering: Rendering
    reasons: DifficultyReport


class IncompleteDraft(ValueError):
    """A draft that is not saved; `code` is `no_question`, `no_text` or `needs_reviewer`.

    The question of a text that was approved stands over it in public at once: it is changed by
    those who review.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_editor(session: Session, slug: str, language: str) -> EditorState | None:
    """Return the newest texts of an answer in `language`; None if there is no such answer."""
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        return None
    answer = answers.get_answer(session, slug)
    return EditorState(
        answer,
        language,
        answer.question.get(language, ""),
        _newest_texts(iter_revisions(session, answer_id), language),
    )


def new_editor(language: str) -> EditorState:
    """Return a desk for an answer that does not exist yet."""
    return EditorState(
        None, language, "", {audience: EditorText(audience) for audience in AUDIENCES}
    )


def save_draft(
    session: Session, renderer: Renderer, draft: Draft, *, actor: Account, why: str, now: datetime
) -> DraftEditConflict | bool:
    """Store both texts, or neither; return whether anything changed.

    A text that changed becomes a new revision, a draft. Return a `EditConflict` where another has
    saved since. Raise `IncompleteDraft` for what is no answer, `SlugTaken` for an address that is
    in use, `UnreadableMarkdown` for what cannot be a text.
    """
    if not draft.question.strip():
        raise IncompleteDraft("no_question")
    for markdown in draft.texts.values():
        parse(markdown)
    desk = open_editor(session, draft.slug, draft.language) or new_editor(draft.language)
    conflict = find_conflict(session, draft)
    if conflict is not None:
        return conflict
    was_approved = any(text.approved is not None for text in desk.texts.values())
    if (
        was_approved
        and _merged_question(desk, draft) != desk.question
        and not actor.may(Role.REVIEWER)
    ):
        raise IncompleteDraft("needs_reviewer")
    answer = _apply_draft(desk, draft, Review(Status.DRAFT, updated=now.date(), author=actor.name))
    if not answer.variants:
        raise IncompleteDraft("no_text")
    changed = save_answer(session, answer, renderer, author=actor.name, why=why, now=now)
    if changed:
        _record_authors(session, desk, draft, actor, now)
    return changed


def find_conflict(session: Session, draft: Draft) -> DraftEditConflict | None:
    """Return what another changed of what the writer changed too; None if nothing."""
    desk = open_editor(session, draft.slug, draft.language) or new_editor(draft.language)
    texts = {}
    for audience, mine in draft.texts.items():
        newest = desk.texts[audience]
        began_from = draft.base_numbers[audience]
        if began_from == newest.number or mine == newest.markdown:
            continue
        base = _markdown_of(session, desk, audience, began_from)
        texts[audience] = merge_three_way(base, mine, newest.markdown)
    question = MergeChunk(draft.base_question, draft.question, desk.question)
    if not texts and not question.conflicts:
        return None
    numbers = {audience: text.number for audience, text in desk.texts.items()}
    disputed = question if question.conflicts else None
    return DraftEditConflict(texts, disputed, numbers, desk.question)


def preview_draft(
    renderer: Renderer, answer: Answer, language: str, markdown: str, policy: TooltipPolicy
) -> DraftPreview:
    """Return what `markdown` would be as a text of `answer` for readers under `policy`.

    Nothing is stored. Raise `UnreadableMarkdown` for what cannot be a text.
    """
    source = parse_source(markdown, language)
    return DraftPreview(
        renderer.render_source(answer, source, policy),
        find_difficulties(source.prose, markdown, language, renderer.glossary),
    )


def _record_authors(
    session: Session, desk: EditorState, draft: Draft, actor: Account, now: datetime
) -> None:
    """Note who wrote the revisions that are new."""
    answer_id = answers.find_id(session, draft.slug)
    new: dict[str, int] = {}
    for revision in iter_revisions(session, answer_id) if answer_id is not None else ():
        known = desk.texts[revision.audience].number
        if revision.language == draft.language and revision.number > known:
            authorship.record_author(session, revision.id, actor.id)
            new[revision.audience] = revision.number
    audit_log.record_action(
        session, actor, "answer.saved", draft.slug, now=now, language=draft.language, revisions=new
    )


def _newest_texts(revisions: Iterable[StoredRevision], language: str) -> dict[Audience, EditorText]:
    texts = {audience: EditorText(audience) for audience in AUDIENCES}
    for revision in revisions:
        known = texts[revision.audience]
        if revision.language != language:
            continue
        if not known.number:
            known = replace(
                known,
                markdown=revision.markdown,
                number=revision.number,
                review=revision.review,
            )
        if known.approved is None and revision.review.status is Status.APPROVED:
            known = replace(known, approved=revision.markdown)
        texts[revision.audience] = known
    return texts


def _markdown_of(session: Session, desk: EditorState, audience: Audience, number: int) -> str:
    answer_id = answers.find_id(session, desk.answer.slug) if desk.answer else None
    if answer_id is None:
        return ""
    return find_markdown(session, answer_id, audience, desk.language, number) or ""


def _apply_draft(desk: EditorState, draft: Draft, review: Review) -> Answer:
    """Return the answer as it is with what the draft changes; texts left empty are none."""
    answer = desk.answer or Answer(draft.slug, {}, ())
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
        topics=answer.topics if draft.topics == draft.base_topics else draft.topics,
        variants=tuple(sorted(kept, key=lambda variant: _variant_position(answer, variant))),
    )


def _merged_question(desk: EditorState, draft: Draft) -> str:
    """Return the question as it is to be: another's where the writer left it as it was."""
    return MergeChunk(draft.base_question, draft.question.strip(), desk.question).text


def _variant_position(answer: Answer, variant: Variant) -> int:
    """Return where a variant stands among those of the answer; new ones come last."""
    places = [(one.audience, one.language) for one in answer.variants]
    key = (variant.audience, variant.language)
    return places.index(key) if key in places else len(places)
