"""What two groups got or did, told the other way round: 48% on one medicine and 31% on another.

A sentence is cut into parts, a group each. Two parts of the clinician sentence are set against two
of the lay sentence by what only one of the two is about, numbers included. If they say the same,
each part shares such topics with one part of the other text; if groups or results are exchanged,
what stands together in one text is apart in the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import Literal

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.claim_vocabulary import get_finder, get_words
from readlevel.core.claims.surroundings import get_general_topics
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.medicines import find_drugs
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.topics import extract_topics
from readlevel.core.languages.tags import primary
from readlevel.core.text.source_positions import Span

_MIN_SIMILARITY = 0.1
_MIN_UNCOUNTED_SIMILARITY = 0.25
"""Similarity of sentences whose parts are compared, with equal numbers and without."""

_MAX_SENTENCES = 3
"""Similar clinician sentences that are compared."""

_MAX_PARTS = 6
_ROUNDED = 0.005
_RANGE = 2
"""Values of "4 to 5 of 100", which counts as what is between them."""


_COUNTED_CONFIDENCE, _UNCOUNTED_CONFIDENCE = 0.75, 0.6

_WHOLES = frozenset({100.0, 1_000.0, 10_000.0})
"""How many people a plain text counts in."""

_WORD = re.compile(r"[^\W\d_]+")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class GroupExchange:
    """Two sentences in which groups or their results are exchanged."""

    clinician: int
    lay: int
    clinician_span: Span
    lay_span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class _GroupPart:
    start: int
    end: int
    topics: frozenset[str]
    groups: frozenset[str]
    """Topics of the medicines and of the groups of a study that it names."""
    share: float | None


_PartPair = tuple[_GroupPart, _GroupPart]


def find_exchanged_groups(
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
    language: str,
) -> Iterator[GroupExchange]:
    """Yield exchanges, at most one for each lay sentence."""
    parts: dict[int, Mapping[bool, Sequence[_GroupPart]]] = {}
    for sentence, facts in enumerate(lay):
        own = _split(facts, language)
        if not any(own.values()) or facts.statement.is_heading:
            continue
        for other in alignment.clinician_sentences_like(sentence, _MIN_SIMILARITY)[:_MAX_SENTENCES]:
            if other not in parts:
                parts[other] = _split(clinician[other], language)
            found = _compare(parts[other], own, alignment.similarity(sentence, other))
            if found is not None:
                spans, confidence = found
                yield GroupExchange(other, sentence, *spans, confidence)
                break


def _compare(
    clinician: Mapping[bool, Sequence[_GroupPart]],
    lay: Mapping[bool, Sequence[_GroupPart]],
    similarity: float,
) -> tuple[tuple[Span, Span], float] | None:
    """Return the spans of parts that are exchanged, and how sure that is."""
    for is_counted, confidence in ((True, _COUNTED_CONFIDENCE), (False, _UNCOUNTED_CONFIDENCE)):
        if not is_counted and similarity < _MIN_UNCOUNTED_SIMILARITY:
            break
        for one in combinations(clinician[is_counted], 2):
            for other in combinations(lay[is_counted], 2):
                if _are_exchanged(one, other):
                    return (_span(one), _span(other)), confidence
    return None


def _span(parts: _PartPair) -> Span:
    return parts[0].start, parts[1].end


def _are_exchanged(clinician: _PartPair, lay: _PartPair) -> bool:
    """Return whether what stands with an equal number, or with a group, is another in each part."""
    left, right = _list_exclusive(clinician, "topics"), _list_exclusive(lay, "topics")
    if clinician[0].share is None:
        groups = _list_exclusive(clinician, "groups"), _list_exclusive(lay, "groups")
        crossing = all(groups[0][one] & groups[1][1 - one] for one in range(2))
        others = [
            [parts[one] - of_text[one] for one in range(2)]
            for parts, of_text in zip((left, right), groups, strict=True)
        ]
        return crossing and _are_straight(*others) and not _are_straight(others[0], others[1][::-1])
    for order in (0, 1), (1, 0):
        in_order = [lay[one] for one in order]
        if all(map(_have_equal_shares, clinician, in_order)):
            same = [right[one] for one in order]
            return _are_straight(left, same[::-1]) and not _are_straight(left, same)
    return False


def _are_straight(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> bool:
    """Return whether either part is about something that its counterpart is about too."""
    return any(one & other for one, other in zip(left, right, strict=True))


def _list_exclusive(
    parts: _PartPair, name: Literal["topics", "groups"]
) -> tuple[frozenset[str], frozenset[str]]:
    one, other = (getattr(part, name) for part in parts)
    return one - other, other - one


def _have_equal_shares(one: _GroupPart, other: _GroupPart) -> bool:
    """Return whether the shares are the same, but for rounding to a whole number of 100."""
    return (
        one.share is not None
        and other.share is not None
        and abs(one.share - other.share) <= _ROUNDED
    )


def _split(facts: SentenceFacts, language: str) -> Mapping[bool, Sequence[_GroupPart]]:
    """Return the parts of a sentence: those with a share each, and those without shares."""
    shares = list(_list_counted(facts.quantities))
    text = facts.text
    strong, weak = _compile_separators(primary(language))
    if len(shares) > 1:
        cuts = [0]
        for (one, _), (following, _) in pairwise(shares):
            found = weak.search(text, one.end, following.start)
            cuts.append(found.start() if found else following.start)
        cuts.append(len(text))
        counted = [
            _make_part(text, start, end, value, language)
            for (start, end), (_, value) in zip(pairwise(cuts), shares, strict=True)
        ]
        return {True: counted[:_MAX_PARTS], False: ()}
    cuts = [found.start() for found in strong.finditer(text)] or [
        found.start() for found in weak.finditer(text)
    ]
    if len(cuts) != 1 or shares:
        return {True: (), False: ()}
    spans = ((0, cuts[0]), (cuts[0], len(text)))
    parts = [_make_part(text, *span, None, language) for span in spans]
    return {True: (), False: parts if all(part.groups for part in parts) else ()}


def _make_part(text: str, start: int, end: int, share: float | None, language: str) -> _GroupPart:
    words = text[start:end]
    named = [words[one.start : one.end] for one in find_drugs(words, language)]
    named += [words[one.start : one.end] for one in get_finder("arm", language).find(words)]
    received = get_words("group", "received", language)
    pairs = pairwise(_WORD.findall(words))
    named += [name for before, name in pairs if before.lower() in received]
    groups = frozenset[str]().union(*(_topics_of(one, language) for one in named))
    return _GroupPart(start, end, _topics_of(words, language), groups, share)


@lru_cache(maxsize=4096)
def _topics_of(words: str, language: str) -> frozenset[str]:
    return frozenset(extract_topics(words, language)) - get_general_topics(primary(language))


def _list_counted(quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, float]]:
    """Yield shares with their values: 48%, 23 of 100, and the 48 of "of 100 people, 48"."""
    whole = 0.0
    for one in quantities:
        if one.weak or len(one.values) > _RANGE:
            continue
        if one.dimension == "share":
            yield one, sum(one.values) / len(one.values)
        elif not one.dimension and one.values[0] in _WHOLES:
            whole = one.values[0]
        elif not one.dimension and one.values[0] < whole:
            yield one, one.values[0] / whole


@cache
def _compile_separators(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what parts two groups: words such as "whereas", and any comma or "and"."""
    strong, weak = (
        "|".join(map(re.escape, sorted(get_words("group", name, language), key=len, reverse=True)))
        for name in ("strong", "weak")
    )
    if not strong:
        return _NOTHING, _NOTHING
    return (
        re.compile(rf";|,?\s(?:{strong})\b", re.IGNORECASE),
        re.compile(rf"[,;]|\b(?:{weak}|{strong})\b", re.IGNORECASE),
    )
