"""The grade of the headline, and the range in which that of a longer text would be."""

from collections.abc import Mapping
from math import floor, sqrt

from readlevel.core.readability.statistics import TextStatistics

LONGEST_MEAN_SENTENCE = 30
"""Words in the mean sentence up to which SMOG alone gives the grade."""

GRADES_PER_WORD = 0.39
"""Grades for each further word: the weight of sentence length in Flesch and Kincaid's formula."""

SMOG_SENTENCES = 30
"""The number of sentences on which SMOG is defined."""

RANGE_WIDTH = 5.0
"""Half the width of the range, in grades, times the square root in `find_grade_range`."""


def compute_headline_grade(
    scores: Mapping[str, float | None], tally: TextStatistics
) -> float | None:
    """Return the grade of a text: SMOG with long sentences counted, or the Wiener Sachtextformel.

    SMOG counts the long words of a sentence but not its length. In the passages on which it was
    fitted, both went together: they hardly have sentences of more than 30 words. Beyond that mean,
    each word adds as much as in Flesch and Kincaid's formula, so that the grade of a text never
    falls when its sentences grow. None if no score is a grade.
    """
    smog = scores.get("smog")
    if smog is None:
        return scores.get("wiener_sachtextformel")
    beyond = max(0.0, tally.words / tally.sentences - LONGEST_MEAN_SENTENCE)
    return smog + GRADES_PER_WORD * beyond


def find_grade_range(grade: float, sentences: int) -> tuple[int, int]:
    """Return the lowest and highest grade that 30 sentences of the same kind would have.

    It is an interval of 80 %. A text of 30 full `sentences` or more has one grade. A shorter one is
    a sample of such a text. SMOG is a square root of a mean count, so the error of a sample does
    not depend on the grade: it falls with the square root of 1/sentences - 1/30. `RANGE_WIDTH`
    was chosen on passages of 480 Cochrane texts (docs/score.md).
    """
    missing = max(0.0, 1 / max(1, sentences) - 1 / SMOG_SENTENCES)
    half = RANGE_WIDTH * sqrt(missing)
    return max(1, floor(grade - half + 0.5)), max(1, floor(grade + half + 0.5))
