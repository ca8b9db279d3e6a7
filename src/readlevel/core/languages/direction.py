"""The direction in which a language is written."""

import re

from readlevel.core.languages.registry import get_language

_SCRIPT = re.compile(r"[A-Za-z]{4}")
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def direction(tag: str) -> str:
    """Return `rtl` or `ltr`, the value of HTML's `dir` for text in the language of `tag`.

    The script decides if the tag names one (`az-Arab`), else the language.
    """
    _, *rest = re.split("[-_]", tag)
    script = next((part.lower() for part in rest if _SCRIPT.fullmatch(part)), None)
    if script is None:
        right_to_left = get_language(tag).right_to_left
    else:
        right_to_left = script in _RIGHT_TO_LEFT_SCRIPTS
    return "rtl" if right_to_left else "ltr"
