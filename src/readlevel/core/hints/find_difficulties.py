"""Find the difficulties of a text."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
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
from readlevel.core.readability.scores import find_formula, headline_formula
from readlevel.core.readability.statistics import SentenceCounts, list_long_words
from readlevel.core.text.prose import Sentence
from readlevel.core.text.source_positions import (
    LocatedSentence,
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
_LONG_WORD, _UNCOMMON_WORD = DifficultyReason.LONG_WORD, DifficultyReason.UNCOMMON_WORD

_NO_DATA: Mapping[str, int] = {}

_new_tuple = tuple.__new__
"""Makes a named tuple in half the time."""

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
        self._score = find_formula(headline_formula(words.language), words.language)
        self._has_index = has_difficulty_index(words.language)
        self._sentences = words.prose.sentences
        self._loads, self._points = words.loads, words.points
        self._polysyllables = words.polysyllables
        self._features = words.features
        syllables = _LONG_WORD_SYLLABLES.get(self._subtag, _OTHER_LONG_WORD_SYLLABLES)
        self._long = (
            words.long_words if syllables == 3 else list_long_words(self._features, syllables)
        )
        self._uncommon = {word for word, one in self._features.items() if one.uncommon}
        self._passives = find_passive_rules(self._subtag)
        self._passive_starts = (
            self._passives.list_start_words() if self._passives else frozenset[str]()
        )
        long = {word: {"syllables": self._features[word].syllables} for word in self._long}
        self._data_of_long = long
        """The data of the marks of long words."""
        weights = Counter([*long, *self._uncommon])
        is_hard = weights.__contains__
        self._hard = [list(filter(is_hard, one.words)) for one in self._sentences]
        """The hard words of each sentence."""
        self._weights = [sum(map(weights.__getitem__, hard)) for hard in self._hard]
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
        text, words, _ = sentence
        marks = self._marks_of_sentence(sentence, located)
        if hard:
            explained = self._list_explained(sentence, terms) if terms else ()
            marks += self._marks_of_words(located, hard, explained)
        if plainer:
            marks += _marks_of_suggestions(located, plainer)
        score = None
        if self._score:
            score = self._score(SentenceCounts(words, self._features, self._polysyllables[place]))
        has_index = self._has_index and self._has_letters(words)
        index = self._points[place] if has_index else None
        share = self._weights[place] / self._total_weight
        rarest = _list_different(self._loads[place].rare)
        return _new_tuple(
            HardSentence,
            (text, located.span, len(words), score, index, share, tuple(marks), rarest),
        )

    def hard_words(self) -> list[HardWord]:
        """Return the hard words of all sentences, which have been read, heaviest first."""
        written: dict[str, str] = {}
        total: dict[str, int] = {}
        for word, times in Counter(chain.from_iterable(self._hard)).items():
            folded = word.casefold()
            written.setdefault(folded, word)
            total[folded] = total.get(folded, 0) + times
        explained = self._explained.get
        found = [
            self._describe(written[folded], times, explained=explained(folded) == times)
            for folded, times in total.items()
        ]
        return sorted(found, key=self._weigh, reverse=True)

    def _has_letters(self, words: Iterable[str]) -> bool:
        """Return whether one of the words, mostly the first, has letters only."""
        for word in words:  # noqa: SIM110  # `any` takes twice as long
            if self._features[word].lettered:
                return True
        return False

    def _describe(self, word: str, times: int, *, explained: bool) -> HardWord:
        features = self._features[word]
        known = (word, times, features.syllables, features.uncommon, explained)
        return _new_tuple(HardWord, known)

    def _weigh(self, word: HardWord) -> tuple[int, int]:
        text, times, syllables, uncommon, explained = word
        return times * ((text in self._long) + (uncommon and not explained)), syllables

    def _marks_of_sentence(
        self, sentence: Sentence, located: LocatedSentence
    ) -> list[DifficultyMark]:
        text, words, _ = sentence
        marks: list[DifficultyMark] = []
        if len(words) > LONG_SENTENCE_WORDS:
            data = {"words": len(words)}
            marks.append(DifficultyMark(DifficultyReason.LONG_SENTENCE, located.span, text, data))
        if (
            text.count(",") + text.count(";") >= _MIN_SEPARATORS
            or text.count(")") >= _MIN_LIST_ITEMS
        ):
            items = count_items(text, self._subtag)
            if items >= _MIN_LIST_ITEMS:
                reason = DifficultyReason.LIST_IN_SENTENCE
                marks.append(DifficultyMark(reason, located.span, text, {"items": items}))
        if self._passives and not self._passive_starts.isdisjoint(words):
            for first, end in self._passives.find_passives(words):
                span, said = located.between(first, end), " ".join(words[first:end])
                marks.append(DifficultyMark(DifficultyReason.PASSIVE, span, said, {}))
        return marks

    def _marks_of_words(
        self, located: LocatedSentence, hard: Sequence[str], explained: Container[int]
    ) -> list[DifficultyMark]:
        """Return the marks of the hard words of a sentence; some of these are `explained`."""
        marks: list[DifficultyMark] = []
        add, long, uncommon = marks.append, self._data_of_long, self._uncommon
        for index, (word, span) in enumerate(zip(hard, located.find_each(hard), strict=True)):
            if word in long:
                add(_new_tuple(DifficultyMark, (_LONG_WORD, span, word, long[word])))
            if word in uncommon and index not in explained:
                add(_new_tuple(DifficultyMark, (_UNCOMMON_WORD, span, word, _NO_DATA)))
        return marks

    def _list_explained(self, sentence: Sentence, terms: "Iterable[TermMatch]") -> set[int]:
        """Note the hard words of a sentence that are in glossary terms.

        Return their indices among its hard words.
        """
        ends = list_word_ends(sentence)
        inside = {
            index
            for match in terms
            for index in range(*find_words_within(ends, sentence.words, match.start, match.end))
        }
        hard = (
            index
            for index, word in enumerate(sentence.words)
            if word in self._long or word in self._uncommon
        )
        explained = {number: index for number, index in enumerate(hard) if index in inside}
        self._explained.update(sentence.words[index].casefold() for index in explained.values())
        return set(explained)


def _list_different(words: Sequence[str]) -> tuple[str, ...]:
    """Return words without those that differ in case only."""
    if len(words) < 2 or len(set(map(str.casefold, words))) == len(words):
        return tuple(words)
    return tuple({word.casefold(): word for word in reversed(words)}.values())[::-1]


def _marks_of_suggestions(
    located: LocatedSentence, plainer: Iterable[Suggestion]
) -> Iterator[DifficultyMark]:
    for start, end, source, alternatives, note in plainer:
        span = located.find_words_at(start, end)
        data = {"plainer": list(alternatives), "note": note}
        yield DifficultyMark(DifficultyReason.PLAINER, span, source, data)


def count_items(sentence: str, language: str) -> int:
    """Return the number of items `sentence` lists: "a, b, c and d" are 4, "1) a 2) b" are 2.

    The last item follows an "and" or "or" of `language` (a primary tag), by default English.
    """
    last_item, last_two_items = _last_item_patterns(language)
    last = _find_last_item(sentence)
    listed = 1
    if last_item.match(sentence, last):
        listed = 2
    elif last_two_items.match(sentence, last):
        listed = 3
    if listed > 1 and last:
        for piece in reversed(_BETWEEN_ITEMS.split(sentence)[1:-1]):
            if len(piece.split()) > _MAX_ITEM_WORDS:
                break
            listed += 1
    if sentence.count(")") > listed:
        return max(listed, len(_COUNTED_ITEM.findall(sentence)))
    return listed


def _find_last_item(sentence: str) -> int:
    """Return where the text behind the last comma or semicolon begins; 0 if there is none."""
    place = len(sentence)
    while place > 0:
        place = max(sentence.rfind(",", 0, place), sentence.rfind(";", 0, place))
        if sentence[place + 1 : place + 2].isspace() and place >= 0:
            return place + 2
    return 0


@cache
def _last_item_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the last piece of a list: "and d", and "c and d" without a comma."""
    joined = rf"(?:{_CONJUNCTIONS.get(language, _CONJUNCTIONS['en'])})\s"
    both = rf"(?:\S+\s){{1,{_MAX_ITEM_WORDS}}}?{joined}"
    return re.compile(joined, re.IGNORECASE), re.compile(both, re.IGNORECASE)
