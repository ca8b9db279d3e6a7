"""Proposals: pairs of a block of a draft and the block of the current text that it replaces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from readlevel.core.assistant.source_parts import SourceBlock, split_blocks
from readlevel.core.languages.words import split_words

_MIN_SIMILARITY = 0.35
"""Ratio of common words from which a block is another version of a block."""


@dataclass(frozen=True, slots=True)
class DraftProposal:
    """A block of a draft, and the block of the current text that it would replace."""

    before: str
    """Empty if it would be added."""
    after: str


def propose(present: str, drafted: Sequence[str]) -> list[list[DraftProposal]]:
    """Return the proposals of each part of a draft, in order.

    Each block of the present text is replaced once at most; a block that is there already is not
    proposed. A new heading comes with the new block below it. Raise `UnreadableMarkdown` for text
    that cannot be parsed.
    """
    free = [one.text for one in split_blocks(present)]
    return [list(_propose_part(split_blocks(part), free)) for part in drafted]


def _propose_part(blocks: Sequence[SourceBlock], free: list[str]) -> Iterator[DraftProposal]:
    heading = ""
    for block in blocks:
        one = _propose(block.text, free)
        if heading and one.before:
            yield DraftProposal("", heading)
        elif heading:
            one = DraftProposal("", f"{heading}\n\n{one.after}")
        heading = one.after if block.heading_level and not one.before else ""
        if not heading and one.before != one.after:
            yield one
    if heading:
        yield DraftProposal("", heading)


def _propose(after: str, free: list[str]) -> DraftProposal:
    """Return the proposal for a block, and remove the block it replaces from the free ones."""
    words = _words(after)
    scored = [(_similarity(words, _words(one)), -place) for place, one in enumerate(free)]
    best, place = max(scored, default=(0.0, 0))
    if best < _MIN_SIMILARITY:
        return DraftProposal("", after)
    return DraftProposal(free.pop(-place), after)


def _similarity(words: list[str], others: list[str]) -> float:
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _MIN_SIMILARITY else 0.0


def _words(text: str) -> list[str]:
    return [word.casefold() for word in split_words(text)]
