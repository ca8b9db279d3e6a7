"""The two texts of an answer as the editor opens them, and as a writer saves them.

A draft has the number of the revision that it is based on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerTexts, Audience, Review
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers
from readlevel.storage.answers.answers import StoredAnswer
from readlevel.storage.answers.revisions import StoredRevision

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
