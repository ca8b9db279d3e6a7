"""The grade of the headline, and the range in which that of a longer text would be."""

from collections.abc import Mapping
from math import floor, hypot, sqrt

from readlevel.core.readability.formulas import SMOG_WITHOUT_LONG_WORDS
from readlevel.core.readability.statistics import TextStatistics

LONGEST_MEAN_SENTENCE = 30
"""Words in the mean sentence up to which SMOG alone gives the grade."""

GRADES_PER_WORD = 0.39
"""Grades for each further word: the weight of sentence length in Flesch and Kincaid's formula."""

LONGER_TEXT_SENTENCES = 40
"""Full sentences of the longer text whose grade the range holds. SMOG is defined on 30, but a third
of the texts that go on have another grade than 30 of their sentences."""

_GRADES_PER_ROOT = 1.043 * sqrt(30) / 2
"""The slope of SMOG: grades for one unit of the square root of long words in a sentence, halved."""

LENGTH_QUANTILE = 0.8
"""Standard errors of the mean sentence. Beyond 1, one growing sentence would lower the range."""

USUAL_DISPERSION, _USUAL_SENTENCES = 2.0, 20
"""Variance of the number of long words in a sentence divided by its mean; how many sentences a text
needs until its own dispersion counts as much."""

_FEWEST_LONG_WORDS = 0.3
"""Long words in the mean sentence below which the dispersion says nothing."""


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
    return smog + _count_grades_beyond(tally.words / tally.sentences)


def find_grade_range(
    scores: Mapping[str, float | None], tally: TextStatistics
) -> tuple[int, int] | None:
    """Return the lowest and highest grade that a longer text of the same kind would have.

    It is an interval of 80 %: one standard error on each side, which rounding widens. A text of 40
    full sentences or more has one grade. A shorter one is a sample of such a text, whose errors
    fall with the square root of 1/sentences - 1/40. SMOG goes by the square root of a mean count,
    so its range is the score interval of that count (Wilson, J Am Stat Assoc 1927;22:209-212): it
    reaches further up than down, and the more so the fewer the long words. Its width depends on how
    unevenly these are spread over sentences, which is estimated from the text and from what is
    usual. German has the same width, evenly. The error of the mean sentence counts
    where that may be a long one. The constants were chosen on half of 480 Cochrane texts and on
    manuals; docs/score.md says what the range holds of others.
    None if no score is a grade.
    """
    formula = scores.get("smog")
    grade = scores.get("wiener_sachtextformel") if formula is None else formula
    if grade is None:
        return None
    missing = sqrt(max(0.0, 1 / max(1, tally.full_sentences) - 1 / LONGER_TEXT_SENTENCES))
    half = _GRADES_PER_ROOT * sqrt(_estimate_dispersion(tally)) * missing
    low, high = grade - half, grade + half
    if formula is not None:
        middle = SMOG_WITHOUT_LONG_WORDS + hypot(formula - SMOG_WITHOUT_LONG_WORDS, half)
        low, high = middle - half, middle + half
        mean = tally.words / tally.sentences
        error = LENGTH_QUANTILE * sqrt(_estimate_length_variance(tally)) * missing
        low += _count_grades_beyond(mean - error)
        high += _count_grades_beyond(mean + error)
    return max(1, floor(low + 0.5)), max(1, floor(high + 0.5))


def _count_grades_beyond(mean_sentence: float) -> float:
    return GRADES_PER_WORD * max(0.0, mean_sentence - LONGEST_MEAN_SENTENCE)


def _estimate_dispersion(tally: TextStatistics) -> float:
    mean = tally.polysyllables / tally.sentences
    around = max(0.0, tally.polysyllable_squares - tally.sentences * mean * mean)
    return (_USUAL_SENTENCES * USUAL_DISPERSION + around / max(mean, _FEWEST_LONG_WORDS)) / (
        _USUAL_SENTENCES + tally.sentences - 1
    )


def _estimate_length_variance(tally: TextStatistics) -> float:
    mean = tally.words / tally.sentences
    around = max(0.0, tally.length_squares - tally.sentences * mean * mean)
    return around / max(1, tally.sentences - 1)
