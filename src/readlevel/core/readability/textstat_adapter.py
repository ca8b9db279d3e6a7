"""textstat as people usually call it, without its downloads and caches; its only importer.

Import this module only to compare texts: it imports NLTK, which takes 170 ms and 30 MiB. textstat
asks NLTK for the CMU Pronouncing Dictionary and downloads it if NLTK does not find it, or refuses
it because others may write into its folder. Therefore this module, when imported, answers in
NLTK's place and registers a reader for the copy in `data/corpora/cmudict`; Python's import lock
makes that thread-safe. textstat's module-level functions
share one language per process, so each call here uses its own instance.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

import nltk
import pyphen
from textstat import backend
from textstat.textstat import textstatistics

from readlevel.core.languages.tags import primary

_DATA = files("readlevel.core").joinpath("data")

_Words = dict[str, list[list[str]]]
"""Each word with its pronunciations, lists of sounds."""


class _PronouncingDictionary:
    """The part of `nltk.corpus.cmudict` that textstat uses.

    Each word has one pronunciation, with one stressed sound per syllable, which all words with the
    same number of syllables share. NLTK's own reader would take 1.6 s and 53 MiB for these words.
    """

    def __init__(self) -> None:
        path = _DATA.joinpath("corpora", "cmudict", "syllables.txt")
        self._words: _Words = {}
        for section in path.read_text("utf-8").split("# ")[1:]:
            number, *words = section.split()
            pronunciations = [["AH0"] * int(number)]
            self._words.update(dict.fromkeys(words, pronunciations))

    def dict(self) -> _Words:
        """Return the pronunciations of each word."""
        return self._words


def _find(resource: str) -> str:
    """Return where a resource of NLTK is: the dictionary is the only one that textstat asks for."""
    return str(_DATA.joinpath(resource))


nltk.data.find = _find
nltk.corpus.cmudict = _PronouncingDictionary()

_METRICS: Mapping[str, Mapping[str, Callable[[Any, str], float]]] = MappingProxyType(
    {
        "en": {
            "smog": textstatistics.smog_index,
            "flesch_kincaid": textstatistics.flesch_kincaid_grade,
            "flesch_reading_ease": textstatistics.flesch_reading_ease,
            "gunning_fog": textstatistics.gunning_fog,
            "coleman_liau": textstatistics.coleman_liau_index,
            "automated_readability": textstatistics.automated_readability_index,
            "dale_chall": textstatistics.dale_chall_readability_score,
        },
        "es": {
            "szigriszt_pazos": textstatistics.szigriszt_pazos,
            "fernandez_huerta": textstatistics.fernandez_huerta,
        },
        "de": {
            "wiener_sachtextformel": partial(textstatistics.wiener_sachtextformel, variant=1),
            "flesch_reading_ease": textstatistics.flesch_reading_ease,
        },
        "fr": {"flesch_reading_ease": textstatistics.flesch_reading_ease},
        "it": {
            "gulpease": textstatistics.gulpease_index,
            "flesch_reading_ease": textstatistics.flesch_reading_ease,
        },
        "nl": {"flesch_reading_ease": textstatistics.flesch_reading_ease},
        "pt": {"flesch_reading_ease": textstatistics.flesch_reading_ease},
        "ru": {"flesch_reading_ease": textstatistics.flesch_reading_ease},
    }
)
"""textstat's functions for our scores. It uses English coefficients for Portuguese."""


class WordCounts(NamedTuple):
    """The counts that textstat makes word by word, so that parts of a text add up."""

    words: int
    syllables: int
    monosyllables: int
    polysyllables: int
    complex_words: int
    """Unfamiliar words of three syllables or more; English only, like `difficult_words`."""
    difficult_words: int
    long_words: int
    letters: int
    """Letters, digits and underscores."""
    characters: int
    """All characters except spaces."""


class Textstat:
    """textstat for one language (a tag); made by `use_textstat`."""

    def __init__(self, language: str) -> None:
        spoken = primary(language)
        self.language = spoken
        """The primary tag."""
        self._metrics = _METRICS.get(spoken, {})
        self._textstat = textstatistics()
        self._textstat.set_lang("en_US" if spoken == "en" else spoken)

    @property
    def names(self) -> tuple[str, ...]:
        """Our names of the scores that textstat also has; empty for an unknown language."""
        return tuple(self._metrics)

    def score(self, name: str, text: str) -> float:
        """Return textstat's score of `text` for our score `name`. Raise KeyError if it has none."""
        return float(self._metrics[name](self._textstat, text))

    def count_sentences(self, text: str) -> int:
        """Return the number of sentences that textstat finds."""
        return int(self._textstat.sentence_count(text))

    def list_words(self, text: str) -> list[str]:
        """Return the words that textstat finds, as textstat normalises them."""
        return list(backend.selections.list_words(text))

    def count_words(self, text: str) -> WordCounts:
        """Return textstat's counts of `text`, except sentences."""
        one = self._textstat
        return WordCounts(
            words=one.lexicon_count(text),
            syllables=one.syllable_count(text),
            monosyllables=one.monosyllabcount(text),
            polysyllables=one.polysyllabcount(text),
            complex_words=self._count_difficult(text, 3),
            difficult_words=self._count_difficult(text, 0),
            long_words=one.long_word_count(text),
            letters=one.letter_count(text),
            characters=one.char_count(text),
        )

    def _count_difficult(self, text: str, fewest_syllables: int) -> int:
        if self.language != "en":
            return 0  # textstat would warn, and use its English list
        return int(self._textstat.difficult_words(text, fewest_syllables, unique=False))


@contextmanager
def use_textstat(language: str) -> Iterator[Textstat]:
    """Provide textstat for `language` (a tag), and empty its caches afterwards."""
    textstat = Textstat(language)
    try:
        yield textstat
    finally:
        _forget()


def _forget() -> None:
    """Empty textstat's caches, which hold texts, and its hyphenator's, which hold words."""
    for part in (
        backend.counts,
        backend.metrics,
        backend.selections,
        backend.transformations,
        backend.validations,
    ):
        for name in part.__all__:
            getattr(part, name).cache_clear()
    for hyphenation in tuple(pyphen.hdcache.values()):
        hyphenation.cache.clear()
