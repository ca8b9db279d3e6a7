"""Record how much of a saved text comes from drafts of a model.

It is found by comparing the text with the drafts, so that it does not matter how a draft came into
the text.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from readlevel.core.assistant.kept_share import compute_kept_share
from readlevel.core.model.answer import Answer, TextDraft
from readlevel.storage.answers.answer_heads import find_id
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.storage.assistant import draft_jobs, revision_drafts
from readlevel.storage.assistant.draft_jobs import DraftJob
from readlevel.storage.assistant.revision_drafts import RevisionDraft

__all__ = ["RevisionDraft", "list_drafts", "list_drafts_by_number", "record_drafts"]

list_drafts = revision_drafts.list_drafts
list_drafts_by_number = revision_drafts.list_drafts_by_number


def record_drafts(session: Session, answer_id: int, revisions: Sequence[StoredRevision]) -> None:
    """Record the drafts whose text occurs in new revisions of an answer."""
    for revision in revisions:
        jobs = draft_jobs.list_jobs(session, answer_id, revision.audience, revision.language)
        found = [
            RevisionDraft(job.id, job.model, job.prompt_version, share)
            for job in jobs
            if (share := _find_share(revision.markdown, job))
        ]
        revision_drafts.save_drafts(session, revision.id, found)


def _find_share(markdown: str, job: DraftJob) -> float:
    drafted = [part.drafted for part in job.parts if part.drafted is not None]
    written = [job.present, *(part.source for part in job.parts)]
    return compute_kept_share(markdown, drafted, written) if drafted else 0.0


def list_text_drafts(session: Session, answer: Answer) -> tuple[TextDraft, ...]:
    """Return where the texts of an answer, as it leaves the site, have words from a model."""
    return tuple(
        TextDraft(
            revision.audience,
            revision.language,
            one.model,
            one.prompt_version,
            one.share,
            is_beneath,
        )
        for revision, is_beneath in _find_revisions(session, answer)
        for one in revision_drafts.list_drafts(session, revision.id)
    )


def record_imported(session: Session, answer: Answer) -> bool:
    """Store where the texts of an answer from elsewhere have words from a model, as it says.

    Return whether that was not known.
    """
    changed = False
    for revision, is_beneath in _find_revisions(session, answer) if answer.drafts else ():
        key = (revision.audience, revision.language, is_beneath)
        given = [
            # Drafts of other sites have numbers that no job of this one has.
            RevisionDraft(-place, one.model, one.prompt_version, one.share)
            for place, one in enumerate(answer.drafts, start=1)
            if (one.audience, one.language, one.is_beneath) == key
        ]
        if given and not revision_drafts.list_drafts(session, revision.id):
            revision_drafts.save_drafts(session, revision.id, given)
            changed = True
    return changed


def _find_revisions(session: Session, answer: Answer) -> Iterator[tuple[StoredRevision, bool]]:
    """Yield the stored revisions of an answer's texts, and whether newer ones are above them."""
    answer_id = find_id(session, answer.slug)
    stored = [] if answer_id is None else list_current(session, answer_id)
    texts = [(one, False) for one in answer.variants] + [(one, True) for one in answer.published]
    for text, is_beneath in texts:
        same = (
            one
            for one in stored
            if (one.audience, one.language, one.markdown)
            == (text.audience, text.language, text.markdown)
        )
        found = next(same, None)
        if found is not None:
            yield found, is_beneath
