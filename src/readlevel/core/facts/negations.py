"""The polarity of a sentence: what it negates, what it hedges, and what it asserts.

The words that negate and hedge are those of `[negation]` in `data/facts.<language>.toml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from readlevel.core.facts.clauses import find_clauses, find_comparison_tokens, find_pseudo_negations
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.facts.vocabulary import get_vocabulary

_MAX_NEGATIONS = 40
"""Negations of one sentence that are kept, against hostile texts."""
_CONTEXT_WORDS = 4
"""Words after a negation that are shown with it, and among which its head is looked for."""
_SCOPE_WORDS = 4
"""Tokens that a "without" or "reduces" reaches, itself included."""
_NOUN_SCOPE_WORDS = 3
"""Tokens that a negative determiner reaches, itself included: "no tobacco"."""


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation and its scope."""

    start: int
    end: int
    """Span in the sentence, in characters, with some words of the scope."""
    topics: frozenset[str]
    """Topics in its scope: of its clause, or of a noun."""
    count: int
    """Negations in the clause: two of them may assert."""
    noun_scope: bool
    """Its scope is a noun only: "no tobacco"."""
    head: str = ""
    """First topic after a "not": usually what is not done."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """The topics that a sentence negates, hedges and asserts."""

    negations: Sequence[Negation]
    hedges: frozenset[str]
    """Topics of words that may say the same as a negation: hardly, only, unless."""
    asserted: Mapping[str, tuple[int, int]]
    """Topics outside the scope of every negation, with the span of their first word."""
    diminished: Sequence[tuple[frozenset[str], frozenset[str]]] = ()
    """Topics of a word like "prevents", and those of the words that follow it."""
    has_local_negation: bool = False
    """Whether it negates a word or two only: "lack of food"."""


@lru_cache(maxsize=4096)
def read_polarity(text: str, language: str) -> Polarity:
    """Return the polarity of a sentence."""
    parser = _PolarityParser(SentenceTokens(split_tokens(text), get_vocabulary(language)), language)
    for first, end in find_clauses(parser.tokens, language):
        parser.read(range(first, end))
    return Polarity(
        parser.negations[:_MAX_NEGATIONS],
        frozenset(parser.hedges),
        parser.asserted,
        parser.diminished,
        parser.has_local_negation,
    )


_ClauseTopics = Mapping[int, Sequence[str]]
"""The topics of each word of a clause, by the index of its token."""


@dataclass
class _PolarityParser:
    """The polarity of one sentence while its clauses are read."""

    tokens: SentenceTokens
    language: str
    negations: list[Negation] = field(default_factory=list)
    hedges: set[str] = field(default_factory=set)
    asserted: dict[str, tuple[int, int]] = field(default_factory=dict)
    diminished: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    has_local_negation: bool = False

    def __post_init__(self) -> None:
        self._pseudo_negations = find_pseudo_negations(self.tokens)
        self._comparisons = find_comparison_tokens(self.tokens)

    def read(self, clause: range) -> None:
        """Add what one clause negates, hedges and asserts."""
        tokens = self.tokens
        topics = {
            index: extract_word_topics(tokens.token(index).lower, self.language)
            for index in clause
            if tokens.token(index).is_word
        }
        self._add_hedges(clause, topics)
        negating = [index for index in clause if self._is_negation(index)]
        of_clause = [
            index
            for index in negating
            if not (tokens.has_cue("noun", index) or tokens.has_cue("local", index))
        ]
        if of_clause:
            self._add_negation(clause, topics, of_clause)
            return
        negated = {near for index in negating for near in range(index, index + _SCOPE_WORDS)}
        for index in clause:
            negated.update(self._add_noun_negation(index, clause, topics))
        self.has_local_negation = self.has_local_negation or bool(negating)
        for index, found in topics.items():
            token = tokens.token(index)
            if index not in negated:
                for topic in found:
                    self.asserted.setdefault(topic, (token.start, token.end))

    def _is_negation(self, index: int) -> bool:
        found = self.tokens.vocabulary.negation_cues["negating"].find(self.tokens.lowered, index)
        is_cue = index not in self._pseudo_negations and index not in self._comparisons
        return found is not None and is_cue

    def _is_hedge(self, index: int) -> bool:
        if index in self._pseudo_negations:
            return True
        return self.tokens.has_cue("weak", index) and not self.tokens.has_cue("breaks", index)

    def _add_hedges(self, clause: range, topics: _ClauseTopics) -> None:
        for index in clause:
            if self.tokens.has_cue("diminishing", index):
                following = range(index + 1, index + _SCOPE_WORDS)
                diminisher = frozenset(topics.get(index, ()))
                self.diminished.append((diminisher, _topics_of(following, topics)))
            elif index not in self._comparisons and self._is_hedge(index):
                self.hedges.update(topics.get(index) or [self.tokens.token(index).lower])

    def _add_negation(self, clause: range, topics: _ClauseTopics, cues: Sequence[int]) -> None:
        """Add the negation of a clause; `cues` are the indices of its negating words."""
        first = cues[0]
        noun_scope = self._has_noun_scope(first)
        scope = range(first, first + _NOUN_SCOPE_WORDS) if noun_scope else clause
        self.negations.append(
            Negation(
                self.tokens.token(max(clause.start, first - 1)).start,
                self.tokens.token(min(clause.stop, first + _CONTEXT_WORDS) - 1).end,
                _topics_of(scope, topics),
                len(cues),
                noun_scope,
                "" if noun_scope else self._find_head(first, clause.stop, topics),
            )
        )

    def _add_noun_negation(self, index: int, clause: range, topics: _ClauseTopics) -> Sequence[int]:
        """Add the negation of a "without" or a "cessation", if any; return its scope."""
        if self.tokens.has_cue("noun", index):
            scope = range(index, min(clause.stop, index + _SCOPE_WORDS))
        elif not self.tokens.has_cue("cessation", index):
            return ()
        elif self.tokens.has_role("out_of", index + 1):
            scope = range(index, index + _SCOPE_WORDS)
        else:
            scope = range(max(clause.start, index - 1), index + 1)
        start, end = self.tokens.token(scope[0]).start, self.tokens.token(scope[-1]).end
        self.negations.append(Negation(start, end, _topics_of(scope, topics), 1, noun_scope=True))
        return scope

    def _find_head(self, index: int, end: int, topics: _ClauseTopics) -> str:
        is_particle = self.tokens.has_cue("particles", index)
        if not is_particle and not self.tokens.token(index).lower.endswith("n't"):
            return ""
        following = range(index + 1, min(end, index + 1 + _CONTEXT_WORDS))
        return next((topic for one in following for topic in topics.get(one, ())), "")

    def _has_noun_scope(self, index: int) -> bool:
        """Return whether a negation is of the next noun only; that of "no evidence" is not."""
        if not self.tokens.has_cue("determiners", index):
            return False
        stems = tuple(self.tokens.vocabulary.negation_cues["clause_nouns"].first_words)
        return not self.tokens.token(index + 1).lower.startswith(stems)


def _topics_of(indices: Sequence[int], topics: _ClauseTopics) -> frozenset[str]:
    return frozenset(topic for index in indices for topic in topics.get(index, ()))
