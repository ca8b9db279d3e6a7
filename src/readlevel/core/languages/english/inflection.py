"""English inflection: plurals of English, Latin and Greek words, eponyms, participles."""

import re
from collections.abc import Iterator
from functools import lru_cache

from readlevel.core.languages.inflection.head_word import split_head, split_last_word

_ENGLISH_LINKS = frozenset(
    {"at", "by", "due", "during", "for", "from", "in", "of", "on", "to", "with"}
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
"""Latin and Greek endings of medical terms, singular and plural."""

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
"""Endings of plurals, for terms whose name is a plural; a form that nobody uses does no harm."""

_ONLY_PLURAL = frozenset(
    {
        *("bends", "blues", "boils", "chills", "contacts", "crabs", "drops", "forceps", "glasses"),
        *("hives", "piles", "rigors", "scales", "shingles", "spots", "vitals"),
    }
)
"""Plurals whose singular means something else."""

_EPONYM_HEADS = frozenset(
    {
        *("angina", "ataxia", "canal", "chorea", "contracture", "cyst", "disease", "disorder"),
        *("esophagus", "fracture", "gangrene", "hernia", "node", "nodes", "oesophagus", "palsy"),
        *("paralysis", "phenomenon", "procedure", "purpura", "sign", "syndrome", "syndromes"),
        *("test", "tumor", "tumour", "ulcer"),
    }
)
"""Words for things named after people, with or without `'s`."""

_EPONYM_ENDINGS = ("emia", "itis", "oma", "omas", "opathy", "osis")
"""Endings of more such words: anemia, thyroiditis, lymphoma, encephalopathy, fibrosis."""

_EPONYM = re.compile(r"(?:^|[ -])[A-ZÀ-Þ][^\W\d_A-Z]{3,} $")


def inflect_english(form: str) -> Iterator[str]:
    """Yield the inflections of an English form; `form` itself may be among them."""
    head, tail = split_head(form, _ENGLISH_LINKS)
    before, last = split_last_word(head)
    for other in _english_word(last):
        yield before + other + tail
    if "'s " in form:
        yield form.replace("'s ", " ")
        yield form.replace("'s ", "s ")
    elif "s' " in form:
        yield form.replace("s' ", "s ")
        yield form.replace("s' ", "'s ")
    elif _may_be_named(last.lower()) and _EPONYM.search(before):
        yield f"{before[:-1]}'s {last}{tail}"
        yield f"{before[:-1]}'s {last}s{tail}"
        yield f"{before[:-1]}s {last}{tail}"


def _may_be_named(last: str) -> bool:
    return last in _EPONYM_HEADS or last.endswith(_EPONYM_ENDINGS)


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
        # Both participles of verbs: "ablate", "catheterize", "calcify".
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
    """Yield singulars if `word` looks like a plural and is not short."""
    if len(word) < 5 or word.lower() in _ONLY_PLURAL:
        return
    yield from (
        word.removesuffix(plural) + singular
        for plural, singular in _SINGULARS
        if word.endswith(plural)
    )
    if re.search("[^siu]s$", word) and not re.search("(?:ie|sse|xe|[cs]he)s$", word):
        yield word[:-1]
