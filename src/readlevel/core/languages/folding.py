"""Texts made alike for comparison, with the way back to where each character stood."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from readlevel.core.languages.registry import get_language

HYPHENS = "-\u2010\u2011\u2012\u2013"
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\u0640\u0670" + "".join(map(chr, range(0x064B, 0x0653)))
"""The soft hyphen, signs that say where a word may or may not be parted, and what Arabic may leave
out: vowels, and strokes that make a word longer."""

_SHOWN = dict.fromkeys(map(ord, _INVISIBLE))

_GROWING = "\u00df"
"""What folding makes longer, of the first 256 characters: ß."""

_UNEVEN = re.compile(rf"\s\s+|(?<!\s)[{HYPHENS}]\s+")
"""What `fold` shortens. A dash between spaces stays three characters: no term goes across it."""

_TYPOGRAPHY = {
    **dict.fromkeys(HYPHENS[1:] + "\u2009\u202f", " "),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u2014\u2026\u2022\u2122\u2192\u2264\u2265", "\u00a6"),
    **dict.fromkeys("\u201c\u201d\u201e", "\u00ab"),
    "\u03bc": "\u00b5",
}
"""Signs beyond Latin-1 that texts in Latin letters are full of, and what stands for them there."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("-" + _SPACES, " "),
        **{subscript: str(digit) for digit, subscript in enumerate("₀₁₂₃₄₅₆₇₈₉")},
        **_TYPOGRAPHY,
    }
)

_BEYOND_LATIN_1 = re.compile(r"[^\x00-\xff]+(?:[\x00-\xff]{1,3}[^\x00-\xff]+)*")

_LATIN_1 = bytes(ord(chr(code).lower().translate(_ALIKE)) for code in range(256))


class OffsetMap(Sequence[int]):
    """Where each character of a folded text stood: stretches that run along with the original."""

    def __init__(self, starts: list[int], originals: list[int], steps: list[int], length: int):
        self._starts = starts
        self._originals = originals
        self._steps = steps
        self._length = length

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        """Return the place in the original of the character at `place`."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._length))]
        if not -self._length <= place < self._length:
            raise IndexError(place)
        place %= self._length
        stretch = bisect_right(self._starts, place) - 1
        return self._originals[stretch] + self._steps[stretch] * (place - self._starts[stretch])

    def __len__(self) -> int:
        return self._length


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text without its differences of case, composition, hyphens and spaces."""

    text: str
    starts: Sequence[int]
    """Where in the original each character of `text` begins; one more entry for the end."""
    ends: Sequence[int]
    """Where in the original what precedes each position of `text` ends."""


def fold(text: str) -> FoldedText:
    """Return `text` with case folded (Unicode), composed (NFC), hyphens and white space alike.

    A hyphen, with the line break after it if there is one, and a run of white space are one space
    each: "blood-brain", "blood brain" and a "blood-" that ends its line fold to the same.
    Subscript digits are digits, quotation marks and signs between words may become others of their
    kind, and a soft hyphen is nothing. The forms that NFKC would join as well stay apart: a raised
    digit is a note or a power.
    """
    even = _fold_evenly(text)
    if even is not None and not _is_uneven(text, even):
        same = range(len(text) + 1)
        return FoldedText(even, same, same)
    return _fold_in_pieces(text)


def fold_keeping_case(text: str) -> str:
    """Return `text` as `fold` does, but with its upper and lower case kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_SHOWN))
    return " ".join(text.translate(_ALIKE).split())


def fold_accents(folded: str, language: str) -> str:
    """Return a folded text of a language (a tag) with the letters that people often use instead.

    In Spanish these are those without accents, in Arabic alif without the signs on and under it.
    Every letter stays in its place.
    """
    replaced = get_language(language).search_letters
    table = str.maketrans("".join(replaced), "".join(replaced.values()))
    return folded.translate(table) if table else folded


def change_latin(text: str, table: bytes, change: Callable[[str], str]) -> str:
    """Return `text` changed sign by sign: Latin-1 by `table`, which is quick, and by `change`.

    `table` is that of `bytes.translate`; `change` is given what lies beyond, in runs that hold the
    little there is between.
    """
    try:
        return text.encode("latin-1").translate(table).decode("latin-1")
    except UnicodeEncodeError:
        latin = text.encode("latin-1", "replace").translate(table).decode("latin-1")
    pieces: list[str] = []
    done = 0
    for beyond in _BEYOND_LATIN_1.finditer(text):
        pieces += (latin[done : beyond.start()], change(beyond[0]))
        done = beyond.end()
    return "".join([*pieces, latin[done:]])


def _fold_evenly(text: str) -> str | None:
    """Return `text` folded where each character folds to one character, else None."""
    if not text.isascii():
        if any(sign in text for sign in _INVISIBLE) or _GROWING in text:
            return None
        for sign, other in _TYPOGRAPHY.items():
            text = text.replace(sign, other)
        if not unicodedata.is_normalized("NFC", text):
            return None
    folded = change_latin(text, _LATIN_1, _fold_run)
    # Folding and the table never shorten a text: the same length means the same places.
    return folded if len(folded) == len(text) else None


def _fold_run(run: str) -> str:
    return run.casefold().translate(_ALIKE)


def _is_uneven(text: str, even: str) -> bool:
    """Tell what `_UNEVEN` would, by what is left of two spaces: a search of all would be slow."""
    place = even.find("  ")
    while place >= 0:
        if _UNEVEN.match(text, place):
            return True
        place = even.find("  ", place + 1)
    return False


def _fold_in_pieces(text: str) -> FoldedText:
    """Return `text` folded, each stretch of it as quickly as it can be."""
    pieces: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    steps: list[int] = []
    length = 0
    for start, end, piece, step in _pieces(text):
        pieces.append(piece)
        places.append(length)
        starts.append(start)
        ends.append(start + 1 if step else end)
        steps.append(step)
        length += len(piece)
    last = len(text)
    return FoldedText(
        "".join(pieces),
        OffsetMap([*places, length], [*starts, last], [*steps, 0], length + 1),
        # What precedes a position is what the position before it stands for.
        OffsetMap([0, *(place + 1 for place in places)], [0, *ends], [0, *steps], length + 1),
    )


def _pieces(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield the stretches of `text` as (start, end, folded, step).

    `step` is 1 where each character folds to one, 0 where all of them fold to all together.
    """
    done = 0
    for uneven in _UNEVEN.finditer(text):
        yield from _even_pieces(text, done, uneven.start())
        yield uneven.start(), uneven.end(), " ", 0
        done = uneven.end()
    yield from _even_pieces(text, done, len(text))


def _even_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    """Yield a stretch as one where it can be, else in halves, down to the words that cannot."""
    if start == end:
        return
    folded = _fold_evenly(text[start:end])
    if folded is not None:
        yield start, end, folded, 1
        return
    middle = text.find(" ", (start + end) // 2, end - 1)
    if middle < 0:
        middle = text.rfind(" ", start, end - 1)
    if middle < 0:
        yield from _clusters(text, start, end)
        return
    yield from _even_pieces(text, start, middle + 1)
    yield from _even_pieces(text, middle + 1, end)


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    """Yield each character of a word with the marks that belong to it."""
    while start < end:
        after = start + 1
        while after < end and _joins_what_precedes(text[after]):
            after += 1
        cluster = text[start:after].translate(_SHOWN)
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", cluster).casefold())
        yield start, after, folded.translate(_ALIKE), 0
        start = after


def _joins_what_precedes(character: str) -> bool:
    return character > "\x7f" and (
        character in _INVISIBLE
        or unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"  # vowels and finals of Korean syllables
    )
