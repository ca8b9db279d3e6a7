"""Whether a plainer noun can stand where an English text has another: article, number, degree."""

from functools import lru_cache

from readlevel.core.hints.english.word_class import is_noun
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.languages.english.noun_phrases import (
    ends_phrase,
    is_plural,
    is_word_of,
    may_be_verb,
)

_KEPT_WORDINGS = 4_096
_MAX_ADJECTIVES = 4
"""Words between an article and its noun."""

_NEAR_VERB = 12
"""Words behind a noun among which its verb is looked for."""

_SINGULAR_VERBS = frozenset({"does", "has", "is", "was"})
_SINGULARS = frozenset({"measles", "mumps", "rickets", "shingles"})
_SEVERITIES = frozenset(
    {"marked", "mild", "minor", "moderate", "profound", "severe", "significant", "slight"}
)
_DEGREES = frozenset({"bad", "heavy", "high", "low", "poor", "too", "very", "weak"})
"""First words of a wording that say how severe it is: no severity stands before them."""

_COMPOUNDS = ("high blood pressure", "low blood pressure", "low blood sugar", "high blood sugar")


def can_replace_noun(text: TokenisedText, first: int, end: int, before: str, plain: str) -> bool:
    """Return whether `plain` has the article, the number and the degree that its place asks for.

    `before` is the word before (`TokenisedText.word_before`).
    """
    if before in _SEVERITIES and plain.split(" ")[0] in _DEGREES:
        return plain.startswith(_COMPOUNDS)
    head = _find_head(plain)
    if head is None or not ends_noun(text, end):
        return True
    if is_word_of(head, "countable"):
        return before in ("by", "via") or _find_article(text, first) != ""
    if is_word_of(head, "uncountable") and _find_article(text, first) in ("a", "an"):
        return False
    is_one = plain.split(" ")[0].endswith("ing") or head in _SINGULARS
    last = text.words[end - 1]
    was_one = not is_plural(last) and not is_word_of(last, "prepositions")
    becomes_several = is_plural(head) and not is_one and was_one
    return not becomes_several or not _precedes_singular_verb(text, end)


def ends_noun(text: TokenisedText, end: int) -> bool:
    """Return whether the words before `end` are the last of their noun phrase."""
    if is_noun(text, end):
        return True
    return text.words[end] in ("and", "or") or may_be_verb(text.words[end])


@lru_cache(_KEPT_WORDINGS)
def _find_head(plain: str) -> str | None:
    """Return the noun of a wording, None if it is a phrase or has an article of its own."""
    words = plain.split(" ")
    if is_word_of(words[0], "determiners", "prepositions", "conjunctions"):
        return None
    for place, word in enumerate(words):
        if word in ("a", "an", "the"):
            return None
        if place and is_word_of(word, "prepositions", "conjunctions"):
            return words[-1] if word == "and" and is_plural(words[-1]) else words[place - 1]
        if place and word in ("that", "who"):
            return words[place - 1]
    return words[-1]


def _find_article(text: TokenisedText, first: int) -> str:
    """Return the article or the like that opens the phrase before `first`, "" if there is none."""
    for place in range(first - 1, max(-1, first - 2 - _MAX_ADJECTIVES), -1):
        word = text.words[place]
        if not text.is_joined(place):
            return ""
        if is_word_of(word, "determiners") or word == "s" or word[0].isdigit():
            return word
        opens = (
            place and text.is_joined(place - 1) and is_word_of(text.words[place - 1], "determiners")
        )
        ends = word != "or" and ends_phrase(word) and not word.endswith(("ed", "ly"))
        takes_object = word.endswith("ing")  # "a condition requiring prompt assessment"
        if not opens and (ends or takes_object or may_be_verb(word)):
            return ""
    return ""


def _precedes_singular_verb(text: TokenisedText, end: int) -> bool:
    """Return whether a verb in the singular follows, before another subject or a pause."""
    in_phrase = False
    for place in range(end, min(end + _NEAR_VERB, len(text.words))):
        word = text.words[place]
        if not text.is_joined(place - 1) or word in ("and", "or"):
            return False
        if word in _SINGULAR_VERBS or (word.endswith("s") and may_be_verb(word)):
            return True
        in_phrase = in_phrase or is_word_of(word, "prepositions")
        if place > end and is_plural(word) and not in_phrase:
            return False
    return False
