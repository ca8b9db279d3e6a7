"""One number for how hard an English text is: its sentences, its long words and its rare words.

SMOG sees the length of sentences and of words, and takes "hyperkalaemia" for as hard as
"afterwards". The share of uncommon words sees rarity alone. Their sum orders texts, and sentences
too short for a grade, better than either.
"""

from readlevel.core.languages.tags import primary
from readlevel.core.readability import formulas
from readlevel.core.readability.statistics import TextStatistics

POINTS_PER_PERCENT = 0.5
"""What one rare word in a hundred adds, beside a SMOG of one more grade for 1 point."""


def compute_difficulty_index(tally: TextStatistics, language: str) -> float | None:
    """Return the hardness of a text or sentence in points, about 4 (easy) to 40; None: unknown.

    It is the SMOG grade plus half a point for each rare word in a hundred words of letters: one
    met less than once in a million words of print counts whole, one met less than three times
    half. Our own scale: it ranks texts and is no grade. Known for English only. Weighed so that
    both parts spread alike over sentences; on pairs of a clinical abstract and its plain summary
    it orders more pairs rightly than SMOG does (`python -m benchmarks ordering`).
    """
    if primary(language) != "en" or not tally.lettered_words:
        return None
    rare = (tally.uncommon_words + tally.infrequent_words) / 2
    percent = 100 * rare / tally.lettered_words
    return formulas.smog(tally.sentences, tally.polysyllables) + POINTS_PER_PERCENT * percent
