"""The end of a sentence, its brackets and quotation marks, and its capital."""

import re
from collections.abc import Sequence

from readlevel.core.glossary.forms import has_inner_capital

_CLOSING = '.!?"”'


def split_end(text: str) -> tuple[str, str, str]:
    """Return a sentence without its end, the citations at its end, and its closing marks."""
    body, stop = text.rstrip(), ""
    while body and body[-1] in _CLOSING:
        body, stop = body[:-1], body[-1] + stop
    cites: list[str] = []
    while body.endswith("]") and (start := body.rfind("[@")) >= 0 and "]" not in body[start:-1]:
        cites.insert(0, body[start:])
        body = body[:start].rstrip()
    return body, " ".join(cites), stop


def is_balanced(text: str) -> bool:
    """Return whether brackets and quotation marks are closed in `text`."""
    pairs: Sequence[tuple[str, str]] = (("(", ")"), ("[", "]"), ("“", "”"))
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)


def capitalise(text: str) -> str:
    """Return `text` with its first letter as a capital, unless another one is: pH, eGFR."""
    found = re.search(r"\w+", text)
    if found is None or has_inner_capital(found[0]):
        return text
    return text[: found.start()] + found[0][0].upper() + text[found.start() + 1 :]
