"""Splits English sentences before participles that tell more of their subject.

"A is rare, occurring in B" is "A is rare. It occurs in B", and "A is done daily, with each session
lasting B" is "A is done daily. Each session lasts B".
"""

import re
from collections.abc import Iterator

from readlevel.core.languages.english.noun_phrases import is_plural
from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.simplify.divisions import list_divisions
from readlevel.core.simplify.english.clauses import get_group, is_main_clause, list_words
from readlevel.core.simplify.sentence_marks import capitalise, is_balanced

_FEWEST_WORDS = 4
"""Of the clause before."""

_OF_SUBJECT = {
    **{"affecting": "affect", "containing": "contain", "lasting": "last", "occurring": "occur"},
    **{"measuring": "measure", "ranging": "range", "peaking": "peak", "consisting": "consist"},
}
_OF_OTHERS = {
    **_OF_SUBJECT,
    **{"being": "be", "having": "have", "needing": "need", "receiving": "receive"},
    **{"recovering": "recover", "reporting": "report", "showing": "show", "taking": "take"},
}
_TAIL = re.compile(
    rf",\s(?P<how>(?:mainly|mostly|often|usually|predominantly|typically)\s)?"
    rf"(?P<verb>{'|'.join(_OF_SUBJECT)})\s"
)
_ONE_OF = r"the\s(?:first|largest|last|latest|longest|oldest|smallest|youngest)\s"
"""One of some things named before."""

_WITH = re.compile(
    r",\s(?:with\s(?P<who>(?:the|each|every|most|all|many|some)\s(?:[a-z-]+\s){1,3}?)"
    rf"|(?P<one>each\s(?:[a-z]+\s){{1,2}}|{_ONE_OF}))"
    rf"(?P<verb>{'|'.join(_OF_OTHERS)})\s"
)
_SUBJECT = re.compile(
    r"\A(?:The\s|This\s|An?\s)?(?P<noun>(?:[\w-]+\s){1,6}?)(?P<be>is|was|are|were)\s"
)
_PEOPLE = frozenset(
    {"adult", "baby", "boy", "child", "daughter", "father", "girl", "he", "husband", "infant"}
    | {"lady", "gentleman", "man", "mother", "neonate", "patient", "person", "she", "son", "wife"}
    | {"woman"}
)
_PAST = frozenset({"did", "had", "was", "were"})
_PRESENT = frozenset({"are", "do", "does", "has", "have", "is"})
_UNSURE = frozenset(
    {"can", "cannot", "could", "may", "might", "must", "no", "none", "not", "shall", "should"}
    | {"will", "would", "and", "but", "never"}
)


def divide_at_participles(text: str) -> Iterator[str]:
    """Yield the ways to split a sentence of one clause before a participle."""
    opening = _SUBJECT.match(text)
    if opening is None:
        return
    yield from _at_tail(text, opening)
    yield from _at_with(text, opening)


def _at_tail(text: str, opening: re.Match[str]) -> Iterator[str]:
    for left, right, found in list_divisions(_TAIL, text):
        noun = list_words(opening["noun"])
        if not _stands(left) or not noun or not _PEOPLE.isdisjoint(noun):
            continue
        several = opening["be"] in ("are", "were")
        verb = _conjugate(_OF_SUBJECT[found["verb"]], opening["be"], several=several)
        who = "They" if several else "It"
        yield f"{left}. {who} {found['how'] or ''}{verb} {right}"


def _at_with(text: str, opening: re.Match[str]) -> Iterator[str]:
    for left, right, found in list_divisions(_WITH, text):
        who = (found["who"] or found["one"]).strip()
        if _stands(left) and (found["who"] or "," not in right):
            several = is_plural(list_words(who)[-1])
            verb = _conjugate(_OF_OTHERS[found["verb"]], opening["be"], several=several)
            yield f"{left}. {capitalise(who)} {verb} {right}"


def _stands(left: str) -> bool:
    """Return whether the clause before is a plain statement of one time, without another clause."""
    words = list_words(left)
    plain = _UNSURE.isdisjoint(words) and get_group("subordinators").isdisjoint(words)
    plain = plain and (_PAST.isdisjoint(words) or _PRESENT.isdisjoint(words))
    return plain and len(words) >= _FEWEST_WORDS and is_balanced(left) and is_main_clause(left)


def _conjugate(base: str, auxiliary: str, *, several: bool) -> str:
    """Return a verb in the tense of an auxiliary."""
    is_past = auxiliary in _PAST
    if base == "be":
        return ("were" if several else "was") if is_past else ("are" if several else "is")
    forms = conjugate(base)
    if is_past:
        return forms.past[0]
    return forms.base if several else forms.third
