"""Why textstat's counts differ: its treatment of single words and full stops, with examples."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from readlevel.core.languages.words import is_numeral, split_words
from readlevel.core.readability.statistics import get_word_features

if TYPE_CHECKING:
    from readlevel.core.readability.textstat_adapter import Textstat, WordCounts
    from readlevel.core.text.prose import Prose

MOST_EXAMPLES = 6
"""Examples of each cause; those with the largest effect come first."""

_LONGEST_EXAMPLE = 60

_PIECE = re.compile(r"[^.!?]+[.!?]*")
"""A sentence to textstat, if it has a letter: text up to any full stop, wherever it is."""

_SIGN = re.compile(r"\w")

_FEWEST_WORDS = 3
"""textstat does not count sentences with fewer words."""


@dataclass(frozen=True, slots=True)
class Example:
    """One word or line of the text."""

    text: str
    times: int = 1
    theirs: int | None = None
    """textstat's count for it; None if nothing is counted."""
    ours: int | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that textstat does differently, and how often it did so in this text."""

    code: str
    number: int
    examples: tuple[Example, ...]


class _Part(NamedTuple):
    """The text between two spaces, with textstat's counts and ours."""

    text: str
    times: int
    theirs: "WordCounts"
    words: int
    syllables: int
    difficult_words: int
    complex_words: int
    letters: int
    numeral: bool
    """Whether it contains only numbers."""


def find_causes(
    text: str, prose: "Prose", language: str, textstat: "Textstat", counts: Set[str]
) -> Iterator[Cause]:
    """Yield the causes of differences in `counts` that occur in the text.

    `language` is a primary tag. The number of sentences that textstat finds in `prose` is ours
    minus `run_together`, plus the `cut_…` causes, minus `dropped` and `dropped_pieces`.
    """
    lines = [sentence.text for sentence in prose.sentences]
    found = [
        *_find_unread(text, lines, textstat),
        *_find_cuts(lines, textstat),
        *_find_differing_words(list(_list_parts(lines, language, textstat)), counts),
    ]
    yield from (cause for cause in found if cause.number)


def _find_unread(text: str, lines: list[str], textstat: "Textstat") -> Iterator[Cause]:
    """Yield the lines and the single words that only textstat reads."""
    read = Counter(word for line in lines for word in textstat.list_words(line))
    surplus = Counter(textstat.list_words(text)) - read
    unread_lines: list[str] = []
    words: list[str] = []
    for line in text.splitlines():
        spoken = Counter(textstat.list_words(line))
        if spoken and spoken <= surplus:
            surplus -= spoken
            unread_lines.append(line.strip())
    for part in sorted(text.split(), key=str.isalnum):  # "[3]" rather than a 3 of the text
        for word in textstat.list_words(part):
            if surplus[word] > 0:
                surplus[word] -= 1
                words.append(part)
    yield Cause("unread_lines", len(unread_lines), _quote(unread_lines))
    yield Cause("unread_words", len(words), _quote(words))


def _find_cuts(lines: list[str], textstat: "Textstat") -> Iterator[Cause]:
    """Yield where textstat splits one of our sentences, joins two, or drops one."""
    text = "\n".join(lines)
    ours = dict(zip(_list_starts(lines), lines, strict=True))
    pieces = {
        piece.start() + _find_word(piece[0]): " ".join(piece[0].split())
        for piece in _PIECE.finditer(text)
        if _SIGN.search(piece[0])
    }
    met: dict[str, list[str]] = {
        "run_together": [line for start, line in _followed(ours) if start not in pieces],
        "cut_at_abbreviations": [],
        "cut_at_numbers": [],
        "cut_elsewhere": [],
        "dropped": [],
        "dropped_pieces": [],
    }
    for start, piece in pieces.items():
        if start not in ours:
            part = _find_part_with_stop(text, start)
            code = _name_cut(part)
            met[code].append(_strip(part) if code == "cut_at_numbers" else part)
        if len(textstat.list_words(piece)) < _FEWEST_WORDS:
            met["dropped" if ours.get(start) == piece else "dropped_pieces"].append(piece)
    for code, examples in met.items():
        shown = () if code == "dropped_pieces" else _quote(examples)
        yield Cause(code, len(examples), shown)


def _list_starts(lines: list[str]) -> Iterator[int]:
    """Yield the offset of the first word of each line in the lines joined by line breaks."""
    passed = 0
    for line in lines:
        yield passed + _find_word(line)
        passed += len(line) + 1


def _find_word(text: str) -> int:
    first = _SIGN.search(text)
    return first.start() if first else 0


def _followed(lines: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Yield the start of each line but the first, with the line before it."""
    starts = list(lines)
    return zip(starts[1:], lines.values(), strict=False)


def _find_part_with_stop(text: str, start: int) -> str:
    """Return the text between two spaces that contains the full stop before `start`."""
    stop = start - 1
    while text[stop] not in ".!?":
        stop -= 1
    begin = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
    return text[begin:].split(maxsplit=1)[0]


def _name_cut(part: str) -> str:
    if re.search(r"\d[.]\d", part):
        return "cut_at_numbers"
    return "cut_at_abbreviations" if re.search(r"[^\W\d][.]", part) else "cut_elsewhere"


def _list_parts(lines: list[str], language: str, textstat: "Textstat") -> Iterator[_Part]:
    """Yield each distinct text between two spaces, with its number of occurrences."""
    for part, times in Counter(part for line in lines for part in line.split()).items():
        words = split_words(part)
        facts = [get_word_features(word, language) for word in words]
        yield _Part(
            part,
            times,
            textstat.count_words(part),
            words=len(facts),
            syllables=sum(one.syllables for one in facts),
            difficult_words=sum(one.difficult for one in facts),
            complex_words=sum(one.complex for one in facts),
            letters=sum(one.letters for one in facts),
            numeral=all(map(is_numeral, words)),
        )


def _find_differing_words(parts: list[_Part], counts: Set[str]) -> Iterator[Cause]:
    """Yield the words for which textstat's counts differ from ours."""
    yield _differ("words", parts, "words")
    if counts & {"syllables", "polysyllables", "monosyllables"}:
        yield _differ("syllables", parts, "syllables")
    if "difficult_words" in counts:
        numerals = [part for part in parts if part.numeral]
        others = [part for part in parts if not part.numeral]
        yield _differ("difficult_numerals", numerals, "difficult_words")
        yield _differ("difficult_words", others, "difficult_words")
    if "complex_words" in counts:
        yield _differ("complex_words", parts, "complex_words")
    if "letters" in counts:
        signs = [part.theirs.characters - part.letters for part in parts]
        number = sum(sign * part.times for sign, part in zip(signs, parts, strict=True))
        yield Cause("punctuation", number, ())


def _differ(code: str, parts: Iterable[_Part], name: str) -> Cause:
    """Return the parts whose count `name` differs, and the number of their occurrences."""
    met = Counter[tuple[str, int, int]]()
    for part in parts:
        theirs, ours = getattr(part.theirs, name), getattr(part, name)
        if theirs != ours:
            met[_strip(part.text), theirs, ours] += part.times
    differing = [Example(text, times, *counted) for (text, *counted), times in met.items()]
    differing.sort(key=_weigh, reverse=True)
    return Cause(code, met.total(), tuple(differing[:MOST_EXAMPLES]))


def _strip(part: str) -> str:
    """Return a word without the punctuation around it; an abbreviation keeps its full stops."""
    bare = part.strip("\"'()[],;:!?").removesuffix(".")
    return f"{bare}." if "." in bare and not bare[-1].isdigit() else bare


def _weigh(example: Example) -> int:
    return abs((example.theirs or 0) - (example.ours or 0)) * example.times


def _quote(met: Iterable[str]) -> tuple[Example, ...]:
    """Return the most frequent examples without duplicates."""
    times = Counter(
        text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1] + "…"
        for text in met
    )
    return tuple(Example(text, number) for text, number in times.most_common(MOST_EXAMPLES))
