"""Inflected forms in German: the endings of nouns, and of an adjective before one."""

import re
from collections.abc import Iterator

from readlevel.core.languages.inflection.head_word import split_last_word


def inflect_german(form: str) -> Iterator[str]:
    """Yield the inflected forms of a German form; some of them are never written."""
    before, last = split_last_word(form)
    adjective = re.fullmatch(r"(\w+e) ", before)
    for shape in (last, *_inflect_noun(last)):
        yield before + shape
        if adjective:
            yield from (f"{adjective[1]}{ending} {shape}" for ending in "mnrs")


def _inflect_noun(noun: str) -> Iterator[str]:
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
