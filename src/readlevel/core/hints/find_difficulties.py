"""From a prose to the reasons why it is hard; nothing here changes a text."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from readlevel.core.hints.alternatives import suggest_alternatives
from readlevel.core.hints.difficulties import (
    DifficultyMark,
    DifficultyReason,
    DifficultyReport,
    HardSentence,
    HardWord,
)
from readlevel.core.hints.passive_voice import find_passives
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import find_words
from readlevel.core.readability.difficulty_index import compute_difficulty_index
from readlevel.core.readability.scores import compute_score, headline_formula
from readlevel.core.readability.statistics import WordFeatures, get_word_features, sum_statistics
from readlevel.core.text.prose import Prose, Sentence
from readlevel.core.text.source_positions import LocatedSentence, Span, locate_sentences

if TYPE_CHECKING:
    from readlevel.core.glossary.matcher import Glossary

LONG_SENTENCE_WORDS = 25
"""Words that a sentence may have: GOV.UK's guidance on writing asks to split longer ones."""

_LONG_WORD = {"de": 3, "en": 3}
"""Syllables from which on SMOG and the Wiener Sachtextformel count a word as long."""

_LONG_WORD_ELSEWHERE = 4
"""The same for languages whose words of three syllables are their usual ones."""

_FEWEST_ITEMS = 4
_MOST_ITEM_WORDS = 8
_BETWEEN_ITEMS = re.compile(r"[,;]\s")
_AND = {
    "de": "und|oder|sowie",
    "en": "and|or",
    "es": "y|e|o|u",
    "fr": "et|ou",
    "it": "ed?|od?",
    "nl": "en|of",
    "pt": "e|ou",
    "ru": "и|или",
}
_COUNTED_ITEM = re.compile(r"(?<!\S)\(?(?:\d|[a-h]|i{1,3}|iv|vi?)\)\s")


def find_difficulties(
    prose: Prose, source: str, language: str, glossary: "Glossary | None" = None
) -> DifficultyReport:
    """Return what makes `prose`, which was made of `source`, hard; `language` is a tag.

    Words that `glossary` explains are not hard for being uncommon.
    """
    reader = _Reader(language, glossary)
    located = locate_sentences(prose.sentences, source)
    sentences = list(map(reader.read, prose.sentences, located))
    # Until here a share is a number of words.
    total = sum(sentence.share for sentence in sentences) or 1
    return DifficultyReport(
        headline_formula(language),
        tuple(replace(sentence, share=sentence.share / total) for sentence in sentences),
        tuple(reader.hard_words()),
    )


class _Reader:
    """What is known while one text is gone through, a sentence at a time."""

    def __init__(self, language: str, glossary: "Glossary | None") -> None:
        self._language = language
        self._spoken = primary(language)
        self._formula = headline_formula(language)
        self._long = _LONG_WORD.get(self._spoken, _LONG_WORD_ELSEWHERE)
        self._glossary = glossary
        self._written: dict[str, str] = {}
        self._times: Counter[str] = Counter()
        self._unexplained: set[str] = set()

    def read(self, sentence: Sentence, located: LocatedSentence) -> HardSentence:
        """Return `sentence` with its marks, and note its hard words."""
        facts = [get_word_features(word, self._spoken) for word in sentence.words]
        hard = [index for index, one in enumerate(facts) if self._is_hard(one)]
        explained = self._explained(sentence.text) if hard else set()
        self._note([sentence.words[index] for index in hard])
        self._unexplained.update(
            sentence.words[index].casefold() for index in hard if index not in explained
        )
        tally = sum_statistics([len(facts)], facts, [1] * len(facts))
        return HardSentence(
            sentence.text,
            located.span,
            len(facts),
            compute_score(self._formula, tally, self._language),
            compute_difficulty_index(tally, self._language),
            sum(facts[index].uncommon + self._is_long(facts[index]) for index in hard),
            (
                *self._marks_of_sentence(sentence, located),
                *self._marks_of_words(sentence, located, facts, hard, explained),
                *self._suggestions(sentence, located),
            ),
        )

    def hard_words(self) -> list[HardWord]:
        """Return the hard words of all that was read, what weighs most first."""
        weights: dict[HardWord, int] = {}
        for word, times in self._times.items():
            facts = get_word_features(self._written[word], self._spoken)
            explained = word not in self._unexplained
            hard = HardWord(self._written[word], times, facts.syllables, facts.uncommon, explained)
            weights[hard] = times * (self._is_long(facts) + (facts.uncommon and not explained))
        return sorted(weights, key=lambda word: (weights[word], word.syllables), reverse=True)

    def _note(self, words: Sequence[str]) -> None:
        for word in words:
            self._written.setdefault(word.casefold(), word)
            self._times[word.casefold()] += 1

    def _explained(self, text: str) -> set[int]:
        """Return which words of a sentence stand in terms of the glossary."""
        found: set[int] = set()
        matches = self._glossary.find_matches(text, self._language) if self._glossary else ()
        spans = list(find_words(text)) if matches else []
        for match in matches:
            found.update(range(*_words_within(spans, match.start, match.end)))
        return found

    def _marks_of_sentence(
        self, sentence: Sentence, located: LocatedSentence
    ) -> Iterator[DifficultyMark]:
        if len(sentence.words) > LONG_SENTENCE_WORDS:
            data = {"words": len(sentence.words)}
            yield DifficultyMark(DifficultyReason.LONG_SENTENCE, located.span, sentence.text, data)
        items = count_items(sentence.text, self._spoken)
        if items >= _FEWEST_ITEMS:
            yield DifficultyMark(
                DifficultyReason.LIST_IN_SENTENCE, located.span, sentence.text, {"items": items}
            )
        if self._spoken == "en":
            for first, behind in find_passives(sentence.words):
                text = " ".join(sentence.words[first:behind])
                yield DifficultyMark(
                    DifficultyReason.PASSIVE, located.between(first, behind), text, {}
                )

    def _marks_of_words(
        self,
        sentence: Sentence,
        located: LocatedSentence,
        facts: Sequence[WordFeatures],
        hard: Iterable[int],
        explained: Container[int],
    ) -> Iterator[DifficultyMark]:
        for index in hard:
            word, span = sentence.words[index], located.words[index]
            if self._is_long(facts[index]):
                yield DifficultyMark(
                    DifficultyReason.LONG_WORD, span, word, {"syllables": facts[index].syllables}
                )
            if facts[index].uncommon and index not in explained:
                yield DifficultyMark(DifficultyReason.UNCOMMON_WORD, span, word, {})

    def _is_hard(self, facts: WordFeatures) -> bool:
        return facts.uncommon or self._is_long(facts)

    def _is_long(self, facts: WordFeatures) -> bool:
        return facts.syllables >= self._long

    def _suggestions(
        self, sentence: Sentence, located: LocatedSentence
    ) -> Iterator[DifficultyMark]:
        found = suggest_alternatives(sentence.text, self._language)
        spans = list(find_words(sentence.text)) if found else []
        for one in found:
            span = located.between(*_words_within(spans, one.start, one.end))
            data = {"plainer": list(one.plainer), "note": one.note}
            yield DifficultyMark(DifficultyReason.PLAINER, span, one.written, data)


def count_items(sentence: str, language: str) -> int:
    """Return how many things `sentence` lists: "a, b, c and d" are 4, "1) a 2) b" are 2.

    Things are told by the "and" and "or" of `language` (a primary tag), English ones otherwise.
    """
    last_item, last_two_items = _list_ends(language)
    pieces = _BETWEEN_ITEMS.split(sentence)
    listed = 1
    if last_item.match(pieces[-1]):
        listed = 2
    elif last_two_items.match(pieces[-1]):
        listed = 3
    if listed > 1:
        for piece in reversed(pieces[1:-1]):
            if len(piece.split()) > _MOST_ITEM_WORDS:
                break
            listed += 1
    return max(listed, len(_COUNTED_ITEM.findall(sentence)))


@cache
def _list_ends(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what begins the last piece of a list: "and d", or "c and d" without a comma."""
    joined = rf"(?:{_AND.get(language, _AND['en'])})\s"
    both = rf"(?:\S+\s){{1,{_MOST_ITEM_WORDS}}}?{joined}"
    return re.compile(joined, re.IGNORECASE), re.compile(both, re.IGNORECASE)


def _words_within(spans: Sequence[Span], start: int, end: int) -> tuple[int, int]:
    """Return the first word that ends behind `start`, and the one behind the last before `end`."""
    first = bisect_right(spans, start, key=itemgetter(1))
    behind = bisect_left(spans, end, key=itemgetter(0))
    return min(first, len(spans) - 1), max(behind, first + 1)
