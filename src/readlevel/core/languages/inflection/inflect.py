"""Other shapes in which a text may use the form of a term: plurals, singulars, possessives."""

from collections.abc import Callable, Iterator

from readlevel.core.languages.inflection.english import inflect_english
from readlevel.core.languages.inflection.germanic import inflect_dutch, inflect_german
from readlevel.core.languages.inflection.romance import ROMANCE
from readlevel.core.languages.tags import primary

Inflect = Callable[[str], Iterator[str]]


def inflect(form: str, language: str) -> tuple[str, ...]:
    """Return the other shapes of `form` in `language`, without `form` itself.

    English: plurals (regular, of Latin and Greek words, of acronyms), the singular of a plural,
    eponyms with and without their `'s`, the participles of verbs that only verbs look like.
    Spanish: plurals, adjectives included, and the feminine of an adjective on its own. The head of
    the form is what changes ("loss of sight": "losses of sight"). French, Italian and Portuguese:
    regular plurals. German: the endings of nouns, and of an adjective before one. Dutch: plurals.
    Of what these two could be, some is never written. Other languages have none here.
    """
    inflector = _INFLECTORS.get(primary(language))
    if inflector is None or not form.strip():
        return ()
    form = form.replace("\u2019", "'")
    return tuple(dict.fromkeys(shape for shape in inflector(form) if shape != form))


_INFLECTORS: dict[str, Inflect] = {
    **ROMANCE,
    "de": inflect_german,
    "en": inflect_english,
    "nl": inflect_dutch,
}
