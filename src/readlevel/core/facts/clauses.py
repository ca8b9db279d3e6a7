"""The clauses of a sentence: how far a negation reaches."""

from collections.abc import Sequence

from readlevel.core.facts.tokens import SentenceTokens
from readlevel.core.facts.topics import extract_word_topics

_STOPS = frozenset(".;:!?")
_ALSO = frozenset({"or", "nor", "ni", "oder", "ou"})
"""Words that go on with a negation: "do not skip or stop it"."""


def find_clauses(tokens: SentenceTokens, language: str) -> list[tuple[int, int]]:
    """Return the clauses of a sentence as (first token, token behind).

    One that speaks of nothing is part of the next: "do not get it while you are pregnant".
    """
    joined: list[tuple[int, int]] = []
    begin: int | None = None
    for first, end in _split(tokens):
        begin = first if begin is None else begin
        if _speaks(tokens, range(first, end), language):
            joined.append((begin, end))
            begin = None
    return joined if begin is None else [*joined, (begin, len(tokens))]


def find_pseudo_negations(tokens: SentenceTokens) -> set[int]:
    """Return the tokens of phrases that negate nothing: not only, no doubt."""
    idle: set[int] = set()
    for at in range(len(tokens)):
        found = tokens.known.negation["not_really"].find(tokens.lows, at)
        if found is not None and found[1] > 1:
            idle.update(range(at, at + found[1]))
    return idle


def find_comparison_tokens(tokens: SentenceTokens) -> set[int]:
    """Return the tokens of comparisons, which negate nothing either: no more than, or less."""
    compared: set[int] = set()
    for at in range(len(tokens)):
        for phrases in (tokens.known.bounds, tokens.known.bounds_after):
            found = phrases.find(tokens.lows, at)
            if found is not None and found[1] > 1:
                compared.update(range(_begin(tokens, at), at + found[1]))
    return compared


def _begin(tokens: SentenceTokens, at: int) -> int:
    """Return where a comparison begins, with a negation before it: "do not take more than"."""
    begin = at
    while begin and tokens.has("quantity_verbs", begin - 1):
        begin -= 1
    return begin - 1 if begin and tokens.has("not", begin - 1) else at


def _split(tokens: SentenceTokens) -> Sequence[tuple[int, int]]:
    breaks = tokens.known.negation["breaks"]
    clauses, first = [], 0
    for at in range(len(tokens)):
        token = tokens.at(at)
        if token.low in _ALSO and _negates(tokens, first, at):
            continue
        if token.text in _STOPS or (token.low in breaks and at > first):
            clauses.append((first, at))
            first = at
    clauses.append((first, len(tokens)))
    return [(begin, end) for begin, end in clauses if begin < end]


def _negates(tokens: SentenceTokens, first: int, end: int) -> bool:
    found = (tokens.known.negation["negating"].find(tokens.lows, at) for at in range(first, end))
    return any(one is not None for one in found)


def _speaks(tokens: SentenceTokens, places: range, language: str) -> bool:
    return any(extract_word_topics(tokens.at(place).low, language) for place in places)
