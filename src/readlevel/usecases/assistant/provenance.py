"""Record how much of a saved text comes from drafts of a model.

It is found by comparing the text with the drafts, so that it does not matter how a draft came into
the text.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readlevel.core.assistant.kept_share import compute_kept_share
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.assistant import draft_jobs, revision_drafts
from readlevel.storage.assistant.draft_jobs import DraftJob
from readlevel.storage.assistant.revision_drafts import RevisionDraft

__all__ = ["RevisionDraft", "list_drafts", "record_drafts"]

list_drafts = revision_drafts.list_drafts


def record_drafts(session: Session, answer_id: int, revisions: Sequence[StoredRevision]) -> None:
    """Store for new revisions of an answer which drafts they have text from."""
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
