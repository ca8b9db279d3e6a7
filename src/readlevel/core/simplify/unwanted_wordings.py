"""Proposals for wordings that the house style does not want."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from readlevel.core.house_style.find_wordings import WordingUse
from readlevel.core.simplify.proposal import NOTHING, Proposal, ProposalKind, Worth
from readlevel.core.text.source_positions import Span

MAX_AROUND = 2_000
"""Characters of a sentence in which the facts are compared. Of a longer one, those around each
wording are, so that many wordings in one sentence do not take its length each."""

FindWorth = Callable[[Span, str], Worth]
"""Returns what it is worth to write the sentence at a span as another text."""


def replace_unwanted(
    uses: Sequence[WordingUse],
    markdown: str,
    find_worth: FindWorth,
    changes_facts: Callable[[str, str], bool],
) -> Iterator[Proposal]:
    """Yield a proposal for each wording; what would change a fact is not among its options."""
    sentences: dict[Span, str] = {}
    for use in uses:
        span, around = use.span or use.sentence, use.sentence or use.span
        if span is None or around is None:
            continue
        text = markdown[slice(*span)]
        if around not in sentences:
            sentences[around] = markdown[slice(*around)]
        whole = sentences[around]
        around = _limit(around, span)
        sentence = markdown[slice(*around)]
        before, after = markdown[around[0] : span[0]], markdown[span[1] : around[1]]
        # Markup in a wording would be lost, or left without its other half.
        given = use.options if " ".join(text.split()) == use.text else ()
        options = tuple(
            one for one in given if not changes_facts(sentence, f"{before}{one}{after}")
        )
        yield Proposal(
            ProposalKind.HOUSE_STYLE,
            span,
            text,
            whole,
            options,
            None,
            find_worth(around, f"{before}{options[0]}{after}") if options else NOTHING,
            reason=use.reason,
            term=use.term,
            level=use.rule.level,
        )


def _limit(around: Span, span: Span) -> Span:
    """Return the span of a sentence, or of the part of a long one around a wording."""
    if around[1] - around[0] <= MAX_AROUND:
        return around
    half = MAX_AROUND // 2
    return max(around[0], span[0] - half), min(around[1], span[1] + half)


def leave_out_covered(
    proposals: Iterable[Proposal], unwanted: Iterable[Proposal]
) -> Iterator[Proposal]:
    """Yield the proposals but those for the very words that the house style is about."""
    starts = {one.span[0]: one.span[1] for one in unwanted}
    places = sorted(starts)
    for one in proposals:
        before = bisect_right(places, one.span[0]) - 1
        if before < 0 or one.span[1] > starts[places[before]]:
            yield one
