"""Codes of medical code systems, and their spellings in medical records."""

import re

_ICD = frozenset({"icd10cm", "icd9cm"})
_CATEGORY = 3
"""Characters of an ICD code before the point, which name its category."""
_NDC_PARTS = re.compile(r"(\d{5})(\d{4})(\d{2})")
_PRINTABLE = re.compile(r"[!-~]{1,40}")


def list_spellings(system: str, code: str) -> tuple[str, ...]:
    """Return the spellings of `code` in a system (from `CODE_SYSTEMS`); none for an invalid code.

    Records omit the point of ICD codes and the hyphens of NDC codes.
    """
    plain = code.strip()
    if not _PRINTABLE.fullmatch(plain):
        return ()
    found = [plain, plain.upper()]
    bare = plain.upper().replace(".", "") if system in _ICD else plain.replace("-", "")
    if system in _ICD:
        found += [bare, _with_point(bare)]
    elif system == "ndc":
        found += [bare, _NDC_PARTS.sub(r"\1-\2-\3", bare)]
    return tuple(dict.fromkeys(found))


def list_broader(system: str, code: str) -> tuple[str, ...]:
    """Return the broader ICD codes of `code`, the narrowest first; none in other systems."""
    if system not in _ICD:
        return ()
    bare = code.strip().upper().replace(".", "")
    return tuple(_with_point(bare[:end]) for end in range(len(bare) - 1, _CATEGORY - 1, -1))


def _with_point(bare: str) -> str:
    return f"{bare[:_CATEGORY]}.{bare[_CATEGORY:]}" if len(bare) > _CATEGORY else bare
