"""Bands of the published scales, and what grades are called."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from readlevel.core.readability.grade_scales import (
    ScaleBand,
    compute_scale_score,
    find_band,
    find_scale,
    grade_ages,
    school_year,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
BANDS = tomllib.loads((FIXTURES / "grade_scales.toml").read_text("utf-8"))["band"]
LANGUAGES = ["es", "it", "nl", "pt"]


@pytest.mark.parametrize("band", BANDS, ids=lambda band: f"{band['language']}-{band['band']}")
def test_each_band_reaches_as_far_as_was_published(band: dict[str, Any]) -> None:
    for score in band["scores"]:
        stage = find_band({band["formula"]: score}, band["language"])
        assert stage == ScaleBand(band["band"], band["age_low"], band.get("age_high"))


def test_a_region_has_the_scale_of_its_language() -> None:
    assert find_scale("es-MX") is find_scale("es")
    assert find_scale("pt_BR") is find_scale("pt")


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


def test_a_spanish_band_falls_with_the_difficulty_index_beyond_an_easy_text() -> None:
    scores = {"szigriszt_pazos": 60.0}
    assert compute_scale_score(scores, "es", 15.0) == compute_scale_score(scores, "es", None) == 60
    assert compute_scale_score(scores, "es-MX", 25.0) == 50
    bands = [find_band(scores, "es", hardness) for hardness in (10.0, 19.0, 21.0, 40.0)]
    assert [band.band for band in bands if band] == [
        *("normal", "normal", "somewhat_hard", "very_hard"),
    ]


@pytest.mark.parametrize("language", ["it", "nl", "pt"])
def test_other_bands_are_those_of_their_formula(language: str) -> None:
    scale = find_scale(language)
    assert scale is not None
    assert find_band({scale.formula: 50.0}, language, 40.0) == scale.find_stage(50.0)
