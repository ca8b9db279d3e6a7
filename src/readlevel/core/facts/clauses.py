"""The clauses of a sentence, which limit the scope of a negation."""

from collections.abc import Sequence

from readlevel.core.facts.tokens import SentenceTokens
from readlevel.core.facts.topics import extract_word_topics

_CLAUSE_PUNCTUATION = frozenset(";:!?")


def find_clauses(tokens: SentenceTokens, language: str) -> list[tuple[int, int]]:
    """Return the clauses of a sentence as (first token, end).

    A clause without a topic is part of the next: "do not get it while you are pregnant".
    """
    joined: list[tuple[int, int]] = []
    start: int | None = None
    for first, end in _split_clauses(tokens):
        start = first if start is None else start
        if _has_topic(tokens, range(first, end), language):
            joined.append((start, end))
            start = None
    return joined if start is None else [*joined, (start, len(tokens))]


def find_pseudo_negations(tokens: SentenceTokens) -> set[int]:
    """Return the tokens of pseudo-negations: not only, no doubt."""
    pseudo: set[int] = set()
    for index in range(len(tokens)):
        found = tokens.vocabulary.negation_cues["pseudo_negations"].find(tokens.lowered, index)
        if found is not None and found[1] > 1:
            pseudo.update(range(index, index + found[1]))
    return pseudo


def find_comparison_tokens(tokens: SentenceTokens) -> set[int]:
    """Return the tokens of comparisons, which also do not negate: no more than, or less."""
    compared: set[int] = set()
    for index in range(len(tokens)):
        for phrases in (tokens.vocabulary.comparators, tokens.vocabulary.trailing_comparators):
            found = phrases.find(tokens.lowered, index)
            if found is not None and found[1] > 1:
                compared.update(range(_comparison_start(tokens, index), index + found[1]))
    return compared


def _comparison_start(tokens: SentenceTokens, index: int) -> int:
    """Return where a comparison starts, a negation before it included: "do not take more than"."""
    start = index
    while start and tokens.has_role("quantity_verbs", start - 1):
        start -= 1
    return start - 1 if start and tokens.has_role("not", start - 1) else index


def _split_clauses(tokens: SentenceTokens) -> Sequence[tuple[int, int]]:
    breaks = tokens.vocabulary.negation_cues["breaks"]
    coordinators = tokens.vocabulary.negation_cues["coordinators"]
    clauses, first = [], 0
    inside = _find_parentheses(tokens)
    for index in range(len(tokens)):
        token = tokens.token(index)
        # A negation's scope includes coordinated verbs: "do not skip or stop it".
        if token.lower in coordinators and _negates(tokens, first, index):
            continue
        if (
            (token.text in _CLAUSE_PUNCTUATION and index not in inside)
            or (token.text == "." and index == len(tokens) - 1)
            or (token.lower in breaks and index > first and not _continues(tokens, index))
        ):
            clauses.append((first, index))
            first = index
    clauses.append((first, len(tokens)))
    return [(start, end) for start, end in clauses if start < end]


def _find_parentheses(tokens: SentenceTokens) -> set[int]:
    """Return the tokens between parentheses, whose punctuation does not end a clause."""
    inside: set[int] = set()
    start: int | None = None
    for index in range(len(tokens)):
        text = tokens.token(index).text
        if text == "(":
            start = index
        elif text == ")" and start is not None:
            inside.update(range(start, index))
            start = None
    return inside


def _continues(tokens: SentenceTokens, index: int) -> bool:
    """Return whether a word that may begin a clause goes on with the one before: "of which"."""
    joined = tokens.vocabulary.negation_cues["joined"].find_before(tokens.lowered, index + 1)
    return joined is not None


def _negates(tokens: SentenceTokens, first: int, end: int) -> bool:
    found = (
        tokens.vocabulary.negation_cues["negating"].find(tokens.lowered, index)
        for index in range(first, end)
    )
    return any(one is not None for one in found)


def _has_topic(tokens: SentenceTokens, positions: range, language: str) -> bool:
    return any(
        extract_word_topics(tokens.token(position).lower, language) for position in positions
    )
