"""The blocks of a text and those of its translation, paired in order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from readlevel.core.consistency.translations.phrase_claims import find_claims
from readlevel.core.consistency.translations.phrase_tables import knows_claims
from readlevel.core.facts.extract import SentenceFacts, extract_facts
from readlevel.core.facts.statements import read_statements

_MAX_BLOCKS = 400
"""Blocks of texts of unlike length that are paired one by one; their number is squared."""

Block = Sequence[SentenceFacts]
"""The sentences of a paragraph, heading or item of a list."""


@dataclass(frozen=True, slots=True)
class BlockPair:
    """A block, and the block of the translation that stands for it."""

    source: Block
    translation: Block
    languages: tuple[str, str]

    @property
    def has_claims(self) -> bool:
        """Whether claims are known in both languages."""
        return all(map(knows_claims, self.languages))


def split_blocks(markdown: str, language: str) -> list[Block]:
    """Return the facts of the blocks of a text: its paragraphs, headings and items of lists."""
    facts = extract_facts(read_statements(markdown, language), language, None)
    return [list(found) for _, found in groupby(facts, key=lambda one: one.statement.line)]


def pair_blocks(
    source: Sequence[Block], translation: Sequence[Block], languages: tuple[str, str]
) -> Sequence[tuple[Block, Block]]:
    """Return the pairs of blocks; where one text has more, those that share most, in order."""
    if len(source) == len(translation):
        return list(zip(source, translation, strict=True))
    if max(len(source), len(translation)) > _MAX_BLOCKS:
        return [(_join(source), _join(translation))]
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [
        [(0.0, ())] * (len(translation) + 1) for _ in range(len(source) + 1)
    ]
    marks = [
        [_list_marks(block, language) for block in text]
        for text, language in zip((source, translation), languages, strict=True)
    ]
    for one in range(len(source)):
        for two in range(len(translation)):
            total, pairs = best[one][two]
            score = total + _likeness(marks[0][one], marks[1][two])
            options = [best[one][two + 1], best[one + 1][two], (score, (*pairs, (one, two)))]
            best[one + 1][two + 1] = max(options, key=lambda option: option[0])
    return [(source[one], translation[two]) for one, two in best[-1][-1][1]]


def _join(blocks: Sequence[Block]) -> Block:
    return [facts for block in blocks for facts in block]


def _list_marks(block: Block, language: str) -> Counter[str]:
    """Return what two blocks share in any language: numbers, citations, medicines, claims."""
    found = Counter(one.token() for facts in block for one in facts.quantities)
    found.update(key for facts in block for key in facts.statement.citations)
    found.update("+".join(sorted(one.names)) for facts in block for one in facts.drugs)
    claims = (claim for facts in block for claim in find_claims(facts.text, language))
    found.update(f"{claim.kind} {claim.value}" for claim in claims)
    found["sentences"] = len(block)
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, (one | other).total()) + 0.01


def split_sentences(pair: BlockPair) -> Sequence[BlockPair]:
    """Return the pairs of sentences of two blocks that have as many, or else the blocks."""
    if len(pair.source) != len(pair.translation):
        return [pair]
    return [
        BlockPair([source], [translation], pair.languages)
        for source, translation in zip(pair.source, pair.translation, strict=True)
    ]
