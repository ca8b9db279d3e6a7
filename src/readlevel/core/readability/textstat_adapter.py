"""textstat as people usually call it, without its downloads and caches; its only importer.

Import this module only where texts are compared: it imports NLTK, 170 ms and 30 MiB. textstat asks
NLTK for the CMU Pronouncing Dictionary and downloads it where it is missing. So this module puts
the copy in `data/corpora/cmudict` on NLTK's search path and registers a reader for it, once, while
it is imported; Python's import lock makes that safe under threads. The language of textstat's
module-level functions is one for the process: each call here has an instance of its own.
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

    Each word has one pronunciation, of a stressed sound for each syllable, and all words of as
    many syllables share it. NLTK's own reader would take 1.6 s and 53 MiB for as many words.
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


nltk.data.path.insert(0, str(_DATA))
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
"""What textstat calls our scores. It has English coefficients for Portuguese."""


class WordCounts(NamedTuple):
    """What textstat counts word by word; each count of a text is the sum over its parts."""

    words: int
    syllables: int
    monosyllables: int
    polysyllables: int
    complex_words: int
    """Unfamiliar words of three syllables and more; English only, as `difficult_words`."""
    difficult_words: int
    long_words: int
    letters: int
    """Letters, digits and underscores."""
    characters: int
    """Everything but spaces."""


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
        """Our names of the scores that textstat has too; empty for an unknown language."""
        return tuple(self._metrics)

    def score(self, name: str, text: str) -> float:
        """Return the score of `text` that we call `name`. Raise KeyError without such a score."""
        return float(self._metrics[name](self._textstat, text))

    def count_sentences(self, text: str) -> int:
        """Return how many sentences textstat finds."""
        return int(self._textstat.sentence_count(text))

    def list_words(self, text: str) -> list[str]:
        """Return the words that textstat finds, as it leaves them."""
        return list(backend.selections.list_words(text))

    def count_words(self, text: str) -> WordCounts:
        """Return what textstat counts in `text` besides sentences."""
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
    """Give textstat for `language` (a tag), and make it forget the texts and words afterwards."""
    textstat = Textstat(language)
    try:
        yield textstat
    finally:
        _forget()


def _forget() -> None:
    """Empty the caches that hold texts, textstat's, and words, those of its hyphenator."""
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
