"""Excerpts of texts around the words of a query."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from readlevel.core.search.words import split_words, stem_word
from readlevel.core.text.excerpt import on_one_line
from readlevel.core.text.typography import isolate_quantities

EXCERPT_LENGTH = 220
"""Approximate number of characters in an excerpt."""

START, END = "\x02", "\x03"
"""Around each hit in an excerpt."""

_MOST_READ = 20_000
"""Characters of a text in which the best place is looked for."""

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s")


def make_search_excerpt(
    body: str, headings: Collection[str], phrases: Collection[tuple[str, ...]], language: str
) -> str:
    """Return about `EXCERPT_LENGTH` characters of `body` where most of the query is, hits marked.

    `body` has one line for each block; lines that are headings are left out. `phrases` are those
    that stand for the query, by the stems of their words; a phrase is a hit only as a whole. If
    none is found, the excerpt is the beginning of the text. Characters in `body` that would look
    like marks are removed.
    """
    read = _read(body[:_MOST_READ], tuple(headings), language)
    body = read.body
    hits = list(_iter_hits(read, phrases, language))
    start = _choose_start(body, hits)
    end = _end(body, start)
    parts, place = [], start
    for first, last, _ in hits:
        if start <= first and last <= end:
            parts += [body[place:first], START, body[first:last], END]
            place = last
    ellipses = "… " if start else "", " …" if end < len(body) else ""
    shown = on_one_line("".join([*parts, body[place:end]]))
    return ellipses[0] + isolate_quantities(shown) + ellipses[1]


@dataclass(frozen=True, slots=True)
class _ReadText:
    """The text that an excerpt is taken from."""

    body: str
    forms: Mapping[str, Sequence[str]]
    """Its words by their stems."""


@lru_cache(maxsize=128)
def _read(body: str, headings: Collection[str], language: str) -> _ReadText:
    """Return a text without its headings, and its words.

    A small site has few texts, so they are kept.
    """
    body = body.replace(START, "").replace(END, "")
    kept = [line for line in body.splitlines() if line not in headings]
    body = "\n".join(kept) if kept else body
    forms: dict[str, list[str]] = {}
    for word in set(_WORD.findall(body)):
        forms.setdefault(_stem_written(word, language), []).append(word)
    return _ReadText(body, forms)


def _iter_hits(
    text: _ReadText, phrases: Collection[tuple[str, ...]], language: str
) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, stems) of the longest phrases that stand for the query."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        if phrase[0] in text.forms:
            by_first.setdefault(phrase[0], []).append(phrase)
    places = sorted(
        (first, last, stem)
        for stem in by_first
        for form in text.forms[stem]
        for first, last in _iter_places(text.body, form)
    )
    after = 0
    for first, last, stem in places:
        if first < after:
            continue
        longest = by_first[stem]
        following = _stem_next(text.body, last, language) if len(longest[0]) > 1 else ""
        for phrase in longest:
            if len(phrase) > 1 and phrase[1] != following:
                continue
            end = _end_phrase(text.body, last, phrase, language)
            if end:
                after = end
                yield first, end, " ".join(phrase)
                break


def _stem_next(body: str, end: int, language: str) -> str:
    """Return the stem of the word after `end`, perhaps empty."""
    found = _WORD.search(body, end)
    return _stem_written(found[0], language) if found else ""


def _iter_places(body: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of a word, where it is not a part of another."""
    first = body.find(word)
    while first >= 0:
        last = first + len(word)
        if not (body[first - 1 : first].isalnum() or body[last : last + 1].isalnum()):
            yield first, last
        first = body.find(word, last)


def _end_phrase(body: str, end: int, phrase: tuple[str, ...], language: str) -> int:
    """Return where a phrase ends whose first word ends at `end`; 0 if it does not stand there."""
    for stem in phrase[1:]:
        found = _WORD.search(body, end)
        if found is None or _stem_written(found[0], language) != stem:
            return 0
        end = found.end()
    return end


@lru_cache(maxsize=65_536)
def _stem_written(word: str, language: str) -> str:
    return stem_word("".join(split_words(word)[:1]), language)


def _choose_start(body: str, hits: list[tuple[int, int, str]]) -> int:
    """Return where the excerpt with the most different hits begins."""
    best, start = 0, 0
    different = len({stem for _, _, stem in hits})
    for number, (first, _, _) in enumerate(hits):
        if best == different:
            break
        inside = {stem for at, _, stem in hits[number : number + 20] if at < first + EXCERPT_LENGTH}
        if len(inside) > best:
            best, start = len(inside), _begin(body, first)
    return start


def _begin(body: str, hit: int) -> int:
    """Return the start of an excerpt that shows the hit: at a sentence, or after a space."""
    if hit < EXCERPT_LENGTH // 3:
        return 0
    line = body.rfind("\n", 0, hit) + 1
    if hit - line < EXCERPT_LENGTH // 2:
        return line
    space = _SPACE.search(body, hit - EXCERPT_LENGTH // 3, hit)
    return space.end() if space else hit


def _end(body: str, start: int) -> int:
    """Return the end of an excerpt: before a space if there is one."""
    if len(body) <= start + EXCERPT_LENGTH:
        return len(body)
    space = _SPACE.search(body, start + EXCERPT_LENGTH, start + 2 * EXCERPT_LENGTH)
    return space.start() if space else start + EXCERPT_LENGTH
