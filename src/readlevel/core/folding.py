"""Texts made alike for comparison, with the way back to where each character stood."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HYPHENS = "-\u2010\u2011\u2012\u2013"
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_SOFT_HYPHEN = "\u00ad"
_COLLAPSES = re.compile(rf"\s\s|(?<!\s)[{HYPHENS}]\s")
"""What `fold` shortens. A dash between spaces stays three characters: no term goes across it."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys(HYPHENS + _SPACES, " "),
        **dict.fromkeys("\u2018\u2019\u02bc", "'"),
        **{subscript: str(digit) for digit, subscript in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without its differences of case, composition, hyphens and spaces."""

    text: str
    starts: Sequence[int]
    """Where in the original each character of `text` begins; one more entry for the end."""
    ends: Sequence[int]
    """Where in the original what precedes each position of `text` ends."""


def fold(text: str) -> Folded:
    """Return `text` with case folded (Unicode), composed (NFC), hyphens and white space alike.

    A hyphen, with the line break after it if there is one, and a run of white space are one space
    each: "blood-brain", "blood brain" and a "blood-" that ends its line fold to the same.
    Subscript digits are digits, and a soft hyphen is nothing.
    """
    quick = _fold_in_place(text)
    if quick is not None:
        same = range(len(text) + 1)
        return Folded(quick, same, same)
    return _fold_in_pieces(text)


def unify(text: str) -> str:
    """Return `text` as `fold` does, but with its upper and lower case kept."""
    composed = unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, "")).translate(_ALIKE)
    return " ".join(composed.split())


def _fold_in_place(text: str) -> str | None:
    """Return `text` folded where each character folds to one character, else None.

    Case folding and the table never shorten a text, so the same length means the same places.
    """
    if not text.isascii() and (_SOFT_HYPHEN in text or not unicodedata.is_normalized("NFC", text)):
        return None
    folded = text.casefold().translate(_ALIKE)
    if len(folded) != len(text) or ("  " in folded and _COLLAPSES.search(text)):
        return None
    return folded


def _fold_in_pieces(text: str) -> Folded:
    pieces: list[str] = []
    starts: list[int] = []
    ends = [0]
    for start, end in _pieces(text):
        piece = _fold_piece(text[start:end])
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    starts.append(len(text))
    return Folded("".join(pieces), starts, ends)


def _fold_piece(piece: str) -> str:
    if piece[0] in HYPHENS or piece.isspace():
        return " "
    folded = unicodedata.normalize("NFC", piece.replace(_SOFT_HYPHEN, "")).casefold()
    return unicodedata.normalize("NFC", folded).translate(_ALIKE)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Part `text` into characters with their marks, hyphens with what follows, and white space."""
    pieces: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        if text[start] in HYPHENS or text[start].isspace():
            while end < len(text) and text[end].isspace():
                end += 1
        else:
            while end < len(text) and _joins_what_precedes(text[end]):
                end += 1
        pieces.append((start, end))
        start = end
    return pieces


def _joins_what_precedes(character: str) -> bool:
    return character > "\x7f" and (
        character == _SOFT_HYPHEN
        or unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"  # vowels and finals of Korean syllables
    )
