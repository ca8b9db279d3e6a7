"""Texts as queries are compared with them, and how prominently they have a phrase.

Words of the body count by the saturation of BM25 (S. Robertson, H. Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009); fields are combined by their best, as in BM25F.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import NamedTuple, TypeVar

from readlevel.core.search.words import BREAK

_NAME, _HEADING, _BODY = 1.0, 0.7, 0.62
_LEAD = 0.1
"""Added where the beginning of the body has the word."""

_SCATTERED = 0.75
"""How much the words of a phrase count where they stand apart."""

_NEAR_IN_TEXT = 0.6
"""How much two words count that are neighbours in the text, but not in its names."""

_LEAD_CHARACTERS = 600
_SATURATION = 1.2
_LENGTH_SHARE = 0.5
_USUAL_LENGTH = 2500
"""Characters of stems of an ordinary text."""

_MOST_REMEMBERED = 5_000
"""Phrases of queries, and pairs of words, of which it is remembered in which texts they are."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class IndexedText:
    """The stems of a text by field, each with spaces around it: names, headings and body."""

    name: str
    """The question, then `BREAK`, then the other words by which editors let it be found."""
    heading: str
    body: str
    prominence: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    """How prominently it has its stems, as far as queries have asked for them."""

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.name) + len(self.heading) + len(self.body)

    @cached_property
    def saturation(self) -> float:
        """How fast more places of a word in the body count less: the sooner, the shorter it is."""
        length = len(self.body) / _USUAL_LENGTH
        return _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)

    @cached_property
    def question(self) -> str:
        """The stems of the question, as in `name`."""
        return self.name.partition(f" {BREAK} ")[0] + " "

    @cached_property
    def question_length(self) -> int:
        """The number of characters of the question; 0 if it has no word."""
        return len(self.question) if self.question.strip() else 0

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """The stems of `name`."""
        return frozenset(self.name.split())

    @cached_property
    def heading_stems(self) -> frozenset[str]:
        """The stems of `heading`."""
        return frozenset(self.heading.split())

    @cached_property
    def lead(self) -> str:
        """The beginning of `body`."""
        return self.body[:_LEAD_CHARACTERS]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all fields; each is kept once, however many texts have it."""
        return frozenset(map(intern, f"{self.name}{self.heading}{self.body}".split()))


class FoundPhrase(NamedTuple):
    """A phrase in one of several texts."""

    place: int
    """The place of the text among them."""
    prominence: float
    """How prominently it has the phrase, from 0 to 1."""
    is_named: bool
    """Whether all words of the phrase are among its names."""
    in_question: bool


class IndexedTexts:
    """Texts that are compared with queries."""

    def __init__(self, texts: Sequence[IndexedText], only: Collection[str] | None = None) -> None:
        """Take texts that are kept for many queries or, if they are for one, its stems as `only`.

        Texts that are kept remember in which of them phrases are.
        """
        self._texts = texts
        self._only = only
        self._phrases: dict[tuple[str, bool], Sequence[FoundPhrase]] = {}
        self._pairs: dict[str, Sequence[tuple[int, float]]] = {}

    def __getitem__(self, place: int) -> IndexedText:
        """Return one text by its place."""
        return self._texts[place]

    def __iter__(self) -> Iterator[IndexedText]:
        """Yield the texts."""
        return iter(self._texts)

    def find_phrase(
        self, stems: tuple[str, ...], indexed: str, *, together: bool
    ) -> Sequence[FoundPhrase]:
        """Return the texts that have all stems of a phrase, which stands in an index as `indexed`.

        With `together`, they say nothing apart.
        """
        found = self._phrases.get((indexed, together))
        if found is None:
            found = [
                self._weigh(place, stems, indexed, together=together)
                for place in sorted(self._find_having(stems))
            ]
            _remember(self._phrases, (indexed, together), found)
        return found

    def find_pair(self, one: str, next_one: str) -> Sequence[tuple[int, float]]:
        """Return the texts that have two stems beside each other, and how near to the name."""
        pair = f" {one} {next_one} "
        found = self._pairs.get(pair)
        if found is None:
            places = sorted(self._find_having((one, next_one)))
            weighed = [(place, _weigh_pair(pair, self._texts[place])) for place in places]
            found = [(place, near) for place, near in weighed if near]
            _remember(self._pairs, pair, found)
        return found

    def _weigh(
        self, place: int, stems: tuple[str, ...], indexed: str, *, together: bool
    ) -> FoundPhrase:
        text = self._texts[place]
        return FoundPhrase(
            place,
            _weigh(text, stems, indexed, together=together),
            text.name_stems.issuperset(stems),
            indexed in text.question,
        )

    def _find_having(self, stems: tuple[str, ...]) -> Collection[int]:
        """Return the places of the texts that have all of some stems."""
        having = self._having
        if any(stem not in having for stem in stems):
            return ()
        return set(having[stems[0]]).intersection(*(having[stem] for stem in stems[1:]))

    @cached_property
    def _having(self) -> Mapping[str, Sequence[int]]:
        """The places of the texts that have each stem."""
        having: dict[str, list[int]] = {}
        for place, text in enumerate(self._texts):
            for stem in text.stems if self._only is None else text.stems.intersection(self._only):
                having.setdefault(stem, []).append(place)
        return having


def _remember(known: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[key] = value


def _weigh(text: IndexedText, stems: tuple[str, ...], indexed: str, *, together: bool) -> float:
    """Return how prominently a text has a word or phrase, all stems of which it has."""
    if len(stems) == 1:
        return _weigh_stem(text, stems[0])
    if together:
        return _find_phrase(indexed, text)
    worth = min([_weigh_stem(text, stem) for stem in stems])
    return max(worth * _SCATTERED, _find_phrase(indexed, text))


def _weigh_stem(text: IndexedText, stem: str) -> float:
    """Return how prominently a text has a stem, from 0 to 1; it is looked for once."""
    found = text.prominence.get(stem)
    if found is None:
        found = text.prominence[stem] = _find_stem(stem, text)
    return found


def _find_stem(stem: str, text: IndexedText) -> float:
    if stem in text.name_stems:
        return _NAME
    if stem in text.heading_stems:
        return _HEADING
    return _find_in_body(f" {stem} ", text)


def _find_phrase(indexed: str, text: IndexedText) -> float:
    """Return how prominently a text has a phrase, from 0 to 1."""
    if indexed in text.name:
        return _NAME
    if indexed in text.heading:
        return _HEADING
    return _find_in_body(indexed, text)


def _find_in_body(indexed: str, text: IndexedText) -> float:
    times = text.body.count(indexed)
    if not times:
        return 0
    lead = _LEAD if indexed in text.lead else 0
    return _BODY * times / (times + text.saturation) + lead


def _weigh_pair(pair: str, text: IndexedText) -> float:
    if pair in text.name:
        return 1.0
    return _NEAR_IN_TEXT if pair in text.heading or pair in text.body else 0
