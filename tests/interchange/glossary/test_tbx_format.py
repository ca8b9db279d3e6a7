from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import RecordProblem
from readlevel.interchange.files.safe_xml import keep_allowed
from readlevel.interchange.glossary import tbx_format
from readlevel.interchange.glossary.entries import ImportRecord, TermEntry
from tests.interchange.strategies import terms

FIXTURES = Path(__file__).parents[1] / "fixtures"


def read(content: str | bytes, **options: str) -> list[ImportRecord]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "terms.tbx")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(tbx_format.read(path, options.pop("language", None), **options))


def told(content: str | bytes) -> list[str]:
    return [str(item).partition("terms.tbx")[2] for item in read(content)]


def wrap(section: str, language: str = ' xml:lang="en"') -> str:
    concept = f"<conceptEntry><langSec{language}>{section}</langSec></conceptEntry>"
    return f"<tbx><text><body>{concept}</body></text></tbx>"


def allowed(term: Term) -> Term:
    """Return `term` with the signs alone that XML can hold."""

    def text(given: str | None) -> str | None:
        return (given and keep_allowed(given).strip()) or None

    return replace(
        term,
        definition_lay=text(term.definition_lay),
        definition_clinician=text(term.definition_clinician),
    )


@pytest.mark.parametrize("style", ["dca", "dct"])
@settings(max_examples=40)
@given(
    given=st.lists(
        terms()
        .map(allowed)
        .filter(lambda term: bool(term.definition_lay or term.definition_clinician)),
        min_size=1,
        max_size=4,
        unique_by=(lambda term: (term.language, term.slug)),
    )
)
def test_terms_come_back_as_they_were_written(style: str, given: list[Term]) -> None:
    written = tbx_format.write(given, title="A & B", style=style)
    items = read(written.text)
    assert [item.term for item in items if isinstance(item, TermEntry)] == given
    assert len(items) == len(given)
    assert not written.losses


def test_a_file_in_the_style_of_attributes_is_read() -> None:
    items = list(tbx_format.read(FIXTURES / "dca.tbx", None))
    terms = [item.term for item in items if isinstance(item, TermEntry)]
    assert terms == [
        Term(
            slug="atrial-fibrillation",
            name="atrial fibrillation",
            language="en",
            definition_lay=r"An uneven heartbeat \& more.",
            other_forms=("auricular fibrillation",),
            acronym="AF",
            source="Ward handbook",
            source_url="https://example.org/af",
            see_also=("heart",),
            codes={"icd10cm": ("I48",)},
            rare=True,
        ),
        Term(
            slug="heart",
            name="heart",
            language="en",
            definition_lay=r"The \*muscle\* that pumps.",
            definition_clinician="The four-chambered pump, **cor**.",
            pronunciation="HART",
        ),
    ]
    assert [
        str(item).partition("dca.tbx")[2] for item in items if not isinstance(item, TermEntry)
    ] == [
        ":46: undefined: The term has no definition. Write a lay or a clinician one.",
        ":49: term is missing.",
        ": Not carried over: partOfSpeech (2), subjectField (1), "
        "terms in a language without a definition (1).",
    ]


def test_a_file_in_the_style_of_elements_says_the_same() -> None:
    one, other = (
        [
            item.term
            for item in tbx_format.read(FIXTURES / name, None)
            if isinstance(item, TermEntry)
        ]
        for name in ("dca.tbx", "dct.tbx")
    )
    assert one[0] == other[0]
    assert other[1].definition_lay == one[1].definition_lay


def test_a_definition_above_belongs_to_the_sections_of_its_language() -> None:
    content = (
        '<tbx xml:lang="en"><conceptEntry><descrip type="definition">x</descrip>'
        '<descrip type="definition" xml:lang="fr">y</descrip>'
        '<langSec xml:lang="en-GB"><termSec><term>edema</term></termSec></langSec>'
        '<langSec xml:lang="es"><termSec><term>edema</term></termSec></langSec>'
        "</conceptEntry></tbx>"
    )
    entry, notice = read(content)
    assert isinstance(entry, TermEntry)
    assert (entry.term.language, entry.term.definition_lay) == ("en-GB", "x")
    assert str(notice).endswith(
        "Not carried over: definition in a language without terms (1), terms in a language "
        "without a definition (1)."
    )


def test_an_older_file_is_read_and_its_declaration_is_not_fetched() -> None:
    (item,) = tbx_format.read(FIXTURES / "martif.tbx", None)
    assert isinstance(item, TermEntry)
    assert (item.term.name, item.term.other_forms) == ("edema", ("oedema",))
    assert item.line == 6


def test_definitions_are_for_the_audience_that_is_said() -> None:
    content = wrap('<descrip type="definition">x</descrip><termSec><term>edema</term></termSec>')
    (item,) = read(content, audience="clinician")
    assert isinstance(item, TermEntry)
    assert (item.term.definition_lay, item.term.definition_clinician) == (None, "x")
    assert item.given_fields == {"definition_clinician"}


def test_the_language_is_that_of_the_section_the_file_or_the_command() -> None:
    section = '<descrip type="definition">x</descrip><termSec><term>ictus</term></termSec>'
    bare = wrap(section, "")
    for content, language in (
        (wrap(section, ' xml:lang="ES"'), "es"),
        (bare.replace("<tbx>", '<tbx xml:lang="pt-br">'), "pt-BR"),
    ):
        (item,) = read(content, language="de")
        assert isinstance(item, TermEntry)
        assert item.term.language == language
    (item,) = read(bare, language="de")
    assert isinstance(item, TermEntry)
    assert item.term.language == "de"
    (problem,) = read(bare)
    assert "The language is missing. Write it in the file, or give --language." in str(problem)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        (
            '<descripGrp><descrip type="definition">x</descrip><note>audience: all</note>'
            "</descripGrp><termSec><term>a</term></termSec>",
            ":1: a: A note says audience: 'all'. Write lay or clinician.",
        ),
        (
            '<descrip type="definition">x</descrip><descrip type="definition">y</descrip>'
            '<xref type="xGraphic" target="a.png"/><termSec><term>a</term></termSec>',
            ": Not carried over: second definition_lay (1), xGraphic (1).",
        ),
        (
            f'<descrip type="definition">{"x" * 5001}</descrip><termSec><term>a</term></termSec>',
            ":1: a: definition_lay has 5,001 characters; at most 5,000 are taken. Shorten it.",
        ),
    ],
)
def test_what_cannot_be_taken_is_named(section: str, said: str) -> None:
    assert told(wrap(section))[-1] == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<tbx><text>", ":1: This is not XML: no element found."),
        ("<tbx>\n</text>", ":2: This is not XML: mismatched tag."),
        ("<tbx/>", ": The file holds no conceptEntry with a langSec, as TBX has."),
        ("<a>" * 200, ":1: The XML is nested too deeply."),
        (b"<?xml version='1.0' encoding='x-none'?><tbx/>", ": The encoding that the XML names"),
    ],
)
def test_a_file_of_another_kind_is_named(content: str | bytes, said: str) -> None:
    (only,) = told(content)
    assert only.startswith(said)


def test_control_characters_are_left_out_and_told() -> None:
    written = tbx_format.write([Term("x", "x", "en", "a\x01b\x08")], title="x")
    assert written.losses == {"control characters": 2}
    (item,) = read(written.text)
    assert isinstance(item, TermEntry)
    assert item.term.definition_lay == "ab"


def test_a_problem_has_the_line_of_its_section() -> None:
    content = wrap("<termSec><term>a</term></termSec>").replace("<langSec", "\n\n<langSec")
    (problem,) = read(content)
    assert isinstance(problem, RecordProblem)
    assert problem.line == 3
