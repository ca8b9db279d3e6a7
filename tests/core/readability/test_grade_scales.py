"""Bands of the published scales, and what grades are called."""

from pathlib import Path

import pytest

from readlevel.core.readability.grade_scales import find_band, find_scale, grade_ages, school_year

LANGUAGES = ["es", "it", "nl", "pt"]


@pytest.mark.parametrize(
    ("language", "formula", "score", "band"),
    [
        ("es", "szigriszt_pazos", -3, "very_hard"),
        ("es", "szigriszt_pazos", 40, "very_hard"),
        ("es", "szigriszt_pazos", 40.1, "somewhat_hard"),
        ("es-MX", "szigriszt_pazos", 60, "normal"),
        ("es", "szigriszt_pazos", 80, "fairly_easy"),
        ("es", "szigriszt_pazos", 130, "very_easy"),
        ("it", "gulpease", 39.9, "beyond_school"),
        ("it", "gulpease", 40, "upper_secondary"),
        ("it", "gulpease", 60, "lower_secondary"),
        ("it", "gulpease", 80, "primary"),
        ("nl", "flesch_reading_ease", 25, "very_hard"),
        ("nl", "flesch_reading_ease", 44, "hard"),
        ("nl", "flesch_reading_ease", 50, "somewhat_hard"),
        ("nl", "flesch_reading_ease", 65, "normal"),
        ("nl", "flesch_reading_ease", 75, "fairly_easy"),
        ("nl", "flesch_reading_ease", 85, "easy"),
        ("nl", "flesch_reading_ease", 101, "very_easy"),
        ("pt_BR", "flesch_reading_ease", 10, "very_hard"),
        ("pt", "flesch_reading_ease", 30, "hard"),
        ("pt", "flesch_reading_ease", 60, "easy"),
        ("pt", "flesch_reading_ease", 90, "very_easy"),
    ],
)
def test_a_score_lies_in_the_band_that_was_published(
    language: str, formula: str, score: float, band: str
) -> None:
    stage = find_band({formula: score}, language)
    assert stage is not None
    assert stage.band == band


@pytest.mark.parametrize("language", LANGUAGES)
def test_easier_bands_are_for_younger_readers(language: str) -> None:
    scale = find_scale(language)
    assert scale is not None
    assert list(scale.bounds) == sorted(scale.bounds)
    assert len(scale.stages) == len(scale.bounds) + 1
    youngest = [stage.age_low for stage in scale.stages]
    assert youngest == sorted(youngest, reverse=True)
    oldest = [stage.age_high for stage in scale.stages if stage.age_high is not None]
    assert oldest == sorted(oldest, reverse=True)


def test_every_band_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "score.md").read_text("utf-8")
    bands = {
        stage.band
        for language in LANGUAGES
        if (scale := find_scale(language))
        for stage in scale.stages
    }
    assert len(bands) == 11
    assert all(f"`{band}`" in page for band in bands)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "ja"])
def test_a_language_without_a_published_scale_has_none(language: str) -> None:
    assert find_scale(language) is None
    assert find_band({"flesch_reading_ease": 60}, language) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_without_a_score_is_in_no_band(language: str) -> None:
    scale = find_scale(language)
    assert scale is not None
    assert find_band({scale.formula: None}, language) is None
    assert find_band({}, language) is None


def test_eighth_graders_are_thirteen_to_fourteen() -> None:
    assert grade_ages(8, 8) == (13, 14)
    assert grade_ages(6, 8) == (11, 14)


@pytest.mark.parametrize(
    ("grade", "language", "year"),
    [(8, "en-GB", 9), (12, "en_gb", 13), (13, "en-GB", None), (8, "en", None), (8, "en-US", None),
     (8, "cy-GB", None), (8, "en-Latn-GB", 9)],
)  # fmt: skip
def test_british_school_years_are_one_ahead_of_grades(
    grade: int, language: str, year: int | None
) -> None:
    assert school_year(grade, language) == year
