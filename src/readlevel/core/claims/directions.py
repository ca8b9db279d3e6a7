"""Which way something changes or compares: increases, fewer, better than, protects against."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder, get_words
from readlevel.core.claims.denials import is_negated
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.languages.tags import primary

_FOCUS_WORDS = 6
_NEGATION_WORDS = 5
"""Tokens before a direction that may negate it: "does not seem to increase"."""

_OUTCOME_WORDS = 3
"""Content words next to a direction that show whether it is for the better."""

_OBJECT_LENGTH = 45
"""Characters between "cause" and the change that it causes, at most."""

_AXES = {
    "up": "amount",
    "down": "amount",
    "better": "quality",
    "worse": "quality",
    "cause": "amount",
    "prevent": "amount",
    "slow": "speed",
    "fast": "speed",
    "same": "difference",
    "differs": "difference",
}
_OPPOSITES = {"better": "worse", "worse": "better"}
_MORE = frozenset({"up", "cause"})
_NUMBER = r"[\d<>≥≤£$€.]"
"""The first character of a number or an amount of money."""


def find_directions(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield the directions of a sentence, each with what goes that way."""
    text, language = surroundings.text, surroundings.language
    phrases = _drop_verbs_of_change(
        [
            one
            for one in get_finder(ClaimKind.DIRECTION, language).find(text)
            if not _is_limit(text, one, language)
        ],
        surroundings,
    )
    passive = _compile_passive(primary(language))
    limits = [0, *(one.end for one in phrases)]
    starts = [*(one.start for one in phrases), len(text)]
    for index, phrase in enumerate(phrases):
        clause_start, clause_end = surroundings.clause_of(phrase.start)
        after_end = min(clause_end, starts[index + 1])
        against_at = _find_compared(text, phrase.end, clause_end, language)
        until = min(after_end, against_at or after_end)
        after = surroundings.topics_after(phrase.end, _FOCUS_WORDS, until)
        start = max(clause_start, limits[index])
        before = surroundings.topics_before(phrase.start, _FOCUS_WORDS, start)
        following = surroundings.topics_after(phrase.end, _OUTCOME_WORDS, until)
        preceding = surroundings.topics_before(phrase.start, _OUTCOME_WORDS, start)
        next_to = (
            preceding
            if passive and passive.search(text[: phrase.start])
            else following or preceding
        )
        claim = Claim(
            ClaimKind.DIRECTION,
            phrase.value,
            phrase.start,
            phrase.end,
            after or before,
            _AXES[phrase.value],
            negated=is_negated(text, phrase.start, language, _NEGATION_WORDS),
            subject=before | after,
        )
        if against_at:
            against = surroundings.topics_after(against_at, 1, clause_end)
            claim = replace(claim, against=against)
        yield _settle(claim, next_to, language)


def _drop_verbs_of_change(
    phrases: Sequence[ClaimPhrase], surroundings: Surroundings
) -> Sequence[ClaimPhrase]:
    """Return the directions without a "cause" whose object is one: "caused a decrease"."""
    return [
        one
        for one, following in zip_longest(phrases, phrases[1:])
        if one.value != "cause"
        or following is None
        or following.start - one.end > _OBJECT_LENGTH
        or surroundings.clause_of(one.start) != surroundings.clause_of(following.start)
    ]


def _settle(claim: Claim, next_to: frozenset[str], language: str) -> Claim:
    """Return a direction with its outcome; "no difference" is one that is not denied."""
    if claim.value == "differs" and claim.negated:
        return replace(claim, value="same", negated=False)
    if claim.axis == "amount":
        if next_to & _topics_of("durations", language):
            value = "slow" if claim.value in _MORE else "fast"
            return replace(claim, value=value, axis="speed")
        outcome = _find_outcome(claim.value in _MORE, next_to, language)
        return replace(claim, outcome=outcome)
    return replace(claim, outcome=claim.value if claim.axis == "quality" else "")


def _find_outcome(is_more: bool, next_to: frozenset[str], language: str) -> str:
    """Return whether more, or less, of something is better or worse; empty if it is not known."""
    is_bad = bool(next_to & _topics_of("bad", language))
    is_good = bool(next_to & _topics_of("good", language))
    if is_bad is is_good:
        return ""
    return "better" if is_more is is_good else "worse"


@cache
def _topics_of(name: str, language: str) -> frozenset[str]:
    words = get_words("outcomes", name, language)
    return frozenset(topic for word in words for topic in extract_word_topics(word, language))


def _is_limit(text: str, phrase: ClaimPhrase, language: str) -> bool:
    """Return whether a phrase compares with a number: "more than 3"."""
    limit = _compile_limit(primary(language))
    found = limit.match(text, phrase.end) if limit else None
    if found is None:
        return False
    return found["amount"] is not None or found["word"].lower() in get_vocabulary(language).numbers


def _find_compared(text: str, start: int, end: int, language: str) -> int | None:
    """Return where the words of a comparison begin: "than placebo"."""
    lower = text.lower()
    found = [
        position
        for cue in get_words("comparison", "with", language)
        if (position := lower.find(f" {cue} ", start, end)) >= 0
    ]
    return min(found, default=None)


@cache
def _compile_passive(language: str) -> re.Pattern[str] | None:
    """Compile the verb before a direction that its subject takes: "nausea is reduced by"."""
    verbs = _join(get_words("comparison", "passive", language))
    return re.compile(rf"\b(?:{verbs})\s\Z", re.IGNORECASE) if verbs else None


@cache
def _compile_limit(language: str) -> re.Pattern[str] | None:
    """Compile what follows a limit rather than a comparison: "than 3", "than half", "than six"."""
    than = _join(get_words("comparison", "limit", language))
    if not than:
        return None
    amounts = _join(get_words("comparison", "amount", language))
    return re.compile(
        rf"\s(?:{than})\s(?:(?P<amount>(?:{amounts})\b|{_NUMBER})|(?P<word>[^\W\d_]{{1,30}}))",
        re.IGNORECASE,
    )


def _join(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
