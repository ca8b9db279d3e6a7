"""School levels of scores: published scales by language, and the ages of school grades.

A language has a scale only if its authors published it for that language. No scale is known for the
adaptations of Flesch's formula to French (Kandel and Moles) and Russian (Oborneva), so these
languages have scores but no bands.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from readlevel.core.languages.tags import primary, region
from readlevel.core.readability.effort import EASY_BELOW


@dataclass(frozen=True, slots=True)
class ScaleBand:
    """One band of a scale, with the ages in years of the school level that the scale names."""

    band: str
    age_low: int
    age_high: int | None = None
    """None for a level without an upper age: university."""


@dataclass(frozen=True, slots=True)
class GradeScale:
    """The bands that a publication defines for the scores of one formula."""

    name: str
    """A code, which templates translate into a name."""
    formula: str
    bounds: tuple[float, ...]
    """The scores between adjacent stages, ascending."""
    stages: tuple[ScaleBand, ...]
    """Hardest first."""
    bound_is_easier: bool = False
    """Whether a score on a bound is in the easier stage, not the harder one."""

    def find_stage(self, score: float) -> ScaleBand:
        """Return the stage that contains `score`."""
        side = bisect_right if self.bound_is_easier else bisect_left
        return self.stages[side(self.bounds, score)]


INFLESZ = GradeScale(
    "inflesz",
    "szigriszt_pazos",
    (40, 55, 65, 80),
    (
        ScaleBand("very_hard", 18),
        ScaleBand("somewhat_hard", 16, 18),
        ScaleBand("normal", 12, 16),
        ScaleBand("fairly_easy", 6, 12),
        ScaleBand("very_easy", 6, 12),
    ),
)
"""Spanish: university, bachillerato, ESO, and primary school for the two easiest bands.

Barrio-Cantalejo IM et al. Validación de la Escala INFLESZ para evaluar la legibilidad de los textos
dirigidos a pacientes. An Sist Sanit Navar 2008;31:135-52.
"""

GULPEASE = GradeScale(
    "gulpease",
    "gulpease",
    (40, 60, 80),
    (
        ScaleBand("beyond_school", 19),
        ScaleBand("upper_secondary", 18, 19),
        ScaleBand("lower_secondary", 13, 14),
        ScaleBand("primary", 10, 11),
    ),
    bound_is_easier=True,
)
"""Italian, by school leaving certificate: elementary school, middle school, diploma.

A text is hard for readers with an elementary school certificate below 80, with a middle school
certificate below 60, and with a diploma below 40. The ages are those of the last year of each
school. Lucisano P, Piemontese ME. GULPEASE. Scuola e città 1988;3:110-24.
"""

DOUMA = GradeScale(
    "douma",
    "flesch_reading_ease",
    (30, 45, 60, 70, 80, 90),
    (
        ScaleBand("very_hard", 18),
        ScaleBand("hard", 17, 18),
        ScaleBand("somewhat_hard", 15, 16),
        ScaleBand("normal", 12, 14),
        ScaleBand("fairly_easy", 11, 13),
        ScaleBand("easy", 10, 11),
        ScaleBand("very_easy", 9, 10),
    ),
)
"""Dutch: university; hbs and mulo, with the ages of their last year; classes 7 to 4 of primary
school, which begins at the age of six.

Douma WH. De leesbaarheid van landbouwbladen. Wageningen 1960, table of norms.
"""

MARTINS = GradeScale(
    "martins",
    "flesch_reading_ease",
    (25, 50, 75),
    (
        ScaleBand("very_hard", 18),
        ScaleBand("hard", 15),
        ScaleBand("easy", 14, 15),
        ScaleBand("very_easy", 10, 11),
    ),
)
"""Portuguese, by schooling in Brazil: specialists; secondary school and university; up to the
eighth and up to the fourth school year. School then began at the age of seven.

Martins TBF, Ghiraldelo CM, Nunes MGV, Oliveira ON. Readability formulas applied to textbooks in
Brazilian Portuguese. ICMSC-USP 1996.
"""

_SCALES: Mapping[str, GradeScale] = MappingProxyType(
    {"es": INFLESZ, "it": GULPEASE, "nl": DOUMA, "pt": MARTINS}
)


def find_scale(language: str) -> GradeScale | None:
    """Return the scale published for texts in `language` (a tag), or None."""
    return _SCALES.get(primary(language))


_LOWERED_BY_HARD_WORDS = frozenset({"es"})
"""Languages in which documents of known difficulty showed that the published bands alone tie."""


def compute_scale_score(
    scores: Mapping[str, float | None], language: str, difficulty_index: float | None
) -> float | None:
    """Return the score by which a text has its band, or None without a scale or a score.

    The formulas of the scales go by the length of words and sentences. In Spanish, clinical and
    plain documents share a band in half of the cases, although their words differ. So each point of
    the difficulty index beyond an easy text takes one from the score: a text as hard as those for
    professionals loses 10, the width of INFLESZ's middle band.
    """
    scale = find_scale(language)
    score = None if scale is None else scores.get(scale.formula)
    if score is None or primary(language) not in _LOWERED_BY_HARD_WORDS:
        return score
    return score - max(0.0, (difficulty_index or 0.0) - EASY_BELOW)


def find_band(
    scores: Mapping[str, float | None], language: str, difficulty_index: float | None = None
) -> ScaleBand | None:
    """Return the band of a text with these `scores`; None without a scale or a score."""
    scale = find_scale(language)
    score = compute_scale_score(scores, language, difficulty_index)
    return None if scale is None or score is None else scale.find_stage(score)


def grade_ages(grade_low: int, grade_high: int) -> tuple[int, int]:
    """Return the youngest and oldest age in years of pupils in a range of grades.

    A pupil of US grade n, and of the nth German school year, is n + 5 to n + 6 years old.
    """
    return grade_low + 5, grade_high + 6


def school_year(grade: int, language: str) -> int | None:
    """Convert a US grade to the school year in the country of `language` (a tag).

    In England and Wales, Year n + 1 corresponds to US grade n, up to Year 13. Return None for tags
    without a country, for other countries, and for grades beyond the last year.
    """
    british = primary(language) == "en" and region(language) == "GB"
    return grade + 1 if british and grade <= 12 else None
