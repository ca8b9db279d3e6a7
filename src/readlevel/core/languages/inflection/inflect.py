"""Inflected forms of a term: plurals, singulars, possessives."""

from readlevel.core.languages.registry import get_language


def inflect(form: str, language: str) -> tuple[str, ...]:
    """Return the inflected forms of `form` in `language` (a tag), without `form` itself.

    English: plurals (regular, of Latin and Greek words, of acronyms), the singular of a plural,
    eponyms with and without their `'s`, the participles of words that can only be verbs.
    Spanish: plurals, including adjectives, and the feminine of a single adjective. Only the head of
    the form is inflected ("loss of sight": "losses of sight"). French, Italian and Portuguese:
    regular plurals. German: the endings of nouns, and of an adjective before one. Dutch: plurals.
    Arabic: articles, joined particles, plurals in -at, pronouns.
    Some of the German, Dutch and Arabic forms are never written. Other languages have none.
    """
    inflect_form = get_language(language).inflect
    if inflect_form is None or not form.strip():
        return ()
    form = form.replace("\u2019", "'")
    return tuple(dict.fromkeys(shape for shape in inflect_form(form) if shape != form))
