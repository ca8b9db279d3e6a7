"""Decides whether a full stop ends a sentence or belongs to an abbreviation."""

import re
from collections.abc import Mapping

from readlevel.core.languages.abbreviations.abbreviation_lists import read_lists

_ROMAN = re.compile("[IVXLC]{2,}|[VX]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def ends_sentence(
    before: str,
    after: str,
    language: str,
    *,
    previous: str = "",
    initial_follows: bool = False,
    label_follows: bool = False,
) -> bool:
    """Return whether a full stop between the words `before` and `after` ends a sentence.

    `before` is without the full stop; `after` begins with a capital letter or a digit, or with a
    letter of a script without capitals. `previous` is the word before `before` in the sentence;
    `initial_follows` tells that `after` is one letter with a full stop, and `label_follows` that it
    has a colon. `language` is a primary tag.
    """
    words = read_lists(language)
    before = _without_prefix(before, words)
    word = before.lower()
    if _continues(before, after, previous, words) or _goes_with(previous, before, after, words):
        return False
    if word in words["before names"] and not _is_taken(word, previous, words):
        return False
    if len(before) == 1 and before.isupper():
        return _is_letter_final(before, after, previous, words, initial_follows=initial_follows)
    if _is_acronym(before, after):
        return True
    if _closes_amount_or_list(word, previous, words):
        return True
    if word in words["never final"]:
        return False
    if word in words["often final"]:
        return word not in {"a.m", "p.m"} or after.lower() not in words["after clock times"]
    if label_follows and before.islower() and _DOTTED.fullmatch(word):
        return True
    counted = word in words["after amounts"] and _is_amount(previous, words)
    if counted or _is_rarely_final(before, word, words):
        starts = after.lower() in words["sentence starters"]
        return starts or _is_instruction(after, before, previous, words)
    return True


def _is_instruction(
    word: str, before: str, previous: str, words: Mapping[str, frozenset[str]]
) -> bool:
    """Return whether `word` begins an instruction, and is no name after a title: "Sen. Close".

    A title is written with a capital and no name precedes it: "at Mt. Rest", not "on Main St.".
    """
    title = before[0].isupper() and not previous[:1].isupper()
    return word.lower() in words["instructions"] and not title


def _without_prefix(word: str, words: Mapping[str, frozenset[str]]) -> str:
    """Return an abbreviation without a conjunction or preposition that is glued to it."""
    bare = word[1:]
    if word[:1] not in words["glued prefixes"] or not bare:
        return word
    abbreviated = len(bare) == 1 or bare in words["before names"] or bare in words["never final"]
    return bare if abbreviated else word


def _goes_with(previous: str, before: str, after: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Return whether `before` abbreviates with the word before it: "d. h.", "el No. 12"."""
    word = before.lower()
    if _is_ordinal(word, after, previous, words):
        return True
    if before in words["capitals before digits"] and previous and after[0].isdigit():
        return True
    halves = len(word) == 1 and len(previous) == 2 and previous[1] == "."
    return halves and f"{previous.lower()}{word}" in words["never final"]


def _closes_amount_or_list(word: str, previous: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Return whether `word` is the unit of an amount, or ends a list: "10 мин.", "и др."."""
    if word in words["units"] and _is_amount(previous, words):
        return True
    return f"{previous.lower()}-{word}" in words["final pairs"]


def _is_taken(word: str, previous: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Return whether `word` belongs to the word before: 5 м., т. д., витамин С."""
    if _is_amount(previous, words):
        return True
    taken = previous.endswith(".") or previous.lower() in words["before letters"]
    return taken and len(word) == 1


def _is_amount(word: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Return whether `word` is a number, or multiplies one: "5 тыс. руб."."""
    return word[-1:].isdigit() or word.rstrip(".").lower() in words["units"]


def _continues(before: str, after: str, previous: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Return whether `after` is the number, the noun or the second half of `before`."""
    word = before.lower()
    if after[0].isdigit() and (
        word in words["before digits"] or word.endswith(tuple(words["endings before digits"]))
    ):
        return True
    if word in words["before Roman numerals"] and _ROMAN.fullmatch(after):
        return True
    if before in words["dates"] and (after[0].isdigit() or after in words["dates"]):
        return True
    if word == "mm" and after == "Hg":
        return True
    if word.isdecimal() and after.lower() in words["ordinal nouns"]:
        return True
    if len(after) == 1 and after.isupper() and word in words["before single letters"]:
        is_word = before.islower() and word in words["also words"]
        return not (is_word and after in words["letters as words"])
    if len(word) == 1 and before.islower() and (len(after) == 1 or after[0].isdigit()):
        # Each letter has its own full stop: "z. B.", "d. h. 5 mg". Not so: "2 g.", "plan b.".
        return not previous[-1:].isdigit() and previous.lower() not in words["before letters"]
    return before in words["capitals"]


def _is_ordinal(word: str, after: str, previous: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Return whether `word` is a number such as 2 in "der 2. Versuch", before its noun."""
    if not word.isdecimal() or len(word) > 3 or not after[0].isupper():
        return False
    return previous.lower() in words["before ordinals"] and (
        after.lower() not in words["sentence starters"]
    )


def _is_letter_final(
    letter: str,
    after: str,
    previous: str,
    words: Mapping[str, frozenset[str]],
    *,
    initial_follows: bool,
) -> bool:
    """Return whether a full stop after one capital ends a sentence, and is not that of an initial.

    It does after words that a letter follows ("plan B.", "factor V.") and after numbers ("2 L.").
    The English "I" is an initial only after another name: "Albert I. Jones".
    """
    if initial_follows:
        return False
    if previous.lower() in words["before letters"]:
        return True
    if previous[-1:] == "." and previous[:-1].lower() in words["before single letters"]:
        return True
    if letter in words["letters"]:
        return False
    if after.lower() in words["sentence starters"] or previous[-1:].isdigit():
        return True
    return letter == "I" and not previous[:1].isupper()


def _is_acronym(before: str, after: str) -> bool:
    """Return whether `before` is an acronym such as MS or CF, not a title in all-caps text."""
    all_capitals = after.isupper() and len(after) > 4
    return len(before) > 1 and before.isalpha() and before.isupper() and not all_capitals


def _is_rarely_final(before: str, word: str, words: Mapping[str, frozenset[str]]) -> bool:
    if len(before) == 1:
        return before in words["letters"]
    return word in words["rarely final"] or _DOTTED.fullmatch(word) is not None
