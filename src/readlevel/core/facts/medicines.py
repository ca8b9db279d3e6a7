"""Names of medicines in a text: generic names, brands and classes.

`data/drugs.txt` lists the common ones with their classes and brands, `data/medicine_names.txt` the
others, from a public registry. Names in other languages are matched by normalised spelling
(warfarina, tiotropio, ácido valproico), other names by the INN stems of the WHO.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.languages.lexicon import get_common_words, get_everyday_words
from readlevel.core.languages.tags import primary

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_MAX_NAME_WORDS = 6
_MAX_MENTIONS = 100
"""Mentions of one sentence that are kept, against hostile texts."""

_INN_STEMS = re.compile(
    r"""\w{3,30}(?:mab|tinib|rafenib|ciclib|parib|gliptin|gliflozin|glutide|sartan|pril|olol
    |statin|prazole?|conazole?|ciclovir|navir|buvir|asvir|cillin|floxacin|mycin|micin|cycline?
    |azepam|zolam|setron|triptan|dipine?|thiazide?|parin|xaban|gatran|fibrate?|lukast|terol
    |caine?|zosin|dronate?|profen|coxib|tidine?|semide?|platin|taxel|rubicin|poetin|grastim
    |gepant|stigmine?|afil|oxetine?|vastatina|cilina|floxacino|micina|ciclina|sartán)""",
    re.VERBOSE,
)
_OTHER_SUBSTANCE = re.compile(r"[ -](?:mono|di|tri)(?:ph|f)os(?:ph|f)at", re.IGNORECASE)
"""What follows the name of a substance that is no medicine: adenosine diphosphate."""

_SPELLING_VARIANTS = (
    ("ph", "f"),
    ("th", "t"),
    ("ch", "c"),
    ("y", "i"),
    ("ll", "l"),
    ("mm", "m"),
    ("ss", "s"),
    ("tt", "t"),
    ("ff", "f"),
    ("oe", "e"),
    ("k", "c"),
)
_ENDINGS = re.compile(r"(?<=\w{4})(?:ium|io)\Z|(?<=\w{5})[aeo]\Z")
"""Endings in which languages differ: tiotropium, tiotropio; ibuprofen, ibuprofeno, ibuprofène."""

_ACIDS = frozenset({"acido", "acide"})
_ACID = re.compile(r"(\wi)que\Z")
"""The French ending of the names of acids: acide folique."""

_LISTS = ("drugs.txt", "medicine_names.txt")
_LIST_ENTRY = re.compile(r"([^,()]+)(?:\(([^()]*)\))?")
_SHORTEST_STEM = 7


@dataclass(frozen=True, slots=True)
class DrugMention:
    """A mention of a medicine or of a class of medicines."""

    start: int
    end: int
    names: frozenset[str]
    """Normalised generic names of the medicine or combination, or the name of the class."""
    is_class: bool = False


class _ListedName(NamedTuple):
    names: frozenset[str]
    """Generic names of the medicine, or the name of the class."""
    is_class: bool


_Names = Mapping[str, Mapping[tuple[str, ...], _ListedName]]
"""Names by their first word, then by all their words."""


@lru_cache(maxsize=4096)
def find_drugs(text: str, language: str) -> tuple[DrugMention, ...]:
    """Return the medicines that a sentence names, in order; the longest match wins."""
    words = list(_WORD.finditer(text))
    # Digits stay as they are, and are too many to remember.
    ordinary = get_vocabulary(language).not_medicines
    lowered = [word[0].lower() for word in words]
    bare = [
        word if word.isdecimal() or word in ordinary else _normalise_name(word) for word in lowered
    ]
    everyday, names = get_everyday_words(primary(language)), _get_names()
    found: list[DrugMention] = []
    index = 0
    while index < len(words) and len(found) < _MAX_MENTIONS:
        if lowered[index].isdecimal() and lowered[index] not in names:
            index += 1
            continue
        length, mention = _match_name(words, bare, lowered, index, everyday)
        if mention is None:
            mention = _match_inn_stem(words[index], language)
        if mention is not None and not _OTHER_SUBSTANCE.match(text, mention.end):
            found.append(mention)
        index += length
    return tuple(found)


def mentions_agree(left: DrugMention, right: DrugMention) -> bool:
    """Return whether two mentions share a medicine, a medicine and its class, or a class."""
    if left.names & right.names:
        return True
    named, kind = (left, right) if right.is_class else (right, left)
    if not kind.is_class:
        return False
    if named.is_class:
        return classes_overlap(named.names, kind.names)
    return any(is_of_class(drug, name) for drug in named.names for name in kind.names)


def is_of_class(drug: str, name: str) -> bool:
    """Return whether a medicine belongs to the class `name`."""
    return name in _get_classes().get(drug, ())


@lru_cache(maxsize=10_000)
def classes_overlap(classes: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether some medicine belongs to one of `classes` and to one of `others`."""
    return any(known & classes and known & others for known in _get_classes().values())


def find_generic_names(name: str) -> frozenset[str]:
    """Return the generic names for a listed name of a medicine or combination, else nothing."""
    words = tuple(word[0].lower() for word in _WORD.finditer(name))
    if not words:
        return frozenset()
    parts = tuple(map(_normalise_name, words))
    brand = tuple(map(_drop_accents, words))
    found = _get_names().get(parts[0], {}).get(parts) or _get_brands().get(brand[0], {}).get(brand)
    return found.names if found and not found.is_class else frozenset()


def _match_name(
    words: list[re.Match[str]],
    bare: list[str],
    lowered: list[str],
    index: int,
    everyday: Collection[str],
) -> tuple[int, DrugMention | None]:
    """Return how many words from `index` to go on by, and the medicine that they name.

    A brand is spelled alike in all languages but for accents ("Dépakine"), and no everyday word:
    "Ella", "Actos".
    """
    names = _get_names().get(bare[index], {})
    may_be_brand = words[index][0][0].isupper()
    brands = _get_brands().get(_drop_accents(lowered[index]), {}) if may_be_brand else {}
    if not (names or brands):
        return 1, None
    for length in range(min(_MAX_NAME_WORDS, len(words) - index), 0, -1):
        name = names.get(tuple(bare[index : index + length]))
        if name is None and (length > 1 or lowered[index] not in everyday):
            name = brands.get(tuple(map(_drop_accents, lowered[index : index + length])))
        if name is not None:
            start, end = words[index].start(), words[index + length - 1].end()
            return length, DrugMention(start, end, name.names, name.is_class)
    return 1, None


def _match_inn_stem(word: re.Match[str], language: str) -> DrugMention | None:
    low = word[0].lower()
    if len(low) < _SHORTEST_STEM or word.string[word.end() : word.end() + 1] == "-":
        return None
    if not _INN_STEMS.fullmatch(low):
        return None
    if low in get_common_words(primary(language)):
        return None
    return DrugMention(word.start(), word.end(), frozenset({_normalise_name(low)}))


@lru_cache(maxsize=20_000)
def _drop_accents(word: str) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    return "".join(character for character in apart if not unicodedata.combining(character))


def _normalise_name(word: str) -> str:
    """Return a name without differences between languages: ibuprofène, ibuprofeno, ibuprofen."""
    low = word.lower()
    if len(low) == 1:
        return low  # Vitamin K is not vitamin C.
    low = _drop_accents(low)
    for spelling, replacement in _SPELLING_VARIANTS:
        low = low.replace(spelling, replacement)
    low = _ACID.sub(r"\1c", low)
    return "acid" if low in _ACIDS else _ENDINGS.sub("", low)


@cache
def _get_names() -> _Names:
    """Return the listed names of medicines and classes that languages spell differently."""
    listed_names: dict[str, dict[tuple[str, ...], _ListedName]] = {}
    for classes, medicines in _lines():
        for generic, others in medicines:
            listed = _ListedName(frozenset(_keys(generic)), False)
            for name in (generic, *others):
                if not name[0].isupper():
                    _add(listed_names, name, listed)
        for name in classes:
            listed = _ListedName(frozenset({name}), True)
            _add(listed_names, name, listed)
            if not name.endswith("s"):
                _add(listed_names, f"{name}s", listed)
    return listed_names


@cache
def _get_brands() -> _Names:
    """Return the listed names with a capital, in lower case and without accents."""
    brands: dict[str, dict[tuple[str, ...], _ListedName]] = {}
    for _, medicines in _lines():
        for generic, others in medicines:
            for name in (generic, *others):
                if name[0].isupper():
                    words = tuple(_drop_accents(word[0].lower()) for word in _WORD.finditer(name))
                    listed = _ListedName(frozenset(_keys(generic)), False)
                    brands.setdefault(words[0], {}).setdefault(words, listed)
    return brands


def _add(
    listed_names: dict[str, dict[tuple[str, ...], _ListedName]], written: str, name: _ListedName
) -> None:
    parts = tuple(_normalise_name(word[0]) for word in _WORD.finditer(written))
    listed_names.setdefault(parts[0], {}).setdefault(parts, name)
    if parts[-1] == "acid":
        # "Ácido valproico", "acide valproïque".
        turned = (parts[-1], *parts[:-1])
        listed_names.setdefault(turned[0], {}).setdefault(turned, name)


@cache
def _get_classes() -> Mapping[str, frozenset[str]]:
    """Return the classes of each medicine."""
    classes: dict[str, frozenset[str]] = {}
    for names, medicines in _lines():
        for generic, _ in medicines:
            for drug in _keys(generic):
                classes[drug] = classes.get(drug, frozenset()) | frozenset(names)
    return classes


def _keys(generic: str) -> list[str]:
    """Return the normalised names of a medicine, or of each one in a combination."""
    return [
        " ".join(_normalise_name(word[0]) for word in _WORD.finditer(part))
        for part in generic.split("+")
    ]


@cache
def _lines() -> list[tuple[list[str], list[tuple[str, list[str]]]]]:
    data = files("readlevel.core").joinpath("data")
    listed = [data.joinpath(name).read_text("utf-8").splitlines() for name in _LISTS]
    return [
        (_split(names), list(_medicines(medicines)))
        for names, _, medicines in (
            line.partition("|") for lines in listed for line in lines if not line.startswith("#")
        )
    ]


def _medicines(listed: str) -> Iterator[tuple[str, list[str]]]:
    for found in _LIST_ENTRY.finditer(listed):
        if found[1].strip():
            yield found[1].strip(), _split(found[2] or "")


def _split(listed: str) -> list[str]:
    return [part.strip() for part in listed.split(",") if part.strip()]
