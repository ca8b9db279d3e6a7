"""Line breaks in plain text: whether the next line continues the paragraph or begins a new block.

A line may end because it was full, because the writer broke it on purpose, or for no reason. The
rules compare its length with that of the other lines and look at how the next line begins.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from readlevel.core.languages.lexicon import get_zipf_table
from readlevel.core.languages.tags import primary
from readlevel.core.text.inline_lists import is_table_row

_PICTURES = "\u203c\u2139\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b05-\u2b55\U0001f1e6-\U0001faff"
_EMOJI = rf"[{_PICTURES}][{_PICTURES}\u200d\ufe0f]*+\s+ | [0-9]\ufe0f?\u20e3\s*"
"""Emoji at the start of an item; one may consist of several characters."""

_EMOJI_BULLET = re.compile(rf"\s*(?:{_EMOJI})", re.VERBOSE)
_BULLET = re.compile(
    rf"""\s*(?:
      [•●○▪◦‣⁃·∙■□☐☑☒▶►➢➤→✓✔✗✘★*+–—-]\s+ | [•●▪‣⁃☐☑☒▶►➢➤✓✔✗✘①-⑳❶-❿]
      | {_EMOJI} | \[[\ xX✓✔]?\]\s+ | [*–—-](?=[^\W\d_]) | o(?:\t|\s{{2,}})
      | (?P<number>\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)]|\(?[A-Z]\))\s+(?=\S)
      (?![^\W\d_]\.)                                            # not "d. h.", "z. B."
    )""",
    re.VERBOSE,
)
_FEWEST_ITEMS = 2
_FIRST_NUMBER = re.compile(r"\(?[1aiA][.)]")
_ENDED = re.compile(r"[.!?:;,…。！？؟۔][\"'”’)\]]*\s*$")
_STOP = re.compile(r"(?:(?:\w{4}|[\d)\]\"'”’%])\.|[!?…。！？؟۔])[\"'”’)\]]*\s*$")
"""Punctuation that surely ends a sentence; a full stop after a short word may abbreviate it."""

_UNFINISHED = re.compile(
    r"""(?:[,–—&/-]|(?<!\S)(?:
      a|an|the|and|or|of|in|on|at|to|by|for|from|with|as|is|are|was|were|be|that|which|who|than|not
      |called|your|their|his|her|its|our|my|no|if|when|where|into|about|between|most|some|these
      |el|la|los|las|un|una|y|o|u|de|del|al|en|con|por|para|que|se|su|sus|es|son
      |le|les|des|du|une|et|ou|dans|avec|pour|sur|est|il|lo|gli|di|da|dei|della|per|che|e|nel
      |der|die|das|den|dem|des|ein|eine|einer|einen|und|oder|von|vom|im|am|zu|zum|zur|mit|für|bei
      |het|een|van|voor|met|op|os|do|dos|das|em|no|na|com|um|uma|в|и|на|с|или|для|от|по|не
    ))\s*$""",
    re.VERBOSE,
)
"""A line with such an end continues on the next line, however that begins."""

_TAIL = 16
"""Characters at the end of a line that the patterns for its end are matched against."""


_LABEL = re.compile(r"\s*[^\W\d_a-z][\w'’/&-]*(?:\s[\w'’/&.-]+){0,3}\s?:\s+\S")
"""A line that begins with a label: "Admission date: 3 May"."""

_LABEL_WORDS = 12
"""The most words of a line with a label, so that it is not a sentence with a colon."""

_PAGE_NUMBER = re.compile(
    r"""(?:
      [-–—]\s?\d{1,4}\s?[-–—]
      | (?:page|seite|página|pagina|pág\.?|pag\.?|strona|стр\.?|страница|صفحة)\s?\d{1,4}
        (?:\s?(?:of|von|de|di|van|из|من|/)\s?\d{1,4})?
      | \d{1,4}\s?/\s?\d{1,4}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_PAGE_NUMBER = len("Страница 1000 из 1000")
_FORM_FEED = "\f"
_FEWEST_PAGES = 2
_FURNITURE_WORDS = 12

_RARER_COMPOUND = 15
"""Tenths of Zipf frequency by which a word is rarer than its parts if it usually has a hyphen."""

_FEWEST_LETTERS = 2
"""Letters before and after a hyphen that divides a word: "e-mail" is not divided."""

_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")


def ends_with_punctuation(line: str) -> bool:
    """Return whether `line` ends in punctuation, such as a full stop, a comma or a colon."""
    return _ENDED.search(_tail(line)) is not None


def ends_with_full_stop(line: str) -> bool:
    """Return whether `line` surely ends a sentence; after "approx." or "Dr." it may continue."""
    return _STOP.search(_tail(line)) is not None


def continues_on_next_line(line: str) -> bool:
    """Return whether `line` ends in the middle of a sentence: after a comma, "the", "called"."""
    return _UNFINISHED.search(_tail(line)) is not None


def _tail(line: str) -> str:
    return line.rstrip()[-_TAIL:]


def has_early_breaks(lines: Iterable[str], width: int) -> bool:
    """Return whether a line ends in the middle of a sentence although the next word would fit."""
    return any(
        begins_small(after) and not ends_with_punctuation(line) and _has_room(line, after, width)
        for line, after in pairwise(lines)
    )


def begins_small(line: str) -> bool:
    """Return whether the first word of `line` begins with a small letter."""
    word = line.split(None, 1)[0].rstrip(".,;:")
    return word.isalpha() and word[0].islower()


def find_bullet(line: str, before: str, width: int, *, listed: bool) -> re.Match[str] | None:
    """Return the bullet or number at the start of `line`, unless it is part of a sentence.

    `before` is the previous line of the paragraph, or empty. `listed` means that the paragraph
    already contains a bullet. `width` is the number of characters of a full line.
    """
    bullet = _BULLET.match(line)
    if bullet is None or listed or not before:
        return bullet
    if continues_on_next_line(before):
        return None
    if ends_with_punctuation(before):
        return bullet
    number = bullet["number"]
    if number and not _FIRST_NUMBER.fullmatch(number):
        return None
    return bullet if _has_room(before, line, width) else None


def find_emoji_bullets(lines: Sequence[str]) -> dict[int, int]:
    """Return where the emoji at the start of each item ends, by the indices of `lines`.

    There is none unless two lines begin with one.
    """
    found = {index: _EMOJI_BULLET.match(line) for index, line in enumerate(lines)}
    ends = {index: bullet.end() for index, bullet in found.items() if bullet}
    return ends if len(ends) >= _FEWEST_ITEMS else {}


def is_hard_break(before: str, line: str, width: int, *, item: bool) -> bool:
    """Return whether the break before `line` is deliberate: its first word would fit on `before`.

    A break after the end of a sentence always counts if a capital follows, because the next line
    may be a heading. In a list `item`, a line with more indentation continues the item.
    """
    if is_table_row(before) or is_table_row(line):
        return True
    if is_label_line(line) and is_label_line(before):
        return True
    start = line.lstrip()
    if not start[0].isupper():
        return False
    if ends_with_full_stop(before):
        return True
    if not _has_room(before, line, width):
        return False
    if item and len(line) - len(start) > len(before) - len(before.lstrip()):
        return False
    return not before.rstrip().endswith(".") and not continues_on_next_line(before)


def _has_room(before: str, line: str, width: int) -> bool:
    return len(before.rstrip()) + 1 + len(line.split(None, 1)[0]) <= width


def join_lines(lines: Sequence[str], language: str) -> str:
    """Return `lines` of a paragraph as one, with words that a line end divides put together.

    "medi-" and "cine" are "medicine", because it is a word of `language` (a tag); "long-" and
    "term" keep their hyphen, because both are words and "longterm" is not.
    """
    text = lines[0]
    for line in lines[1:]:
        divided = _HYPHEN.search(text[-_TAIL:].rstrip())
        first = _FIRST_LETTERS.match(line)
        if divided is None or first is None:
            text = f"{text} {line}"
        elif first[0].islower() and _is_divided(
            divided[1], first[0], language, chained=line.startswith("-", first.end())
        ):
            text = text.rstrip()[:-1] + line
        else:
            text = text.rstrip() + line
    return text


def _is_divided(left: str, right: str, language: str, *, chained: bool) -> bool:
    """Return whether two halves at a line end are one word without a hyphen.

    `chained` means that a hyphen follows, as in "up-to-date".
    """
    table = get_zipf_table(primary(language))
    if table is None or min(len(left), len(right)) < _FEWEST_LETTERS:
        return False
    known = table.tenths
    halves = [known.get(left.lower(), 0), known.get(right, 0)]
    joined = known.get(left.lower() + right, 0)
    return not all(halves) or (not chained and joined > min(halves) - _RARER_COMPOUND)


def is_label_line(line: str) -> bool:
    """Return whether `line` is a label and its value, as at the head of a letter: "Ward: 3"."""
    return _LABEL.match(line) is not None and len(line.split()) <= _LABEL_WORDS


def find_page_furniture(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of `lines` that are page numbers, or headers and footers beside them.

    A header or footer is a short line without a full stop that is next to a page number or a form
    feed on two pages or more, with the same words.
    """
    numbers = {
        index
        for index, line in enumerate(map(str.strip, lines))
        if len(line) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(line)
    }
    breaks = numbers | {index for index, line in enumerate(lines) if _FORM_FEED in line}
    if not breaks:
        return frozenset()
    beside: dict[str, set[int]] = {}
    for index in _lines_beside(lines, breaks, numbers):
        words = lines[index].strip()
        if len(words.split()) <= _FURNITURE_WORDS and not ends_with_full_stop(words):
            beside.setdefault(words, set()).add(index)
    repeated = [places for places in beside.values() if len(places) >= _FEWEST_PAGES]
    return frozenset(numbers.union(*repeated))


def _lines_beside(
    lines: Sequence[str], breaks: Container[int], numbers: Container[int]
) -> Iterator[int]:
    """Yield the indices of the lines of text that come right before and after page breaks."""
    last: int | None = None
    broken = False
    for index, line in enumerate(lines):
        text = index not in numbers and bool(line.strip())
        if text and (broken or index in breaks):
            yield index
        if index in breaks:
            if last is not None:
                yield last
            broken = True
        if text:
            last, broken = index, index in breaks and line.rstrip(" ").endswith(_FORM_FEED)
