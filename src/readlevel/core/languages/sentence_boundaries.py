"""Where sentences end: at stops that do not belong to abbreviations, ellipses or list numbers."""

import re
from collections.abc import Iterator
from functools import cache

from readlevel.core.languages.abbreviations.abbreviation_lists import is_never_abbreviated
from readlevel.core.languages.abbreviations.full_stops import ends_sentence
from readlevel.core.languages.tags import primary

_STOPS = r"""
    [.!?؟۔।…։።။។。！？](?:
      (?<=[。！？])[。！？]*["'”’)\]」』]*      # Chinese and Japanese have no space here
      | (?<![.!?؟۔।…].)[.!?؟۔।…]*["'”’)\]»«]*[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]*
        (?:\s»(?=\s|\Z)|(?=\s))
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

_REPORTED = {
    "ar": re.compile(
        r"""(?!(?:في|فيه|فيها|وصل|وصلت|وقف|وقفت|وجد|وجدت|وضع|وضعت|وقع|وقعت|وقت|وعد|ورد|وزن|فتح|فتحت
        |فقد|فحص|فحصت|فهم|فعل|فريق|فوق|فور)(?!\w))[وف]\w
        | (?:ثم|قال|قالت|قالوا|قلت|سأل|سألت|سألت?ه|سألت?ها|سألني|سألتني|أجاب|أجابت|أجبت|رد|ردت|تساءل
        |تساءلت|صاح|صاحت|صرخ|صرخت|هتف|هتفت|همس|همست|أضاف|أضافت|تابع|تابعت|علق|علقت)(?!\w)(?![^.!?؟:«"]{0,40}:)""",
        re.VERBOSE,
    )
}
"""By language, what goes on with a sentence after a quotation: "and she said", "he asked"."""

_ANSWERS = {
    "en": re.compile(
        r"""(?:\b(?:say|says|said|saying|answer(?:s|ed)?|replie[sd]|reply|vote[sd]?)
        | \b(?:told|tells?|telling)\s\w{1,12}
        | \b(?:answer|reply|vote|response|decision|advice)\s(?:is|was|will\sbe|stays|remains)
        | ,)\sno$""",
        re.VERBOSE | re.IGNORECASE,
    )
}
"""By language, text before a full stop whose last word is an answer, not an abbreviation: "no"."""

_LONGEST_QUOTATION = 600
"""Characters before a dash among which the beginning of a quotation is searched."""

_DASHES = frozenset("-–—")
_RANGE = re.compile(r"[-–—]\s?\d{1,3}\.")
_ORDINALS_WITH_STOPS = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr")
)
"""Languages that write an ordinal as a number with a full stop."""

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
    if (language in _REPORTED and _goes_on_after_quotation(stop.group(), raw, language)) or (
        raw[:1] in _DASHES and _goes_on_after_dash(text, start, stop, raw, language)
    ):
        return False
    small = _SMALL_STARTS.get(language)
    small_start = small.match(raw) if small else None
    after = raw[small_start.end() :] if small_start else raw.lstrip(_OPENING)
    if not after or stop.group()[0] in "。！？":
        return not (stop.group().endswith("」") and after.startswith(_JAPANESE_QUOTATIVES))
    if after[0].islower() and not _NAMED_SMALL.match(after):
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
    if _is_answer(text, start, stop.start(), language):
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
        label_follows=first is not None and after.startswith(":", first.end()),
    )


def _goes_on_after_quotation(stop: str, raw: str, language: str) -> bool:
    """Return whether a sentence continues after a quotation: "he asked", "and she left"."""
    return stop[-1] in '»”"' and _REPORTED[language].match(raw) is not None


def _is_answer(text: str, start: int, stop: int, language: str) -> bool:
    """Return whether the word before a full stop is an answer: "He said no. 3 days later"."""
    answers = _ANSWERS.get(language)
    if answers is None or text[stop - 2 : stop].lower() != "no":
        return False
    if text[start:stop].strip(_OPENING).lower() == "no":
        return text[max(0, start - 3) : start].rstrip().endswith("?")
    return answers.search(text, max(start, stop - 40), stop) is not None


def _goes_on_after_dash(
    text: str, start: int, stop: re.Match[str], raw: str, language: str
) -> bool:
    """Return whether a dash after a stop is between two ordinals, or within a quotation.

    "Vom 1. -3. Tag" in German; «Больно. – сказал он. – Очень».
    """
    if language in _ORDINALS_WITH_STOPS and text[stop.start() - 1 : stop.start()].isdigit():
        return _RANGE.match(raw) is not None
    begin = max(start, stop.start() - _LONGEST_QUOTATION)
    quoted = text.rfind("«", begin, stop.start()) > text.rfind("»", begin, stop.end())
    return quoted and raw[1:2] == " "


def _is_divisor(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is the unit after a slash, such as L in 10 mIU/L."""
    return len(word.group()) == 1 and text[: word.start()].endswith("/")
