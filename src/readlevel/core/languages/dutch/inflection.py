"""Inflected forms in Dutch: plurals."""

import re
from collections.abc import Iterator

from readlevel.core.languages.inflection.head_word import split_last_word


def inflect_dutch(form: str) -> Iterator[str]:
    """Yield the plurals of a Dutch form; some of them are never written."""
    before, last = split_last_word(form)
    for shape in _plurals(last):
        yield before + shape


def _plurals(noun: str) -> Iterator[str]:
    for singular, plural in (
        ("um", "a"),
        ("us", "i"),
        ("is", "es"),
        ("ie", "ieën"),
        ("us", "ussen"),
    ):
        if noun.endswith(singular):
            yield noun.removesuffix(singular) + plural
    if re.search("[aiou]$", noun):
        yield noun + "'s"
    if noun.endswith("e"):
        yield noun + "n"
    yield noun + "s"
    long_vowel = re.search("(.*)([aeou])\\2([bdgklmnprst])$", noun)
    if long_vowel:
        yield "".join(long_vowel.groups()) + "en"
    if re.search("(?<![aeiou])[aeiou][bdfgklmnprst]$", noun):
        yield noun + noun[-1] + "en"
    if re.search("[^aeiou]$", noun):
        yield noun + "en"
