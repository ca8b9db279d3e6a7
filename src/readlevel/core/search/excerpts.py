"""Excerpts of texts around the words of a query."""

import re
from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import repeat

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
    body = _without_headings(body[:_MOST_READ].replace(START, "").replace(END, ""), headings)
    hits = list(_iter_hits(body, phrases, language))
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


def _without_headings(body: str, headings: Collection[str]) -> str:
    kept = [line for line in body.splitlines() if line not in headings]
    return "\n".join(kept) if kept else body


def _iter_hits(
    body: str, phrases: Collection[tuple[str, ...]], language: str
) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, stems) of the longest phrases that stand for the query."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    starts, ends, stems = _split_body(body, language)
    after = 0
    for place in [place for place, stem in enumerate(stems) if stem in by_first]:
        if place < after:
            continue
        hit = next((p for p in by_first[stems[place]] if _stands(p, stems, place)), None)
        if hit is not None:
            after = place + len(hit)
            yield starts[place], ends[after - 1], " ".join(hit)


@lru_cache(maxsize=128)
def _split_body(body: str, language: str) -> tuple[Sequence[int], Sequence[int], Sequence[str]]:
    """Return where each word starts and ends, and its stem.

    A small site has few texts, so they are kept.
    """
    words = _WORD.findall(body)
    starts, ends, place = array("L"), array("L"), 0
    for word in words:
        place = body.index(word, place)
        starts.append(place)
        place += len(word)
        ends.append(place)
    return starts, ends, list(map(_stem_written, words, repeat(language)))


def _stands(phrase: tuple[str, ...], stems: Sequence[str], place: int) -> bool:
    return len(phrase) == 1 or tuple(stems[place : place + len(phrase)]) == phrase


@lru_cache(maxsize=65_536)
def _stem_written(word: str, language: str) -> str:
    return stem_word("".join(split_words(word)[:1]), language)


def _choose_start(body: str, hits: list[tuple[int, int, str]]) -> int:
    """Return where the excerpt with the most different hits begins."""
    best, start = 0, 0
    for number, (first, _, _) in enumerate(hits):
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
