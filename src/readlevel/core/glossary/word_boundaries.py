"""Word boundaries, which keep forms from matching inside another word or an address."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from readlevel.core.languages.folding import HYPHENS, change_latin, is_latin_1
from readlevel.core.languages.lexicon import get_everyday_words
from readlevel.core.languages.tags import primary

_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]{0,20}://|\bwww\.)[^\s\0]+", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?<!\w)(?:anti|extra|hyper|inter|intra|multi|non|peri|post|pre|semi|sub|super|trans|un"
    rf"|(?!placebo|zero|echo|also|into)[^\W\d_]{{3,12}}o|[^\W_])[{HYPHENS}]\Z",
    re.IGNORECASE,
)
"""Prefixes that form another word with a hyphen: "non-malignant" is not "malignant", and
"osteo-arthritis" is not "arthritis". So do single letters: "T-cell", "L-arginine"."""

_LONGEST_PREFIX = 15

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese."""

_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Vowels of Thai and Lao that stand before the consonant after which they are spoken."""
_FOLLOWING_VOWELS = frozenset("\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_SHORT_KATAKANA = 3
"""Katakana words up to this length are often a part of another: ガン of オルガン."""

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
    return character.isalnum() or character == "_" or _is_mark(character)


def _is_mark(character: str) -> bool:
    return character > "\x7f" and unicodedata.category(character).startswith("M")


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


def is_beside_all_caps(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a word next to `text[start:end]`, or its sentence, is also in capitals.

    "ALL PATIENTS", "PUT ICE ON IT". The only other word of a sentence must be an everyday word of
    the language, as in "NO ICE", because it may be an acronym.
    """
    return (
        _SHOUTED_BEFORE.search(text, max(0, start - _LONGEST_SHOUT), start) is not None
        or _SHOUTED_AFTER.match(text, end) is not None
        or _is_shouted(text, start, end, language)
    )


def _is_shouted(text: str, start: int, end: int, language: str) -> bool:
    before = _SENTENCE_END.split(text[max(0, start - _SHOUT_WINDOW) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _SHOUT_WINDOW])[0]
    # Words that the window cuts off do not count.
    words = [*_WORD.findall(before)[-_SHOUTED_WORDS:], *_WORD.findall(after)[:_SHOUTED_WORDS]]
    if not all(word.isupper() for word in words):
        return False
    everyday = get_everyday_words(primary(language))
    return len(words) > 1 or any(word.lower() in everyday for word in words)


def is_within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether `start` to `end` lies in one of `spans`, which are in order."""
    before = bisect_right(spans, start, key=itemgetter(0)) - 1
    return before >= 0 and end <= spans[before][1]


def is_written_unspaced(form: str) -> bool:
    """Return whether a form has letters of a script without spaces between words, as Thai."""
    return not form.isascii() and _UNSPACED.search(form) is not None


def blank_unspaced(folded: str) -> str:
    """Return `folded` with a space for each letter of a script without spaces between words."""
    return folded if is_latin_1(folded) else _UNSPACED.sub(" ", folded)


def stands_unspaced(folded: str, start: int, end: int) -> bool:
    """Return whether `folded[start:end]`, which is written unspaced, may be a word.

    Its letters of other scripts begin or end a word, no vowel of its first or last syllable is
    left out, and short katakana do not go on.
    """
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if not _UNSPACED.fullmatch(folded[start]) and _is_spaced_word(before):
        return False
    if not _UNSPACED.fullmatch(folded[end - 1]) and _is_spaced_word(after):
        return False
    if before in _LEADING_VOWELS or after in _FOLLOWING_VOWELS or _is_mark(after):
        return False
    return not (
        end - start <= _SHORT_KATAKANA
        and _KATAKANA.fullmatch(folded[start])
        and _KATAKANA.fullmatch(folded[end - 1])
        and (_KATAKANA.fullmatch(before) or _KATAKANA.fullmatch(after))
    )


def _is_spaced_word(character: str) -> bool:
    return is_word_character(character) and _UNSPACED.fullmatch(character) is None


def find_urls(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each web address in `text`, as (start, end)."""
    if may_have_urls(text) or "www." in text.lower():
        yield from (found.span() for found in _ADDRESS.finditer(text))


def may_have_urls(text: str) -> bool:
    """Return whether a text in lower case may have web addresses.

    One character is found many times faster than several, and a text has few colons.
    """
    colon = text.find(":")
    while colon >= 0:
        if text.startswith("//", colon + 1):
            return True
        colon = text.find(":", colon + 1)
    return "www." in text


def _begins(folded: str, start: int) -> bool:
    if not start or folded[start - 1] == " " or not is_word_character(folded[start]):
        return True
    before = folded[start - 1]
    if before in ".@":
        return start < 2 or not is_word_character(folded[start - 2])
    return not is_word_character(before)


def _ends(folded: str, end: int) -> bool:
    if end == len(folded) or folded[end] == " " or not is_word_character(folded[end - 1]):
        return True
    after = folded[end]
    if after in ".@":
        return not is_word_character(folded[end + 1 : end + 2])
    if after == "'" and is_word_character(folded[end + 1 : end + 2]):
        return folded[end + 1] == "s" and not is_word_character(folded[end + 2 : end + 3])
    return not is_word_character(after)
