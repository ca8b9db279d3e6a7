"""Find the difficulties of a text."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from itertools import compress, count
from typing import TYPE_CHECKING

from readlevel.core.hints.alternatives import Suggestion, suggest_alternatives_in
from readlevel.core.hints.difficulties import (
    DifficultyMark,
    DifficultyReason,
    DifficultyReport,
    HardSentence,
    HardWord,
)
from readlevel.core.hints.passive_rules import find_passive_rules
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

_MIN_LIST_ITEMS = 4
_MIN_SEPARATORS = 2
"""Commas and semicolons in a list of so many items: "a, b, c and d"."""

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
        self._loads, self._points = words.loads, words.points
        self._features = words.features
        self._polysyllables = self._list_long_words(3)
        syllables = _LONG_WORD_SYLLABLES.get(self._subtag, _OTHER_LONG_WORD_SYLLABLES)
        self._long = self._polysyllables if syllables == 3 else self._list_long_words(syllables)
        self._uncommon = {word for word, one in self._features.items() if one.uncommon}
        self._passives = find_passive_rules(self._subtag)
        self._passive_starts = (
            frozenset(self._passives.find_start_words(self._features))
            if self._passives
            else frozenset[str]()
        )
        self._lettered = {word for word, one in self._features.items() if one.lettered}
        weights = Counter([*self._long, *self._uncommon])
        self._hard = [
            list(compress(count(), map(weights.__contains__, one.words))) for one in self._sentences
        ]
        """The places of the hard words in each sentence."""
        self._weights = [
            sum([weights[one.words[index]] for index in hard])
            for one, hard in zip(self._sentences, self._hard, strict=True)
        ]
        self._total_weight = sum(self._weights) or 1
        self._explained: Counter[str] = Counter()
        """How often each hard word, folded, was in a glossary term so far."""

    def read(
        self,
        place: int,
        located: LocatedSentence,
        terms: "Sequence[TermMatch]",
        plainer: Sequence[Suggestion],
    ) -> HardSentence:
        """Return the sentence at `place` with its difficulties.

        `terms` are the glossary terms in its text, `plainer` the suggestions for it.
        """
        sentence, hard = self._sentences[place], self._hard[place]
        words, rare = sentence.words, self._loads[place].rare
        explained: Container[int] = ()
        if hard and terms:
            explained = _list_explained(sentence, terms)
            self._explained.update(words[index].casefold() for index in hard if index in explained)
        marks = [*self._marks_of_sentence(sentence, located)]
        if hard:
            marks += self._marks_of_words(sentence, located, hard, explained)
        if plainer:
            marks += _marks_of_suggestions(located, plainer)
        has_letters = not self._lettered.isdisjoint(words)
        counts = SentenceCounts(words, self._features, self._polysyllables)
        return HardSentence(
            sentence.text,
            located.span,
            len(words),
            compute_score(self._formula, counts, self._language),
            self._points[place] if self._has_index and has_letters else None,
            self._weights[place] / self._total_weight,
            tuple(marks),
            tuple({word.casefold(): word for word in reversed(rare)}.values())[::-1],
        )

    def hard_words(self) -> list[HardWord]:
        """Return the hard words of all sentences, which have been read, heaviest first."""
        written: dict[str, str] = {}
        total: dict[str, int] = {}
        for word, times in Counter(self._list_hard_words()).items():
            folded = word.casefold()
            written.setdefault(folded, word)
            total[folded] = total.get(folded, 0) + times
        found = [
            self._describe(written[folded], times, explained=self._explained[folded] == times)
            for folded, times in total.items()
        ]
        return sorted(found, key=self._weigh, reverse=True)

    def _list_long_words(self, syllables: int) -> set[str]:
        return {word for word, one in self._features.items() if one.syllables >= syllables}

    def _list_hard_words(self) -> list[str]:
        found = zip(self._sentences, self._hard, strict=True)
        return [sentence.words[index] for sentence, hard in found for index in hard]

    def _describe(self, word: str, times: int, *, explained: bool) -> HardWord:
        features = self._features[word]
        return HardWord(word, times, features.syllables, features.uncommon, explained)

    def _weigh(self, word: HardWord) -> tuple[int, int]:
        reasons = (word.text in self._long) + (word.uncommon and not word.explained)
        return word.times * reasons, word.syllables

    def _marks_of_sentence(
        self, sentence: Sentence, located: LocatedSentence
    ) -> Iterator[DifficultyMark]:
        if len(sentence.words) > LONG_SENTENCE_WORDS:
            data = {"words": len(sentence.words)}
            yield DifficultyMark(DifficultyReason.LONG_SENTENCE, located.span, sentence.text, data)
        text = sentence.text
        may_list = text.count(",") + text.count(";") >= _MIN_SEPARATORS or ")" in text
        items = count_items(text, self._subtag) if may_list else 0
        if items >= _MIN_LIST_ITEMS:
            yield DifficultyMark(
                DifficultyReason.LIST_IN_SENTENCE, located.span, text, {"items": items}
            )
        for first, end in self._find_passives(sentence.words):
            words = " ".join(sentence.words[first:end])
            yield DifficultyMark(DifficultyReason.PASSIVE, located.between(first, end), words, {})

    def _find_passives(self, words: Sequence[str]) -> Sequence[Span]:
        if self._passives is None or self._passive_starts.isdisjoint(words):
            return ()
        return self._passives.find_passives(words)

    def _marks_of_words(
        self,
        sentence: Sentence,
        located: LocatedSentence,
        hard: Iterable[int],
        explained: Container[int],
    ) -> Iterator[DifficultyMark]:
        for index in hard:
            word, span = sentence.words[index], located.find_word(index)
            if word in self._long:
                data = {"syllables": self._features[word].syllables}
                yield DifficultyMark(DifficultyReason.LONG_WORD, span, word, data)
            if word in self._uncommon and index not in explained:
                yield DifficultyMark(DifficultyReason.UNCOMMON_WORD, span, word, {})


def _list_explained(sentence: Sentence, terms: "Iterable[TermMatch]") -> set[int]:
    """Return the indices of the words that are in glossary terms."""
    ends = list_word_ends(sentence)
    return {
        index
        for match in terms
        for index in range(*find_words_within(ends, sentence.words, match.start, match.end))
    }


def _marks_of_suggestions(
    located: LocatedSentence, plainer: Iterable[Suggestion]
) -> Iterator[DifficultyMark]:
    for one in plainer:
        span = located.find_words_at(one.start, one.end)
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
