"""Which way something changes or compares: increases, fewer, better than, protects against."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, zip_longest

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

_DIFFERENCE_WORDS = 8
"""The same for a difference: "did not show a statistically significant cost difference"."""

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

_WORD_LENGTH = 20
"""Letters of a word such as "good" in "there is good evidence", at most."""

_LOOK_BACK = 240
"""Characters before a phrase in which evidence for it may be denied."""

_QUESTION_LENGTH = 60
"""Characters after the words of a question in which nothing is claimed: "which works best"."""

_DEGREE_WORDS = 4
_GOVERNED_LENGTH = 55
_GOVERNED_WORDS = 2
"""Words between "more" and what it says more of; characters between "no effect" and what does not
differ, with the last words of them among which a preposition is."""

_BREAK = re.compile(r"[,;:.]")
_OPPOSITES = {"better": "worse", "worse": "better"}
_MORE = frozenset({"up", "cause"})
_NUMBER = r"[\d<>≥≤£$€.]"
"""The first character of a number or an amount of money."""


def find_directions(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield the directions of a sentence, each with what goes that way."""
    text, language = surroundings.text, surroundings.language
    questions = list(get_finder("question", language).find(text))
    phrases = _drop_verbs_of_change(
        [
            one
            for one in get_finder(ClaimKind.DIRECTION, language).find(text)
            if not _is_limit(text, one, language) and not _is_open(text, one, questions)
        ],
        surroundings,
    )
    passive = _compile_passive(primary(language))
    governed = _list_governed(text, phrases, language)
    limits = [0, *(one.end for one in phrases)]
    starts = [*(one.start for one in phrases), len(text)]
    for index, phrase in enumerate(phrases):
        if phrase.start in governed:
            continue
        clause_start, clause_end = surroundings.clause_of(phrase.start)
        after_end = min(clause_end, starts[index + 1])
        against_at = _find_compared(text, phrase.end, clause_end, language)
        until = min(after_end, against_at.start if against_at else after_end)
        after = surroundings.topics_after(phrase.end, _FOCUS_WORDS, until)
        start = max(clause_start, limits[index])
        before = surroundings.topics_before(phrase.start, _FOCUS_WORDS, start)
        following = surroundings.topics_after(phrase.end, _OUTCOME_WORDS, until)
        preceding = surroundings.topics_before(phrase.start, _OUTCOME_WORDS, start)
        following |= surroundings.plain_topics_after(phrase.end, until)
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
            negated=is_negated(text, phrase.start, language, _words_denied(phrase))
            or _is_unproven(text, phrase, language),
            subject=before | after,
        )
        if against_at:
            against = surroundings.topics_after(against_at.stop, 1, clause_end)
            claim = replace(claim, against=against)
        yield _settle(claim, next_to, language)


def _drop_verbs_of_change(
    phrases: Sequence[ClaimPhrase], surroundings: Surroundings
) -> Sequence[ClaimPhrase]:
    """Return the directions without a "cause" whose object is one: "caused a decrease"."""
    return [
        one
        for one, following in zip_longest(phrases, phrases[1:])
        if not (one.value == "up" and following and _is_degree(surroundings, one, following))
        and (
            one.value != "cause"
            or following is None
            or following.start - one.end > _OBJECT_LENGTH
            or surroundings.clause_of(one.start) != surroundings.clause_of(following.start)
        )
    ]


def _is_degree(surroundings: Surroundings, one: ClaimPhrase, following: ClaimPhrase) -> bool:
    """Return whether a phrase says how much another is: "a greater reduction"."""
    words = surroundings.text[one.end : following.start].lower().split()
    known = get_words("comparison", "degree", surroundings.language)
    return len(words) <= _DEGREE_WORDS and known.issuperset(words)


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


def _words_denied(phrase: ClaimPhrase) -> int:
    """Return within how many tokens a denial reaches a phrase."""
    return _DIFFERENCE_WORDS if phrase.value == "differs" else _NEGATION_WORDS


def _is_open(text: str, phrase: ClaimPhrase, questions: Sequence[ClaimPhrase]) -> bool:
    """Return whether a phrase is part of a question: "which treatment works best"."""
    return any(
        0 <= phrase.start - one.end <= _QUESTION_LENGTH
        and not _BREAK.search(text, one.end, phrase.start)
        for one in questions
    )


def _is_unproven(text: str, phrase: ClaimPhrase, language: str) -> bool:
    """Return whether evidence for a phrase is denied: "no good evidence that it improves"."""
    patterns = _compile_no_evidence(primary(language))
    if patterns is None:
        return False
    denied, doubted, clause, joined = patterns
    start = max(0, phrase.start - _LOOK_BACK)
    return any(
        not clause.search(text, found.end(), phrase.start)
        for found in denied.finditer(text, start, phrase.start)
    ) or any(
        found["stated"] is None
        and found.start("evidence") < phrase.start
        and phrase.end <= found.start("doubt")
        and not joined.search(text, phrase.end, found.start("doubt"))
        for found in doubted.finditer(text, start, phrase.end + _LOOK_BACK)
    )


@cache
def _compile_no_evidence(language: str) -> tuple[re.Pattern[str], ...] | None:
    """Compile "no evidence that", "evidence that … was conflicting", and what ends their clauses.

    `stated` is the verb of "there is evidence that …", where what is conflicting is something else.
    """
    denying, evidence, of, breaks, doubts = (
        _join(get_words("evidence", name, language))
        for name in ("denied", "noun", "of", "breaks", "doubted")
    )
    verbs = _join(get_words("comparison", "passive", language))
    joining = _join(get_words("clause", "coordinating", language))
    if not denying:
        return None
    return (
        re.compile(
            rf"\b(?:{denying})\b[^,;:.]{{0,30}}\b(?:{evidence})\b(?=[^,;:.]{{0,40}}\b(?:{of})\b)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<stated>(?:{verbs})\s(?:\w{{1,{_WORD_LENGTH}}}\s){{0,2}})?"
            rf"\b(?P<evidence>{evidence})\s(?:{of})\b[^;:.]{{0,{_LOOK_BACK}}}\b(?:{verbs})\s"
            rf"(?P<doubt>{doubts})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"[;:.]|\b(?:{breaks})\b", re.IGNORECASE),
        re.compile(rf"[;:.]|\b(?:{breaks})\b|,\s?(?:{joining})\b", re.IGNORECASE),
    )


def _list_governed(text: str, phrases: Sequence[ClaimPhrase], language: str) -> set[int]:
    """Return the places of phrases that another says not to differ: "no effect in reducing"."""
    return {
        following.start
        for one, following in pairwise(phrases)
        if one.value == "same" and _is_governed(text[one.end : following.start], language)
    }


def _is_governed(between: str, language: str) -> bool:
    if len(between) > _GOVERNED_LENGTH or _BREAK.search(between):
        return False
    last = between.lower().split()[-_GOVERNED_WORDS:]
    return not get_words("comparison", "in", language).isdisjoint(last)


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


def _find_compared(text: str, start: int, end: int, language: str) -> range | None:
    """Return the span of the words that begin a comparison: "than", "compared with"."""
    lower = text.lower()
    found = [
        range(position, position + len(cue) + 2)
        for cue in get_words("comparison", "with", language)
        if (position := lower.find(f" {cue} ", start, end)) >= 0
    ]
    return min(found, key=lambda one: one.start, default=None)


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
