"""Word's own citations, of sources that the file describes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.html_to_markdown import ConvertedDocument
from readlevel.interchange.word.word_sources import read_citation, read_sources
from readlevel.interchange.word.word_to_markdown import read_docx
from tests.interchange.word.fields import (
    FEVER,
    WORD_SOURCES,
    complex_field,
    text,
    word_bibliography,
    word_citation,
    zotero,
)
from tests.interchange.word.test_citations import AFTER, BEFORE, item, paragraph
from tests.interchange.word.test_word_to_markdown import make_docx

LAST = paragraph(text("Last words."))


def read(body: str, sources: str = WORD_SOURCES) -> ConvertedDocument:
    parts: dict[str, str | bytes] = {
        "customXml/item1.xml": "<other/>",
        "customXml/item2.xml": sources,
    }
    return read_docx(make_docx(body, **parts))


def read_one(given: str, shown: str = "(Webb & Ode, 2019)") -> str:
    return read(paragraph(BEFORE + word_citation(given, shown) + AFTER)).markdown


def test_a_citation_comes_with_its_reference() -> None:
    found = read(paragraph(BEFORE + word_citation("Web19") + AFTER))
    assert found.markdown == "Rest [@webb2019].\n"
    [reference] = found.references
    assert reference.csl == {
        "id": "webb2019",
        "type": "article-journal",
        "author": [{"family": "Webb", "given": "Ann B."}, {"family": "Ode", "given": "Mary"}],
        "title": "Fever in made-up children",
        "container-title": "Journal of examples",
        "volume": "7",
        "issue": "2",
        "page": "12-19",
        "issued": {"date-parts": [[2019, 5, 3]]},
        "DOI": "10.1000/fever",
    }
    assert found.left_out == (ConversionLoss("citations", "1"),)


def test_other_kinds_of_works_are_described_too() -> None:
    found = read(paragraph(BEFORE + word_citation("Who21 \\m Mül01")))
    site, chapter = (dict(one.csl) for one in found.references)
    assert site == {
        "id": site["id"],
        "type": "webpage",
        "author": [{"literal": "Example Health Office"}],
        "title": "Rest & fluids",
        "container-title": "Example Health",
        "issued": {"date-parts": [[2021]]},
        "accessed": {"date-parts": [[2024, 11]]},
        "URL": "https://health.example/rest",
    }
    assert chapter == {
        "id": chapter["id"],
        "type": "chapter",
        "author": [{"family": "Müller"}],
        "editor": [{"family": "Kim", "given": "Jo"}],
        "title": "Doses",
        "container-title": "A book of doses",
        "publisher": "Examples",
        "publisher-place": "Bern",
        "ISBN": "978-3-16-148410-0",
    }


@pytest.mark.parametrize("field", ["Day", "Month"])
@pytest.mark.parametrize("number", ["0310", "010", "01" + "0" * 4_300, "0", "32"])
def test_a_number_that_is_no_day_or_month_is_left_out(field: str, number: str) -> None:
    written = {"Month": "May", "Day": "3"}[field]
    sources = WORD_SOURCES.replace(
        f"<b:{field}>{written}</b:{field}>", f"<b:{field}>{number}</b:{field}>"
    )
    assert number in sources
    [reference] = read(paragraph(BEFORE + word_citation("Web19") + AFTER), sources).references
    expected = [2019, 5] if field == "Day" else [2019]
    assert reference.csl["issued"] == {"date-parts": [expected]}


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Web19 \\p 4", "[@webb2019, p. 4]"),
        ("Web19 \\p 4-6", "[@webb2019, pp. 4-6]"),
        ('Web19 \\p "4, 6"', "[@webb2019, pp. 4, 6]"),
        ("Web19 \\v 2 \\p 33", "[@webb2019, vol. 2, p. 33]"),
        ('Web19 \\f "see also " \\s " and more"', "see also [@webb2019, and more]"),
        ("web19 \\n \\t \\y \\* MERGEFORMAT", "[@webb2019]"),
        ("Web19 \\p 4 \\m Who21 \\p 7", "[@webb2019, p. 4; @examplehealthoffice2021, p. 7]"),
    ],
)
def test_switches_become_locators_prefixes_and_suffixes(given: str, written: str) -> None:
    assert read_one(given) == f"Rest {written}.\n"


def test_a_field_without_a_content_control_is_a_citation_too() -> None:
    simple = f'<w:fldSimple w:instr=" CITATION Web19 ">{text("(Webb, 2019)")}</w:fldSimple>'
    for inside in (simple, complex_field(" CITATION Web19 ", "(Webb, 2019)")):
        assert read(paragraph(BEFORE + inside + AFTER)).markdown == "Rest [@webb2019].\n"


@pytest.mark.parametrize("given", ["Placeholder1", "Nobody", "Web19 \\m Nobody", ""])
def test_a_citation_of_nothing_that_is_described_stays_text_and_is_named(given: str) -> None:
    found = read(paragraph(BEFORE + word_citation(given, "(Webb, 2019)") + AFTER))
    assert found.markdown == "Rest (Webb, 2019).\n"
    assert found.left_out == (ConversionLoss("citation", "(Webb, 2019)"),)


def test_the_list_goes_with_its_heading_and_what_it_alone_has_becomes_references() -> None:
    body = paragraph(BEFORE + word_citation("Web19") + AFTER)
    found = read(body + word_bibliography("Webb A. Fever.", "Müller. Doses.") + LAST)
    assert found.markdown == "Rest [@webb2019].\n\nLast words.\n"
    assert [one.csl["title"] for one in found.references] == [
        "Fever in made-up children",
        "Rest & fluids",
        "Doses",
    ]
    assert ConversionLoss("bibliography") in found.left_out
    assert ConversionLoss("uncited_references", "Rest & fluids; Doses") in found.left_out


def test_sources_that_are_neither_cited_nor_listed_do_not_come_in() -> None:
    found = read(paragraph(BEFORE + word_citation("Web19")))
    assert len(found.references) == 1


def test_the_list_stays_text_where_a_citation_could_not_be_read() -> None:
    body = paragraph(BEFORE + word_citation("Nobody") + word_citation("Web19"))
    found = read(body + word_bibliography("Webb A. Fever."))
    assert "Webb A. Fever." in found.markdown
    assert ConversionLoss("bibliography_kept") in found.left_out


def test_word_and_a_reference_manager_may_cite_the_same_work() -> None:
    found = read(paragraph(BEFORE + word_citation("Web19") + zotero(item(FEVER)) + AFTER))
    assert found.markdown == "Rest [@webb2019][@webb2019].\n"


def test_strict_files_have_another_namespace() -> None:
    strict = WORD_SOURCES.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/bibliography",
        "http://purl.oclc.org/ooxml/officeDocument/bibliography",
    )
    found = read(paragraph(BEFORE + word_citation("Web19")), strict)
    assert [one.key for one in found.references] == ["webb2019"]


@given(st.text(), st.text(st.sampled_from('\\\\pmfsv" Web19'), max_size=60))
def test_any_instruction_is_read_or_not(one: str, other: str) -> None:
    sources = read_sources(WORD_SOURCES.encode())
    for rest in (one, other):
        assert isinstance(read_citation(f"CITATION {rest}", sources), list)
