"""Plainer words for hard ones: suggestions for an editor, never applied by themselves."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.glossary.forms import has_inner_capital
from readlevel.core.glossary.word_boundaries import find_urls, is_whole_word
from readlevel.core.hints.passive_voice import follows_auxiliary
from readlevel.core.hints.wording_tables import ONLY_AS_VERB, Wording, WordingTable, get_wordings
from readlevel.core.languages.folding import HYPHENS, FoldedText, fold
from readlevel.core.languages.tags import primary

_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")
"""A word; the s of a possessive stands by itself."""

_BEFORE_VERBS = frozenset(
    {"to", "not", "cannot", "please", "do", "does", "did", "don't", "doesn't", "didn't"}
    | {"can", "could", "may", "might", "must", "shall", "should", "will", "would"}
    | {"i", "you", "he", "she", "it", "we", "they", "who"}
)
_AFTER_COMMANDS = frozenset(
    {"a", "all", "an", "any", "her", "his", "the", "their", "these", "this", "your"}
)
_OPENS_SENTENCE = re.compile(r"[.!?:…\"“«(\[•¿¡]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A hard word or phrase of a text, and how else it may be said."""

    start: int
    end: int
    written: str
    """What stands in the text at `start` to `end`."""
    plainer: tuple[str, ...]
    """Wordings in the same form and case, best first."""
    note: str | None
    """A code: `noun`, `verb`, `adjective`: they hold only where it is one; `before_noun`: only
    right before a noun; `after_noun`: they go after the noun that it stands before; `sense`: the
    meaning may change. None: they hold wherever it stands."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its words, which are folded."""

    written: str
    folded: FoldedText
    spans: Sequence[tuple[int, int]]
    """Where each word stands in the folded text."""
    words: Sequence[str]
    shouted: bool
    """Everything is in capitals, which then say nothing about names."""

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Return where in the written text the words `first` to `last` stand."""
        begin, end = self.spans[first][0], self.spans[last][1]
        return self.folded.starts[begin], self.folded.ends[end]

    def between(self, left: int) -> str:
        """Return what is written between the word at `left` and the next."""
        return self.written[self.place(left, left)[1] : self.place(left + 1, left + 1)[0]]

    def is_capitalised(self, word: int) -> bool:
        if not 0 <= word < len(self.words):
            return False
        start, end = self.place(word, word)
        written = self.written[start:end]
        return written[0].isupper() and written[1:].islower()

    def opens_sentence(self, word: int) -> bool:
        before = self.between(word - 1) if word else self.written[: self.place(0, 0)[0]]
        return word == 0 or _OPENS_SENTENCE.search(before) is not None


def suggest_alternatives(text: str, language: str) -> list[Suggestion]:
    """Return plainer wordings for the hard words of a plain `text`, in order.

    The longest entry at a place is taken, whole words only, in any case; hyphens and spaces are
    alike. Names are left alone: words with a capital inside a sentence, or beside another one; so
    are parts of hyphenated words and web addresses. Empty where `language` (a tag) has no table.
    """
    wordings = get_wordings(primary(language))
    if not wordings.by_form:
        return []
    read = _read(text)
    addresses = list(find_urls(text))
    found = []
    behind = 0
    for at, word in enumerate(read.words):
        if at < behind or word not in wordings.longest:
            continue
        size, wording = _find(read, at, wordings)
        behind = at + size
        start, end = read.place(at, behind - 1)
        if (
            wording.plainer
            and not _is_part(text, start, end)
            and not _is_name(read, at, behind - 1)
            and (wording.note != ONLY_AS_VERB or _is_verb(read, at, behind - 1))
            and not _is_within(start, addresses)
        ):
            found.append(_suggestion(read, at, start, end, wording))
    return found


_NOTHING = Wording((), None)


def _read(text: str) -> _Text:
    folded = fold(text)
    spans = [word.span() for word in _WORD.finditer(folded.text)]
    return _Text(
        text, folded, spans, [folded.text[start:end] for start, end in spans], text.isupper()
    )


def _find(read: _Text, at: int, wordings: WordingTable) -> tuple[int, Wording]:
    """Return the longest form that begins with the word `at`: its words, and its wording."""
    longest = min(wordings.longest[read.words[at]], len(read.words) - at)
    begin = read.spans[at][0]
    for size in range(longest, 0, -1):
        end = read.spans[at + size - 1][1]
        wording = wordings.by_form.get(read.folded.text[begin:end])
        if wording and is_whole_word(read.folded.text, begin, end):
            return size, wording
    return 1, _NOTHING


def _is_within(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Tell whether `place` lies in one of `ranges`, which are in order and do not overlap."""
    before = bisect_right(ranges, place, key=lambda each: each[0]) - 1
    return before >= 0 and place < ranges[before][1]


def _is_part(text: str, start: int, end: int) -> bool:
    """Tell whether a hyphen joins `text[start:end]` to more of a word: "non-renal"."""
    return (start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum()) or (
        text[end : end + 1] != "" and text[end] in HYPHENS and text[end + 1 : end + 2].isalnum()
    )


def _is_name(read: _Text, first: int, last: int) -> bool:
    """Tell whether capitals make the words a name, or an acronym that looks like a word."""
    if read.shouted:
        return False
    start, end = read.place(first, last)
    if has_inner_capital(read.written[start:end]):
        return True
    if not read.is_capitalised(first):
        return False
    if not read.opens_sentence(first):
        return True
    follows = last + 1 < len(read.words) and not read.between(last).strip()
    return follows and read.is_capitalised(last + 1)


def _is_verb(read: _Text, first: int, last: int) -> bool:
    """Tell whether the words around say that these are a verb: "to monitor", "Monitor your"."""
    if first and not read.opens_sentence(first):
        return read.words[first - 1] in _BEFORE_VERBS
    return last + 1 < len(read.words) and read.words[last + 1] in _AFTER_COMMANDS


def _suggestion(read: _Text, at: int, start: int, end: int, wording: Wording) -> Suggestion:
    plainer = wording.plainer
    if wording.participles and follows_auxiliary(read.words, at):
        plainer = wording.participles
    written = read.written[start:end]
    if read.shouted:
        plainer = tuple(map(str.upper, plainer))
    elif written[0].isupper():
        plainer = tuple(each[0].upper() + each[1:] for each in plainer)
    return Suggestion(start, end, written, plainer, wording.note)
