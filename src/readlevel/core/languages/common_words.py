"""Everyday words that may also be keys of a glossary: a text means the everyday word by them."""

from readlevel.core.languages.lexicon import get_everyday_words
from readlevel.core.languages.tags import primary

_ALSO = {
    "en": frozenset(["aid", "aids", "arise", "beside", "pat"]),
}
"""Everyday words that are less frequent in print, and keys of dictionaries for another sense."""

_OF_HEALTH = {
    "en": frozenset(
        {
            *("acid", "anxiety", "cancer", "cancers", "cell", "cells", "clinical", "depression"),
            *("protein", "surgery", "symptoms", "therapy", "virus"),
        }
    ),
    "es": frozenset({"cáncer", "cirugía", "virus"}),
}
"""Frequent words that mean in a text of medicine what a glossary of medicine says they do."""


_IN_CAPITALS = {"en": frozenset({"AM", "ID", "IT", "OK", "PM", "TV", "UK", "US", "USA"})}
"""What a text means something else by than any term, in capitals too."""


def is_everyday_word(form: str, language: str) -> bool:
    """Tell whether `form` (folded) is a word of everyday life; such a key is explained by force.

    That is a word met 25 times in a million words of all kinds, or more often: readers know it
    ("heart"), or would be told another sense of it than the text's ("lead", "all", "course"). So
    are forms of one or two letters, unless their capitals tell them from words.
    """
    if " " in form:
        return False
    own = primary(language)
    if form in _OF_HEALTH.get(own, ()):
        return False
    if len(form) < 3 and form.isascii():
        return True
    return form in get_everyday_words(own) or form in _ALSO.get(own, ())


def is_everyday_acronym(form: str, language: str) -> bool:
    """Tell whether an acronym (as it is written) stands for something of everyday life: "US"."""
    return form in _IN_CAPITALS.get(primary(language), ())
