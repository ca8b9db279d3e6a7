"""What a sentence says is not so, or is not to be done: negations, and what they turn around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from readlevel.core.concepts import list_topics_of_word
from readlevel.core.fact_tokens import Tokens, split_tokens
from readlevel.core.fact_words import get_fact_words
from readlevel.core.language import primary

_STOPS = frozenset(".;:!?")
_WORDS_AROUND = 4
_LOCAL = frozenset(
    {
        "without",
        "avoiding",
        "against",
        "lack",
        "lacks",
        "lacking",
        "absence",
        "absent",
        "fail",
        "fails",
    }
    | {"failed", "insufficient", "excluded", "untreated", "unable", "sin", "ohne", "sans"}
    | {"senza", "zonder", "sem"}
)
"""Negations of a word or two rather than of what is said."""
_LESSENING = frozenset(
    {"reduce", "reduces", "reduced", "lower", "lowers", "lowered"}
    | {"prevent", "prevents", "prevented"}
)
_ALSO = frozenset({"or", "nor", "ni", "oder", "ou"})
"""Words that go on with a negation: "do not skip or stop it"."""
_NEAR = 4
_OF_NOUN = 3
_OF_ALL = (
    *("eviden", "proof", "sign", "data", "reason", "need", "indicat", "benefi", "prueba"),
    *("increas", "differen", "change", "effect", "link", "associat", "relat", "aument"),
)
"""What "no" before it denies of all that follows: no evidence that, no increase in."""
_PARTICLES = frozenset({"not", "n't", "never", "cannot", "can't", "no", "nunca", "jamás"})
_DETERMINERS = ("kein", "aucun", "ningun", "ningún", "geen", "nenhum", "nessun")
_NO_HEDGE = frozenset(
    {"than", "before", "stop", "stopped", "stopping", "too", "ask", "rule", "rules"}
    | {"similar", "small", "minor", "versus", "less", "fewer", "menos"}
)


@dataclass(frozen=True, slots=True)
class Denial:
    """One negation, and what it is about."""

    start: int
    end: int
    """Of its words in the sentence, with some of what they deny, in characters."""
    topics: frozenset[str]
    """What its clause speaks of."""
    times: int
    """How many negations the clause has: two of them may assert."""
    of_noun: bool
    """It is of a noun alone: "no tobacco"."""
    head: str = ""
    """What comes right behind a "not": most often what is not done."""


@dataclass(frozen=True, slots=True)
class Stance:
    """How a sentence stands to what it speaks of."""

    denials: Sequence[Denial]
    hedges: frozenset[str]
    """Words that may say the same as a negation: hardly, less, unless; each with its topic."""
    asserted: Mapping[str, tuple[int, int]]
    """What it speaks of outside of every denial, each with the place of its word."""
    lessened: frozenset[str] = frozenset()
    """What it says to become less, which may be to say that it is not."""
    lacks: bool = False
    """It negates a word or two: without food."""


@lru_cache(maxsize=4096)
def find_stance(text: str, language: str) -> Stance:
    """Return what a sentence denies, and what it asserts."""
    tokens = Tokens(split_tokens(text), get_fact_words(language))
    known = tokens.known.negation
    idle, hedges, denials = _find_idle(tokens), set[str](), list[Denial]()
    compared = _find_compared(tokens)
    lacks = False
    lessened: set[str] = set()
    asserted: dict[str, tuple[int, int]] = {}
    for first, end in _join_idle(_find_clauses(tokens), tokens, language):
        inside = range(first, end)
        topics = {
            place: list_topics_of_word(tokens.at(place).low, language)
            for place in inside
            if tokens.at(place).is_word
        }
        lessened.update(
            topic
            for place in inside
            if tokens.at(place).low in _LESSENING
            for behind in range(place, place + _NEAR)
            for topic in topics.get(behind, ())
        )
        hedges.update(
            topic
            for place in inside
            if (_is_hedge(tokens, place) or place in idle) and place not in compared
            for topic in topics.get(place) or [tokens.at(place).low]
        )
        negating = [
            place
            for place in inside
            if place not in idle | compared
            and known["negating"].find(tokens.lows, place) is not None
        ]
        whole = [place for place in negating if tokens.at(place).low not in _LOCAL]
        if not whole:
            lacks = lacks or bool(negating)
            near = {near for place in negating for near in range(place, place + _NEAR)}
            for place, found in topics.items():
                token = tokens.at(place)
                if place not in near:
                    for topic in found:
                        asserted.setdefault(topic, (token.start, token.end))
            continue
        at = whole[0]
        begin = max(first, at - 1)
        last = min(end, at + _WORDS_AROUND) - 1
        of_noun = _is_of_noun(tokens, at, language)
        meant = range(at, at + _OF_NOUN) if of_noun else inside
        denied = frozenset(topic for place in meant for topic in topics.get(place, ()))
        denials.append(
            Denial(
                tokens.at(begin).start,
                tokens.at(last).end,
                denied,
                len(whole),
                of_noun,
                "" if of_noun else _find_head(tokens, at, end, topics),
            )
        )
    return Stance(denials, frozenset(hedges), asserted, frozenset(lessened), lacks)


def _find_head(tokens: Tokens, at: int, end: int, topics: Mapping[int, Sequence[str]]) -> str:
    low = tokens.at(at).low
    behind = range(at + 1, min(end, at + 1 + _WORDS_AROUND))
    told = (topic for place in behind for topic in topics.get(place, ()))
    return next(told, "") if low in _PARTICLES or low.endswith("n't") else ""


def _is_of_noun(tokens: Tokens, at: int, language: str) -> bool:
    """Tell whether a negation is of the noun behind it alone, as "no evidence" is not."""
    low = tokens.at(at).low
    is_determiner = low.startswith(_DETERMINERS) or (low == "no" and primary(language) == "en")
    return is_determiner and not tokens.at(at + 1).low.startswith(_OF_ALL)


def _is_hedge(tokens: Tokens, place: int) -> bool:
    known, low = tokens.known.negation, tokens.at(place).low
    return low in known["weak"] and not (
        low in known["breaks"] or low in _NO_HEDGE or low in _LESSENING
    )


def _find_idle(tokens: Tokens) -> set[int]:
    """Return the tokens of phrases that negate nothing: not only, no more than."""
    idle: set[int] = set()
    for at in range(len(tokens)):
        found = tokens.known.negation["not_really"].find(tokens.lows, at)
        if found is not None and found[1] > 1:
            idle.update(range(at, at + found[1]))
    return idle


def _find_compared(tokens: Tokens) -> set[int]:
    """Return the tokens of comparisons, which negate nothing either: no more than, or less."""
    compared: set[int] = set()
    for at in range(len(tokens)):
        for phrases in (tokens.known.bounds, tokens.known.bounds_after):
            found = phrases.find(tokens.lows, at)
            if found is not None and found[1] > 1:
                compared.update(range(at, at + found[1]))
    return compared


def _find_clauses(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the clauses of a sentence as (first token, token behind)."""
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


def _negates(tokens: Tokens, first: int, end: int) -> bool:
    found = (tokens.known.negation["negating"].find(tokens.lows, at) for at in range(first, end))
    return any(one is not None for one in found)


def _join_idle(
    clauses: Sequence[tuple[int, int]], tokens: Tokens, language: str
) -> list[tuple[int, int]]:
    """Return the clauses, each that speaks of nothing with the next: "do not get it if ill"."""
    joined: list[tuple[int, int]] = []
    for first, end in clauses:
        if joined and not _speaks(tokens, range(*joined[-1]), language):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((first, end))
    return joined


def _speaks(tokens: Tokens, places: range, language: str) -> bool:
    return any(list_topics_of_word(tokens.at(place).low, language) for place in places)
