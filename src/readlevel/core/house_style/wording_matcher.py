"""Finds the wordings of many rules in a text at once: phrases by ahocorasick-rs, and patterns."""

import logging
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from readlevel.core.glossary.word_boundaries import is_whole_word
from readlevel.core.house_style.check_rule import RuleProblem, check_rule
from readlevel.core.house_style.even_signs import EVEN, even_out
from readlevel.core.house_style.house_rule import HouseRule, RuleLevel
from readlevel.core.house_style.pattern_automaton import PatternSearch, check_pattern
from readlevel.core.house_style.token_pattern import IGNORE_CASE, PatternProblem
from readlevel.core.text.source_positions import Span

_log = logging.getLogger(__name__)

_LEVELS = tuple(RuleLevel)


class WordingMatch(NamedTuple):
    """A wording in a text: `text[start:end]`, and the rule against it."""

    start: int
    end: int
    rule: HouseRule


class _Wording(NamedTuple):
    """A wording that is searched."""

    written: str
    rule: int
    is_exception: bool
    is_said: bool = False
    """Whether it is what the rule asks for."""


class WordingMatcher:
    """The wordings of rules, indexed for search. Raise `PatternProblem` if one is unusable."""

    def __init__(self, rules: Sequence[HouseRule]) -> None:
        self._rules = rules
        phrases: defaultdict[str, list[_Wording]] = defaultdict(list)
        self._patterns: list[_Wording] = []
        for wording in _list_wordings(rules):
            if rules[wording.rule].is_pattern and not wording.is_said:
                self._patterns.append(wording)
            else:
                phrases[_lower(wording.written)].append(wording)
        self._phrases = list(phrases.values())
        self._search = AhoCorasick(list(phrases), store_patterns=False)
        self._pattern_search = PatternSearch(
            [
                check_pattern(one.written, ignore_case=rules[one.rule].ignore_case)
                for one in self._patterns
            ],
            [rules[one.rule].ignore_case for one in self._patterns],
        )
        self._only_words = all(rules[one.rule].whole_words for one in self._patterns)

    def find(self, text: str) -> list[WordingMatch]:
        """Return the wordings in a text without overlaps, in order.

        Of two that overlap, that of the more severe rule stays, else the first, else the longest.
        """
        even = text.translate(EVEN)
        excepted: defaultdict[int, list[Span]] = defaultdict(list)
        found: list[tuple[int, int, int]] = []
        first = find_first_word(even)
        for start, end, wording in (*self._find_phrases(even, first), *self._find_patterns(even)):
            rule = self._rules[wording.rule]
            if rule.whole_words and not is_whole_word(even, start, end):
                continue
            if wording.is_exception:
                excepted[wording.rule].append((start, end))
            else:
                found.append((start, end, wording.rule))
        allowed = {number: _Cover(spans) for number, spans in excepted.items()}
        kept = (
            WordingMatch(start, end, self._rules[number])
            for start, end, number in found
            if number not in allowed or not allowed[number].has(start, end)
        )
        return _keep_apart(kept, len(even))

    def _find_phrases(self, even: str, first: int) -> Iterator[tuple[int, int, _Wording]]:
        lowered = _lower(even)
        for place, start, end in self._search.find_matches_as_indexes(lowered, overlapping=True):
            for wording in self._phrases[place]:
                if self._has_case(wording, even[start:end], begins=start <= first):
                    yield start, end, wording

    def _has_case(self, wording: _Wording, found: str, *, begins: bool) -> bool:
        rule = self._rules[wording.rule]
        if found == wording.written:
            return True
        if wording.is_said:
            return found == capitalise(wording.written) and (
                begins or not avoids_capital(rule, wording.written)
            )
        return rule.ignore_case

    def _find_patterns(self, even: str) -> Iterator[tuple[int, int, _Wording]]:
        if not self._patterns:
            return
        for start in range(len(even)):
            if self._only_words and start and even[start - 1].isalnum() and even[start].isalnum():
                continue
            longest: dict[int, int] = {}
            for end, number in self._pattern_search.match(even, start):
                rule = self._rules[self._patterns[number].rule]
                if not rule.whole_words or is_whole_word(even, start, end):
                    longest[number] = end
            yield from ((start, end, self._patterns[number]) for number, end in longest.items())
        self._pattern_search.divide_full()


@lru_cache(maxsize=16)
def make_matcher(rules: tuple[HouseRule, ...]) -> WordingMatcher:
    """Return the matcher for rules; those that were used last are kept.

    A rule that an earlier version has stored, and this one cannot use, is left out.
    """
    usable = list(filter(_is_usable, rules))
    try:
        return WordingMatcher(usable)
    except PatternProblem as problem:
        _log.error("The patterns of the house style are left out: %s", problem)
        return WordingMatcher([rule for rule in usable if not rule.is_pattern])


def _is_usable(rule: HouseRule) -> bool:
    try:
        check_rule(rule)
    except RuleProblem as problem:
        _log.error("A rule of the house style is left out: %s", problem)
        return False
    return True


def fit_case(wording: str, found: str) -> str:
    """Return a wording with a capital if it replaces words that begin with one."""
    has_capital = found[:1].isupper() and not found[1:2].isupper()
    return capitalise(wording) if has_capital else wording


def capitalise(wording: str) -> str:
    """Return a wording with a capital, except one like “pH” that has its own in its first word."""
    first = wording.partition(" ")[0]
    return wording[:1].upper() + wording[1:] if first.islower() else wording


def find_first_word(sentence: str) -> int:
    """Return where the first word of a sentence begins; its length if it has none."""
    return next((place for place, sign in enumerate(sentence) if sign.isalnum()), len(sentence))


@lru_cache(maxsize=1_024)
def avoids_capital(rule: HouseRule, said: str) -> bool:
    """Return whether a rule is against the capital that what it says has in a sentence.

    A rule for “internet” is against “Internet” only if it lists that spelling.
    """
    avoid = tuple(one.removeprefix(IGNORE_CASE) for one in rule.avoid)
    strict = WordingMatcher([replace(rule, avoid=avoid, say=(), ignore_case=False)])
    return any(match.start == 0 for match in strict.find(capitalise(said)))


def _list_wordings(rules: Sequence[HouseRule]) -> Iterator[_Wording]:
    """Yield what is searched: what rules say instead is right, even if it has what they avoid."""
    for number, rule in enumerate(rules):
        even = str if rule.is_pattern else even_out
        yield from (_Wording(even(one), number, False) for one in rule.avoid)
        yield from (_Wording(even(one), number, True) for one in rule.exceptions)
        yield from (_Wording(even_out(one), number, True, True) for one in rule.say)


def _lower(text: str) -> str:
    """Return a text in lower case, each character in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


class _Cover:
    """Spans, to ask whether one of them covers another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def has(self, start: int, end: int) -> bool:
        """Return whether a span covers `start` to `end`."""
        before = bisect_right(self._starts, start) - 1
        return before >= 0 and end <= self._ends[before]


def _keep_apart(found: Iterable[WordingMatch], length: int) -> list[WordingMatch]:
    ranked = sorted(found, key=lambda one: (_LEVELS.index(one.rule.level), one.start, -one.end))
    taken = bytearray(length)
    kept: list[WordingMatch] = []
    for one in ranked:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
