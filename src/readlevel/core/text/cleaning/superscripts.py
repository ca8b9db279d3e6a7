"""Superscripts of a text: citation numbers, or parts of a word, a unit or a number."""

import re
from collections.abc import Callable
from itertools import takewhile

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
"""The characters for superscript digits and signs, in the order of `_PLAIN`."""

_PLAIN = "0123456789+-"
_RAISE = str.maketrans({**dict(zip(_PLAIN, SUPERSCRIPTS, strict=True)), "−": "⁻", "–": "⁻"})
_LOWER = str.maketrans(SUPERSCRIPTS, _PLAIN)

_NUMBERS = re.compile(
    r"(?P<bracket>\[)?\d{1,3}(?P<more>\s?[,;–-]\s?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})?[,;]?\]?"
)
_NO_MARK = re.compile(r"[^\W_]|[+−-]")
_AFTER_TEN = re.compile(r"(?<![\d.,])10\s?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOOKED_AT = 24
"""Characters before a superscript that are read."""

_SQUARED = re.compile(
    r"""[kcdmµnp]?m | [kcm]?s | sec | min | h | hr | ft | feet | foot | in | inch(?:es)? | yd
      | yards? | mi(?:les?)? | l | dl | ml | mol | chi | tau | eta | rho | sigma | log
      | (?:kilo|centi|zenti|mill?i|mikro|micro|deci|dezi|nano)?m[eéè]t(?:er|re|ro)s?""",
    re.VERBOSE | re.IGNORECASE,
)
"""Units and statistics that are written with an exponent: m², kg/m², chi²."""

_FEWEST_LETTERS = 3
"""Letters of a word with capitals to which a citation is glued; shorter ones are symbols: B¹²."""

_JOINING = "-–‐−/·×^_"
"""Signs between a word and the number that belongs to it: I-¹³¹."""


def resolve_superscript(before: str, raised: str, after: str) -> str:
    """Return the text of a superscript as it is read: nothing if it is a citation mark.

    `before` and `after` are the text around it. Digits and signs that belong to a word, a unit or a
    number become superscript characters: "m²", "¹³¹I", "10⁹".
    """
    text = raised.strip()
    if not _NO_MARK.search(text) or is_citation_mark(before, text, after):
        return ""
    return text.translate(_RAISE)


def is_citation_mark(before: str, raised: str, after: str) -> bool:
    """Return whether superscript numbers are those of citations, not a power or part of a name."""
    numbers = _NUMBERS.fullmatch(raised.translate(_LOWER))
    if numbers is None:
        return False
    if numbers["bracket"]:
        return True
    near = before[-_LOOKED_AT:]
    if after[:1].isalnum() or near[-1:] in tuple(_JOINING) or _AFTER_TEN.search(near):
        return False
    letters = _take_last(near, str.isalpha)
    digits = _take_last(near[: len(near) - len(letters)], str.isdecimal)
    if not digits and not letters:
        return not (after[:1] in ("-", "‐") and after[1:2].isalpha())
    if not letters:
        joined = near[: len(near) - len(digits)][-1:].isalnum()
        return numbers["more"] is not None or joined or _YEAR.fullmatch(digits) is not None
    if _SQUARED.fullmatch(letters):
        return False
    return len(letters) >= _FEWEST_LETTERS or (len(letters) > 1 and letters.islower())


def _take_last(text: str, is_of_kind: Callable[[str], bool]) -> str:
    """Return the characters of one kind at the end of a text."""
    return "".join(takewhile(is_of_kind, reversed(text)))[::-1]


def to_plain_digits(text: str) -> str:
    """Return `text` with plain digits and signs in place of superscript ones."""
    return text.translate(_LOWER)
