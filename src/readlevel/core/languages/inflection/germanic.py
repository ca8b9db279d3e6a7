"""Shapes of a form in German and Dutch: the endings of its nouns."""

import re
from collections.abc import Iterator

from readlevel.core.languages.inflection.head_word import part_last_word


def inflect_german(form: str) -> Iterator[str]:
    """Yield the shapes of a German form, some of which nobody writes."""
    before, last = part_last_word(form)
    adjective = re.fullmatch(r"(\w+e) ", before)
    for shape in (last, *_german_noun(last)):
        yield before + shape
        if adjective:
            yield from (f"{adjective[1]}{ending} {shape}" for ending in "mnrs")


def _german_noun(noun: str) -> Iterator[str]:
    for singular, plural in (("um", "en"), ("us", "en"), ("us", "i"), ("a", "en"), ("on", "a")):
        if noun.endswith(singular):
            yield noun.removesuffix(singular) + plural
    if noun.endswith("e"):
        yield noun + "n"
    elif noun.endswith("in"):
        yield noun + "nen"
    elif re.search("(?:ung|heit|keit|schaft|ion|tät)$", noun):
        yield noun + "en"
    elif noun.endswith(("el", "er", "en")):
        yield from (noun + "s", noun + "n")
    else:
        yield from (noun + ending for ending in ("e", "en", "er", "ern", "es", "s"))


def inflect_dutch(form: str) -> Iterator[str]:
    """Yield the shapes of a Dutch form, some of which nobody writes."""
    before, last = part_last_word(form)
    for shape in _dutch_plural(last):
        yield before + shape


def _dutch_plural(noun: str) -> Iterator[str]:
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
