"""Claims on a scale: how urgent something is, and how certain."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder, get_words
from readlevel.core.claims.denials import is_negated
from readlevel.core.claims.surroundings import Surroundings

_CERTAIN, _UNKNOWN = 4.0, 1.0
_DENIED_WITHIN = 3
"""Tokens before "convincing evidence" in which a "no" or "lack of" denies it."""

_FEW_WITHIN = 2
"""Words before "robust evidence" in which a "little" denies it."""

_FOCUS_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")
_GRADES = frozenset("1234")
_ROUTINE = 4
"""The rank of "routinely", which is about urgency only where help is sought."""


_LOOK_BACK = 60
"""Characters before a phrase in which evidence for it may be denied, or wanted."""

_BREAK = re.compile(r"[,;:.]")


def find_urgencies(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield how soon a sentence tells its reader to get help; `number` is the rank, 0 at once."""
    advice = get_finder("advice", surroundings.language)
    asks_for_help = any(True for _ in advice.find(surroundings.text))
    for phrase in get_finder(ClaimKind.URGENCY, surroundings.language).find(surroundings.text):
        focus = surroundings.topics_near(phrase.start, phrase.end, _FOCUS_WORDS)
        rank = float(phrase.value)
        if rank >= _ROUTINE and not asks_for_help:
            continue
        yield Claim(
            ClaimKind.URGENCY, phrase.value, phrase.start, phrase.end, focus, number=(rank, rank)
        )


_GRADED_WITHIN = 4
"""Words between a grade and what it grades: "quality of the evidence was low"."""

_STATED_WITHIN, _VERB_WITHIN = 9, 2
"""The same where a verb comes so many words before the grade: "confidence in the results of these
studies is very low"."""


def find_grades(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield how good a sentence says the evidence is; `number` is the grade, 4 high, 1 very low."""
    text, language = surroundings.text, surroundings.language
    graded = get_words("grade", "of", language)
    words = [(one[0].lower(), one.start()) for one in _WORD.finditer(text)]
    places = [index for index, (word, _) in enumerate(words) if word in graded]
    if not places:
        return
    starts = [start for _, start in words]
    for phrase in get_finder("grade", language).find(text):
        if phrase.value not in _GRADES:
            continue
        index = bisect_left(starts, phrase.start)
        reach = _STATED_WITHIN if _is_stated(words, index, language) else _GRADED_WITHIN
        if any(
            0 <= index - place <= reach or 0 < place - index <= _GRADED_WITHIN for place in places
        ):
            rank = float(phrase.value)
            focus = surroundings.topics_near(phrase.start, phrase.end, _FOCUS_WORDS)
            yield Claim(
                ClaimKind.CERTAINTY,
                phrase.value,
                phrase.start,
                phrase.end,
                focus,
                "grade",
                number=(rank, rank),
            )


def _is_stated(words: Sequence[tuple[str, int]], index: int, language: str) -> bool:
    """Return whether a grade is what a sentence says of its subject: "was low", "is very low"."""
    before = [word for word, _ in words[max(0, index - _VERB_WITHIN) : index]]
    return not get_words("comparison", "passive", language).isdisjoint(before)


def _list_before(text: str, start: int) -> list[str]:
    """Return the words before a phrase, back to the next punctuation mark."""
    before = _BREAK.split(text[max(0, start - _LOOK_BACK) : start])[-1]
    return [found[0].lower() for found in _WORD.finditer(before)]


def find_certainties(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield how certain a sentence is; `number` is the rank, 4 certain and 1 unknown."""
    text, language = surroundings.text, surroundings.language
    evidence, wanted, few, denied = (
        get_words("evidence", name, language) for name in ("noun", "wanted", "few", "denied")
    )
    for phrase in get_finder(ClaimKind.CERTAINTY, language).find(text):
        rank = float(phrase.value)
        before = _list_before(text, phrase.start)
        own = text[phrase.start : phrase.end].lower().split()
        if not evidence.isdisjoint(own) and not wanted.isdisjoint(before):
            continue  # "Trials are needed to provide clear evidence."
        is_denied = is_negated(text, phrase.start, language, _DENIED_WITHIN)
        if rank == _CERTAIN and (is_denied or not few.isdisjoint(before[-_FEW_WITHIN:])):
            # "No convincing evidence", "little robust evidence".
            rank = _UNKNOWN
        elif not evidence.isdisjoint(before[-_DENIED_WITHIN:]) and not denied.isdisjoint(before):
            # "No research evidence to suggest".
            rank = _UNKNOWN
        focus = surroundings.topics_after(phrase.end, _FOCUS_WORDS)
        yield Claim(
            ClaimKind.CERTAINTY, phrase.value, phrase.start, phrase.end, focus, number=(rank, rank)
        )
