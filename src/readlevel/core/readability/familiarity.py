"""Familiar words: those on the list of Dale and Chall, and how common words are in print."""

import unicodedata

from readlevel.core.languages.lexicon import get_familiar_words, get_zipf_table
from readlevel.core.languages.registry import get_language

UNCOMMON_TENTHS = 30
"""A word below this Zipf frequency, in tenths, is uncommon: less than once in a million words."""

MAX_RARITY = 2.5
"""The rarity of a word that is not on the list of its language."""

_TASHKEEL = {ord(mark): None for mark in "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"}


def is_on_dale_chall_list(word: str) -> bool:
    """Return whether the list of Dale and Chall has exactly `word` (English, lower case)."""
    return word in get_familiar_words()


def is_familiar(word: str) -> bool:
    """Return whether the list of Dale and Chall has `word` (English, lower case) or its stem.

    Regular inflections of listed words are familiar: plural and possessive, the forms of the
    verb, comparatives, adverbs in -ly (the instructions of 1948; textstat has the bare list).
    Names are not distinguished from other words.
    """
    listed = get_familiar_words()
    return word in listed or any(
        stem in listed for stem in _stems(word.removesuffix("'s").rstrip("'"))
    )


def is_uncommon(word: str, language: str) -> bool:
    """Return whether `word`, made of letters, occurs less than once in a million words.

    False if there is no list for `language` (a primary tag).
    """
    tenths = find_zipf_tenths(word, language)
    return tenths is not None and tenths < UNCOMMON_TENTHS


def find_zipf_tenths(word: str, language: str) -> int | None:
    """Return the Zipf frequency of `word`, made of letters, in tenths.

    0 for a word that is not on the list; None if there is no list for `language` (a primary tag).
    """
    table = get_zipf_table(language)
    if table is None:
        return None
    return max(table.tenths.get(form, 0) for form in _forms(word.casefold(), language))


def compute_rarity(tenths: int, language: str) -> float:
    """Return how rare a word of Zipf frequency `tenths` is, from 0 (easy) to `MAX_RARITY`.

    A word that is not on the list counts as half a Zipf unit below the rarest word listed. In
    between, rarity grows evenly as the frequency falls. In English a point is one Zipf unit below
    4.5, that is, a tenth of the frequency. Other languages are stretched to the same two ends; the
    easy end is where words that rare make up the same share of print, a sixth, as in English.
    """
    table = get_zipf_table(language)
    if table is None:
        return 0.0
    unlisted = table.rarest - 5
    below = table.easy - min(table.easy, max(tenths, unlisted))
    return MAX_RARITY * below / (table.easy - unlisted)


def _stems(word: str) -> set[str]:
    """Return `word` and the words it may be inflected from."""
    stems = {word}
    for ending in ("s", "es", "d", "ed", "ing", "r", "er", "st", "est", "ly"):
        stem = word.removesuffix(ending)
        if len(stem) < 2 or stem == word:
            continue
        stems.add(stem)
        if ending in {"es", "ed", "er", "est", "ly"} and stem.endswith("i"):
            stems.add(stem[:-1] + "y")
        if ending in {"ed", "ing", "er", "est"}:
            stems.add(stem + "e")
            if stem[-1] == stem[-2]:
                stems.add(stem[:-1])
    return stems


def _forms(word: str, language: str) -> set[str]:
    """Return the spellings of `word` to look up, without full stops and elided article."""
    if word.isascii() and word.isalpha():
        return {word}
    plain = unicodedata.normalize("NFC", word).translate(_TASHKEEL).rstrip(".")
    forms = {plain, plain.replace(".", ""), plain.replace("œ", "oe")}
    if "'" in plain:
        elided = get_language(language).elides_articles
        forms.add(plain.rpartition("'")[2] if elided else plain.removesuffix("'s"))
    return forms
