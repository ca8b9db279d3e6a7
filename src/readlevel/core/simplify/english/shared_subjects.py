"""Splits English sentences between two predicates of one subject.

"A is common and is treated with B" is "A is common. It is treated with B".
"""

import re
from collections.abc import Iterator, Sequence

from readlevel.core.languages.english.noun_phrases import is_plural, is_word_of
from readlevel.core.languages.english.verbs import get_irregular_participles
from readlevel.core.simplify.divisions import list_divisions
from readlevel.core.simplify.english.clauses import (
    get_group,
    get_past_forms,
    is_finite_verb,
    list_words,
)
from readlevel.core.simplify.sentence_marks import is_balanced

_ONE, _SEVERAL = frozenset({"has", "is", "was"}), frozenset({"are", "have", "were"})
_AUXILIARIES = "is|are|was|were|has|have|should|must|can|may|will|cannot"
_SUBJECT = re.compile(rf"\A(?P<subject>(?:[\w'’-]+\s){{1,9}}?)(?P<verb>{_AUXILIARIES})\s")
_AND = re.compile(rf",?\sand\s(?=(?:{_AUXILIARIES})\s)")
_AND_VERB = re.compile(
    rf",?\sand\s(?=(?P<verb>{_AUXILIARIES}|[a-z]+s)\s(?!(?:and|or|of|in|are|were)\b))"
)
_MARK = re.compile(r"[,;:()?]")
_PRONOUNS = frozenset({"he", "i", "she", "they", "we", "you"})
_FEWEST_WORDS = 4
"""Of each of the two sentences."""

_PEOPLE = frozenset(
    {"adult", "baby", "boy", "brother", "child", "clinician", "daughter", "doctor", "father"}
    | {
        "gentleman",
        "girl",
        "he",
        "husband",
        "infant",
        "lady",
        "man",
        "midwife",
        "mother",
        "neonate",
    }
    | {"nurse", "parent", "partner", "patient", "person", "physician", "she", "sister", "son"}
    | {"neonate", "surgeon", "wife", "woman"}
)
"""Of whom "it" is not said."""

_UNSURE = frozenset(
    {"both", "either", "few", "it", "neither", "no", "nobody", "none", "nor", "nothing", "only"}
    | {"there", "what"}
)
"""Words of a subject with which the second sentence would say something else."""


def divide_at_shared_subjects(text: str) -> Iterator[str]:
    """Yield the divisions before an auxiliary that has its subject from the clause before."""
    opening = _SUBJECT.match(text)
    if opening is None or opening["subject"].endswith(" and "):
        yield from _at_present_verbs(text)
        return
    subject = opening["subject"].strip()
    for left, right, _ in list_divisions(_AND, text):
        before, after = list_words(left), list_words(right)
        if _MARK.search(left) or not get_group("subordinators").isdisjoint(before):
            return
        pronoun = _find_pronoun(subject, opening["verb"], after[0])
        if pronoun is None or not is_balanced(right) or "?" in right:
            return
        if min(len(before), len(after)) >= _FEWEST_WORDS and not _UNSURE & {*before}:
            yield f"{left}. {pronoun} {right}"


def _at_present_verbs(text: str) -> Iterator[str]:
    """Yield the divisions behind a verb in the present: "A reduces pain and improves sleep"."""
    for left, right, found in list_divisions(_AND_VERB, text):
        before, after = list_words(left), list_words(right)
        place = next((at for at, word in enumerate(before) if is_finite_verb(word)), 0)
        subject, next_verb = before[:place], found["verb"]
        if _MARK.search(left) or not get_group("subordinators").isdisjoint({*before, *after}):
            return
        if not subject or not is_balanced(right) or "?" in right or _UNSURE & {*before}:
            return
        several = _is_present_of_several(subject, before[place])
        if several is None or _has_name(text, len(subject)):
            return
        if next_verb in (_ONE if several else _SEVERAL) or not _is_sure_verb(next_verb):
            return
        is_third = next_verb.endswith("s") and next_verb not in _ONE
        if min(len(before), len(after)) >= _FEWEST_WORDS and not (several and is_third):
            yield f"{left}. {'They' if several else 'It'} {right}"


def _is_present_of_several(subject: Sequence[str], verb: str) -> bool | None:
    """Return whether a verb in the present is said of several, None if it is not sure."""
    if not _is_sure_verb(verb) or verb in get_past_forms():
        return None
    several = _is_several(subject)
    if verb.endswith("s"):
        return None if several or _PEOPLE & {*subject} else False
    return True if several else None


def _is_sure_verb(word: str) -> bool:
    """Return whether a word is a verb and not a noun too."""
    nouns = get_group("nouns")
    return is_finite_verb(word) and word not in nouns and word.removesuffix("s") not in nouns


def _has_name(text: str, words: int) -> bool:
    return any(word[0].isupper() for word in text.split()[1:words])


def _find_pronoun(subject: str, verb: str, next_verb: str) -> str | None:
    """Return the pronoun for a subject, None if it is not sure which."""
    words = list_words(subject)
    if not words or any(map(is_finite_verb, words)):
        return None
    if len(words) == 1 and words[0] in _PRONOUNS:
        return subject
    verbs = {verb, next_verb}
    several = _is_several(words) if verbs.isdisjoint(_ONE | _SEVERAL) else bool(verbs & _SEVERAL)
    if several:
        return None if verbs & _ONE else "They"
    has_name = any(word[0].isupper() for word in subject.split()[1:])
    return None if has_name or not _PEOPLE.isdisjoint(words) else "It"


def _is_several(words: Sequence[str]) -> bool:
    """Return whether the noun of a subject is a plural: that of "tablets of iron" is "tablets"."""
    ends = (place for place, word in enumerate(words) if is_word_of(word, "prepositions"))
    place = next(ends, len(words)) - 1
    while place > 0 and _is_participle(words[place]):
        place -= 1  # "tablets taken with iron"
    return "and" in words or is_plural(words[place])


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in get_irregular_participles()
