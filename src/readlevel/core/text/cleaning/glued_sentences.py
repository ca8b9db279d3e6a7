"""Sentences without a space between them: "it hurts.Then rest", but not names: "file.Name".

`data/program_names.txt` lists the words by which names of files and in programs are told apart:

* `endings`: what the names of files end in
* `parts`: words for a part of something in a computer, the second half of "file.Name"
* `wholes`: words for something in a computer, the first half; `parts` may be the first half, too
* `kinds`: words beside a name that say what it is: "the class order.Item"
* `starters`: words that begin a sentence rather than the second half of a name
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import takewhile

_CAPITALISED = r"(?=[A-ZÀ-ÞА-ЯЁ][a-zà-ÿа-яё'])"
_STOP_BEFORE_CAPITAL = re.compile("[.!?](?=[A-ZÀ-ÞА-ЯЁ])")
"""Occurs wherever the two slower patterns below do."""

_SHORT_WORDS = "(?:at|be|by|do|go|he|in|is|it|me|of|on|so|to|up|us|we)"
"""English words of two letters; other two letters may be an abbreviation or a title."""

_GLUED = re.compile(
    rf"[.!?](?:(?<=[a-zà-ÿа-яё]{{3}}.)|(?<=[)\"].)|(?<=\s{_SHORT_WORDS}.)|(?<=[a-zà-ÿа-яё]\.\.\.)"
    rf"|(?<=\s[A-Z][A-Z]\.)|(?<=[A-Z]{{3}}\.)){_CAPITALISED}"
)
"""The end of a sentence without a space after it: "it hurts.Then", "(a lot).Then"."""

_UNIT = r"(?:°?[a-zµμ]{0,4}[A-Z]{0,2}[a-z]{0,2}|%|[а-яё]{1,4})"
_GLUED_TO_NUMBER = re.compile(
    rf"(?<!\w)(\d[\d.,]{{0,9}}\s?{_UNIT}(?:/{_UNIT}){{0,3}}[.!?]){_CAPITALISED}"
)
"""The same after a number and its unit: "5 mg.Wait", "7 mmol/L.Wait"."""

_ITEM_NUMBER = re.compile(r"(\d\d?)\.")

_AFTER = re.compile(
    r"""(?P<word>\w{1,24})(?P<sign>[("'`)\[]|\.(?=\w))?\s?(?P<later>[^\W\d_]{1,20})?"""
)
_LOOKED_AT = 48
"""Characters on each side of a stop that are read to tell whether it is within a name."""

_QUOTES = frozenset("\"'`(")
_INNER_CAPITAL = re.compile("[a-z]{2}[A-Z]")


def part_glued_sentences(text: str) -> str:
    """Return `text` with a space after the stops of sentences that have none.

    Names with a stop ("report.Pdf", "order.Item()") and list numbers ("1.Bread, 2.Milk") stay.
    """
    if not _STOP_BEFORE_CAPITAL.search(text):
        return text
    return _GLUED.sub(_part, _GLUED_TO_NUMBER.sub(_part_after_number, text))


def _part_after_number(match: re.Match[str]) -> str:
    item = _ITEM_NUMBER.fullmatch(match[0])
    before = match.string[: match.start()].rstrip()
    if item and (before[-1:] in {"", ":", ",", ";"} or f"{int(item[1]) - 1}." in before):
        return match[0]
    return f"{match[0]} "


def _part(match: re.Match[str]) -> str:
    return (
        match[0] if match[0] == "." and _is_in_name(match.string, *match.span()) else f"{match[0]} "
    )


def _is_in_name(text: str, start: int, end: int) -> bool:
    """Return whether the stop from `start` to `end` is within a name of a file or in a program."""
    before = text[max(0, start - _LOOKED_AT) : start]
    after = _AFTER.match(text, end)
    whole = _take_word(before)
    if after is None or not whole:
        return False
    words = _read_words()
    if whole.isupper() and len(whole) > 1 and after["word"].lower() not in words["starters"]:
        return True
    part, sign = after["word"].lower(), after["sign"] or ""
    before = before[: len(before) - len(whole)]
    if (
        part in words["endings"]
        or "_" in whole + part
        or sign in ("(", "[", ".")
        or before[-1:] == "."
    ):
        return True
    if _INNER_CAPITAL.search(f"{whole} {after['word']}") or (sign and before[-1:] in _QUOTES):
        return True
    if part in words["starters"]:
        return False
    beside = {_take_word(before.rstrip(" ")).lower(), (after["later"] or "").lower()}
    return not beside.isdisjoint(words["kinds"]) or (
        _is_whole(whole.lower(), words) and part in words["parts"]
    )


def _is_whole(word: str, words: Mapping[str, frozenset[str]]) -> bool:
    return word in words["wholes"] or word in words["parts"]


@cache
def _read_words() -> Mapping[str, frozenset[str]]:
    listed = files("readlevel.core").joinpath("data", "program_names.txt").read_text("utf-8")
    sections = (section.partition("\n") for section in listed.split("# ")[1:])
    return {heading: frozenset(words.split()) for heading, _, words in sections}


def _take_word(text: str) -> str:
    """Return the word at the end of a text, or nothing."""
    return "".join(takewhile(lambda sign: sign.isalnum() or sign == "_", reversed(text)))[::-1]
