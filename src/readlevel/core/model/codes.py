"""Codes of medical code systems, as different records write the same one."""

import re

_ICD = frozenset({"icd10cm", "icd9cm"})
_CATEGORY = 3
"""Signs of an ICD code before its point; what follows narrows the category down."""
_NDC_PARTS = re.compile(r"(\d{5})(\d{4})(\d{2})")
_PRINTABLE = re.compile(r"[!-~]{1,40}")


def list_spellings(system: str, code: str) -> tuple[str, ...]:
    """Return the ways to write `code` in a system (of `CODE_SYSTEMS`); none for what is no code.

    Records leave the point out of ICD codes, and the hyphens out of NDC codes.
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
    """Return the wider ICD codes that hold `code`, the narrowest first; none in other systems."""
    if system not in _ICD:
        return ()
    bare = code.strip().upper().replace(".", "")
    return tuple(_with_point(bare[:end]) for end in range(len(bare) - 1, _CATEGORY - 1, -1))


def _with_point(bare: str) -> str:
    return f"{bare[:_CATEGORY]}.{bare[_CATEGORY:]}" if len(bare) > _CATEGORY else bare
