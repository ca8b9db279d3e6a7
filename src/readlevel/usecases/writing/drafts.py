"""Use cases of a writer: edit the two texts of an answer, and save them without overwriting others.

A draft has the number of the revision that it is based on. If somebody else has saved since,
nothing is stored, and the writer gets both edits side by side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.hints.difficulties import DifficultyReport
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.model.answer import AnswerHead, AnswerTexts, Audience, Review, Variant
from readlevel.core.model.persona import TooltipPolicy
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.document import parse
from readlevel.core.text.versions.three_way_merge import MergeChunk, merge_three_way
from readlevel.storage import slow_work
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, authorship, images
from readlevel.storage.answers.answers import SaveResult, StoredAnswer
from readlevel.storage.answers.revisions import StoredRevision, find_markdown
from readlevel.usecases.assistant.provenance import record_drafts
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.publishing.foresee import foresee_save
from readlevel.usecases.publishing.publish import save_loaded
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.clinical_codes import is_approved

AUDIENCES = (Audience.CLINICIAN, Audience.LAY)
"""In the order of the editor: the text that is written first is on the left."""


@dataclass(frozen=True, slots=True)
class EditorText:
    """One text in the editor."""

    audience: Audience
    markdown: str = ""
    number: int = 0
    """Number of the newest revision, 0 if there is none."""
    review: Review | None = None
    approved: str | None = None
    """The text that was last approved."""


@dataclass(frozen=True, slots=True)
class EditorState:
    """One answer in one language, opened in the editor."""

    stored: StoredAnswer | None
    """None for a new answer."""
    language: str
    question: str
    texts: Mapping[Audience, EditorText]

    @property
    def answer(self) -> AnswerTexts | None:
        """The answer; None for a new one."""
        return None if self.stored is None else self.stored.answer


@dataclass(frozen=True, slots=True)
class Draft:
    """The edits that a writer saves."""

    slug: str
    language: str
    question: str
    topics: tuple[str, ...]
    texts: Mapping[Audience, str]
    base_numbers: Mapping[Audience, int]
    """Number of the revision that each text is based on; 0 for none."""
    base_question: str
    """The question that the edit is based on."""
    base_topics: tuple[str, ...] = ()
    """The topics that the edit is based on."""


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


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """What a draft would look like to readers, and what makes it hard."""

    rendering: Rendering
    reasons: DifficultyReport


class IncompleteDraft(ValueError):
    """A rejected draft; `code` is `no_question`, `no_text`, `needs_reviewer` or `topics_reviewer`.

    Only reviewers change the question and the topics of an approved text, because they are public
    at once.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_editor(session: Session, slug: str, language: str) -> EditorState | None:
    """Return the newest texts of an answer in `language`; None if there is no such answer."""
    stored = answers.load_answer(session, slug)
    if stored is None:
        return None
    return EditorState(
        stored,
        language,
        stored.answer.question.get(language, ""),
        _newest_texts(stored.revisions, language),
    )


def new_editor(language: str) -> EditorState:
    """Return the editor's state for a new answer."""
    return EditorState(
        None, language, "", {audience: EditorText(audience) for audience in AUDIENCES}
    )


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
    merge = _find_merge(session, desk, draft)
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


def find_merge(session: Session, draft: Draft) -> DraftMerge | None:
    """Return what both the writer and somebody else changed; None if nothing."""
    desk = open_editor(session, draft.slug, draft.language) or new_editor(draft.language)
    return _find_merge(session, desk, draft)


def _find_merge(session: Session, desk: EditorState, draft: Draft) -> DraftMerge | None:
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


def preview_draft(
    session: Session,
    renderer: Renderer,
    answer: AnswerHead,
    language: str,
    markdown: str,
    policy: TooltipPolicy,
) -> DraftPreview:
    """Return what `markdown` would be as a text of `answer` for readers under `policy`.

    Nothing is stored. Raise `UnreadableMarkdown` if the text cannot be read.
    """
    source = parse_source(markdown, language)
    sizes = images.find_sizes_of(session, answer.slug, markdown)
    return DraftPreview(
        renderer.render_source(answer, source, policy, sizes),
        find_difficulties(source.words, markdown, renderer.glossary),
    )


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
    if desk.stored is None:
        return ""
    return find_markdown(session, desk.stored.id, audience, desk.language, number) or ""


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
