"""Where sentences end: at stops that do not belong to abbreviations, ellipses or list numbers."""

import re
from collections.abc import Iterator
from functools import cache

from readlevel.core.languages.abbreviations import ends_sentence, is_never_abbreviated
from readlevel.core.languages.tags import primary

_STOPS = r"""
    [.!?؟۔।…։።။។。！？](?:
      (?<=[。！？])[。！？]*["'”’)\]」』]*      # Chinese and Japanese have no space here
      | (?<![.!?؟۔।…].)[.!?؟۔।…]*["'”’)\]»«]*(?:\s»(?=\s|\Z)|(?=\s))
    )
    """
_CANDIDATE = re.compile(_STOPS, re.VERBOSE)
"""One or more stops. Patterns that begin with a set of characters are found fastest."""

_LAST_WORD = re.compile(r"[^\s(\[\"'«“/-]{1,40}$")
_WORD_BEFORE = re.compile(r"([^\s(\[\"'«“/-]{1,30})[\s'(-]+$")
_FIRST_WORD = re.compile(r"[\w']+")
_COMPANY = re.compile(r"(?:Inc|Ltd|Corp|Co|LLC|GmbH|AG)\b")
"""Follows a name that ends in an exclamation mark: "Yahoo! Inc."."""

_INITIAL = re.compile(r"[^\W\d_]\.")
_NAMED_SMALL = re.compile(r"[a-z]{1,2}[A-Z\d]")
"""Names that are lower case even at the start of a sentence: mRNA, p53, eGFR."""

_NUMBERING = re.compile(r"[•⁃*-]?\s*\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,4})[.)]*")
"""A number or letter before a heading or list item, which is no sentence alone: 1.2., a., iv."""
_LONGEST_NUMBERING = 30

_SPACED_DOTS = re.compile(r"(?<![.!?])\.(?:\s\.){2,}")
"""An ellipsis with spaces; a fourth dot is the full stop of the sentence."""

_LEADING_TIME = re.compile(
    r"(?:at|by|around|about|before|after|from|until|till|since)(?:\s(?:about|around))?"
    r"\s\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m",
    re.IGNORECASE,
)
"""A clock time that begins a sentence: "At 5 a.m. Mr. Smith left"."""

_SMALL_STARTS = {"nl": re.compile(r"['’][nst]\s(?=[A-ZÀ-Þ])")}
"""Words in lower case that begin sentences, by language: 's Avonds."""

_JAPANESE_QUOTATIVES = ("と", "って")
"""After a quotation, these go on with who said it."""

_DASHES = "-–—"
_RANGE = re.compile(r"[-–—]\s?\d")
_OPENING = "\"'“”‘’«»([{¿¡-–— "


def split_sentences(text: str, language: str) -> Iterator[str]:
    """Yield the sentences of one cleaned block of text, in order.

    `language` is a tag; a language without a list of abbreviations uses the English list.
    """
    spoken = primary(language)
    ellipses = [found.span() for found in _SPACED_DOTS.finditer(text)] if " ." in text else []
    start = 0
    stops = _compile_greek_candidate() if spoken == "el" else _CANDIDATE
    for stop in stops.finditer(text):
        if stop.start() - start <= _LONGEST_NUMBERING and (
            _NUMBERING.fullmatch(text[start : stop.start()].strip())
        ):
            continue
        if _is_within(stop.start(), ellipses, text) or not _is_end(text, start, stop, spoken):
            continue
        yield text[start : stop.end()].strip()
        start = stop.end()
    if text[start:].strip():
        yield text[start:].strip()


@cache
def _compile_greek_candidate() -> re.Pattern[str]:
    """Compile the pattern for Greek, in which a semicolon is a question mark."""
    return re.compile(_STOPS.replace("[.!?", "[.!?;"), re.VERBOSE)


def _is_within(place: int, ellipses: list[tuple[int, int]], text: str) -> bool:
    """Return whether the dot at `place` is in a spaced ellipsis, and not its fourth and last."""
    for start, end in ellipses:
        if start <= place < end:
            return place < end - 1 or text.count(".", start, end) < 4
    return False


def _is_end(text: str, start: int, stop: re.Match[str], language: str) -> bool:
    raw = text[stop.end() : stop.end() + 40].lstrip(" ")
    small = _SMALL_STARTS.get(language)
    small_start = small.match(raw) if small else None
    after = raw[small_start.end() :] if small_start else raw.lstrip(_OPENING)
    if not after or stop.group()[0] in "。！？":
        return not (stop.group().endswith("」") and after.startswith(_JAPANESE_QUOTATIVES))
    if after[0].islower() and not _NAMED_SMALL.match(after):
        return False
    if raw[0] in _DASHES and _goes_on_after_dash(text, start, stop, raw):
        return False
    if stop.group().startswith("...") and text[stop.start() - 1 : stop.start()] in ("[", "("):
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return stop.group() != "!" or not _COMPANY.match(after)
    words_before = text[max(start, stop.start() - 40) : stop.start()]
    if is_never_abbreviated(words_before.rpartition(" ")[2], language):
        return True
    before = _LAST_WORD.search(text, max(start, stop.start() - 40), stop.start())
    if before is None or _is_divisor(text, before):
        return True
    if _LEADING_TIME.fullmatch(text[start : stop.start()].strip(_OPENING)):
        return False
    previous = _WORD_BEFORE.search(text, max(start, before.start() - 32), before.start())
    first = _FIRST_WORD.match(after)
    return ends_sentence(
        before.group(),
        first.group() if first else after[0],
        language,
        previous=previous[1] if previous else "",
        initial_follows=_INITIAL.match(after) is not None,
    )


def _goes_on_after_dash(text: str, start: int, stop: re.Match[str], raw: str) -> bool:
    """Return whether a dash after a stop is that of a range, or of remarks within a quotation.

    "vom 1. -3. Tag"; «Больно. – сказал он. – Очень».
    """
    if text[stop.start() - 1 : stop.start()].isdigit() and _RANGE.match(raw):
        return True
    quoted = text.rfind("«", start, stop.start()) > text.rfind("»", start, stop.end())
    return quoted and raw[1:2] == " "


def _is_divisor(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is the unit after a slash, such as L in 10 mIU/L."""
    return len(word.group()) == 1 and text[: word.start()].endswith("/")
