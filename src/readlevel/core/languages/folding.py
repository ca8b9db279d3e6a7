"""Folds texts for comparison, and maps positions in the folded text back to the original."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, overload

from readlevel.core.languages.registry import get_language

HYPHENS = "-\u2010\u2011\u2012\u2013"
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\u0640\u0670" + "".join(map(chr, range(0x064B, 0x0653)))
"""The soft hyphen, characters that permit or prevent line breaks, and what Arabic may omit: vowels,
and strokes that lengthen a word."""

_SHOWN = dict.fromkeys(map(ord, _INVISIBLE))

_BETWEEN = "\0"
"""Separates texts that are folded at once; few texts contain it."""

_AT_ONCE = 32
"""The number of texts that are folded at once: one may make it necessary to fold each alone."""

_GROWING = "\u00df"
"""The only Latin-1 character that becomes longer when folded: ß."""

_UNEVEN = re.compile(rf"\s\s+|(?<!\s)[{HYPHENS}]\s+")
"""What `fold` shortens. A dash between spaces stays three characters, so no term spans it."""

_TYPOGRAPHY = {
    **dict.fromkeys(HYPHENS[1:] + "\u2009\u202f", " "),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u2014\u2026\u2022\u2122\u2192\u2264\u2265", "\u00a6"),
    **dict.fromkeys("\u201c\u201d\u201e", "\u00ab"),
    "\u03bc": "\u00b5",
}
"""Frequent characters of Latin-script texts beyond Latin-1, and their Latin-1 replacements."""

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")

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
    """The original position of each character of a folded text, stored as runs."""

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
        """Return the position in the original of the character at `place`."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._length))]
        if not -self._length <= place < self._length:
            raise IndexError(place)
        place %= self._length
        stretch = bisect_right(self._starts, place) - 1
        return self._originals[stretch] + self._steps[stretch] * (place - self._starts[stretch])

    def __len__(self) -> int:
        return self._length


class FoldedText(NamedTuple):
    """A text with case, composition, hyphens and spaces unified."""

    text: str
    starts: Sequence[int]
    """The start in the original of each character of `text`, and of the end."""
    ends: Sequence[int]
    """The end in the original of what precedes each position of `text`."""


def fold(text: str) -> FoldedText:
    """Return `text` with case folded (Unicode), composed (NFC), hyphens and white space unified.

    A hyphen, including a line break after it, and a run of white space become one space each:
    "blood-brain", "blood brain" and "blood-" at the end of a line before "brain" fold to the same
    text. Subscript digits become digits, quotation marks and punctuation may become others of
    their kind, and soft hyphens are removed. Other compatibility forms (NFKC) stay distinct: a
    superscript digit is a note or a power.
    """
    even = _fold_evenly(text)
    if even is not None and not _is_uneven(text, even):
        return _keep_positions(even)
    return _fold_in_pieces(text)


class FoldedTexts:
    """Several texts folded at once, which is faster than one by one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts: list[str] = []
        self._alone: dict[int, FoldedText] = {}
        for start in range(0, len(texts), _AT_ONCE):
            some = texts[start : start + _AT_ONCE]
            joined = _BETWEEN.join(some)
            even = _fold_evenly(joined)
            parts = [] if even is None or _is_uneven(joined, even) else even.split(_BETWEEN)
            if len(parts) != len(some):
                self._alone.update(enumerate(map(fold, some), start))
                parts = [self._alone[place].text for place in range(start, start + len(some))]
            self.texts += parts

    def __getitem__(self, index: int) -> FoldedText:
        """Return a text as `fold` does."""
        return self._alone.get(index) or _keep_positions(self.texts[index])


def _keep_positions(folded: str) -> FoldedText:
    same = range(len(folded) + 1)
    return FoldedText(folded, same, same)


def fold_keeping_case(text: str) -> str:
    """Return `text` folded as by `fold`, but with its case kept."""
    if text.isascii():
        return " ".join(text.replace("-", " ").split())
    text = unicodedata.normalize("NFC", text.translate(_SHOWN))
    return " ".join(text.translate(_ALIKE).split())


def unify_typography(text: str) -> str:
    """Return `text` composed (NFC), with straight apostrophes and without invisible characters."""
    if text.isascii():
        return text
    shown = unicodedata.normalize("NFC", text.translate(_SHOWN))
    return shown.translate(_APOSTROPHES)


def fold_accents(folded: str, language: str) -> str:
    """Replace letters of a folded text by those that people often use instead in a language.

    `language` is a tag. In Spanish these are letters without accents, in Arabic alif without the
    marks above and below it. Positions do not change.
    """
    letters = _map_search_letters(language)
    if letters is None or folded.isascii():
        return folded
    latin, every = letters
    return change_latin(folded, latin, lambda run: run.translate(every))


@lru_cache(maxsize=256)
def _map_search_letters(language: str) -> tuple[bytes, Mapping[int, int]] | None:
    """Return the tables that `change_latin` needs, or None if no letter is replaced."""
    replaced = get_language(language).search_letters
    if not replaced:
        return None
    every = str.maketrans("".join(replaced), "".join(replaced.values()))
    return bytes(every.get(code, code) for code in range(256)), every


def change_latin(text: str, table: bytes, change: Callable[[str], str]) -> str:
    """Translate Latin-1 characters of `text` by `table`, which is fast, and the others by `change`.

    `table` is a table for `bytes.translate`. `change` gets runs of characters beyond Latin-1,
    including a few Latin-1 characters between them.
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
    """Return `text` folded, or None unless each character folds to exactly one."""
    if not text.isascii():
        if any(sign in text for sign in _INVISIBLE) or _GROWING in text:
            return None
        for sign, other in _TYPOGRAPHY.items():
            text = text.replace(sign, other)
        if not (is_latin_1(text) or unicodedata.is_normalized("NFC", text)):
            return None
    folded = change_latin(text, _LATIN_1, _fold_run)
    # Neither folding nor the table shortens a text, so equal length means equal positions.
    return folded if len(folded) == len(text) else None


def is_latin_1(text: str) -> bool:
    """Return whether a text has Latin-1 characters only, which are composed (NFC)."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _fold_run(run: str) -> str:
    return run.casefold().translate(_ALIKE)


def _is_uneven(text: str, even: str) -> bool:
    """Return whether `_UNEVEN` occurs in `text`, by searching double spaces, which is faster."""
    place = even.find("  ")
    while place >= 0:
        if _UNEVEN.match(text, place):
            return True
        place = even.find("  ", place + 1)
    return False


def _fold_in_pieces(text: str) -> FoldedText:
    """Fold `text` piece by piece, each in the fastest possible way."""
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
        # What precedes a position is the character at the position before it.
        OffsetMap([0, *(place + 1 for place in places)], [0, *ends], [0, *steps], length + 1),
    )


def _pieces(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield the pieces of `text` as (start, end, folded, step).

    `step` is 1 if each character folds to one, and 0 if the piece is folded as a unit.
    """
    done = 0
    for uneven in _UNEVEN.finditer(text):
        yield from _even_pieces(text, done, uneven.start())
        yield uneven.start(), uneven.end(), " ", 0
        done = uneven.end()
    yield from _even_pieces(text, done, len(text))


def _even_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    """Yield one piece if each character folds to one, else split it in halves down to words."""
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
    """Yield each character of a word together with its combining marks."""
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
