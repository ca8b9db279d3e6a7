"""Check what a model has written, for an editor to judge paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.assistant.check_draft import DraftCheck, check_draft, has_sentence, is_within
from readlevel.core.assistant.proposals import DraftProposal, propose
from readlevel.core.checks.text_checks import find_unwanted_wordings
from readlevel.core.consistency.difference import Difference
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.house_style.house_rule import NO_STYLE, HouseStyle
from readlevel.core.model.finding import Finding
from readlevel.core.readability.readability import Readability, measure
from readlevel.core.rendering.pipeline import parse_source
from readlevel.storage.assistant.draft_jobs import DraftJob, DraftPart


@dataclass(frozen=True, slots=True)
class JudgedProposal:
    """One paragraph of a draft, with what it changes in substance."""

    proposal: DraftProposal
    contradicting: tuple[Difference, ...]
    added: tuple[Difference, ...]
    new_sentences: tuple[str, ...]
    """Sentences that nothing in the source is about."""
    unwanted: tuple[Finding, ...]
    """Wordings that the house style does not want."""
    readability: Readability


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """One section of a draft, checked against the section that it was made from."""

    part: DraftPart
    proposals: tuple[JudgedProposal, ...]
    check: DraftCheck | None
    """None if nothing was written."""
    elsewhere: tuple[Difference, ...] = ()
    """What the part contradicts or adds, and is in none of the proposals, but across them."""


def judge_draft(
    job: DraftJob, glossary: Glossary, style: HouseStyle = NO_STYLE, *, first: int = 0
) -> Sequence[JudgedPart]:
    """Return the parts of a draft that were asked for, from the part with the index `first`.

    Each paragraph is held against the house style, as the text will be once it is accepted.
    """
    paired = _pair(job)
    return [
        _judge(job, part, paired[place], glossary, style)
        for place, part in enumerate(job.parts)
        if place >= first and not part.is_open
    ]


def _pair(job: DraftJob) -> list[list[DraftProposal]]:
    """Return the proposals of each part."""
    drafted = [part.drafted or "" for part in job.parts]
    if job.task.is_whole_text:
        return propose(job.present, drafted)
    return [
        [DraftProposal(part.source, one)] if one else []
        for part, one in zip(job.parts, drafted, strict=True)
    ]


def _judge(
    job: DraftJob,
    part: DraftPart,
    proposals: Sequence[DraftProposal],
    glossary: Glossary,
    style: HouseStyle,
) -> JudgedPart:
    if part.drafted is None:
        return JudgedPart(part, (), None)
    check = check_draft(
        part.source,
        part.drafted,
        job.language,
        glossary,
        source_language=job.source_language,
    )
    judged = tuple(_judge_proposal(one, check, job, glossary, style) for one in proposals)
    shown = {one.key for own in judged for one in (*own.contradicting, *own.added)}
    found = (*check.changes.contradicting, *check.changes.added)
    return JudgedPart(part, judged, check, tuple(one for one in found if one.key not in shown))


def _judge_proposal(
    proposal: DraftProposal, check: DraftCheck, job: DraftJob, glossary: Glossary, style: HouseStyle
) -> JudgedProposal:
    block = proposal.after
    source = parse_source(block, job.language)

    def here(found: Sequence[Difference]) -> tuple[Difference, ...]:
        return tuple(one for one in found if is_within(one, block))

    return JudgedProposal(
        proposal,
        here(check.changes.contradicting),
        here(check.changes.added),
        tuple(one for one in check.unmatched.new if has_sentence(block, one)),
        tuple(find_unwanted_wordings(source, style, job.audience, glossary)),
        measure(source.prose, job.language),
    )
