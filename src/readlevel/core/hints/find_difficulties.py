"""Find the difficulties of a text."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from readlevel.core.hints.alternatives import Suggestion, suggest_alternatives_in
from readlevel.core.hints.difficulties import (
    DifficultyMark,
    DifficultyReason,
    DifficultyReport,
    HardSentence,
    HardWord,
)
from readlevel.core.hints.passive_voice import find_passives, may_begin_passive
from readlevel.core.languages.tags import primary
from readlevel.core.readability.difficulty_index import has_difficulty_index
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.scores import compute_score, headline_formula
from readlevel.core.readability.statistics import SentenceCounts
from readlevel.core.text.prose import Sentence
from readlevel.core.text.source_positions import (
    LocatedSentence,
    Span,
    find_words_within,
    list_word_ends,
    locate_sentences,
)

if TYPE_CHECKING:
    from readlevel.core.glossary.matcher import Glossary, TermMatch

LONG_SENTENCE_WORDS = 25
"""Longest sentence in words; GOV.UK's writing guidance asks to split longer ones."""

_LONG_WORD_SYLLABLES = {"de": 3, "en": 3}
"""Syllables of a long word in SMOG and the Wiener Sachtextformel."""

_OTHER_LONG_WORD_SYLLABLES = 4
"""The same for other languages, where words of three syllables are common."""

_PASSIVE_LANGUAGES = frozenset({"en"})

_MIN_LIST_ITEMS = 4
_MAX_ITEM_WORDS = 8
_BETWEEN_ITEMS = re.compile(r"[,;]\s")
_CONJUNCTIONS = {
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
    words: ProseWords, source: str, glossary: "Glossary | None" = None
) -> DifficultyReport:
    """Return the difficulties of the prose of `words`, which was extracted from `source`.

    Uncommon words that `glossary` explains are no difficulty.
    """
    language, sentences = words.language, words.prose.sentences
    texts = [sentence.text for sentence in sentences]
    terms = glossary.find_matches_in(texts, language) if glossary else {}
    plainer = suggest_alternatives_in(texts, language)
    finder = _DifficultyFinder(words)
    located = locate_sentences(sentences, source)
    read = [
        finder.read(index, place, terms.get(index, ()), plainer.get(index, ()))
        for index, place in enumerate(located)
    ]
    return DifficultyReport(headline_formula(language), tuple(read), tuple(finder.hard_words()))


class _DifficultyFinder:
    """The difficulties of one text while its sentences are read."""

    def __init__(self, words: ProseWords) -> None:
        self._language = words.language
        self._subtag = primary(words.language)
        self._formula = headline_formula(words.language)
        self._has_index = has_difficulty_index(words.language)
        self._sentences = words.prose.sentences
        self._loads = words.loads
        self._features = words.features
        syllables = _LONG_WORD_SYLLABLES.get(self._subtag, _OTHER_LONG_WORD_SYLLABLES)
        self._long = {word for word, one in self._features.items() if one.syllables >= syllables}
        self._uncommon = {word for word, one in self._features.items() if one.uncommon}
        has_passives = self._subtag in _PASSIVE_LANGUAGES
        self._passive_starts = set(
            filter(may_begin_passive, self._features if has_passives else ())
        )
        weights = Counter([*self._long, *self._uncommon])
        self._hard = frozenset(weights)
        self._lettered = {word for word, one in self._features.items() if one.lettered}
        self._weights = [
            sum([weights[word] for word in sentence.words if word in weights])
            for sentence in self._sentences
        ]
        self._total_weight = sum(self._weights) or 1
        self._read_words: list[str] = []
        """The hard words so far, each as often as it occurs."""
        self._unexplained: set[str] = set()

    def read(
        self,
        place: int,
        located: LocatedSentence,
        terms: "Sequence[TermMatch]",
        plainer: Sequence[Suggestion],
    ) -> HardSentence:
        """Return the sentence at `place` with its difficulties, and add its hard words.

        `terms` are the glossary terms in its text, `plainer` the suggestions for it.
        """
        sentence, load = self._sentences[place], self._loads[place]
        words = sentence.words
        features = [self._features[word] for word in words]
        hard: Sequence[int] = ()
        if not self._hard.isdisjoint(words):
            hard = [index for index, word in enumerate(words) if word in self._hard]
        ends = list_word_ends(sentence) if plainer or (hard and terms) else ()
        explained = _list_explained(sentence, ends, terms) if hard and terms else ()
        self._read_words += [words[index] for index in hard]
        self._unexplained.update([words[index] for index in hard if index not in explained])
        has_letters = not self._lettered.isdisjoint(words)
        return HardSentence(
            sentence.text,
            located.span,
            len(words),
            compute_score(self._formula, SentenceCounts(features), self._language),
            load.points if self._has_index and has_letters else None,
            self._weights[place] / self._total_weight,
            (
                *self._marks_of_sentence(sentence, located),
                *self._marks_of_words(sentence, located, hard, explained),
                *_marks_of_suggestions(sentence, located, ends, plainer),
            ),
            tuple({word.casefold(): word for word in reversed(load.rare)}.values())[::-1],
        )

    def hard_words(self) -> list[HardWord]:
        """Return the hard words of all sentences read, heaviest first."""
        unexplained = {word.casefold() for word in self._unexplained}
        written: dict[str, str] = {}
        total: Counter[str] = Counter()
        for word, times in Counter(self._read_words).items():
            written.setdefault(word.casefold(), word)
            total[word.casefold()] += times
        weights: dict[HardWord, int] = {}
        for folded, times in total.items():
            word, explained = written[folded], folded not in unexplained
            features = self._features[word]
            hard = HardWord(word, times, features.syllables, features.uncommon, explained)
            weights[hard] = times * ((word in self._long) + (features.uncommon and not explained))
        return sorted(weights, key=lambda word: (weights[word], word.syllables), reverse=True)

    def _marks_of_sentence(
        self, sentence: Sentence, located: LocatedSentence
    ) -> Iterator[DifficultyMark]:
        if len(sentence.words) > LONG_SENTENCE_WORDS:
            data = {"words": len(sentence.words)}
            yield DifficultyMark(DifficultyReason.LONG_SENTENCE, located.span, sentence.text, data)
        text = sentence.text
        may_list = "," in text or ";" in text or ")" in text
        items = count_items(text, self._subtag) if may_list else 0
        if items >= _MIN_LIST_ITEMS:
            yield DifficultyMark(
                DifficultyReason.LIST_IN_SENTENCE, located.span, text, {"items": items}
            )
        for first, end in self._find_passives(sentence.words):
            words = " ".join(sentence.words[first:end])
            yield DifficultyMark(DifficultyReason.PASSIVE, located.between(first, end), words, {})

    def _find_passives(self, words: Sequence[str]) -> Sequence[Span]:
        return () if self._passive_starts.isdisjoint(words) else find_passives(words)

    def _marks_of_words(
        self,
        sentence: Sentence,
        located: LocatedSentence,
        hard: Iterable[int],
        explained: Container[int],
    ) -> Iterator[DifficultyMark]:
        for index in hard:
            word, span = sentence.words[index], located.words[index]
            if word in self._long:
                data = {"syllables": self._features[word].syllables}
                yield DifficultyMark(DifficultyReason.LONG_WORD, span, word, data)
            if word in self._uncommon and index not in explained:
                yield DifficultyMark(DifficultyReason.UNCOMMON_WORD, span, word, {})


def _list_explained(
    sentence: Sentence, ends: Sequence[int], terms: "Iterable[TermMatch]"
) -> set[int]:
    """Return the indices of the words that are in glossary terms."""
    return {
        index
        for match in terms
        for index in range(*find_words_within(ends, sentence.words, match.start, match.end))
    }


def _marks_of_suggestions(
    sentence: Sentence,
    located: LocatedSentence,
    ends: Sequence[int],
    plainer: Iterable[Suggestion],
) -> Iterator[DifficultyMark]:
    for one in plainer:
        span = located.between(*find_words_within(ends, sentence.words, one.start, one.end))
        data = {"plainer": list(one.alternatives), "note": one.note}
        yield DifficultyMark(DifficultyReason.PLAINER, span, one.source, data)


def count_items(sentence: str, language: str) -> int:
    """Return the number of items `sentence` lists: "a, b, c and d" are 4, "1) a 2) b" are 2.

    The last item follows an "and" or "or" of `language` (a primary tag), by default English.
    """
    last_item, last_two_items = _last_item_patterns(language)
    pieces = _BETWEEN_ITEMS.split(sentence)
    listed = 1
    if last_item.match(pieces[-1]):
        listed = 2
    elif last_two_items.match(pieces[-1]):
        listed = 3
    if listed > 1:
        for piece in reversed(pieces[1:-1]):
            if len(piece.split()) > _MAX_ITEM_WORDS:
                break
            listed += 1
    counted = len(_COUNTED_ITEM.findall(sentence)) if ")" in sentence else 0
    return max(listed, counted)


@cache
def _last_item_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the last piece of a list: "and d", and "c and d" without a comma."""
    joined = rf"(?:{_CONJUNCTIONS.get(language, _CONJUNCTIONS['en'])})\s"
    both = rf"(?:\S+\s){{1,{_MAX_ITEM_WORDS}}}?{joined}"
    return re.compile(joined, re.IGNORECASE), re.compile(both, re.IGNORECASE)
