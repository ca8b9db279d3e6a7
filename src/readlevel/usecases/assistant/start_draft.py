"""Requests a draft from a model: the job is stored and processed in the background."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.core.assistant.prompts import Assistant, DraftTask
from readlevel.core.assistant.source_parts import split_parts
from readlevel.core.model.answer import Audience
from readlevel.storage import slow_work
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.answers import StoredAnswer
from readlevel.storage.assistant import consents, draft_jobs, token_use
from readlevel.storage.assistant.draft_jobs import DraftJob, DraftPart, NewJob

__all__ = ["DraftJob", "DraftRejected", "DraftRequest", "DraftSource", "list_sources"]

KEPT_FOR = timedelta(days=30)
MAX_PARTS = 60
MAX_PASSAGE = 8_000
"""Characters of a passage."""


class DraftRejected(Exception):
    """A draft cannot be asked for.

    `code` is `not_agreed`, `budget`, `running` (there is one already), `no_source`, `too_long` or
    `no_answer`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class DraftSource:
    """A saved text from which a text can be made."""

    audience: Audience
    language: str


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What an editor asks for."""

    slug: str
    audience: Audience
    language: str
    task: DraftTask
    present: str
    """The text as it is typed now."""
    passage: str = ""
    """The part of it to change, for tasks that are about a passage."""
    source: DraftSource | None = None
    """The text to make it from, for tasks that are about a whole text."""


@dataclass(frozen=True, slots=True)
class SpendingRules:
    """The model service that texts are sent to, and its monthly limit of tokens."""

    url: str
    monthly_tokens: int
    """0 is no limit."""


def list_sources(
    session: Session, slug: str, audience: Audience, language: str
) -> Sequence[DraftSource]:
    """Return the saved texts of an answer from which one of its texts can be made.

    Those in the same language come first.
    """
    stored = answers.load_answer(session, slug)
    if stored is None:
        return ()
    found = dict.fromkeys(DraftSource(one.audience, one.language) for one in stored.revisions)
    others = [one for one in found if one != DraftSource(audience, language)]
    return sorted(others, key=lambda one: one.language != language)


def start_draft(
    session: Session,
    account: Account,
    request: DraftRequest,
    assistant: Assistant,
    rules: SpendingRules,
    *,
    now: datetime,
) -> int:
    """Store a job for a model; return its number.

    Raise `DraftRejected`, `UnreadableMarkdown`, or `AssistantProblem` for unusable prompts.
    """
    check_spending(session, rules, now=now)
    stored = answers.load_answer(session, request.slug)
    if stored is None:
        raise DraftRejected("no_answer")
    newest = draft_jobs.find_newest(
        session, account.id, stored.id, request.audience, request.language
    )
    if newest is not None and newest.is_open:
        raise DraftRejected("running")
    parts, source_language = _list_parts(stored, request)
    draft_jobs.delete_before(session, now - KEPT_FOR)
    job = NewJob(
        answer_id=stored.id,
        account_id=account.id,
        audience=request.audience,
        language=request.language,
        task=request.task,
        source_language=source_language,
        question=stored.answer.question_in(request.language)[1],
        present=request.present,
        parts=tuple(map(DraftPart, parts)),
        model=assistant.model,
        prompt_version=assistant.load_prompts(request.language).version,
    )
    return draft_jobs.add_job(session, job, now=now)


def check_spending(session: Session, rules: SpendingRules, *, now: datetime) -> None:
    """Raise `DraftRejected` if sending is not allowed or the budget is spent."""
    if consents.find_consent(session, rules.url) is None:
        raise DraftRejected("not_agreed")
    used = token_use.count_tokens(session, now=now)
    if rules.monthly_tokens and used >= rules.monthly_tokens:
        raise DraftRejected("budget")


def find_own_job(session: Session, account: Account, job_id: int) -> DraftJob | None:
    """Return a job that an account has asked for, or None."""
    job = draft_jobs.find_job(session, job_id)
    return job if job is not None and job.account_id == account.id else None


def find_newest_job(
    session: Session, account: Account, slug: str, audience: Audience, language: str
) -> DraftJob | None:
    """Return the newest job of an account about a text, or None."""
    stored = answers.load_answer(session, slug)
    if stored is None:
        return None
    return draft_jobs.find_newest(session, account.id, stored.id, audience, language)


def cancel_draft(session: Session, account: Account, job_id: int) -> bool:
    """Cancel a job that an account has asked for; return whether there is one."""
    if find_own_job(session, account, job_id) is None:
        return False
    draft_jobs.cancel(session, job_id)
    return True


def _list_parts(stored: StoredAnswer, request: DraftRequest) -> tuple[Sequence[str], str]:
    """Return the passages to write, and their language."""
    if not request.task.is_whole_text:
        passage = request.passage.strip()
        if not passage:
            raise DraftRejected("no_source")
        if len(passage) > MAX_PASSAGE:
            raise DraftRejected("too_long")
        return [passage], request.language
    source = request.source
    markdown = next(
        (
            one.markdown
            for one in stored.revisions
            if source and (one.audience, one.language) == (source.audience, source.language)
        ),
        "",
    )
    parts = slow_work.do(split_parts, markdown)
    if source is None or not parts:
        raise DraftRejected("no_source")
    if len(parts) > MAX_PARTS:
        raise DraftRejected("too_long")
    return parts, source.language
