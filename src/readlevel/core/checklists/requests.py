"""Sentences that ask their reader to do something: "Rest your foot", "If it hurts, call us".

Verbs in the imperative look like nouns in English ("Rest is important", "Exercise programs help"),
and some do in Spanish. `data/requests.<language>.txt` lists, under these headings:

* `verbs`: verbs with which a sentence asks for something, in the imperative
* `also nouns`: those that are nouns as well
* `before the verb`: words that may precede the verb: "please", "then"
* `conditions`: words that begin a clause before the verb: "if it hurts, call us"
* `negations`: words before the verb that ask not to do something; "do not" and "don't" are verbs
* `subjects`: pronouns that begin another clause: "rest, and we will call"
* `determiners`: words that begin the object of a verb, and hardly ever follow a noun: "rest your"
* `finite verbs`, `plural verbs`: verbs whose subject the first word is; the latter after plurals
* `subordinators`: words after which such a verb belongs to another clause
* `references`: words after "see" that make it a reference: "see table 2"
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from readlevel.core.text.prose import Sentence

REQUEST_LANGUAGES = frozenset({"en", "es"})
"""Primary tags of the languages with a list."""

_CLAUSE_END = re.compile(r"[,;:(–—]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_MOST_BEFORE = 3
"""Words before the verb: "and then please"."""

_DO_NOT = (("do", "not"), ("don't",))
_SEE = "see"

_JOINING = frozenset(("and", "or", "y", "o"))

_Words = Mapping[str, frozenset[str]]


def asks_for_action(sentence: Sentence, tag: str) -> bool:
    """Return whether a sentence asks its reader to do something, or not to; `tag` is primary."""
    text = sentence.text.lower().replace("\u2019", "'").strip()
    if tag not in REQUEST_LANGUAGES or "?" in text:
        return False
    words = _read(tag)
    clauses = [_WORD.findall(clause) for clause in _CLAUSE_END.split(text)]
    is_whole = text[-1:] in ".!"
    first = next((number for number, clause in enumerate(clauses) if clause), None)
    if first is None:
        return False
    if _is_request(clauses, first, words, is_whole=is_whole):
        return True
    begins = (
        clauses[first][0] in words["conditions"] or set(clauses[first]) <= words["before the verb"]
    )
    return begins and any(
        _is_request(clauses, number, words, is_whole=is_whole)
        for number in range(first + 1, min(first + 3, len(clauses)))
    )


def _is_request(
    clauses: Sequence[Sequence[str]], number: int, words: _Words, *, is_whole: bool
) -> bool:
    clause = list(clauses[number])
    for _ in range(_MOST_BEFORE):
        if len(clause) > 1 and clause[0] in words["before the verb"]:
            del clause[0]
    negation = next((one for one in _DO_NOT if tuple(clause[: len(one)]) == one), None)
    if negation is not None:
        return len(clause) > len(negation) and clause[len(negation)] not in words["subjects"]
    if len(clause) > 1 and clause[0] in words["negations"]:
        del clause[0]
    if not clause or clause[0] not in words["verbs"]:
        return False
    verb, *rest = clause
    if not rest:
        return _stands_alone(verb, clauses[number + 1 :], words, is_whole=is_whole)
    return _has_object(verb, rest, words)


def _has_object(verb: str, rest: Sequence[str], words: _Words) -> bool:
    """Return whether `rest` completes a verb, which is neither a noun nor part of a question."""
    if verb == _SEE and rest[0] in words["references"]:
        return False
    if rest[0] in words["subjects"] - words["determiners"] or rest[0] == "of":
        return False
    return verb not in words["also nouns"] or not _is_subject(verb, rest, words)


def _stands_alone(
    verb: str, following: Sequence[Sequence[str]], words: _Words, *, is_whole: bool
) -> bool:
    """Return whether a verb alone in its clause asks for something, and is no noun in a list."""
    if verb not in words["also nouns"]:
        return True
    rest = [one for one in (following[0] if following else ()) if one not in _JOINING]
    if not following:
        return is_whole
    return bool(rest) and rest[0] in words["verbs"] | words["before the verb"] | words["subjects"]


def _is_subject(verb: str, rest: Sequence[str], words: _Words) -> bool:
    """Return whether the first words of a clause are the subject of a verb that follows."""
    if rest[0] in words["determiners"]:
        return False
    for before, word in zip((verb, *rest), rest, strict=False):
        if word in words["subordinators"] or word in words["subjects"]:
            return False
        if before in _JOINING and word in words["determiners"]:
            return False
        if word in words["finite verbs"]:
            return True
        if word in words["plural verbs"] and before.endswith("s") and before != verb:
            return True
    return False


@cache
def _read(tag: str) -> _Words:
    listed = files("readlevel.core").joinpath("data", f"requests.{tag}.txt").read_text("utf-8")
    sections = (section.partition("\n") for section in listed.split("# ")[1:])
    return {heading: frozenset(words.split()) for heading, _, words in sections}
