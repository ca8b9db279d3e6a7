"""Text statistics for the readability formulas, counted in one pass over the words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, compress, repeat
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from readlevel.core.languages.acronyms import is_acronym
from readlevel.core.languages.registry import get_language
from readlevel.core.languages.syllables.count import count_syllables
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import count_letters, is_alphabetic, is_numeral
from readlevel.core.readability.familiarity import (
    UNCOMMON_TENTHS,
    compute_rarity,
    find_zipf_tenths,
    is_familiar,
    is_on_dale_chall_list,
)

if TYPE_CHECKING:
    from readlevel.core.text.prose import Sentence

_CACHED_WORDS = 20_000
"""Cached features; only single words are cached, never a text."""

_FEWEST_WORDS = 4
_FULL_STOPS = frozenset(".!?…。！？؟۔।")
_CLOSING = "\"'»”’)]"

_MAX_CACHED_LENGTH = 40
"""Longer words are not cached, because they may be a text without spaces."""


@dataclass(frozen=True, slots=True)
class TextStatistics:
    """The counts that the formulas use."""

    sentences: int
    words: int
    syllables: int
    monosyllables: int
    polysyllables: int
    """Words of three syllables and more."""
    complex_words: int
    """Polysyllables that are not on the list of Dale and Chall, as in textstat's Gunning fog."""
    letters: int
    long_words: int
    """Words of more than six letters."""
    difficult_words: int
    uncommon_words: int
    lettered_words: int
    """Words without digits; only these can be uncommon."""
    longest_sentence: int
    """Words of the longest sentence."""
    full_sentences: int = 0
    """Sentences that are more than a label, a table cell or an item of a word or two."""
    full_sentence_words: int = 0
    polysyllable_squares: int = 0
    """Sum over the sentences of the square of their polysyllables, for the spread of these."""
    length_squares: int = 0
    """Sum over the sentences of the square of their words."""


class WordFeatures(NamedTuple):
    """What one word adds to the counts."""

    syllables: int
    letters: int
    lettered: bool
    complex: bool
    difficult: bool
    uncommon: bool
    numeral: bool
    acronym: bool
    rarity: float
    """0 to `MAX_RARITY`; 0 for words with digits."""


class SentenceCounts(NamedTuple):
    """The counts that the formulas use, of one sentence; each is counted when a formula asks."""

    written: Sequence[str]
    """The words of the sentence."""
    known: Mapping[str, WordFeatures]
    """The features of the words of its text."""
    polysyllables: int
    """Words of three syllables and more."""
    sentences: int = 1

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.written)

    @property
    def syllables(self) -> int:
        """Syllables of all words."""
        return sum([one.syllables for one in self._features()])

    @property
    def monosyllables(self) -> int:
        """Words of one syllable."""
        return len([one for one in self._features() if one.syllables == 1])

    @property
    def complex_words(self) -> int:
        """Polysyllables that are not on the list of Dale and Chall."""
        return len([one for one in self._features() if one.complex])

    @property
    def letters(self) -> int:
        """Letters of all words."""
        return sum([one.letters for one in self._features()])

    @property
    def long_words(self) -> int:
        """Words of more than six letters."""
        return len([one for one in self._features() if one.letters > 6])

    @property
    def difficult_words(self) -> int:
        """Words that are not on the list of Dale and Chall."""
        return len([one for one in self._features() if one.difficult])

    def _features(self) -> Iterator[WordFeatures]:
        return map(self.known.__getitem__, self.written)


def get_word_features(word: str, language: str) -> WordFeatures:
    """Return the features of a word of `split_words` in `language` (a primary tag)."""
    compute = _cached_word_features if len(word) <= _MAX_CACHED_LENGTH else _compute_word_features
    return compute(word, language)


def _compute_word_features(word: str, language: str) -> WordFeatures:
    syllables = count_syllables(word, language)
    lettered, numeral = is_alphabetic(word), is_numeral(word)
    tenths = find_zipf_tenths(word, language) if lettered else None
    listed = get_language(language).has_dale_chall_list and not numeral
    return WordFeatures(
        syllables=syllables,
        letters=count_letters(word),
        lettered=lettered,
        complex=listed and syllables >= 3 and not is_on_dale_chall_list(word.lower()),
        difficult=listed and not is_familiar(word.lower()),
        uncommon=tenths is not None and tenths < UNCOMMON_TENTHS,
        numeral=numeral,
        acronym=is_acronym(word),
        rarity=0.0 if tenths is None else compute_rarity(tenths, language),
    )


_NO_COLUMNS: Sequence[Sequence[int]] = [()] * len(WordFeatures._fields)

_cached_word_features = lru_cache(_CACHED_WORDS)(_compute_word_features)


def collect_features(sentences: "Iterable[Sentence]", language: str) -> dict[str, WordFeatures]:
    """Return the features of all words of `sentences`, by the rules of `language` (a tag).

    In a sentence in capitals, capitals mark no acronyms: its words count as if written small.
    """
    spoken = primary(language)
    mixed, capitals = set[str](), set[str]()
    for sentence in sentences:
        (capitals if _is_in_capitals(sentence, spoken) else mixed).update(sentence.words)
    if any(len(word) > _MAX_CACHED_LENGTH for word in mixed):
        features = {word: get_word_features(word, spoken) for word in mixed}
    else:
        features = dict(zip(mixed, map(_cached_word_features, mixed, repeat(spoken)), strict=True))
    features.update((word, get_word_features(word.lower(), spoken)) for word in capitals - mixed)
    return features


def _is_in_capitals(sentence: "Sentence", language: str) -> bool:
    """Return whether a sentence is written in capitals, and is no list of acronyms: "CT, MRI"."""
    if len(sentence.words) < _FEWEST_WORDS or not sentence.text.isupper():
        return False
    words = [get_word_features(word.lower(), language) for word in sentence.words]
    easy = [one.rarity == 0 for one in words if one.lettered]
    return 2 * sum(easy) >= len(easy)


def compute_statistics(
    sentences: "Sequence[Sentence]",
    language: str,
    features: Mapping[str, WordFeatures] | None = None,
    polysyllables: Sequence[int] | None = None,
) -> TextStatistics:
    """Count the words of `sentences`, by the rules of `language` (a tag).

    `features` are those of the words, and `polysyllables` the number of words of three syllables
    and more in each sentence, if they are known already.
    """
    known = features or collect_features(sentences, language)
    times = Counter(chain.from_iterable(sentence.words for sentence in sentences))
    lengths = [len(sentence.words) for sentence in sentences]
    full = [len(sentence.words) for sentence in sentences if is_full_sentence(sentence)]
    counts = polysyllables
    if counts is None:
        counts = count_words_of(list_long_words(known), sentences)
    columns: Sequence[Sequence[int]] = list(zip(*map(known.__getitem__, times), strict=True))
    syllables, letters, lettered, complex_words, difficult, uncommon, *_ = columns or _NO_COLUMNS
    numbers = list(times.values())

    def total(column: Iterable[int]) -> int:
        return sum(map(mul, column, numbers))

    def count(chosen: Iterable[int]) -> int:
        return sum(compress(numbers, chosen))

    return TextStatistics(
        sentences=len(lengths),
        words=sum(lengths),
        syllables=total(syllables),
        monosyllables=count(map((1).__eq__, syllables)),
        polysyllables=sum(counts),
        complex_words=count(complex_words),
        letters=total(letters),
        long_words=count(map((6).__lt__, letters)),
        difficult_words=count(difficult),
        uncommon_words=count(uncommon),
        lettered_words=count(lettered),
        longest_sentence=max(lengths, default=0),
        full_sentences=len(full),
        full_sentence_words=sum(full),
        polysyllable_squares=sum(map(mul, counts, counts)),
        length_squares=sum(map(mul, lengths, lengths)),
    )


def list_long_words(features: Mapping[str, WordFeatures], syllables: int = 3) -> set[str]:
    """Return those words of a text that have at least so many syllables."""
    return {word for word, one in features.items() if one.syllables >= syllables}


def count_words_of(words: Set[str], sentences: "Iterable[Sentence]") -> list[int]:
    """Return how many of the words of each sentence are among `words`."""
    return [sum(map(words.__contains__, sentence.words)) for sentence in sentences]


def is_full_sentence(sentence: "Sentence") -> bool:
    """Return whether `sentence` has four words of letters, or two words and a full stop.

    Others are labels, table cells and list items of a word or two. They count as sentences in the
    formulas, but they are no evidence of how a text reads.
    """
    words = sentence.words
    if len(words) > 1 and sentence.text.rstrip(_CLOSING)[-1:] in _FULL_STOPS:
        return True
    return len(words) >= _FEWEST_WORDS and (
        len([word for word in words if word[0].isalpha()]) >= _FEWEST_WORDS
    )


def exclude_explained_words(
    tally: TextStatistics, words: Iterable[str], language: str
) -> TextStatistics:
    """Return `tally` with `words` of it no longer counted as long, difficult or uncommon."""
    found = [get_word_features(word, primary(language)) for word in words]
    polysyllables = tally.polysyllables - sum(facts.syllables >= 3 for facts in found)
    return replace(
        tally,
        polysyllables=polysyllables,
        polysyllable_squares=_thin_squares(tally, polysyllables),
        complex_words=tally.complex_words - sum(facts.complex for facts in found),
        long_words=tally.long_words - sum(facts.letters > 6 for facts in found),
        difficult_words=tally.difficult_words - sum(facts.difficult for facts in found),
        uncommon_words=tally.uncommon_words - sum(facts.uncommon for facts in found),
    )


def _thin_squares(tally: TextStatistics, left: int) -> int:
    """Return the squares of polysyllables when `left` of them remain, removed at random."""
    if not tally.polysyllables:
        return 0
    share = left / tally.polysyllables
    return round(
        share * share * tally.polysyllable_squares + share * (1 - share) * tally.polysyllables
    )
