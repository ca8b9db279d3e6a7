"""Other shapes in which a text may use the form of a term: plurals, singulars, possessives."""

import re
from collections.abc import Callable, Iterator

from readlevel.core.language import primary

Inflect = Callable[[str], Iterator[str]]

_ENGLISH_LINKS = frozenset(
    {"at", "by", "due", "during", "for", "from", "in", "of", "on", "to", "with"}
)
_SPANISH_LINKS = frozenset({"a", "al", "con", "de", "del", "en", "para", "por", "sin", "y"})

_IRREGULAR = {
    "foot": "feet",
    "tooth": "teeth",
    "man": "men",
    "woman": "women",
    "child": "children",
    "mouse": "mice",
    "louse": "lice",
    "calf": "calves",
    "midwife": "midwives",
    "viscus": "viscera",
    "corpus": "corpora",
    "genus": "genera",
}

_LATIN = (
    ("is", "es"),  # metastasis, axis, testis
    ("is", "ides"),  # arthritis, iris
    ("um", "a"),  # bacterium
    ("us", "i"),  # thrombus
    ("ma", "mata"),  # carcinoma
    ("a", "ae"),  # vertebra
    ("drion", "dria"),  # mitochondrion
    ("glion", "glia"),  # ganglion
    ("enon", "ena"),  # phenomenon
    ("erion", "eria"),  # criterion
    ("ex", "ices"),  # cortex
    ("ix", "ices"),  # cervix
    ("nx", "nges"),  # phalanx
    ("amen", "amina"),  # foramen
    ("umen", "umina"),  # lumen
)
"""Endings that medicine took from Latin and Greek, singular and plural."""

_SINGULARS = (
    ("uses", "us"),  # viruses
    ("sses", "ss"),  # abscesses
    ("ses", "sis"),  # metastases
    ("teria", "terium"),  # bacteria
    ("ococci", "ococcus"),
    ("bacilli", "bacillus"),
    ("criteria", "criterion"),
    ("glia", "glion"),
    ("dria", "drion"),
    ("brae", "bra"),
    ("ies", "y"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
)
"""Endings of plurals, for terms whose own name is one; the first that fits is taken."""


def inflect(form: str, language: str) -> tuple[str, ...]:
    """Return the other shapes of `form` in `language`, without `form` itself.

    English: plurals (regular, of Latin and Greek words, of acronyms), the singular of a plural, and
    eponyms without their `'s`. Spanish: plurals, adjectives included. The head of the form is what
    changes ("loss of sight": "losses of sight"). Other languages have none here.
    """
    inflector = _INFLECTORS.get(primary(language))
    if inflector is None or not form.strip():
        return ()
    form = form.replace("\u2019", "'")
    return tuple(dict.fromkeys(shape for shape in inflector(form) if shape != form))


def _english(form: str) -> Iterator[str]:
    head, tail = _part_head(form, _ENGLISH_LINKS)
    before, last = _part_last_word(head)
    for other in _english_word(last):
        yield before + other + tail
    if "'s " in form:
        yield form.replace("'s ", " ")


def _english_word(word: str) -> Iterator[str]:
    if not word[-1:].isalpha():
        return
    if not word[1:].islower():
        # An acronym, or a name with a capital inside: "MRIs".
        yield word + "s"
        return
    lower = word.lower()
    if lower in _IRREGULAR:
        yield word[0] + _IRREGULAR[lower][1:]
        return
    yield from _singular(word)
    yield _regular_plural(word)
    yield from (
        word.removesuffix(singular) + plural
        for singular, plural in _LATIN
        if word.endswith(singular) and len(word) > len(singular)
    )


def _regular_plural(word: str) -> str:
    if re.search("[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search("(?:[sxz]|[cs]h)$", word):
        return word + "es"
    return word + "s"


def _singular(word: str) -> Iterator[str]:
    """Yield the singular where `word` looks like a plural; short words are left alone."""
    if len(word) < 5:
        return
    for plural, singular in _SINGULARS:
        if word.endswith(plural):
            yield word.removesuffix(plural) + singular
            break
    if re.search("[^siu]s$", word) and not re.search("(?:ie|sse|xe|[cs]he)s$", word):
        yield word[:-1]


def _spanish(form: str) -> Iterator[str]:
    head, tail = _part_head(form, _SPANISH_LINKS)
    words = head.split(" ")
    if all(word[1:].islower() for word in words if word):
        yield " ".join(map(_spanish_plural, words)) + tail
        yield " ".join(map(_spanish_singular, words)) + tail


def _spanish_plural(word: str) -> str:
    if re.search("[aeioué]$", word):
        return word + "s"
    if re.search("[íú]$", word):
        return word + "es"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if accented := re.search("([áéíóú])([ns])$", word):
        plain = accented[1].translate(str.maketrans("áéíóú", "aeiou"))
        return f"{word[:-2]}{plain}{accented[2]}es"
    if re.search("[sx]$", word):
        return word  # crisis, tórax
    return word + "es" if word[-1:].isalpha() else word


def _spanish_singular(word: str) -> str:
    if word.endswith("iones"):
        return word.removesuffix("iones") + "ión"
    return word[:-1] if len(word) > 4 and re.search("[aeo]s$", word) else word


def _part_head(form: str, links: frozenset[str]) -> tuple[str, str]:
    """Part `form` before its first linking word: "loss", " of sight"."""
    for link in re.finditer(r" (\w+)(?= )", form):
        if link[1].lower() in links:
            return form[: link.start()], form[link.start() :]
    return form, ""


def _part_last_word(head: str) -> tuple[str, str]:
    start = max(head.rfind(" "), head.rfind("-")) + 1
    return head[:start], head[start:]


_INFLECTORS: dict[str, Inflect] = {"en": _english, "es": _spanish}
