"""Divides long Spanish sentences between clauses, where what follows can stand alone."""

import re
from collections.abc import Iterator

from readlevel.core.languages.spanish.grammar import is_finite_verb, is_in
from readlevel.core.simplify.divisions import divide_concession, list_divisions, take_first
from readlevel.core.simplify.proposal import Rewrite
from readlevel.core.simplify.sentence_marks import capitalise, is_balanced

_FEWEST_WORDS = 14
"""Sentences of fewer words are not divided."""

_FEWEST_IN_CLAUSE = 4
_VERB_WITHIN = 8
_WORD = re.compile(r"[^\W\d_]+")
_SEMICOLON = re.compile(r";\s+(?:(?P<word>sin embargo|no obstante|por (?:lo )?tanto|además),?\s+)?")
_JOINED = re.compile(r",\s(?P<word>pero|y|aunque|por lo que|por lo tanto|así que)\s")
_THIS = re.compile(r",\s(?:lo que|lo cual)\s(?P<verb>\w+)\s")
_CONCEDES = re.compile(r"\A(?:Aunque|Si bien)\s(?=\w)")
_PAIRED = re.compile(r"\b(?:tanto|ni|ya sea|no solo|no sólo|entre)\b", re.IGNORECASE)

_OPENINGS = {
    **dict.fromkeys(("pero", "aunque", "sin embargo", "no obstante"), "Pero "),
    **dict.fromkeys(("por lo que", "por lo tanto", "por tanto", "así que"), "Por eso "),
    "además": "Además, ",
}
_SUBJECTS = ("articles", "determiners")


def split_spanish(text: str) -> Iterator[Rewrite]:
    """Yield the first division of a sentence that leaves two sentences; it rewrites all of it."""
    if len(_WORD.findall(text)) < _FEWEST_WORDS:
        return
    yield from take_first(text, _divide(text))


def _divide(text: str) -> Iterator[str]:
    yield from _at_joints(_SEMICOLON, text)
    yield from _at_joints(_JOINED, text)
    yield from _at_this(text)
    yield from divide_concession(text, _CONCEDES, _are_clauses, "Pero")


def _at_joints(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for left, right, found in list_divisions(pattern, text):
        word = found["word"] or ""
        if ":" in left or _PAIRED.search(left) or not _stands(left):
            continue
        if _is_clause(right, named=word not in ("pero", "por lo que", "así que")):
            opening = _OPENINGS.get(word, "")
            yield f"{left}. {opening}{right if opening else capitalise(right)}"


def _at_this(text: str) -> Iterator[str]:
    for left, right, found in list_divisions(_THIS, text):
        verb = found["verb"]
        if _stands(left) and is_balanced(right) and (is_finite_verb(verb) or verb in ("se", "no")):
            yield f"{left}. Esto {verb} {right}"


def _are_clauses(left: str, right: str) -> bool:
    return is_balanced(left) and all(_is_clause(one, named=True) for one in (left, right))


def _stands(left: str) -> bool:
    """Return whether what precedes is a clause of its own, which no other one opens."""
    words = _list_words(left)
    return bool(words) and not is_in(words[0], "subordinators") and _is_clause(left)


def _is_clause(text: str, *, named: bool = False) -> bool:
    """Return whether `text` can be a sentence: it has a verb that no other clause begins.

    With `named`, it must begin with an article and the like, or with its verb.
    """
    words = _list_words(text)
    if len(words) < _FEWEST_IN_CLAUSE or not is_balanced(text) or is_in(words[0], "subordinators"):
        return False
    if named and not (is_in(words[0], *_SUBJECTS) or is_in(words[0], "verbs")):
        return False
    for word in words[: _VERB_WITHIN + 1]:
        if is_in(word, "subordinators"):
            return False
        if is_finite_verb(word):
            return word != words[-1]
    return False


def _list_words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
