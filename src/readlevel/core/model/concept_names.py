"""Names of concepts as health records write them, and plainer ones to search for.

Records name a medicine with its strength and form, a disorder with its side and stage, and a
SNOMED CT concept with its kind in brackets. Answers do without them. The words are listed in
`core/data/record_names.toml`.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

_MAX_NAMES = 8

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_PRODUCT = re.compile(
    r"(?<!\s)\s*product (?:containing|manufactured as)(?: (?:precisely|only))?\b", re.IGNORECASE
)
_UNITS = (
    "mg|mcg|ug|µg|μg|ng|g|kg|ml|l|dl|meq|mmol|mol|unt|units?|iu|miu|cells|%|hr|h|actuat|puffs?|sprays?"
    "|dose|milligrams?|micrograms?|grams?|millilit(?:er|re)s?|hours?"
)
_STRENGTH = re.compile(
    rf"(?<![\w.,])\d[\d.,]*+\s*(?:{_UNITS})?(?:\s*/\s*(?:\d[\d.,]*+\s*)?(?:{_UNITS}|each|1))+(?!\w)"
    rf"|(?<![\w.,])\d[\d.,]*+\s*(?:{_UNITS})(?!\w)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:unspecified|nos|nec|not otherwise specified|not elsewhere classified|other specified"
    r"|otherwise specified|type not specified|without mention of complications?"
    r"|(?:initial|subsequent) encounter|sequela|no especificad[oa]s?|sin especificar|history of"
    r"|personal history of|family history of|disorder of)\b",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(r"(?<!\s)\s+(?:without|sin|not)\s.*", re.IGNORECASE)
_SPECIMEN = re.compile(
    r"(?<!\s)\s+in\s+"
    r"(?:serum|plasma|blood|urine|body fluid|venous|arterial|capillary)\b.*",
    re.IGNORECASE,
)
_STAGE = re.compile(r"(?<![\s,])[\s,]+(?:stage|grade|class|estadio|grado)\s+\w+", re.IGNORECASE)
_ROMAN_TYPES = {"type ii": "type 2", "type i": "type 1", "tipo ii": "tipo 2", "tipo i": "tipo 1"}
_ROMAN = re.compile(r"\b(?:type|tipo) (?:ii|i)\b", re.IGNORECASE)
_CONNECTORS = re.compile(
    r"(?<!\s)\s+(?:with|due to|secondary to|associated with|caused by|because of|complicating"
    r"|following|resulting from|as a result of|on examination|con|debid[oa] a|secundari[oa] a)\s+",
    re.IGNORECASE,
)
_WORDS_BETWEEN = re.compile(r"[\s,;:/+]+")
_BRITISH = re.compile(r"(?<=\w)[ao]e(?=[a-z]{2})|\b[ao]e(?=(?:dema|soph|strogen|tiolog)\w)", re.I)


@cache
def _words(kind: str) -> frozenset[str]:
    listed = files("readlevel.core").joinpath("data", "record_names.toml").read_text("utf-8")
    return frozenset(tomllib.loads(listed)[kind].split())


def list_search_names(name: str) -> tuple[str, ...]:
    """Return what to search for, the fullest name first, then with less and less around it.

    The first that finds anything counts. None of them is empty.
    """
    bare = _tidy(_PRODUCT.sub(" ", _BRACKETS.sub(" ", name)))
    bare = _ROMAN.sub(lambda found: _ROMAN_TYPES[found[0].lower()], bare)
    found = [_tidy(name), bare]
    if medicines := _list_medicines(bare):
        found += medicines
    else:
        found += _list_conditions(bare)
    spelled = [_BRITISH.sub("e", one) for one in found]
    names = map(str.strip, (*found, *spelled))
    return tuple(dict.fromkeys(one for one in names if one))[:_MAX_NAMES]


def _list_medicines(name: str) -> list[str]:
    """Return the ingredients of a medicine's name, all together first; none if it is no such name.

    A name is that of a medicine if it has a strength, or ends in a form such as “oral tablet”.
    """
    words = _WORDS_BETWEEN.split(name.casefold())
    if not _STRENGTH.search(name) and words[-1] not in _words("forms"):
        return []
    parts = re.split(r"\s+(?:/|\+|and)\s+|\s*;\s*", _STRENGTH.sub(" ", name))
    ingredients = [one for part in parts if (one := _drop(part, _words("forms")))]
    plain = [_drop_salts(part) for part in ingredients]
    together = [" ".join(ingredients), " ".join(plain)]
    return [*together, *(plain if len(plain) > 1 else ())]


def _list_conditions(name: str) -> list[str]:
    """Return the names of a disorder without sides, stages, complications and modifiers."""
    plain = _drop(_FILLER.sub(" ", name), _words("sides"))
    head = _SPECIMEN.sub("", _EXCLUDED.sub("", plain.partition(",")[0]))
    parts = [part for one in _CONNECTORS.split(head) if (part := _tidy(one))]
    first = parts[0] if parts else ""
    core = _drop(_STAGE.sub("", first), _words("modifiers"))
    return [
        plain,
        _tidy(head),
        first,
        first.partition("/")[0],
        core,
        _drop(core, _words("generic")),
        *parts[1:],
    ]


def _drop_salts(ingredient: str) -> str:
    """Return an ingredient without its salt; “potassium” alone and in front is no salt."""
    first, _, rest = ingredient.partition(" ")
    return _tidy(f"{first} {_drop(rest, _words('salts'))}")


def _drop(name: str, words: frozenset[str]) -> str:
    """Return a name without the given words."""
    kept = [one for one in name.split() if one.strip(",.;:").casefold() not in words]
    return _tidy(" ".join(kept))


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" ,;:-/")
