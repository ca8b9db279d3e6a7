"""What a sentence says is not so, or is not to be done: negations, and what they turn around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from readlevel.core.facts.clauses import find_clauses, find_comparison_tokens, find_pseudo_negations
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.languages.tags import primary

_MAX_NEGATIONS = 40
"""Denials of one sentence that are looked at: more of them are no sentence."""
_CONTEXT_WORDS = 4
_NOUN_NEGATORS = frozenset({"without", "non", "sin", "ohne", "sans", "senza", "zonder", "sem"})
"""Negations of the noun behind them."""
_LOCAL_NEGATORS = _NOUN_NEGATORS | frozenset(
    {"avoiding", "against", "lack", "lacks", "lacking", "absence", "absent", "fail", "fails"}
    | {"failed", "insufficient", "excluded", "untreated", "unable"}
)
"""Negations of a word or two rather than of what is said."""
_CESSATION_NOUNS = frozenset({"cessation", "abstinence", "quitting", "abandono", "cese", "sevrage"})
"""Nouns that negate the word before them, or behind "of": smoking cessation."""
_DIMINISHERS = frozenset(
    {"reduce", "reduces", "reduced", "lower", "lowers", "lowered"}
    | {"prevent", "prevents", "prevented"}
    | {"little", "few", "limited", "limit", "minimal", "low", "poco", "poca", "pocos", "pocas"}
)
"""Words that make less of what follows."""
_SCOPE_WORDS = 4
_NOUN_SCOPE_WORDS = 3
_CLAUSE_SCOPE_STEMS = (
    *("eviden", "proof", "sign", "data", "reason", "need", "indicat", "benefi", "prueba"),
    *("increas", "differen", "change", "effect", "link", "associat", "relat", "aument"),
)
"""What "no" before it denies of all that follows: no evidence that, no increase in."""
_NEGATIVE_PARTICLES = frozenset({"not", "n't", "never", "cannot", "can't", "no", "nunca", "jamás"})
_NEGATIVE_DETERMINERS = ("kein", "aucun", "ningun", "ningún", "geen", "nenhum", "nessun")
_NOT_HEDGES = frozenset(
    {"than", "before", "stop", "stopped", "stopping", "too", "ask", "rule", "rules"}
    | {"similar", "small", "minor", "versus", "less", "fewer", "menos"}
)


@dataclass(frozen=True, slots=True)
class Negation:
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
class Polarity:
    """How a sentence stands to what it speaks of."""

    denials: Sequence[Negation]
    hedges: frozenset[str]
    """Words that may say the same as a negation: hardly, less, unless; each with its topic."""
    asserted: Mapping[str, tuple[int, int]]
    """What it speaks of outside of every denial, each with the place of its word."""
    lessened: Sequence[tuple[frozenset[str], frozenset[str]]] = ()
    """What it says to become less, which may be to say that it is not: "prevents", and what."""
    lacks: bool = False
    """It negates a word or two: lack of food."""


@lru_cache(maxsize=4096)
def read_polarity(text: str, language: str) -> Polarity:
    """Return what a sentence denies, and what it asserts."""
    reader = _PolarityParser(SentenceTokens(split_tokens(text), get_vocabulary(language)), language)
    for first, end in find_clauses(reader.tokens, language):
        reader.read(range(first, end))
    return Polarity(
        reader.denials[:_MAX_NEGATIONS],
        frozenset(reader.hedges),
        reader.asserted,
        reader.lessened,
        reader.lacks,
    )


@dataclass
class _PolarityParser:
    """One sentence that is being read, clause by clause."""

    tokens: SentenceTokens
    language: str
    denials: list[Negation] = field(default_factory=list)
    hedges: set[str] = field(default_factory=set)
    asserted: dict[str, tuple[int, int]] = field(default_factory=dict)
    lessened: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    lacks: bool = False

    def __post_init__(self) -> None:
        self._idle = find_pseudo_negations(self.tokens)
        self._compared = find_comparison_tokens(self.tokens)

    def read(self, clause: range) -> None:
        """Note what one clause denies, hedges and asserts."""
        tokens = self.tokens
        topics = {
            place: extract_word_topics(tokens.at(place).low, self.language)
            for place in clause
            if tokens.at(place).is_word
        }
        self._hedge(clause, topics)
        negating = [place for place in clause if self._negates(place)]
        whole = [place for place in negating if tokens.at(place).low not in _LOCAL_NEGATORS]
        if whole:
            self._deny(clause, topics, whole)
            return
        denied = {near for place in negating for near in range(place, place + _SCOPE_WORDS)}
        for place in clause:
            denied.update(self._deny_nouns(place, clause, topics))
        self.lacks = self.lacks or bool(negating)
        for place, found in topics.items():
            token = tokens.at(place)
            if place not in denied:
                for topic in found:
                    self.asserted.setdefault(topic, (token.start, token.end))

    def _negates(self, place: int) -> bool:
        found = self.tokens.known.negation["negating"].find(self.tokens.lows, place)
        return found is not None and place not in self._idle and place not in self._compared

    def _hedge(self, clause: range, topics: Mapping[int, Sequence[str]]) -> None:
        for place in clause:
            low = self.tokens.at(place).low
            if low in _DIMINISHERS:
                behind = range(place + 1, place + _SCOPE_WORDS)
                what = frozenset(topic for one in behind for topic in topics.get(one, ()))
                self.lessened.append((frozenset(topics.get(place, ())), what))
            elif place not in self._compared and (self._is_hedge(low) or place in self._idle):
                self.hedges.update(topics.get(place) or [low])

    def _is_hedge(self, low: str) -> bool:
        known = self.tokens.known.negation
        return low in known["weak"] and low not in known["breaks"] and low not in _NOT_HEDGES

    def _deny(
        self, clause: range, topics: Mapping[int, Sequence[str]], whole: Sequence[int]
    ) -> None:
        at = whole[0]
        of_noun = self._is_of_noun(at)
        meant = range(at, at + _NOUN_SCOPE_WORDS) if of_noun else clause
        self.denials.append(
            Negation(
                self.tokens.at(max(clause.start, at - 1)).start,
                self.tokens.at(min(clause.stop, at + _CONTEXT_WORDS) - 1).end,
                frozenset(topic for place in meant for topic in topics.get(place, ())),
                len(whole),
                of_noun,
                "" if of_noun else self._find_head(at, clause.stop, topics),
            )
        )

    def _deny_nouns(
        self, place: int, clause: range, topics: Mapping[int, Sequence[str]]
    ) -> Sequence[int]:
        """Note what a "without" or "cessation" denies; return the words of it."""
        low = self.tokens.at(place).low
        if low in _NOUN_NEGATORS:
            meant = range(place, min(clause.stop, place + _SCOPE_WORDS))
        elif low in _CESSATION_NOUNS:
            of = self.tokens.has("out_of", place + 1)
            meant = (
                range(place, place + _SCOPE_WORDS)
                if of
                else range(max(clause.start, place - 1), place + 1)
            )
        else:
            return ()
        denied = frozenset(topic for one in meant for topic in topics.get(one, ()))
        start, end = self.tokens.at(meant[0]).start, self.tokens.at(meant[-1]).end
        self.denials.append(Negation(start, end, denied, 1, of_noun=True))
        return meant

    def _find_head(self, at: int, end: int, topics: Mapping[int, Sequence[str]]) -> str:
        low = self.tokens.at(at).low
        behind = range(at + 1, min(end, at + 1 + _CONTEXT_WORDS))
        told = (topic for place in behind for topic in topics.get(place, ()))
        return next(told, "") if low in _NEGATIVE_PARTICLES or low.endswith("n't") else ""

    def _is_of_noun(self, at: int) -> bool:
        """Tell whether a negation is of the noun behind it alone, as "no evidence" is not."""
        low = self.tokens.at(at).low
        is_determiner = low.startswith(_NEGATIVE_DETERMINERS) or (
            low == "no" and primary(self.language) == "en"
        )
        return is_determiner and not self.tokens.at(at + 1).low.startswith(_CLAUSE_SCOPE_STEMS)
