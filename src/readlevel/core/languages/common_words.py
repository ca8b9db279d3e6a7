"""Everyday words that may also be glossary terms; texts usually use them in the everyday sense."""

from readlevel.core.languages.lexicon import get_everyday_words
from readlevel.core.languages.registry import get_language


def is_everyday_word(form: str, language: str) -> bool:
    """Return whether `form` (folded) is an everyday word, which is only marked explicitly.

    Everyday words occur at least 25 times in a million words of all kinds. Readers know them
    ("heart"), or an explanation would give another sense than the text's ("lead", "all", "course").
    Forms of one or two letters count too, unless capitals distinguish them from words.
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
    """Return whether an acronym, in its exact case, is an everyday one: "US"."""
    return form in get_language(language).everyday_acronyms
