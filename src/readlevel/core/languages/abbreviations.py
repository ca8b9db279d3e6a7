"""Full stops that end no sentence: abbreviations, and how sentences begin.

`data/abbreviations.<language>.txt` has the words of a language under these headings, in lower case
and without their last full stop:

* `never final`: abbreviations that are always followed by more of their sentence
* `before digits`: abbreviations that end no sentence before a number (`No. 3`, `Jan. 5`)
* `rarely final`: those that end a sentence only before one of the `sentence starters`
* `often final`: dotted ones that end a sentence before a capital
* `capitals`: abbreviations written in capitals, which are otherwise acronyms: "EE. UU."
* `letters`: letters that are half of an abbreviation written apart: "d. h.", "a. C."
* `ordinal nouns`: what a number with a full stop, an ordinal, may precede: "am 3. Mai"
* `after clock times`: what "8 a.m." may go on with in capitals: time zones, days
* `sentence starters`: words that begin sentences far more often than they follow an abbreviation
* `before numbers`: words that a number may follow at the end of a sentence: "type 2."
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_DATA = files("readlevel.core") / "data"
_FALLBACK = "en"
"""Whose abbreviations are used for languages without a list."""

_LANGUAGES = frozenset(
    file.name.split(".")[1] for file in _DATA.iterdir() if file.name.startswith("abbreviations.")
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def ends_sentence(before: str, after: str, language: str) -> bool:
    """Return whether a full stop between the words `before` and `after` ends a sentence.

    `before` is without the full stop; `after` begins with a capital letter or a digit, or with a
    letter of a script without capitals. `language` is a primary tag.
    """
    words = _read(language)
    word = before.lower()
    if _continues(before, word, after, words):
        return False
    if _is_acronym(before, after):
        return True
    if word in words["never final"]:
        return False
    if word in words["often final"]:
        return word not in {"a.m", "p.m"} or after.lower() not in words["after clock times"]
    if _is_rarely_final(before, word, words):
        return after.lower() in words["sentence starters"]
    return True


@cache
def get_words_before_numbers() -> frozenset[str]:
    """Return the words of all languages that a number may follow at the end of a sentence."""
    return frozenset().union(*(_read(language)["before numbers"] for language in _LANGUAGES))


def _continues(before: str, word: str, after: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Return whether `after` belongs to `before`: its number, its noun, its other half."""
    if word in words["before digits"] and after[0].isdigit():
        return True
    if word == "mm" and after == "Hg":
        return True
    if word.isdecimal() and after.lower() in words["ordinal nouns"]:
        return True
    if len(word) == 1 and before.islower() and (len(after) == 1 or after[0].isdigit()):
        # "z. B.", "d. h. 5 mg": each letter has a full stop of its own.
        return True
    return before in words["capitals"]


def _is_acronym(before: str, after: str) -> bool:
    """Return whether `before` is MS, CF or DR, not a title in a text all in capitals."""
    all_capitals = after.isupper() and len(after) > 4
    return len(before) > 1 and before.isalpha() and before.isupper() and not all_capitals


def _is_rarely_final(before: str, word: str, words: Mapping[str, frozenset[str]]) -> bool:
    if len(before) == 1:
        return before in words["letters"] or (before.isupper() and before != "I")
    return word in words["rarely final"] or _DOTTED.fullmatch(word) is not None


@cache
def _read(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words under each heading; those of English for a language without a list."""
    if language not in _LANGUAGES:
        return _read(_FALLBACK)
    sections = dict.fromkeys(_HEADINGS, frozenset[str]())
    listed = _DATA.joinpath(f"abbreviations.{language}.txt").read_text("utf-8")
    for section in listed.split("# ")[1:]:
        heading, _, words = section.partition("\n")
        sections[heading] = frozenset(words.split())
    return sections


_HEADINGS = (
    "never final",
    "before digits",
    "rarely final",
    "often final",
    "capitals",
    "letters",
    "ordinal nouns",
    "after clock times",
    "sentence starters",
    "before numbers",
)
