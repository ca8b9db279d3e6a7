"""Syllables of a word, by language: English by dictionary and rules, the others by rules."""

import re
import unicodedata
from collections.abc import Callable

from readlevel.core.languages.lexicon import get_common_words, get_syllable_exceptions
from readlevel.core.languages.syllables.english import count_by_rule
from readlevel.core.languages.syllables.germanic import DUTCH, GERMAN
from readlevel.core.languages.syllables.romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from readlevel.core.languages.syllables.spelled import SyllableRules
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import is_numeral, split_words

_LONGEST = 64
"""Letters of a word that are looked at; no word of any text is longer."""


def count_syllables(word: str, language: str) -> int:
    """Return how many syllables `word` has in `language` (a tag).

    A hyphenated word has those of its parts. A numeral has one, whatever its length; an
    abbreviation said letter by letter has one a letter (W three in English). What holds no word
    at all, such as a dash, has none.
    """
    rule = _RULES.get(primary(language), _count_other)
    straight = unicodedata.normalize("NFC", word.replace("\u2019", "'"))
    return sum(1 if is_numeral(part) else rule(part[:_LONGEST]) for part in split_words(straight))


_RUNS = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*")


def _count_english(word: str) -> int:
    if "." in word:
        return _count_letter_names(word.replace(".", ""))
    known = get_syllable_exceptions().get(word.lower())
    if known:
        return known
    if word.isalpha() and word.isascii():
        return _count_english_letters(word)
    return sum(_count_english_run(run) for run in _RUNS.findall(word)) or 1


def _count_english_run(run: str) -> int:
    """Count the syllables of the letters or the digits in a word like T2, patient's or naïve."""
    if run.isdecimal():
        return 1
    stem, apostrophe, ending = run.partition("'")
    if apostrophe:
        known = get_syllable_exceptions().get(run.lower())
        return known or _count_english_run(stem) + _count_ending(stem.lower(), ending.lower())
    sounded = re.sub("é(?=s?$)", "ay", run.lower() if not run.isupper() else run)
    return _count_english_letters(_without_accents(sounded))


def _count_ending(stem: str, ending: str) -> int:
    """Count what stands after an apostrophe: box's, wouldn't, would've, that'll have one more."""
    if ending == "s":
        return int(stem.endswith(("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")))
    if ending == "t":
        return int(stem.endswith(("dn", "sn", "stn")))
    return int(ending in {"ve", "ll"} and stem[-1:] not in "aeiouy")


def _count_english_letters(letters: str) -> int:
    lower = letters.lower()
    known = get_syllable_exceptions().get(lower)
    if known:
        return known
    if _is_spelled(letters):
        return _count_letter_names(letters)
    ascii_only = "".join(filter(str.isascii, lower))
    return count_by_rule(ascii_only) if ascii_only else _count_other(lower)


def _is_spelled(letters: str) -> bool:
    """Tell whether capitals are said one by one: RCT and COPD are, not the word NOT."""
    if not letters.isupper() or len(letters) > 5:
        return False
    if not set(letters) & set("AEIOUY"):
        return True
    return len(letters) < 5 and letters.lower() not in get_common_words("en")


def _count_letter_names(letters: str) -> int:
    return len(letters) + 2 * letters.lower().count("w")


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.replace("æ", "e").replace("œ", "e"))
    return "".join(part for part in parts if not unicodedata.combining(part))


_RUSSIAN = SyllableRules(vowels="аеёиоуыэюя", nuclei=re.compile("."))

_OTHER = re.compile(r"[aeiouyаеёиоуыэюяєіїαεηιουωاويىआइईउऊएऐओऔािीुूेैोौ]+")


def _count_other(word: str) -> int:
    """Estimate by groups of written vowels, where nothing better is known."""
    return len(_OTHER.findall(_without_accents(word.lower()))) or 1


_RULES: dict[str, Callable[[str], int]] = {
    "de": GERMAN.count,
    "en": _count_english,
    "es": SPANISH.count,
    "fr": FRENCH.count,
    "it": ITALIAN.count,
    "nl": DUTCH.count,
    "pt": PORTUGUESE.count,
    "ru": _RUSSIAN.count,
}
