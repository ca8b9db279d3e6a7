"""Codes of medical code systems: their spellings in records, and how two codes relate.

The hierarchy comes from the shape of the codes alone, so no code system has to be shipped: an ICD
code begins with its category of three characters, and each further character narrows it; an NDC
consists of labeler, product and package.
"""

import re
from enum import StrEnum

_ICD = frozenset({"icd10cm", "icd9cm"})
_CATEGORY = 3
"""Characters of an ICD code before the point, which name its category."""
_LONG_CATEGORY = re.compile(r"E\d{3}")
"""Categories of external causes in ICD-9-CM, such as E880, have four."""
_NDC_LENGTHS = (5, 4, 2)
_NDC_PARTS = re.compile(r"(\d{5})(\d{4})(\d{2})?")
_PRINTABLE = re.compile(r"[!-~]{1,40}")
_NOT_ALPHANUMERIC = re.compile(r"[^0-9A-Za-z]+")


class Match(StrEnum):
    """How well an answer fits what was asked for, the best first."""

    EXACT = "exact"
    """The answer carries the code itself."""
    BROADER = "broader"
    """The answer carries a code that includes the one asked for."""
    NARROWER = "narrower"
    """The answer carries a code that the one asked for includes."""
    RELATED = "related"
    """The answer carries another code of the same category."""
    NAME = "name"
    """A search for the name found the answer."""


def list_spellings(system: str, code: str) -> tuple[str, ...]:
    """Return the spellings of `code` in a system (from `CODE_SYSTEMS`); none for an invalid code.

    Records omit the point of ICD codes and the hyphens and leading zeros of NDC codes.
    """
    plain = code.strip()
    if not _PRINTABLE.fullmatch(plain):
        return ()
    found = [plain, plain.upper()]
    bare = strip_code(system, plain)
    if system in _ICD and bare:
        pointed = _with_point(system, bare)
        found += [bare, pointed, bare.lower(), pointed.lower()]
    elif system == "ndc":
        found += [bare, "-".join(filter(None, _split_ndc(bare)))]
    return tuple(dict.fromkeys(filter(None, found)))


def strip_code(system: str, code: str) -> str:
    """Return a code as it is compared: in capitals, without point, hyphens or placeholders."""
    plain = code.strip().upper()
    if system in _ICD:
        return _NOT_ALPHANUMERIC.sub("", plain)
    if system == "ndc":
        parts = plain.split("-")
        if len(parts) in (2, 3):
            plain = "".join(
                part.rjust(length, "0") for part, length in zip(parts, _NDC_LENGTHS, strict=False)
            )
        return plain
    return plain


def find_category(system: str, code: str) -> str | None:
    """Return the beginning that codes of one category share; None in systems without categories."""
    bare = strip_code(system, code)
    if system in _ICD:
        length = _category_length(system, bare)
        return bare[:length] if len(bare) >= length else None
    if system == "ndc":
        product = sum(_NDC_LENGTHS[:2])
        return bare[:product] if len(bare) >= product else None
    return None


def list_category_beginnings(system: str, code: str) -> tuple[str, ...]:
    """Return how stored codes of the same category may begin; none without a category."""
    category = find_category(system, code)
    if category is None:
        return ()
    if system == "ndc":
        return category, "-".join(filter(None, _split_ndc(category)))
    return tuple(dict.fromkeys((category, category.lower())))


def compare_codes(system: str, asked: str, carried: str) -> tuple[Match, int] | None:
    """Return how a code that an answer carries relates to the one asked for, and how far it is.

    The distance is 0 for the same code, and grows with the characters that differ. None: unrelated.
    """
    one, other = strip_code(system, asked), strip_code(system, carried)
    if one == other:
        return Match.EXACT, 0
    category = find_category(system, asked)
    if category is None or not other.startswith(category):
        return None
    if one.startswith(other):
        return Match.BROADER, len(one) - len(other)
    if other.startswith(one):
        return Match.NARROWER, len(other) - len(one)
    shared = next(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return Match.RELATED, max(len(one), len(other)) - shared


def _category_length(system: str, bare: str) -> int:
    is_long = system == "icd9cm" and _LONG_CATEGORY.match(bare)
    return _CATEGORY + 1 if is_long else _CATEGORY


def _with_point(system: str, bare: str) -> str:
    length = _category_length(system, bare)
    return f"{bare[:length]}.{bare[length:]}" if len(bare) > length else bare


def _split_ndc(bare: str) -> tuple[str | None, ...]:
    found = _NDC_PARTS.fullmatch(bare)
    return found.groups() if found else (bare,)
