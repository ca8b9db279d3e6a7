"""Language tags (BCP 47), and what is known of each language."""

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SCRIPT = re.compile(r"[A-Za-z]{4}")
_REGION = re.compile(r"[A-Za-z]{2}")
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def normalise_tag(tag: str) -> str:
    """Return `tag` in its usual case, hyphens between parts: `pt_br` gives `pt-BR`.

    Raise ValueError where `tag` does not have the shape of a language tag.
    """
    if not _TAG.fullmatch(tag):
        raise ValueError(f"not a language tag: {tag!r}")
    first, *rest = re.split("[-_]", tag)
    shaped = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(shaped.get(len(part), str.lower)(part) for part in rest)])


def primary(tag: str) -> str:
    """Return the language of a tag without script and region: `es-MX` gives `es`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def region(tag: str) -> str | None:
    """Return the country that a tag names, two capital letters: `es_mx` gives `MX`."""
    _, *rest = re.split("[-_]", tag)
    return next((part.upper() for part in rest if _REGION.fullmatch(part)), None)


def direction(tag: str) -> str:
    """Return `rtl` or `ltr`, the value of HTML's `dir` for text in that language.

    The script decides where the tag names one (`az-Arab`), else the language.
    """
    _, *rest = re.split("[-_]", tag)
    script = next((part.lower() for part in rest if _SCRIPT.fullmatch(part)), None)
    if script is None:
        return "rtl" if primary(tag) in _RIGHT_TO_LEFT else "ltr"
    return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
