"""The reading level on a page, in words and in the gauge."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from readlevel.core.model.answer import Audience
from readlevel.core.readability.difficulty_index import INDEX_VERSION
from readlevel.core.readability.grade_scales import find_scale
from readlevel.core.readability.level_comparison import Direction, LevelDifference
from readlevel.core.readability.readability import (
    Aside,
    Confidence,
    Counts,
    Headline,
    Measures,
    Readability,
)
from readlevel.core.readability.targets import TARGETS
from readlevel.web.http.templating import Templates

COUNTS = Counts(
    sentences=31,
    words=402,
    syllables=560,
    polysyllables=40,
    letters=1804,
    difficult_words=41,
    uncommon_words=16,
)
MEASURES = Measures(
    mean_sentence_words=12.97,
    longest_sentence_words=24,
    hardness=11.2,
    reading_seconds=101,
    version=INDEX_VERSION,
)
PLAIN = Readability(
    language="en",
    counts=COUNTS,
    scores={"smog": 8.04, "dale_chall": None},
    headline=Headline(8, 8, 13, 14, 0.04, Confidence.GOOD),
    measures=MEASURES,
    reason=None,
)


TEMPLATES = Templates(lambda name: f"/static/{name}").environment("en")


def show(
    readability: Readability,
    *,
    direction: str = "ltr",
    target: str = "aafp2015",
    terms: tuple[str, ...] = ("hypertension",),
    audience: Audience = Audience.CLINICIAN,
    comparisons: tuple[tuple[Audience, LevelDifference], ...] = (),
    template: str = "_reading_level.html",
) -> str:
    variant = SimpleNamespace(
        audience=audience,
        readability=readability,
        terms=terms,
        target_profile=target,
        target_low=TARGETS[target].low,
        target_high=TARGETS[target].high,
        other_tools_url="",
        comparisons=comparisons,
    )
    site = SimpleNamespace(direction=direction)
    page = TEMPLATES.get_template(f"reader/parts/level/{template}")
    return page.render(variant=variant, site=site)


def sentence(html: str) -> str:
    found = re.search(r'class="level-sentence">(.*?)</p>', html, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1]).strip()


@pytest.mark.parametrize(
    ("grades", "ages", "words"),
    [
        ((1, 1), (6, 7), "Reads at about 1st grade, about age 6–7"),
        ((2, 2), (7, 8), "Reads at about 2nd grade, about age 7–8"),
        ((3, 3), (8, 9), "Reads at about 3rd grade, about age 8–9"),
        ((8, 8), (13, 14), "Reads at about 8th grade, about age 13–14"),
        ((11, 11), (16, 17), "Reads at about 11th grade, about age 16–17"),
        ((8, 10), (13, 16), "Reads at about grade 8 to 10, about age 13–16"),
        ((12, 13), (17, 19), "Reads at about 12th grade to college level, about age 17 and over"),
        ((14, 16), (19, 22), "Reads at about college level, about age 19 and over"),
        ((19, 19), (24, 25), "Reads at about graduate level, about age 24 and over"),
    ],
)
def test_the_level_is_told_in_one_sentence(
    grades: tuple[int, int], ages: tuple[int, int], words: str
) -> None:
    headline = Headline(*grades, *ages, 0.04, Confidence.GOOD)
    assert sentence(show(replace(PLAIN, headline=headline))) == words


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (LevelDifference(Direction.EASIER, 9), "The plain-language version is 9 grades easier."),
        (LevelDifference(Direction.HARDER, 1), "The plain-language version is 1 grade harder."),
        (
            LevelDifference(Direction.EASIER, None),
            "The plain-language version is easier to read.",
        ),
        (LevelDifference(Direction.SIMILAR, 0), ""),
    ],
)
def test_other_texts_are_compared_in_words(difference: LevelDifference, words: str) -> None:
    html = show(PLAIN, comparisons=((Audience.LAY, difference),))
    assert (words in html) if words else ("The plain-language version" not in html)


def test_a_british_page_compares_school_years() -> None:
    harder = LevelDifference(Direction.HARDER, 4)
    html = show(replace(PLAIN, language="en-GB"), comparisons=((Audience.CLINICIAN, harder),))
    assert "The version for health professionals is 4 school years harder." in html


@pytest.mark.parametrize(
    ("hardness", "words"),
    [
        (0.9, "Easy to read"),
        (14.9, "Easy to read"),
        (15.0, "Takes some effort to read"),
        (24.9, "Takes some effort to read"),
        (25.0, "Hard to read: as hard as texts for professionals"),
    ],
)
def test_the_effort_is_told_in_words(hardness: float, words: str) -> None:
    html = show(replace(PLAIN, measures=replace(MEASURES, hardness=hardness)))
    assert f'<p class="level-effort">{words}</p>' in html


@pytest.mark.parametrize(
    "readability",
    [
        replace(PLAIN, measures=replace(MEASURES, hardness=None)),
        replace(PLAIN, measures=replace(MEASURES, version=1)),
        replace(PLAIN, reason="too_short"),
    ],
    ids=["unknown", "old scale", "too short"],
)
def test_no_effort_is_told_that_is_not_known(readability: Readability) -> None:
    assert "level-effort" not in show(readability)


def test_a_share_of_uncommon_words_is_no_headline() -> None:
    before, _, _ = show(PLAIN).partition("<details")
    assert "uncommon" not in before


@pytest.mark.parametrize(
    ("grades", "language", "level", "short"),
    [
        ((5, 5), "en", "school grade 5", "Easy to read (grade 5)"),
        ((5, 6), "en", "school grade 5 to 6", "Easy to read (grade 5 to 6)"),
        ((14, 16), "en", "college level", "Easy to read (college level)"),
        ((0, 0), "en", "kindergarten", "Easy to read (kindergarten)"),
        ((5, 5), "en-GB", "Year 6", "Easy to read (Year 6)"),
    ],
)
def test_a_patient_is_told_that_the_level_is_about_the_words(
    grades: tuple[int, int], language: str, level: str, short: str
) -> None:
    headline = Headline(*grades, 10, 12, 0.04, Confidence.GOOD)
    text = replace(PLAIN, language=language, headline=headline)
    page = show(text, audience=Audience.LAY)
    words = f"The words are about {level}. This is about our words, not about you."
    assert sentence(page) == words
    assert "of its words are uncommon" not in page
    assert show(text, audience=Audience.LAY, template="_short_level.html").strip() == short


def test_the_line_of_trust_tells_a_grade_without_words_where_the_effort_is_unknown() -> None:
    text = replace(PLAIN, measures=replace(MEASURES, hardness=None))
    assert show(text, audience=Audience.LAY, template="_short_level.html").strip() == "Grade 8"


def test_the_line_of_trust_tells_a_score_of_100_where_there_is_no_grade() -> None:
    headline = Headline(None, None, 6, 12, 0.04, Confidence.FAIR, "fairly_easy")
    text = replace(PLAIN, language="es", headline=headline, scores={"szigriszt_pazos": 71.6})
    said = show(text, audience=Audience.LAY, template="_short_level.html").strip()
    assert said == "Fairly easy to read (72 of 100)"


@pytest.mark.parametrize(
    ("grades", "short"), [((14, 16), "College level"), ((10, 11), "Grade 10 to 11")]
)
def test_a_health_professional_is_told_the_grade_alone(grades: tuple[int, int], short: str) -> None:
    text = replace(PLAIN, headline=Headline(*grades, 15, 17, 0.04, Confidence.GOOD))
    assert show(text, template="_short_level.html").strip() == short


def test_the_ages_of_a_grade_stand_in_the_details_for_patients() -> None:
    before, _, details = show(PLAIN, audience=Audience.LAY).partition("<details")
    assert "age 13–14" not in before
    assert "School grade: 8th grade (about age 13–14)." in details


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("too_short", "This text is too short to measure its reading level"),
        ("too_long", "This text is too long to measure its reading level"),
        ("no_formula", "There is no school grade for texts in this language"),
    ],
)
def test_a_text_without_a_level_says_why_and_draws_no_gauge(reason: str, words: str) -> None:
    nothing = Headline(None, None, None, None, 0.0, Confidence.NONE)
    html = show(replace(PLAIN, headline=nothing, reason=reason, scores={"smog": None}))
    assert sentence(html) == words
    assert "<svg" not in html


@pytest.mark.parametrize(
    ("language", "band", "ages", "words"),
    [
        (
            "es",
            "fairly_easy",
            (6, 12),
            "Fairly easy to read, about age 6–12 (INFLESZ scale)",
        ),
        (
            "es",
            "very_hard",
            (18, None),
            "Very hard to read, about age 18 and over (INFLESZ scale)",
        ),
        (
            "it",
            "primary",
            (10, 11),
            "Easy to read after primary school, about age 10–11 (Gulpease scale)",
        ),
        (
            "nl",
            "normal",
            (12, 14),
            "Average difficulty, about age 12–14 (Flesch–Douma scale)",
        ),
        (
            "pt",
            "hard",
            (15, None),
            "Hard to read, about age 15 and over (Flesch–Martins scale)",
        ),
    ],
)
def test_a_text_without_a_grade_is_told_by_the_band_of_its_scale(
    language: str, band: str, ages: tuple[int, int | None], words: str
) -> None:
    headline = Headline(None, None, *ages, 0.04, Confidence.FAIR, band)
    html = show(replace(PLAIN, language=language, headline=headline, scores={"gulpease": 66.2}))
    assert sentence(html).replace(" by the length of its words and sentences", "") == words
    assert " by the length of its words and sentences" in html
    assert "<svg" not in html


def test_a_spanish_level_that_counts_hard_words_says_so() -> None:
    spanish = replace(
        PLAIN,
        language="es",
        headline=Headline(None, None, 16, 18, 0.2, Confidence.GOOD, "somewhat_hard"),
        scores={"szigriszt_pazos": 62.0},
        measures=replace(PLAIN.measures, hardness=24.0),
    )
    html = show(spanish)
    assert "by its sentences and its long and uncommon words" in html
    assert "takes one point off the first score. That leaves 53." in html
    easy = show(replace(spanish, measures=replace(PLAIN.measures, hardness=14.0)))
    assert "by the length of its words and sentences" in easy
    assert "takes one point off" not in easy


@pytest.mark.parametrize("language", ["es", "it", "nl", "pt"])
def test_every_band_has_its_words(language: str) -> None:
    scale = find_scale(language)
    assert scale is not None
    for stage in scale.stages:
        headline = Headline(
            None, None, stage.age_low, stage.age_high, 0.04, Confidence.FAIR, stage.band
        )
        assert "read" in sentence(show(replace(PLAIN, language=language, headline=headline))) or (
            stage.band == "normal"
        )


def test_a_british_text_is_told_by_school_years() -> None:
    british = replace(PLAIN, language="en-GB")
    assert sentence(show(british)) == "Reads at about Year 9, about age 13–14"
    headline = replace(PLAIN.headline, grade_high=10, age_high=16)
    longer = replace(british, headline=headline)
    assert sentence(show(longer)) == "Reads at about Year 9 to 11, about age 13–16"


@pytest.mark.parametrize(
    ("confidence", "note"),
    [
        (Confidence.LOW, "Very short text: treat this as a rough guide"),
        (Confidence.FAIR, "Short text: this is an estimate"),
    ],
)
def test_a_short_text_says_that_its_level_is_an_estimate(confidence: Confidence, note: str) -> None:
    assert note in show(replace(PLAIN, headline=replace(PLAIN.headline, confidence=confidence)))
    assert note not in show(PLAIN)


def test_a_short_text_without_a_grade_is_told_to_be_an_estimate() -> None:
    headline = Headline(None, None, 6, 12, 0.04, Confidence.FAIR, "very_easy")
    html = show(replace(PLAIN, language="es", headline=headline, scores={"szigriszt_pazos": 80.0}))
    assert "Short text: this is an estimate" in html
    assert "grade" not in html.partition("<details")[0]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "Less than a minute to read"),
        (61, "About 1 minute to read"),
        (300, "About 5 minutes to read"),
    ],
)
def test_reading_time_is_told_in_minutes(seconds: int, words: str) -> None:
    assert words in show(replace(PLAIN, measures=replace(MEASURES, reading_seconds=seconds)))


def test_the_gauge_has_a_name_that_says_what_it_draws() -> None:
    assert 'aria-label="Grade 8 on a scale from 0 to 18."' in show(PLAIN)


def test_the_gauge_is_drawn_from_the_side_the_reader_begins_at() -> None:
    target = re.compile(r'class="gauge-target" x="([\d.]+)%" y="1.5em" width="([\d.]+)%"')
    for direction, begins in (("ltr", 0.0), ("rtl", 66.67)):
        found = target.search(show(PLAIN, direction=direction))
        assert found
        assert (float(found[1]), float(found[2])) == (begins, 33.33)


def test_a_level_off_the_scale_stays_in_the_gauge() -> None:
    headline = Headline(23, 25, 28, 31, 0.2, Confidence.GOOD)
    html = show(replace(PLAIN, headline=headline), target="college")
    places = [float(place) for place in re.findall(r' x[12]?="([-\d.]+)%"', html)]
    assert places
    assert all(0 <= place <= 100 for place in places)


def test_every_score_is_in_the_details_and_a_missing_one_is_said_to_be() -> None:
    html = show(PLAIN)
    assert "SMOG" in html
    assert "<td>8</td>" in html
    assert re.search(r"Dale–Chall.*?none", html, re.DOTALL)


def second_number(aside: Aside, readability: Readability = PLAIN) -> str | None:
    """Return the sentence on the glossary-adjusted level."""
    html = show(replace(readability, aside=aside))
    found = re.search(r'class="level-aside">\s*(.*?)(?:&#160;|\s)*<span', html, re.DOTALL)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("grades", "share", "words"),
    [
        ((6, 6), 0.01, "about 6th grade, and 1% of its words are uncommon."),
        ((6, 7), 0.04, "about grade 6 to 7."),
        ((8, 8), 0.021, "2% of its words are uncommon."),
    ],
)
def test_the_second_number_is_labelled_and_tells_what_differs_from_the_first(
    grades: tuple[int, int], share: float, words: str
) -> None:
    said = second_number(Aside(*grades, share, 12))
    assert said == f"Not counting the words it explains: {words}"


def test_a_second_number_that_reads_like_the_first_is_not_shown() -> None:
    assert second_number(Aside(8, 8, 0.0399, 12)) is None
    assert "set aside" not in show(PLAIN)


def test_a_page_that_explains_nothing_has_no_second_number() -> None:
    assert "set aside" not in show(replace(PLAIN, aside=Aside(6, 6, 0.01, 12)), terms=())


def test_two_college_levels_are_told_apart_by_their_grades() -> None:
    college = replace(PLAIN, headline=Headline(15, 16, 20, 22, 0.04, Confidence.GOOD))
    said = second_number(Aside(13, 14, 0.04, 12), college)
    assert said == "Not counting the words it explains: about grade 13 to 14."


def test_the_second_number_of_a_british_text_is_a_school_year_too() -> None:
    said = second_number(Aside(6, 6, 0.04, 12), replace(PLAIN, language="en-GB"))
    assert said == "Not counting the words it explains: about Year 7."


def test_the_second_number_of_a_language_without_grades_is_its_share_of_uncommon_words() -> None:
    headline = Headline(None, None, 6, 12, 0.04, Confidence.GOOD, "very_easy")
    spanish = replace(PLAIN, language="es", headline=headline)
    said = second_number(Aside(None, None, 0.01, 1), spanish)
    assert said == "Not counting the words it explains: 1% of its words are uncommon."


def test_the_second_number_stands_in_the_details_only() -> None:
    before, _, details = show(replace(PLAIN, aside=Aside(6, 6, 0.01, 12))).partition("<details")
    assert "set aside" not in before
    assert "This text explains 12 of its words." in details


def rows(readability: Readability) -> dict[str, str]:
    """Return the rows of the tables in the details."""
    found = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>', show(readability), re.DOTALL)
    return {re.sub(r"<[^>]+>", "", name): value for name, value in found}


def test_the_details_tell_the_length_of_sentences_the_time_and_hardness() -> None:
    told = rows(PLAIN)
    assert told["Average words per sentence"] == "13"
    assert told["Words in the longest sentence"] == "24"
    assert told["Minutes to read, at 238 words per minute"] == "1.7"
    assert told["Letters and digits"] == "1,804"
    (hardness,) = [value for name, value in told.items() if name.startswith("Difficulty")]
    assert hardness == "11.2"


@pytest.mark.parametrize(
    ("language", "reason", "said"),
    [
        ("en", "too_short", "No scores: the text needs at least 30 words in full sentences"),
        ("en", "too_long", "No scores: we could only measure part of this text."),
        ("ar", "no_formula", "No scores: we do not have a formula for العربية."),
    ],
)
def test_without_scores_the_details_say_why_and_what_was_counted(
    language: str, reason: str, said: str
) -> None:
    readability = replace(
        PLAIN,
        language=language,
        reason=reason,
        scores={"smog": None, "dale_chall": None},
        headline=Headline(None, None, None, None, 0.0, Confidence.NONE),
    )
    assert said in show(readability)
    assert "SMOG" not in show(readability)
    assert "Our aim" not in show(readability)
    told = rows(readability)
    assert told["Sentences"] == "31"
    assert ("Syllables" in told) is (reason != "no_formula")
    assert not any("Difficulty" in name for name in told)


def test_unknown_measures_of_a_language_are_not_shown_as_zero() -> None:
    swahili = replace(PLAIN, language="sw", reason="no_formula", scores={"dale_chall": None})
    assert "uncommon" not in show(swahili)
    assert not any("Dale–Chall" in name for name in rows(swahili))


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (Confidence.LOW, "This text has far fewer, so treat them as a rough guide."),
        (Confidence.FAIR, "This text has fewer, so treat them as estimates."),
    ],
)
def test_the_details_say_how_far_to_trust_the_scores_of_a_short_text(
    confidence: Confidence, said: str
) -> None:
    assert said in show(replace(PLAIN, headline=replace(PLAIN.headline, confidence=confidence)))
    assert "Scores are reliable" not in show(PLAIN)


def test_a_range_of_grades_is_said_to_be_an_interval() -> None:
    wide = Headline(7, 9, 12, 15, 0.04, Confidence.FAIR)
    assert "in about 4 out of 5 cases" in show(replace(PLAIN, headline=wide))
    assert "in 4 out of 5 cases" not in show(PLAIN)


def test_the_page_says_what_a_grade_means() -> None:
    before, _, details = show(PLAIN).partition("<details")
    assert "The grade is the schooling needed to understand all of the text." in before
    assert "Why do these differ?" in details
    spanish = replace(PLAIN, language="es", scores={"szigriszt_pazos": 60.0})
    assert "understand all" not in show(spanish)


def test_very_long_sentences_are_said_to_raise_the_level() -> None:
    long = replace(MEASURES, mean_sentence_words=64.0)
    assert "over 30 in the average sentence adds 0.39 grades" in show(replace(PLAIN, measures=long))
    assert "over 30" not in show(PLAIN)


def test_coleman_liau_is_only_under_other_formulas_with_a_remark() -> None:
    html = show(replace(PLAIN, scores={"smog": 8.0, "coleman_liau": 9.5}))
    main, _, others = html.partition("Other formulas")
    assert "Coleman" not in main
    assert "cannot tell hard medical texts from easy ones" in others


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_is_told_in_the_gauge_and_with_its_source(target: str) -> None:
    html = show(PLAIN, target=target)
    caption = re.search(r"<figcaption>.*?</span>(.*?)</figcaption>", html, re.DOTALL)
    assert caption
    high = TARGETS[target].high
    highest = f"grade {high:g} or easier"
    ages = f"grade 4 to {high:g}, reading age 9–11"
    college = "Typical for health professionals: college level"
    assert caption[1] in {f"Our aim: {highest}", f"Our aim: {ages}", college}
    assert ("No guideline" in html) is (target == "college")


@pytest.mark.parametrize("persona", ["patient", "caregiver-of-a-child"])
@pytest.mark.parametrize("only_variant", [True, False])
def test_a_lay_reader_is_never_told_that_a_text_is_for_professionals_to_judge(
    persona: str, only_variant: bool
) -> None:
    variant = SimpleNamespace(
        audience=Audience.CLINICIAN if only_variant else Audience.LAY,
        only_variant=only_variant,
        persona=persona,
        disclaimer=None,
    )
    html = TEMPLATES.get_template("reader/parts/_disclaimer.html").render(variant=variant)
    assert "Talk to your doctor" in html
    assert "emergency" in html
    assert "clinical judgment" not in html
