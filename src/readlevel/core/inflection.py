"""Other shapes in which a text may use the form of a term: plurals, singulars, possessives."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from readlevel.core.language import primary

Inflect = Callable[[str], Iterator[str]]

_ENGLISH_LINKS = frozenset(
    {"at", "by", "due", "during", "for", "from", "in", "of", "on", "to", "with"}
)
_SPANISH_LINKS = frozenset({"a", "al", "con", "de", "del", "en", "para", "por", "sin", "y"})
_FRENCH_LINKS = frozenset({"à", "au", "aux", "avec", "de", "des", "du", "en", "et", "par", "pour"})
_ITALIAN_LINKS = frozenset(
    {"a", "al", "alla", "con", "da", "dal", "dei", "del", "della", "di", "e", "in", "per", "su"}
)
_PORTUGUESE_LINKS = frozenset(
    {"a", "ao", "com", "da", "das", "de", "do", "dos", "e", "em", "na", "no", "para", "por"}
)

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
}

_LATIN = (
    ("is", "es"),  # metastasis, axis, testis
    ("is", "ides"),  # arthritis, iris
    ("um", "a"),  # bacterium
    ("us", "i"),  # thrombus
    ("ma", "mata"),  # carcinoma
    ("stoma", "stomata"),
    ("a", "ae"),  # vertebra
    ("drion", "dria"),  # mitochondrion
    ("glion", "glia"),  # ganglion
    ("enon", "ena"),  # phenomenon
    ("erion", "eria"),  # criterion
    ("zoon", "zoa"),  # spermatozoon
    ("ex", "ices"),  # cortex
    ("ix", "ices"),  # cervix
    ("ax", "aces"),  # thorax
    ("nx", "nges"),  # phalanx
    ("yx", "yces"),  # calyx
    ("coccyx", "coccyges"),
    ("men", "mina"),  # foramen, lumen, abdomen
    ("viscus", "viscera"),
    ("corpus", "corpora"),
    ("genus", "genera"),
    ("femur", "femora"),
)
"""Endings that medicine took from Latin and Greek, singular and plural."""

_SINGULARS = (
    ("uses", "us"),  # viruses
    ("sses", "ss"),  # abscesses
    ("ses", "sis"),  # metastases
    ("xes", "xis"),  # axes
    ("testes", "testis"),
    ("teria", "terium"),  # bacteria
    ("criteria", "criterion"),
    ("glia", "glion"),
    ("dria", "drion"),
    ("zoa", "zoon"),
    ("mata", "ma"),  # carcinomata
    ("mina", "men"),  # foramina
    ("ova", "ovum"),
    ("cilia", "cilium"),
    ("atria", "atrium"),
    ("septa", "septum"),
    ("ae", "a"),  # vertebrae
    ("i", "us"),  # thrombi
    ("ices", "ex"),  # cortices
    ("ices", "ix"),  # cervices
    ("nges", "nx"),  # phalanges
    ("ies", "y"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
)
"""Endings of plurals, for terms whose own name is one; what no one says does no harm."""

_ONLY_PLURAL = frozenset(
    {
        *("bends", "blues", "boils", "chills", "contacts", "crabs", "drops", "forceps", "glasses"),
        *("hives", "piles", "rigors", "scales", "shingles", "spots", "vitals"),
    }
)
"""Plurals whose singular means something else."""

_EPONYM_HEADS = frozenset(
    {
        *("anemia", "angina", "ataxia", "canal", "carcinoma", "chorea", "contracture", "cyst"),
        *("disease", "disorder", "esophagus", "fracture", "gangrene", "hernia", "lymphoma"),
        *("palsy", "paralysis", "phenomenon", "procedure", "sarcoma", "sign", "syndrome", "test"),
        *("thyroiditis", "tumor", "ulcer"),
    }
)
"""What is named after people, with or without their `'s`."""


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


def _english(form: str) -> Iterator[str]:
    head, tail = _part_head(form, _ENGLISH_LINKS)
    before, last = _part_last_word(head)
    for other in _english_word(last):
        yield before + other + tail
    if "'s " in form:
        yield form.replace("'s ", " ")
        yield form.replace("'s ", "s ")
    elif last.lower() in _EPONYM_HEADS and re.search("(?:^|[ -])[A-Z][a-zé]{3,} $", before):
        yield f"{before[:-1]}'s {last}{tail}"
        yield f"{before[:-1]}'s {last}s{tail}"


@lru_cache(maxsize=20_000)
def _english_word(word: str) -> tuple[str, ...]:
    return tuple(_english_shapes(word))


def _english_shapes(word: str) -> Iterator[str]:
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
    yield from _regular_plurals(word)
    yield from (
        word.removesuffix(singular) + plural
        for singular, plural in _LATIN
        if lower.endswith(singular) and len(word) > 3
    )
    if re.search("[^aeiou](?:ate|[iy]ze|[iy]se|ify)$", word) and len(word) > 5:
        # "Ablate", "catheterize", "calcify": what was done, and doing it.
        stem = word.removesuffix("e")
        yield stem.removesuffix("y") + ("ied" if stem.endswith("y") else "ed")
        yield stem + "ing"


def _regular_plurals(word: str) -> Iterator[str]:
    if re.search("[^aeiou]y$", word):
        yield word[:-1] + "ies"
    elif re.search("(?:[sxz]|[cs]h)$", word):
        yield word + "es"
    else:
        yield word + "s"
        if re.search("[^aeiou]o$", word):
            yield word + "es"


def _singular(word: str) -> Iterator[str]:
    """Yield the singular where `word` looks like a plural; short words are left alone."""
    if len(word) < 5 or word.lower() in _ONLY_PLURAL:
        return
    yield from (
        word.removesuffix(plural) + singular
        for plural, singular in _SINGULARS
        if word.endswith(plural)
    )
    if re.search("[^siu]s$", word) and not re.search("(?:ie|sse|xe|[cs]he)s$", word):
        yield word[:-1]


def _spanish(form: str) -> Iterator[str]:
    head, tail = _part_head(form, _SPANISH_LINKS)
    words = head.split(" ")
    if not all(word[1:].islower() for word in words if word):
        return
    yield " ".join(map(_spanish_plural, words)) + tail
    yield " ".join(map(_spanish_singular, words)) + tail
    if len(words) == 1 and re.search("(?:iv|os|ori|ign|ud|ógen|[áéíóú]\\w*ic)o$", head):
        # An adjective: "benigno", "crónico".
        feminine = head[:-1] + "a"
        yield feminine
        yield feminine + "s"


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


def _romance(form: str, links: frozenset[str], plural: Callable[[str], str]) -> Iterator[str]:
    head, tail = _part_head(form, links)
    words = head.split(" ")
    if all(word[1:].islower() for word in words if word):
        yield " ".join(map(plural, words)) + tail


def _french_plural(word: str) -> str:
    if re.search("[sxz]$", word):
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if re.search("eaux?$|eu$", word) else "s") if word[-1:].isalpha() else word


def _italian_plural(word: str) -> str:
    if re.search("[cg]a$", word):
        return word[:-1] + "he"
    if word.endswith("a"):
        return word[:-1] + ("i" if word.endswith("ma") else "e")
    if word.endswith("io"):
        return word[:-1]
    return word[:-1] + "i" if re.search("[eo]$", word) else word


def _portuguese_plural(word: str) -> str:
    for singular, plural in (
        ("ão", "ões"),
        ("m", "ns"),
        ("al", "ais"),
        ("el", "éis"),
        ("ol", "óis"),
    ):
        if word.endswith(singular):
            return word.removesuffix(singular) + plural
    if re.search("[rzs]$", word):
        return word if re.search("[ia]s$", word) else word + "es"
    return word + "s" if re.search("[aeiouãéêóô]$", word) else word


def _part_head(form: str, links: frozenset[str]) -> tuple[str, str]:
    """Part `form` before its first linking word: "loss", " of sight"."""
    for link in re.finditer(r" (\w+)(?= )", form):
        if link[1].lower() in links:
            return form[: link.start()], form[link.start() :]
    return form, ""


def _part_last_word(head: str) -> tuple[str, str]:
    start = max(head.rfind(" "), head.rfind("-")) + 1
    return head[:start], head[start:]


def _german(form: str) -> Iterator[str]:
    before, last = _part_last_word(form)
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


def _dutch(form: str) -> Iterator[str]:
    before, last = _part_last_word(form)
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


_INFLECTORS: dict[str, Inflect] = {
    "de": _german,
    "en": _english,
    "es": _spanish,
    "fr": partial(_romance, links=_FRENCH_LINKS, plural=_french_plural),
    "it": partial(_romance, links=_ITALIAN_LINKS, plural=_italian_plural),
    "nl": _dutch,
    "pt": partial(_romance, links=_PORTUGUESE_LINKS, plural=_portuguese_plural),
}
