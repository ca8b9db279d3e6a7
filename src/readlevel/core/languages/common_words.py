"""Everyday words that may also be keys of a glossary: a text means the everyday word by them."""

from readlevel.core.languages.lexicon import get_everyday_words
from readlevel.core.languages.registry import get_language


def is_everyday_word(form: str, language: str) -> bool:
    """Return whether `form` (folded) is an everyday word, which is marked only explicitly.

    Such a word is met 25 times in a million words of all kinds, or more often: readers know it
    ("heart"), or would be told another sense of it than the text's ("lead", "all", "course"). So
    are forms of one or two letters, unless their capitals tell them from words.
    """
    if " " in form:
        return False
    known = get_language(language)
    if form in known.health_words:
        return False
    if len(form) < 3 and form.isascii():
        return True
    return form in get_everyday_words(known.tag) or form in known.more_everyday_words


def is_everyday_acronym(form: str, language: str) -> bool:
    """Return whether an acronym, as it is written, means something of everyday life: "US"."""
    return form in get_language(language).everyday_acronyms
