"""Familiar words: those on the list of Dale and Chall, and those common in print."""

import unicodedata

from readlevel.core.languages.lexicon import (
    get_common_words,
    get_familiar_words,
    get_frequent_words,
)
from readlevel.core.languages.registry import get_language

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
    return any(stem in listed for stem in _stems(word.removesuffix("'s").rstrip("'")))


def is_uncommon(word: str, language: str) -> bool:
    """Return whether `word`, made of letters, occurs less than once in a million words.

    False if there is no list for `language` (a primary tag).
    """
    common = get_common_words(language)
    return bool(common) and common.isdisjoint(_forms(word.casefold(), language))


def is_infrequent(word: str, language: str) -> bool:
    """Return whether `word`, made of letters, occurs less than three times in a million words.

    False if there is no list for `language` (a primary tag).
    """
    frequent = get_frequent_words(language)
    return bool(frequent) and frequent.isdisjoint(_forms(word.casefold(), language))


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
    plain = unicodedata.normalize("NFC", word).translate(_TASHKEEL).rstrip(".")
    forms = {plain, plain.replace(".", ""), plain.replace("œ", "oe")}
    if "'" in plain:
        elided = get_language(language).elides_articles
        forms.add(plain.rpartition("'")[2] if elided else plain.removesuffix("'s"))
    return forms
