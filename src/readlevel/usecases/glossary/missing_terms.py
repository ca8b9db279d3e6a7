"""Find the hard words and the phrases of texts that no term explains."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.hints.explained_words import ExplainedProse
from readlevel.core.hints.unexplained_phrases import count_unexplained_phrases
from readlevel.core.hints.unexplained_words import (
    UnexplainedWord,
    UnexplainedWordCounter,
    count_unexplained_words,
)
from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES
from readlevel.core.languages.tags import primary
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose

ScannedText = tuple[str, str, str]
"""The place that a text belongs to, its language, and its Markdown."""


@dataclass(frozen=True, slots=True)
class MissingTermsReport:
    """Hard words that no term explains."""

    words: Sequence[UnexplainedWord]
    places: Sequence[str]
    """What the numbers in a word's `texts` stand for."""
    unsupported_languages: Counter[str]
    """Number of texts left out, by languages without a list of common words."""


def rank_missing_words(
    texts: Iterable[ScannedText], glossary: Glossary, language: str | None, limit: int
) -> MissingTermsReport:
    """Return hard words and phrases of the texts that no term explains, the most used first.

    If `language` is given, only texts in it count, ignoring regions.
    """
    words = UnexplainedWordCounter()
    places: dict[str, int] = {}
    unlisted: Counter[str] = Counter()
    for place, tag, markdown in texts:
        if language is not None and primary(tag) != primary(language):
            continue
        if primary(tag) not in FREQUENCY_LANGUAGES:
            unlisted[primary(tag)] += 1
            continue
        number = places.setdefault(place, len(places))
        read = ExplainedProse(prose(parse(markdown), tag), glossary, tag)
        found = count_unexplained_words(read) + count_unexplained_phrases(read)
        words.add(number, tag, found)
    return MissingTermsReport(words.rank(limit), list(places), unlisted)
