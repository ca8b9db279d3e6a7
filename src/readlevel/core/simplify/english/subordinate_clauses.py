"""Splits English sentences before subordinate clauses of contrast, reason and result.

What joined the clauses becomes the beginning of the second sentence: "Although A, B" is "A. But B",
"A because B" is "A. This is because B", and "A, suggesting B" is "A. This suggests B".
"""

import re
from collections.abc import Iterator, Mapping

from readlevel.core.simplify.divisions import divide_concession, list_divisions
from readlevel.core.simplify.english.clauses import (
    begins_sentence,
    get_group,
    get_past_forms,
    is_finite_verb,
    is_main_clause,
    list_words,
)
from readlevel.core.simplify.english.instructions import is_told
from readlevel.core.simplify.english.participles import divide_at_participles
from readlevel.core.simplify.sentence_marks import is_balanced

_FEWEST_WORDS = 6
"""Of the clause before a conclusion or a result."""

_FEWEST_BEFORE_REASON = 4

_CONCEDES = re.compile(r"\A(?:Although|Even though|Though|Whereas)\s+(?=\w)")
_CONTRAST = re.compile(r",\s+(?:although|even though|though|whereas|however,)\s+")
_REASON = re.compile(
    r",?\sbecause\s(?!of\b)|,\s(?:as|since)\s(?!(?:it|they)\s(?:is|are|do|does|was|were)\b)"
    r"|\sas\s(?=these\s)"
)
_CAUSE = re.compile(r",\s(?:owing to|due to|because of|on account of|as a result of)\s(?!which\b)")
_CONDITION = re.compile(r"\A(?:If|When)\s")
_OF_TIME = frozenset({"did", "had", "was", "were"})
"""Verbs after "as" and "since" that may tell when, not why."""

_SHOWS = re.compile(r",\s+(?P<verb>suggesting|indicating|showing|meaning|implying)\s+")
_RESULT = re.compile(
    r",\s+(?P<verb>leading to|resulting in|causing|making it|allowing|reducing|increasing|lowering"
    r"|raising|improving|preventing|requiring|necessitating)\s+"
)

_PRESENT: Mapping[str, str] = {
    "suggesting": "suggests",
    "indicating": "indicates",
    "showing": "shows",
    "meaning": "means",
    "implying": "implies",
    "leading to": "leads to",
    "resulting in": "results in",
    "causing": "causes",
    "making it": "makes it",
    "allowing": "allows",
    "reducing": "reduces",
    "increasing": "increases",
    "lowering": "lowers",
    "raising": "raises",
    "improving": "improves",
    "preventing": "prevents",
    "requiring": "requires",
    "necessitating": "calls for",
}
_PAST: Mapping[str, str] = {
    "leading to": "led to",
    "resulting in": "resulted in",
    "causing": "caused",
    "making it": "made it",
    "allowing": "allowed",
    "reducing": "reduced",
    "increasing": "increased",
    "lowering": "lowered",
    "raising": "raised",
    "improving": "improved",
    "preventing": "prevented",
    "requiring": "required",
    "necessitating": "called for",
}
_MODALS = frozenset(
    {"can", "cannot", "could", "may", "might", "must", "shall", "should", "will", "would"}
)
_PAST_VERBS = frozenset({"did", "had", "was", "were"})
_PRESENT_VERBS = frozenset({"are", "do", "does", "has", "have", "is"})
_NARROWING = frozenset(
    {"just", "mainly", "merely", "mostly", "neither", "never", "no", "none", "nor", "not", "only"}
    | {"or", "partly", "probably", "simply"}
)
"""Words before "because" that it may belong to: "not because it works"."""

_TIMES = frozenset({"after", "as", "before", "once", "since", "until"})
"""Subordinators that are prepositions too: "before the operation"."""

_OF_ADVICE = frozenset({"if", "when", "who"})
"""Subordinators that may stand before the comma of a reason: "Call us if it hurts, because …"."""

_QUALIFYING = frozenset({"also", "and", "but", "either", "often", "perhaps", "sometimes"})
"""Words right before "because" that belong to it; so do those in -ly."""


def divide_at_subordinates(text: str) -> Iterator[str]:
    """Yield the ways to split a sentence before a subordinate clause."""
    yield from divide_concession(text, _CONCEDES, _are_clauses, "But")
    yield from _at_contrast(text)
    yield from _at_reason(text)
    yield from _at_cause(text)
    yield from _at_conclusion(text)
    yield from _at_result(text)
    yield from divide_at_participles(text)


def _are_clauses(left: str, right: str) -> bool:
    return is_balanced(left) and is_main_clause(left) and is_main_clause(right, named=True)


def _at_contrast(text: str) -> Iterator[str]:
    for left, right, _ in list_divisions(_CONTRAST, text):
        is_clause = is_main_clause(right, named=True) or begins_sentence(right)
        if _stands(left) and is_balanced(right) and is_clause:
            yield f"{left}. But {right}"


def _at_reason(text: str) -> Iterator[str]:
    for left, right, found in list_divisions(_REASON, text):
        words = list_words(left)
        others = get_group("subordinators") - _TIMES
        if "," in found[0]:
            others -= _OF_ADVICE
        narrowing = _NARROWING if found[0] == " because " else _NARROWING - {"or"}
        main = _leave_out_condition(left) if "," in found[0] else left
        if not (narrowing | others).isdisjoint(list_words(main)) or "because" in right:
            continue
        if words and (words[-1] in _QUALIFYING or words[-1].endswith("ly")):
            continue
        if "because" not in found[0] and not _tells_why(found[0].strip(" ,"), right):
            continue
        if len(words) >= _FEWEST_BEFORE_REASON and _is_main(left, main) and is_main_clause(right):
            yield f"{left}. This is because {right}"


def _at_cause(text: str) -> Iterator[str]:
    """Yield "A. This is because of B" for "A, owing to B", where A tells of one time."""
    for left, right, _ in list_divisions(_CAUSE, text):
        words = list_words(left)
        is_past = not _PAST_VERBS.isdisjoint(words)
        others = _NARROWING | _MODALS | get_group("subordinators")
        is_plain = others.isdisjoint(words) and is_past == _PRESENT_VERBS.isdisjoint(words)
        if "," not in right and is_plain and _stands(left) and is_balanced(right):
            yield f"{left}. This {'was' if is_past else 'is'} because of {right}"


def _leave_out_condition(left: str) -> str:
    """Return what is behind the condition with which a sentence begins: "If A, do B" is "do B"."""
    if not _CONDITION.match(left):
        return left
    return left.partition(", ")[2]


def _is_main(left: str, main: str) -> bool:
    """Return whether `main` is the independent clause of `left`, or tells the reader what to do."""
    words = list_words(main)
    if _stands(main) or not words:
        return _stands(main)
    return words[0] in get_group("verbs") if main != left else is_told(words)


def _tells_why(word: str, right: str) -> bool:
    """Return whether a clause behind "as" or "since" is a reason: it has an auxiliary, no past."""
    words = list_words(right)
    if not _OF_TIME.isdisjoint(words) or any(word in get_past_forms() for word in words):
        return False
    if word == "since":
        return is_main_clause(right)
    is_named = words[:1] and words[0] in {"these", "this", "they", "it"}
    has_auxiliary = not get_group("auxiliaries").isdisjoint(words)
    return is_main_clause(right, named=True) and bool(is_named or has_auxiliary)


def _at_conclusion(text: str) -> Iterator[str]:
    for left, right, found in list_divisions(_SHOWS, text):
        if _stands(left) and is_balanced(right) and len(list_words(left)) >= _FEWEST_WORDS:
            yield f"{left}. This {_PRESENT[found['verb']]} {right}"


def _at_result(text: str) -> Iterator[str]:
    for left, right, found in list_divisions(_RESULT, text):
        words = frozenset(list_words(left))
        if "," in right or not _stands(left) or not words.isdisjoint(_MODALS):
            continue
        is_past = not words.isdisjoint(_PAST_VERBS)
        if len(words) < _FEWEST_WORDS or is_past != words.isdisjoint(_PRESENT_VERBS):
            continue
        verb = (_PAST if is_past else _PRESENT)[found["verb"]]
        yield f"{left}. This {verb} {right}"


def _stands(left: str) -> bool:
    """Return whether the words before are an independent main clause."""
    words = list_words(left)
    return (
        bool(words)
        and words[0] not in get_group("subordinators")
        and not is_finite_verb(words[0])
        and is_balanced(left)
        and is_main_clause(left)
    )
