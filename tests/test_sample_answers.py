"""The answers that come with the software render whole, for each of their readers."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import readlevel
from readlevel.core.answer import Answer, Audience
from readlevel.core.glossary import Glossary
from readlevel.core.html import escape_text
from readlevel.core.persona import DEFAULT_PERSONAS, find_persona
from readlevel.core.pipeline import render
from readlevel.core.rendering import Rendering
from readlevel.interchange import folders, glossary_csv
from readlevel.interchange.glossary import Entry
from readlevel.interchange.problem import Problem

SAMPLES = Path(readlevel.__file__).parent / "samples"
ANSWERS = sorted(path for path in SAMPLES.iterdir() if folders.is_answer(path))


@cache
def glossary() -> Glossary:
    given = [
        one for path in SAMPLES.glob("glossary/*.csv") for one in glossary_csv.read(path, None)
    ]
    assert not [one for one in given if isinstance(one, Problem)]
    return Glossary(one.term for one in given if isinstance(one, Entry))


@cache
def answer(folder: Path) -> Answer:
    found = folders.read(folder)
    assert isinstance(found, Answer), found
    return found


@cache
def rendered(folder: Path, key: str) -> tuple[Rendering, ...]:
    """Render the texts that a persona reads."""
    given = answer(folder)
    persona = find_persona(DEFAULT_PERSONAS, key)
    assert persona
    return tuple(
        render(
            variant.markdown,
            slug=given.slug,
            language=variant.language,
            references=given.references,
            glossary=glossary(),
            policy=persona.tooltips,
            glossary_path="/glossary/",
        )
        for variant in given.variants
        if variant.audience is persona.audience
    )


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
def test_what_is_cited_is_listed_and_can_be_followed(folder: Path) -> None:
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
    for lay, other in zip(rendered(folder, "patient"), rendered(folder, "clinician"), strict=True):
        grade, others = lay.readability.headline.grade_high, other.readability.headline.grade_low
        assert grade is not None
        assert others is not None
        assert grade < others
