"""Decides whether a full stop ends a sentence or belongs to an abbreviation.

`data/abbreviations.<language>.txt` lists the words of a language under these headings, in lower
case and without their last full stop:

* `never final`: abbreviations after which the sentence always continues
* `before digits`: abbreviations that do not end a sentence before a number (`No. 3`, `Jan. 5`)
* `before Roman numerals`: those that do not end one before a Roman numeral: "sec. XV"
* `before names`: those before which a number stands if they end a sentence: "г. Москва", "2010 г."
* `rarely final`: those that end a sentence only before one of the `sentence starters`
* `after amounts`: words that are such an abbreviation after a number only: "2 caps. Omeprazole"
* `often final`: dotted ones that end a sentence before a capital
* `capitals`: abbreviations written in capitals, which are otherwise acronyms: "EE. UU."
* `letters`: letters that are half of an abbreviation with a space: "d. h.", "a. C."
* `ordinal nouns`: words that may follow an ordinal, a number with a full stop: "am 3. Mai"
* `after clock times`: capitalised words that may follow "8 a.m.": time zones, days
* `dates`: abbreviated days and months as written, before a number or one of each other
* `before ordinals`: words that an ordinal follows, so that a noun follows that: "der 2. Versuch"
* `sentence starters`: words that begin sentences far more often than they follow an abbreviation
* `instructions`: words that begin instructions, unless an initial or a title precedes them:
  "5 mg i.v. Repeat", "Sen. Close"
* `units`: words of `never` or `rarely final` that end a sentence after a number: "10 мин."
* `endings before digits`: last letters of words that end no sentence before a number: "Hauptstr. 5"
* `before numbers`: words that a number may follow at the end of a sentence: "type 2."
* `before letters`: words that a letter may follow at the end of a sentence: "plan B."
* `before single letters`: abbreviations that do not end a sentence before one capital: "App. B"
* `also words`: those of them that are words, too, and end one before `letters as words`: "his art."
* `letters as words`: capitals that may be the first word of a sentence: "A", "I"
* `capitals before digits`: words that end no sentence before a number if another word precedes them
  and they are written so: "el No. 12"
* `final pairs`: words that end a sentence after a conjunction, which stands before the hyphen:
  "и др."
* `glued prefixes`: words of one letter that are written together with an abbreviation: "ود. سالم"
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_DATA = files("readlevel.core") / "data"
_FALLBACK = "en"
_RELATED = {
    **dict.fromkeys(("be", "bg", "kk", "mk", "sr", "uk"), "ru"),
    **dict.fromkeys(("da", "nb", "nn", "no", "sv"), "de"),
    **dict.fromkeys(("ca", "gl"), "es"),
    **dict.fromkeys(("fa", "ur"), "ar"),
}
"""The languages whose abbreviations are used for languages without a list; others get English."""

_LANGUAGES = frozenset(
    file.name.split(".")[1] for file in _DATA.iterdir() if file.name.startswith("abbreviations.")
)
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
    words = _read(language)
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


def is_never_abbreviated(word: str, language: str) -> bool:
    """Return whether a full stop after `word` ends a sentence before a capital or a digit.

    Most words are of this kind, so it saves the other rules. `language` is a primary tag.
    """
    if len(word) < 2 or not word.islower() or not word.isalpha() or word in _listed(language):
        return False
    return not word.endswith(_endings_before_digits(language))


@cache
def get_words_before_numbers() -> frozenset[str]:
    """Return the words of all languages that a number with a full stop may follow."""
    return _join("before numbers", "before ordinals")


@cache
def get_words_before_letters() -> frozenset[str]:
    """Return the words of all languages that a letter with a full stop may follow."""
    return _join("before letters")


def _join(*headings: str) -> frozenset[str]:
    lists = [_read(language) for language in _LANGUAGES]
    return frozenset().union(*(words[heading] for words in lists for heading in headings))


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


@cache
def _listed(language: str) -> frozenset[str]:
    """Return the words that a rule of `ends_sentence` names as the word before."""
    return frozenset({"mm"}).union(*(_read(language)[heading] for heading in _ABBREVIATED))


@cache
def _endings_before_digits(language: str) -> tuple[str, ...]:
    return tuple(_read(language)["endings before digits"])


@cache
def _read(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words under each heading; a language without a list gets a related one's."""
    if language not in _LANGUAGES:
        return _read(_RELATED.get(language, _FALLBACK))
    sections = dict.fromkeys(_HEADINGS, frozenset[str]())
    listed = _DATA.joinpath(f"abbreviations.{language}.txt").read_text("utf-8")
    for section in listed.split("# ")[1:]:
        heading, _, words = section.partition("\n")
        sections[heading] = frozenset(words.split())
    return sections


_ABBREVIATED = (
    "never final",
    "before digits",
    "before Roman numerals",
    "before names",
    "rarely final",
    "often final",
    "capitals",
    "dates",
    "units",
    "before single letters",
    "after amounts",
)
"""The headings whose words are abbreviations."""

_HEADINGS = (
    "never final",
    "before digits",
    "before Roman numerals",
    "before names",
    "rarely final",
    "often final",
    "capitals",
    "letters",
    "ordinal nouns",
    "before ordinals",
    "dates",
    "units",
    "endings before digits",
    "after clock times",
    "sentence starters",
    "instructions",
    "before numbers",
    "before letters",
    "before single letters",
    "also words",
    "after amounts",
    "letters as words",
    "capitals before digits",
    "final pairs",
    "glued prefixes",
)
