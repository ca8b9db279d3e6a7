"""Contexts of the assistant: its part of the writing page, its drafts, and its notice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.assistant.check_draft import DraftCheck
from readlevel.core.consistency.difference import Difference
from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.core.readability.readability import Headline
from readlevel.core.text.versions.text_diff import DiffSegment, compare_words
from readlevel.settings import Settings
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.assistant.consent import Consent, find_consent
from readlevel.usecases.assistant.judge_draft import JudgedPart, JudgedProposal
from readlevel.usecases.assistant.start_draft import DraftSource, find_newest_job, list_sources
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout


@dataclass(frozen=True, slots=True)
class AssistantPanel:
    """What the assistant offers for one text (`desk/assistant/_panel.html`)."""

    is_agreed: bool
    """Whether an administrator has agreed to send texts."""
    sources: Sequence[DraftSource]
    """The texts from which this one can be drafted."""
    newest_path: str
    """The newest draft of the user for this text; empty if there is none."""


@dataclass(frozen=True, slots=True)
class ProposalContext:
    """One paragraph of a draft beside the present one."""

    before: str
    after: str
    now: Sequence[DiffSegment]
    """The present paragraph; empty if the draft adds one."""
    then: Sequence[DiffSegment]
    contradicting: Sequence[Difference]
    added: Sequence[Difference]
    new_sentences: Sequence[str]
    unwanted: Sequence[Finding]
    """Wordings that the house style does not want."""
    headline: Headline


@dataclass(frozen=True, slots=True)
class DraftPartContext:
    """One section of a draft."""

    number: int
    source: str
    problem: str
    words: Sequence[str]
    proposals: Sequence[ProposalContext]
    check: DraftCheck | None
    elsewhere: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class DraftPartsPage:
    """Sections of a draft for the writing page (`desk/assistant/_draft_parts.html`)."""

    language: str
    direction: str
    is_whole_text: bool
    total: int
    parts: Sequence[DraftPartContext]


@dataclass(frozen=True, slots=True)
class DraftProblemPage:
    """Why there is no draft (`desk/assistant/_draft_problem.html`)."""

    code: str


@dataclass(frozen=True, slots=True)
class AssistantPage:
    """What is sent where, and who has agreed (`desk/assistant/assistant.html`)."""

    layout: DeskLayout
    url: str
    """Empty if there is no assistant."""
    model: str
    consent: Consent | None
    tokens: int
    """Used this month."""
    monthly_tokens: int
    """0 is no limit."""


def present_panel(
    session: Session,
    settings: Settings,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
) -> AssistantPanel | None:
    """Return what the assistant offers for a text; None if there is no assistant."""
    if settings.assistant_url is None or not slug:
        return None
    newest = find_newest_job(session, account, slug, audience, language)
    return AssistantPanel(
        find_consent(session, settings.assistant_url) is not None,
        list_sources(session, slug, audience, language),
        urls.draft(newest.id) if newest else "",
    )


def present_part(number: int, judged: JudgedPart) -> DraftPartContext:
    """Return one section of a draft."""
    return DraftPartContext(
        number,
        judged.part.source,
        judged.part.problem,
        judged.part.words,
        [_present_proposal(one) for one in judged.proposals],
        judged.check,
        judged.elsewhere,
    )


def _present_proposal(judged: JudgedProposal) -> ProposalContext:
    before, after = judged.proposal.before, judged.proposal.after
    now, then = compare_words(before, after) if before else ((), (DiffSegment(after, False),))
    return ProposalContext(
        before,
        after,
        now,
        then,
        judged.contradicting,
        judged.added,
        judged.new_sentences,
        judged.unwanted,
        judged.readability.headline,
    )
