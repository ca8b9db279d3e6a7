"""What is counted in a text for checklists."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from readlevel.core.checklists.requests import REQUEST_LANGUAGES, asks_for_action
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.hints.passive_rules import find_passive_rules
from readlevel.core.languages.tags import primary
from readlevel.core.model.block import BlockKind
from readlevel.core.readability.readability import measure
from readlevel.core.rendering.pipeline import ParsedSource
from readlevel.core.text.blocks import get_block_kind
from readlevel.core.text.document import Token
from readlevel.core.text.prose import Sentence

_READER = {
    "en": frozenset(("you", "your", "yours", "yourself", "you're", "you'll", "you've")),
    "es": frozenset(("usted", "ustedes", "tú", "ti", "te", "contigo", "tu", "tus", "tuyo", "tuya")),
}
"""By primary tag, words that are only said to the reader: Spanish "su" is also "his" and "her"."""

_CALCULATION = {
    "en": re.compile(
        r"\b(?:multiply|subtract|divide(?:d)? by|add up|calculate|work out how (?:much|many)"
        r"|times your|per (?:kg|kilogram|pound) of)\b|/\s?kg\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:multipli(?:que|car)|rest[ae] |divid[ai]r? entre|sum[ae] los|calcul[ea]|por kilo"
        r"|por kg)\b|/\s?kg\b",
        re.IGNORECASE,
    ),
}
_DIGIT = re.compile(r"\d")
_ONE = {
    "en": re.compile(
        r"\bone\s(?:in|out\sof|(?:day|hour|week|month|year|minute|tablet|pill)\b)", re.I
    ),
    "es": re.compile(r"\b(?:uno|una)\sde\scada\b|\b(?:uno|una)\sentre\b", re.IGNORECASE),
}
"""By primary tag, the number one where it is no article or pronoun."""

_NOT_COUNTED = frozenset(("third", "fifth", "tenth", "medio", "media", "cuarto", "quinto"))
"""Words for parts of a whole that usually mean something else: an order, a middle, a room."""


@dataclass(frozen=True, slots=True)
class TextMeasures:
    """What a text has. What cannot be told in its language is None."""

    words: int
    grade_low: int | None
    grade_high: int | None
    sentences: int
    passives: int | None
    """Sentences in the passive voice."""
    numbers: int
    """Sentences with a number."""
    calculations: int | None
    """Sentences that have their reader calculate."""
    headings: int
    longest_section: int
    """Words between headings, at most."""
    longest_paragraph: int
    """Sentences of a paragraph, at most."""
    has_key_points: bool
    begins_with_key_points: bool
    key_point_passives: int | None
    """None without key points, too."""
    list_items: int
    steps: int
    """Items of numbered lists."""
    cues: int
    """Blocks, list items and words in bold."""
    images: int
    tables: int
    actions: int | None
    """Sentences that ask their reader to do something."""
    spoken_to: int | None
    """Sentences that speak to their reader."""


def measure_text(source: ParsedSource) -> TextMeasures:
    """Return what is counted in a text."""
    prose, tag = source.prose, primary(source.language)
    sentences, tokens = prose.sentences, source.document.tokens
    level = measure(prose, source.language).headline
    lists = list(_list_items(tokens))
    key_points = _find_key_points(tokens)
    inside = [] if key_points is None else [one for one in sentences if one.line in key_points]
    imperatives = [one for one in sentences if asks_for_action(one, tag)]
    spoken = [one for one in sentences if _READER.get(tag, frozenset()) & _lower(one)]
    first = min((one.line for one in sentences), default=0)
    calculation = _CALCULATION.get(tag)
    return TextMeasures(
        words=sum(len(one.words) for one in sentences),
        grade_low=level.grade_low,
        grade_high=level.grade_high,
        sentences=len(sentences),
        passives=_count_passives(sentences, tag),
        numbers=sum(_has_number(one, tag) for one in sentences),
        calculations=None
        if calculation is None
        else sum(calculation.search(one.text) is not None for one in sentences),
        headings=sum(token.type == "heading_open" for token in tokens),
        longest_section=_measure_sections(sentences, tokens),
        longest_paragraph=max((len(list(of)) for _, of in _paragraphs(source)), default=0),
        has_key_points=key_points is not None,
        begins_with_key_points=key_points is not None and first in key_points,
        key_point_passives=None if key_points is None else _count_passives(tuple(inside), tag),
        list_items=len(lists),
        steps=sum(lists),
        cues=len(lists) + sum(map(_count_cues, tokens)),
        images=sum(one.type == "image" for token in tokens for one in token.children or ()),
        tables=sum(token.type == "table_open" for token in tokens),
        actions=len(imperatives) if tag in REQUEST_LANGUAGES else None,
        spoken_to=len({*map(id, imperatives), *map(id, spoken)}) if tag in _READER else None,
    )


def _paragraphs(source: ParsedSource) -> Iterator[tuple[int, Iterator[Sentence]]]:
    """Yield the sentences of each paragraph, but not those of tables."""
    rows = {
        line
        for token in source.document.tokens
        if token.type == "table_open" and token.map
        for line in range(token.map[0] + 1, token.map[1] + 1)
    }
    outside = (one for one in source.prose.sentences if one.line not in rows)
    yield from groupby(outside, key=lambda one: one.line)


def _measure_sections(sentences: tuple[Sentence, ...], tokens: tuple[Token, ...]) -> int:
    headings = [token.map[0] + 1 for token in tokens if token.type == "heading_open" and token.map]
    words = [0] * (len(headings) + 1)
    for one in sentences:
        words[bisect_right(headings, one.line)] += len(one.words)
    return max(words)


def _list_items(tokens: tuple[Token, ...]) -> Iterator[bool]:
    """Yield, for each item of a list, whether the list is numbered."""
    numbered: list[bool] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            numbered.append(token.type == "ordered_list_open")
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            numbered.pop()
        elif token.type == "list_item_open":
            yield numbered[-1]


def _count_cues(token: Token) -> int:
    bold = sum(one.type == "strong_open" for one in token.children or ())
    return bold + (token.type == "container_block_open")


def _find_key_points(tokens: tuple[Token, ...]) -> range | None:
    """Return the lines of the first key points, or None."""
    return next(
        (
            range(token.map[0] + 1, token.map[1] + 1)
            for token in tokens
            if token.type == "container_block_open"
            and token.map
            and get_block_kind(token) is BlockKind.KEY_POINTS
        ),
        None,
    )


def _count_passives(sentences: tuple[Sentence, ...], tag: str) -> int | None:
    rules = find_passive_rules(tag)
    return None if rules is None else sum(bool(rules.find_passives(one.words)) for one in sentences)


def _has_number(sentence: Sentence, tag: str) -> bool:
    """Return whether a sentence has a number, in digits or spelled out."""
    if _DIGIT.search(sentence.text):
        return True
    one = _ONE.get(tag)
    if one is not None and one.search(sentence.text):
        return True
    return not _number_words(tag).isdisjoint(_lower(sentence))


@cache
def _number_words(tag: str) -> frozenset[str]:
    vocabulary = get_vocabulary(tag)
    return frozenset((*vocabulary.numbers, *vocabulary.fractions)) - _NOT_COUNTED


def _lower(sentence: Sentence) -> set[str]:
    return {word.lower().replace("\u2019", "'") for word in sentence.words}
