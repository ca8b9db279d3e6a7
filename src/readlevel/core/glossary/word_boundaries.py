"""Word boundaries, which keep forms from matching inside another word or an address."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from readlevel.core.languages.folding import HYPHENS, change_latin

_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]{0,20}://|\bwww\.)\S+", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?<!\w)(?:anti|extra|hyper|inter|intra|multi|non|peri|post|pre|semi|sub|super|trans|un"
    rf"|(?!placebo|zero|echo|also|into)[^\W\d_]{{3,12}}o|[^\W_])[{HYPHENS}]\Z",
    re.IGNORECASE,
)
"""Prefixes that form another word with a hyphen: "non-malignant" is not "malignant", and
"osteo-arthritis" is not "arthritis". So do single letters: "T-cell", "L-arginine"."""

_LONGEST_PREFIX = 15

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese."""

_HYPHENS = frozenset(HYPHENS)
_SHOUTED_BEFORE = re.compile(r"(?<!\w)[A-Z]{4,20}\s\Z")
_SHOUTED_AFTER = re.compile(r"\s[A-Z]{4,20}(?!\w)")
_LONGEST_SHOUT = 22
_SENTENCE_END = re.compile(r"[.!?:;\n\0]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHOUT_WINDOW = 60
_SHOUTED_WORDS = 3
"""Characters, and words, on each side that show whether a sentence is all in capitals."""

_OPEN_LATIN_1 = bytes(
    code if chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(256)
)


class _Open(dict[int, int]):
    """A table for `str.translate` that classifies characters lazily, on first use."""

    def __missing__(self, code: int) -> int:
        opened = self[code] = code if is_word_character(chr(code)) else ord(" ")
        return opened


_OPEN = _Open()


def blank_non_words(folded: str) -> str:
    """Return `folded` with a space for every character that is not part of a word.

    Whole words in the text are then exactly those between two spaces.
    """
    return change_latin(folded, _OPEN_LATIN_1, _open_run)


def _open_run(run: str) -> str:
    return run.translate(_OPEN)


def is_whole_word(folded: str, start: int, end: int) -> bool:
    """Return whether `folded[start:end]` begins and ends where words do.

    A dot or @ between letters joins them ("stroke.org"), and so does an apostrophe that is not a
    possessive: "can't" does not contain "can", but "patient's" contains "patient".
    """
    return _begins(folded, start) and _ends(folded, end)


def is_word_character(character: str) -> bool:
    """Return whether `character` (may be empty) is a letter, digit, mark or underscore."""
    return (
        character.isalnum()
        or character == "_"
        or (character > "\x7f" and unicodedata.category(character).startswith("M"))
    )


def is_prefixed(text: str, start: int) -> bool:
    """Return whether a prefix and a hyphen before `start` make a different word."""
    return (
        start > 0
        and text[start - 1] in HYPHENS
        and _PREFIX.search(text, max(0, start - _LONGEST_PREFIX), start) is not None
    )


def is_part_of_code(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen makes the acronym `text[start:end]` part of a longer one: "AL-101".

    It does if a number follows, or if a number or a single letter precedes: "17-AAG", "T-ALL".
    """
    after = text[end : end + 2]
    if after[:1] in _HYPHENS and after[1:].isdigit():
        return True
    if start < 2 or text[start - 1] not in _HYPHENS:
        return False
    return text[start - 2].isdigit() or (
        text[start - 2].isupper() and not text[start - 3 : start - 2].isalnum()
    )


def is_beside_all_caps(text: str, start: int, end: int) -> bool:
    """Return whether a word next to `text[start:end]`, or its sentence, is also in capitals.

    "ALL PATIENTS", "PUT ICE ON IT".
    """
    return (
        _SHOUTED_BEFORE.search(text, max(0, start - _LONGEST_SHOUT), start) is not None
        or _SHOUTED_AFTER.match(text, end) is not None
        or _is_shouted(text, start, end)
    )


def _is_shouted(text: str, start: int, end: int) -> bool:
    before = _SENTENCE_END.split(text[max(0, start - _SHOUT_WINDOW) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _SHOUT_WINDOW])[0]
    # Words that the window cuts off do not count.
    words = [*_WORD.findall(before)[-_SHOUTED_WORDS:], *_WORD.findall(after)[:_SHOUTED_WORDS]]
    return len(words) > 1 and all(word.isupper() for word in words)


def is_within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether `start` to `end` lies in one of `spans`, which are in order."""
    before = bisect_right(spans, start, key=itemgetter(0)) - 1
    return before >= 0 and end <= spans[before][1]


def is_written_unspaced(form: str) -> bool:
    """Return whether a form is in a script that has no spaces between words, as Thai has none."""
    return not form.isascii() and all(_UNSPACED.fullmatch(end) for end in (form[0], form[-1]))


def find_urls(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each web address in `text`, as (start, end)."""
    if "://" in text or "www." in text.lower():
        yield from (found.span() for found in _ADDRESS.finditer(text))


def _begins(folded: str, start: int) -> bool:
    if not start or not is_word_character(folded[start]):
        return True
    before = folded[start - 1]
    if before in ".@":
        return start < 2 or not is_word_character(folded[start - 2])
    return not is_word_character(before)


def _ends(folded: str, end: int) -> bool:
    if end == len(folded) or not is_word_character(folded[end - 1]):
        return True
    after = folded[end]
    if after in ".@":
        return not is_word_character(folded[end + 1 : end + 2])
    if after == "'" and is_word_character(folded[end + 1 : end + 2]):
        return folded[end + 1] == "s" and not is_word_character(folded[end + 2 : end + 3])
    return not is_word_character(after)
