"""The sample answers render completely for every persona."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import readlevel
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS, find_persona
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.rendering.safe_html import escape_text
from readlevel.interchange.answers import answer_folder
from readlevel.interchange.documents.svg_cleaning import clean_svg
from readlevel.interchange.files.problems import RecordProblem
from readlevel.interchange.glossary import csv_format
from readlevel.interchange.glossary.entries import TermEntry
from tests.core.rendering.render_markdown import render_markdown

SAMPLES = Path(readlevel.__file__).parent / "samples"
ANSWERS = sorted(path for path in SAMPLES.iterdir() if answer_folder.is_answer(path))
CITED = re.compile(r"\[@[^\]]+\]")
IMAGE = re.compile(r'!\[([^\]]*)\]\(images/([a-z0-9.-]+) "([^"]*)"\)')
THOUSANDS = re.compile(r"(?<=\d),(\d{3})\b")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@cache
def glossary() -> Glossary:
    given = [one for path in SAMPLES.glob("glossary/*.csv") for one in csv_format.read(path, None)]
    assert not [one for one in given if isinstance(one, RecordProblem)]
    return Glossary(one.term for one in given if isinstance(one, TermEntry))


@cache
def answer(folder: Path) -> Answer:
    found = answer_folder.read(folder)
    assert isinstance(found, Answer), found
    return found


@cache
def rendered(folder: Path, key: str) -> tuple[Rendering, ...]:
    """Render the texts that a persona reads."""
    given = answer(folder)
    persona = find_persona(DEFAULT_PERSONAS, key)
    assert persona
    return tuple(
        render_markdown(
            variant.markdown,
            slug=given.slug,
            language=variant.language,
            references=given.references,
            glossary=glossary(),
            policy=persona.tooltips,
        )
        for variant in given.variants
        if variant.audience is persona.audience
    )


def english(folder: Path, key: str) -> Rendering:
    """Return what a persona reads in English."""
    audience = Audience.LAY if key == "patient" else Audience.CLINICIAN
    own = [one.language for one in answer(folder).variants if one.audience is audience]
    return rendered(folder, key)[own.index("en")]


def renderings(folder: Path) -> Iterator[Rendering]:
    for persona in DEFAULT_PERSONAS:
        yield from rendered(folder, persona.key)


def test_there_are_a_dozen_answers() -> None:
    assert len(ANSWERS) >= 12


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_each_has_both_texts_and_its_folders_name(folder: Path) -> None:
    given = answer(folder)
    assert given.slug == folder.name
    assert {one.audience for one in given.variants if one.language == "en"} == set(Audience)


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_an_editor_would_find_nothing_wrong(folder: Path) -> None:
    assert [finding for one in renderings(folder) for finding in one.findings] == []


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_cited_works_are_listed_and_linked(folder: Path) -> None:
    for one in renderings(folder):
        assert one.references
        assert "[@" not in one.html.text
        assert "cite-unknown" not in one.html.text
        for reference in one.references:
            assert f'id="cite-{reference.number}-{reference.citations}"' in one.html.text
            assert reference.html.text != escape_text(reference.key).text
            assert reference.doi_url or reference.pubmed_url or reference.url


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_every_reference_is_cited_in_some_text(folder: Path) -> None:
    cited = {reference.key for one in renderings(folder) for reference in one.references}
    assert cited == {reference.key for reference in answer(folder).references}


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_the_plain_text_explains_its_hard_words(folder: Path) -> None:
    for one in rendered(folder, "patient"):
        assert len(one.terms) >= 3
        assert all(f'data-term="{term.slug}"' in one.html.text for term in one.terms)


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_the_plain_text_is_the_easier_one(folder: Path) -> None:
    lay = english(folder, "patient").readability.headline
    other = english(folder, "clinician").readability.headline
    assert lay.grade_high is not None
    assert other.grade_low is not None
    assert lay.grade_high < other.grade_low


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_the_plain_text_reads_at_grade_six_or_easier(folder: Path) -> None:
    grade = english(folder, "patient").readability.headline.grade_high
    assert grade is not None
    assert grade <= 6


def test_there_are_texts_in_spanish_and_in_arabic() -> None:
    tags = Counter(one.language for folder in ANSWERS for one in answer(folder).variants)
    assert tags["es"] >= 6
    assert tags["ar"] >= 3


@pytest.mark.parametrize("language", ["es", "ar"])
def test_students_of_each_language_have_clinician_texts_beside_plain_ones(language: str) -> None:
    both = [
        folder
        for folder in ANSWERS
        if len([one for one in answer(folder).variants if one.language == language]) == 2
    ]
    assert len(both) >= 4


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_a_translation_says_and_cites_what_the_english_says(
    folder: Path, audience: Audience
) -> None:
    given = answer(folder)
    texts = {one.language: one.markdown for one in given.variants if one.audience is audience}
    for language, markdown in texts.items():
        assert given.question_in(language)[0] == language
        assert CITED.findall(markdown) == CITED.findall(texts["en"])
        # "1.5" is written "1,5" in Spanish; small numbers may be words.
        numbers, english = (
            {
                number
                for number in NUMBER.findall(THOUSANDS.sub(r"\1", text).replace(",", "."))
                if len(number) > 1
            }
            for text in (markdown, texts["en"])
        )
        assert numbers == english


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_the_spanish_text_is_easy_by_the_scale_of_its_own_formula(folder: Path) -> None:
    for variant, one in zip(lay_variants(folder), rendered(folder, "patient"), strict=True):
        if variant.language == "es":
            assert one.readability.headline.band in {"very_easy", "fairly_easy"}


@pytest.mark.parametrize("folder", ANSWERS, ids=lambda path: path.name)
def test_drawings_only_draw_and_are_shown_and_described_in_every_plain_text(folder: Path) -> None:
    given = answer(folder)
    shown = {image.name for image in given.images}
    for image in given.images:
        drawing, width, height = clean_svg(image.content)
        assert (width, height) == (480, 300)
        assert b"prefers-color-scheme: dark" in drawing
    for variant in lay_variants(folder):
        pictures = IMAGE.findall(variant.markdown)
        assert {name for _, name, _ in pictures} == shown
        assert all(len(alt) > 30 and caption for alt, _, caption in pictures)


def test_most_plain_texts_have_a_picture() -> None:
    assert sum(bool(answer(folder).images) for folder in ANSWERS) >= 8


@pytest.mark.parametrize(
    "line", Path("tests/fixtures/sample_terms.tsv").read_text("utf-8").splitlines()[1:]
)
def test_sentences_of_strangers_have_their_terms_marked_and_no_others(line: str) -> None:
    language, sentence, names = line.split("\t")
    marked = render_markdown(sentence, language=language, glossary=glossary()).terms
    assert {term.name for term in marked} == {name for name in names.split(",") if name}


def lay_variants(folder: Path) -> list[Variant]:
    return [one for one in answer(folder).variants if one.audience is Audience.LAY]
