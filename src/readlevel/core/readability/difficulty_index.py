"""The difficulty of an English text as one number: sentence length, long words and rare words.

SMOG measures the length of sentences and words only, so "hyperkalaemia" counts as no harder than
"afterwards". The share of uncommon words measures rarity only. The sum of both ranks texts, and
sentences that are too short for a grade, better than either.
"""

from readlevel.core.languages.tags import primary
from readlevel.core.readability import formulas
from readlevel.core.readability.statistics import TextStatistics

POINTS_PER_PERCENT = 0.5
"""Points added for each percent of rare words; a SMOG grade adds 1 point."""


def compute_difficulty_index(tally: TextStatistics, language: str) -> float | None:
    """Return the difficulty of a text or sentence in points, from about 4 (easy) to 40.

    It is the SMOG grade plus half a point for each percent of rare words among the words without
    digits. A word that occurs less than once in a million words of print counts as one rare word,
    a word that occurs less than three times as half. The scale is our own: it ranks texts, but is
    not a grade. It is defined for English only; return None for other languages and for texts
    without such words. The weight gives both parts a similar spread over sentences. On pairs of a
    clinical abstract and its plain summary, the index orders more pairs correctly than SMOG
    (`python -m benchmarks ordering`).
    """
    if primary(language) != "en" or not tally.lettered_words:
        return None
    rare = (tally.uncommon_words + tally.infrequent_words) / 2
    percent = 100 * rare / tally.lettered_words
    return formulas.smog(tally.sentences, tally.polysyllables) + POINTS_PER_PERCENT * percent
