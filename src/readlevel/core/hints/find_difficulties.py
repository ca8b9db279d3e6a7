"""Find the difficulties of a text."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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
from readlevel.core.readability.difficulty_index import (
    LoadMeter,
    find_rarest_words,
    has_difficulty_index,
)
from readlevel.core.readability.scores import compute_score, headline_formula
from readlevel.core.readability.statistics import (
    WordFeatures,
    collect_features,
    count_sentence,
    get_word_features,
)
from readlevel.core.text.prose import Prose, Sentence
from readlevel.core.text.source_positions import (
    LocatedSentence,
    Span,
    find_words_within,
    list_word_ends,
    locate_sentences,
)

if TYPE_CHECKING:
    from readlevel.core.glossary.matcher import Glossary

LONG_SENTENCE_WORDS = 25
"""Longest sentence in words; GOV.UK's writing guidance asks to split longer ones."""

_LONG_WORD_SYLLABLES = {"de": 3, "en": 3}
"""Syllables of a long word in SMOG and the Wiener Sachtextformel."""

_OTHER_LONG_WORD_SYLLABLES = 4
"""The same for other languages, where words of three syllables are common."""

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
    prose: Prose, source: str, language: str, glossary: "Glossary | None" = None
) -> DifficultyReport:
    """Return the difficulties of `prose`, which was extracted from `source`; `language` is a tag.

    Uncommon words that `glossary` explains are no difficulty.
    """
    loads = LoadMeter(prose.sentences, collect_features(prose.sentences, language))
    reader = _DifficultyFinder(language, glossary, loads)
    located = locate_sentences(prose.sentences, source)
    words = list(map(reader.weigh_words, prose.sentences))
    total = sum(one.weight for one in words) or 1
    sentences = [
        reader.read(sentence, place, weighed, weighed.weight / total)
        for sentence, place, weighed in zip(prose.sentences, located, words, strict=True)
    ]
    return DifficultyReport(
        headline_formula(language), tuple(sentences), tuple(reader.hard_words())
    )


class _SentenceWords(NamedTuple):
    """The words of a sentence by how hard they are."""

    features: Sequence[WordFeatures]
    hard: Sequence[int]
    """Indices of the long and of the uncommon words."""
    weight: int
    """Number of the long and of the uncommon words."""


class _DifficultyFinder:
    """The difficulties of one text while its sentences are read."""

    def __init__(self, language: str, glossary: "Glossary | None", loads: LoadMeter) -> None:
        self._language = language
        self._subtag = primary(language)
        self._formula = headline_formula(language)
        self._long = _LONG_WORD_SYLLABLES.get(self._subtag, _OTHER_LONG_WORD_SYLLABLES)
        self._glossary = glossary
        self._loads = loads
        self._has_index = has_difficulty_index(language)
        self._written: dict[str, str] = {}
        self._times: Counter[str] = Counter()
        self._unexplained: set[str] = set()

    def weigh_words(self, sentence: Sentence) -> _SentenceWords:
        """Return the words of a sentence by how hard they are."""
        features = [get_word_features(word, self._subtag) for word in sentence.words]
        long = self._long
        hard = [
            index for index, one in enumerate(features) if one.uncommon or one.syllables >= long
        ]
        weight = sum(features[index].uncommon + self._is_long(features[index]) for index in hard)
        return _SentenceWords(features, hard, weight)

    def read(
        self, sentence: Sentence, located: LocatedSentence, words: _SentenceWords, share: float
    ) -> HardSentence:
        """Return a sentence with its difficulties, and add its hard words."""
        features, hard, _ = words
        explained = self._explained(sentence) if hard else set()
        self._note([sentence.words[index] for index in hard])
        self._unexplained.update(
            sentence.words[index].casefold() for index in hard if index not in explained
        )
        return HardSentence(
            sentence.text,
            located.span,
            len(features),
            compute_score(self._formula, count_sentence(features), self._language),
            self._compute_hardness(sentence, features),
            share,
            (
                *self._marks_of_sentence(sentence, located),
                *self._marks_of_words(sentence, located, features, hard, explained),
                *self._suggestions(sentence, located),
            ),
            find_rarest_words(sentence.words, features),
        )

    def _compute_hardness(
        self, sentence: Sentence, features: Sequence[WordFeatures]
    ) -> float | None:
        if not self._has_index or not any(one.lettered for one in features):
            return None
        return self._loads.measure(sentence).points

    def hard_words(self) -> list[HardWord]:
        """Return the hard words of all sentences read, heaviest first."""
        weights: dict[HardWord, int] = {}
        for word, times in self._times.items():
            features = get_word_features(self._written[word], self._subtag)
            explained = word not in self._unexplained
            hard = HardWord(
                self._written[word], times, features.syllables, features.uncommon, explained
            )
            weights[hard] = times * (
                self._is_long(features) + (features.uncommon and not explained)
            )
        return sorted(weights, key=lambda word: (weights[word], word.syllables), reverse=True)

    def _note(self, words: Sequence[str]) -> None:
        for word in words:
            self._written.setdefault(word.casefold(), word)
            self._times[word.casefold()] += 1

    def _explained(self, sentence: Sentence) -> set[int]:
        """Return the indices of the words that are in glossary terms."""
        found: set[int] = set()
        matches = (
            self._glossary.find_matches(sentence.text, self._language) if self._glossary else ()
        )
        ends = list_word_ends(sentence) if matches else []
        for match in matches:
            found.update(range(*find_words_within(ends, sentence.words, match.start, match.end)))
        return found

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
        for first, end in _find_passives(sentence.words, self._subtag):
            words = " ".join(sentence.words[first:end])
            yield DifficultyMark(DifficultyReason.PASSIVE, located.between(first, end), words, {})

    def _marks_of_words(
        self,
        sentence: Sentence,
        located: LocatedSentence,
        features: Sequence[WordFeatures],
        hard: Iterable[int],
        explained: Container[int],
    ) -> Iterator[DifficultyMark]:
        for index in hard:
            word, span = sentence.words[index], located.words[index]
            if self._is_long(features[index]):
                yield DifficultyMark(
                    DifficultyReason.LONG_WORD, span, word, {"syllables": features[index].syllables}
                )
            if features[index].uncommon and index not in explained:
                yield DifficultyMark(DifficultyReason.UNCOMMON_WORD, span, word, {})

    def _is_long(self, features: WordFeatures) -> bool:
        return features.syllables >= self._long

    def _suggestions(
        self, sentence: Sentence, located: LocatedSentence
    ) -> Iterator[DifficultyMark]:
        found = suggest_alternatives(sentence.text, self._language)
        ends = list_word_ends(sentence) if found else []
        for one in found:
            span = located.between(*find_words_within(ends, sentence.words, one.start, one.end))
            data = {"plainer": list(one.alternatives), "note": one.note}
            yield DifficultyMark(DifficultyReason.PLAINER, span, one.source, data)


_PASSIVE_FINDERS = {"en": find_passives}


def _find_passives(words: Sequence[str], language: str) -> Sequence[Span]:
    finder = _PASSIVE_FINDERS.get(language)
    return finder(words) if finder else ()


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
    return max(listed, len(_COUNTED_ITEM.findall(sentence)))


@cache
def _last_item_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the last piece of a list: "and d", and "c and d" without a comma."""
    joined = rf"(?:{_CONJUNCTIONS.get(language, _CONJUNCTIONS['en'])})\s"
    both = rf"(?:\S+\s){{1,{_MAX_ITEM_WORDS}}}?{joined}"
    return re.compile(joined, re.IGNORECASE), re.compile(both, re.IGNORECASE)
