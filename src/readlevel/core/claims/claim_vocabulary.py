"""The phrases of a language that make a claim.

`data/claims.<language>.toml` lists them by kind and value; the comments of `claims.en.toml`
document the format. A language without a file has no claims but frequencies in units of time.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from readlevel.core.languages.tags import primary

CLAIM_LANGUAGES = frozenset({"en", "es"})
"""Languages with a file."""

_MAX_KNOWN = 5_000
"""Phrases of a kind whose values are kept: a phrase with any ending matches any number."""

IGNORED = "ignored"
"""The value of phrases that look like a claim and are none: "right away" is no side."""


_GAP_WORDS = 3
"""Words at most between the parts of a phrase: "push your potassium up"."""

_WORD = re.compile(r"\w+")
_START_LENGTH = 3
"""First letters of words by which texts without a phrase are told, since patterns are slow."""

_MAX_CHARACTERS = 500_000
"""Characters of sentences whose words are kept: they take about 15 MB."""

_ALIKE = str.maketrans("ı", "i", "\u0307")
"""What patterns that ignore case take for an i."""


class ClaimPhrase(NamedTuple):
    """A phrase of a sentence, and its value."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhraseFinder:
    """Finds the phrases of one kind; the longest of those that begin at a place wins."""

    pattern: re.Pattern[str] | None
    values: Mapping[str, re.Pattern[str]]
    known: dict[str, Sequence[str]] = field(default_factory=dict, hash=False)
    """Values of phrases that were looked up before."""
    starts: frozenset[str] | None = None
    """First words of phrases, or what they begin with; None if any word may begin one."""

    def find(self, text: str) -> Iterator[ClaimPhrase]:
        """Yield the phrases of a sentence, in order, without those to be ignored."""
        if self.pattern is None or not self.may_find(text):
            return
        for found in self.pattern.finditer(text):
            for value in self._values_of(found[0].lower()):
                yield ClaimPhrase(value, found.start(), found.end())

    def may_find(self, text: str) -> bool:
        """Return whether a sentence has the beginning of a phrase: a quick test before a search."""
        return self.starts is None or not self.starts.isdisjoint(_WORD_STARTS[text])

    def _values_of(self, words: str) -> Sequence[str]:
        """Return the value of a phrase; of different axes it has one each: "before breakfast"."""
        if words not in self.known:
            if len(self.known) >= _MAX_KNOWN:
                self.known.clear()
            self.known[words] = self._find_values(words)
        return self.known[words]

    def _find_values(self, words: str) -> Sequence[str]:
        found = [value for value, pattern in self.values.items() if pattern.fullmatch(words)]
        if IGNORED in found:
            return ()
        by_axis = {value.rpartition(":")[0]: value for value in reversed(found)}
        return list(by_axis.values())


def get_finder(kind: str, language: str) -> PhraseFinder:
    """Return the finder of the phrases of a kind in a language, by its tag."""
    return _get_finder(kind, primary(language))


@lru_cache(maxsize=256)
def _get_finder(kind: str, language: str) -> PhraseFinder:
    table = _read(language).get(kind, {})
    phrases = {value: _split(listed) for value, listed in table.items()}
    listed = sorted({one for found in phrases.values() for one in found}, key=len, reverse=True)
    if not listed:
        return PhraseFinder(None, {})
    values = {value: _compile(found) for value, found in phrases.items() if found}
    return PhraseFinder(_compile(listed), values, starts=_list_starts(listed))


def may_have_phrase(kinds: tuple[str, ...], text: str, language: str) -> bool:
    """Return whether a sentence may have a phrase of some kinds: a quick test before a search."""
    starts = _list_starts_of(kinds, primary(language))
    return starts is None or not starts.isdisjoint(_WORD_STARTS[text])


@cache
def _list_starts_of(kinds: tuple[str, ...], language: str) -> frozenset[str] | None:
    """Return the first words of all phrases of some kinds; None if any word may begin one."""
    finders = [_get_finder(kind, language) for kind in kinds]
    listed = [one.starts for one in finders if one.pattern is not None]
    known = [starts for starts in listed if starts is not None]
    return frozenset[str]().union(*known) if len(known) == len(listed) else None


class _WordStarts(dict[str, frozenset[str]]):
    """The words of sentences, and what they begin with.

    The readers of a text go through its sentences one after the other, so all of them are kept,
    up to a number of characters rather than of sentences.
    """

    def __init__(self) -> None:
        super().__init__()
        self._characters = 0

    def __missing__(self, text: str) -> frozenset[str]:
        if self._characters > _MAX_CHARACTERS:
            self.clear()
            self._characters = 0
        words = _WORD.findall(_fold(text))
        self[text] = starts = frozenset([*words, *[word[:_START_LENGTH] for word in words]])
        self._characters += len(text)
        return starts


_WORD_STARTS = _WordStarts()


def _list_starts(phrases: list[str]) -> frozenset[str] | None:
    """Return one of `_WordStarts` for each phrase; None if a phrase may have any other."""
    starts: set[str] = set()
    for phrase in phrases:
        folded = _fold(phrase)
        word = _WORD.match(folded)
        if word is None:
            return None
        is_whole = folded[word.end() : word.end() + 1] != "*"
        if len(word[0]) < _START_LENGTH and not is_whole:
            return None
        starts.add(word[0] if is_whole else word[0][:_START_LENGTH])
    return frozenset(starts)


def _fold(text: str) -> str:
    """Fold case at least as far as patterns that ignore it do."""
    return text.lower() if text.isascii() else text.casefold().translate(_ALIKE)


@lru_cache(maxsize=256)
def get_words(kind: str, name: str, language: str) -> frozenset[str]:
    """Return the phrases of one value of a kind."""
    return frozenset(_split(_read(primary(language)).get(kind, {}).get(name, "")))


def _compile(phrases: list[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(_to_pattern, phrases))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _to_pattern(phrase: str) -> str:
    """Return the pattern of a phrase; `*` stands for any ending of a word, `…` for a few words."""
    pattern = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+")
    return pattern.replace("…[\\s-]+", rf"(?:\w+[\s-]+){{1,{_GAP_WORDS}}}?")


def _split(listed: str) -> list[str]:
    return [one for one in (" ".join(part.split()) for part in listed.split(",")) if one]


@cache
def _read(language: str) -> Mapping[str, Any]:
    if language not in CLAIM_LANGUAGES:
        return {}
    name = f"claims.{language}.toml"
    return tomllib.loads(files("readlevel.core").joinpath("data", name).read_text("utf-8"))
