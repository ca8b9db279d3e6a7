"""Citations that reference managers left in Word files."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.word.citation_fields import read_field, read_tag
from readlevel.interchange.word.word_to_markdown import read_docx
from tests.interchange.word.fields import (
    DOSES,
    ENDNOTE,
    FEVER,
    complex_field,
    control,
    endnote,
    endnote_with_data,
    instruction,
    mark,
    mendeley,
    mendeley_cite,
    text,
    zotero,
)
from tests.interchange.word.test_word_to_markdown import W, make_docx

BEFORE, AFTER = text("Rest "), text(".")


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def item(data: dict[str, Any], **more: str) -> dict[str, Any]:
    return {"id": data["id"], "itemData": data, **more}


def markdown_of(inside: str) -> str:
    return read_docx(make_docx(paragraph(BEFORE + inside + AFTER))).markdown


@pytest.mark.parametrize("write", [zotero, mendeley, mendeley_cite])
def test_citations_of_zotero_and_mendeley_come_with_their_references(write: Any) -> None:
    found = read_docx(make_docx(paragraph(BEFORE + write(item(FEVER), item(DOSES)) + AFTER)))
    assert found.markdown == "Rest [@webb2019; @muller2001].\n"
    assert [one.key for one in found.references] == ["webb2019", "muller2001"]
    assert found.references[0].csl == {**FEVER, "id": "webb2019"}
    assert found.left_out == (ConversionLoss("citations", "1"),)


@pytest.mark.parametrize(
    "inside",
    [endnote(), endnote_with_data(), endnote_with_data(encoding="utf-16-le")],
    ids=["instruction", "data", "data in UTF-16"],
)
def test_citations_of_endnote_come_with_their_references(inside: str) -> None:
    found = read_docx(make_docx(paragraph(BEFORE + inside + AFTER)))
    assert found.markdown == "Rest see [@ode2018, p. 33].\n"
    [reference] = found.references
    assert reference.csl == {
        "id": "ode2018",
        "type": "article-journal",
        "author": [{"family": "Ode", "given": "Mary"}, {"family": "Bell", "given": "Kim"}],
        "title": "Pain at <5 mg",
        "container-title": "J Examples",
        "volume": "3",
        "issue": "2",
        "issued": {"date-parts": [[2018]]},
        "DOI": "10.1000/pain",
    }


@pytest.mark.parametrize(
    ("items", "written"),
    [
        ([item(FEVER, locator="4")], "[@webb2019, p. 4]"),
        ([item(FEVER, locator="4-6", label="page")], "[@webb2019, pp. 4-6]"),
        ([item(FEVER, locator="2", label="chapter")], "[@webb2019, ch. 2]"),
        ([item(FEVER, prefix="see also ", suffix=" and more")], "see also [@webb2019, and more]"),
        ([item(FEVER, prefix="(")], "([@webb2019]"),
        ([item(FEVER), item(DOSES, prefix="cf.", locator="7")],
         "[@webb2019; cf. @muller2001, p. 7]"),
        ([item(FEVER, suffix="a [b]; @c | d")], "[@webb2019, a (b), \uff20c / d]"),
    ],
)  # fmt: skip
def test_locators_prefixes_and_suffixes_are_kept(items: list[dict[str, Any]], written: str) -> None:
    assert markdown_of(zotero(*items)) == f"Rest {written}.\n"


def test_one_work_has_one_key_whichever_manager_cites_it() -> None:
    again = {**FEVER, "id": 99, "title": "FEVER in made-up children", "DOI": "10.1000/FEVER"}
    body = paragraph(BEFORE + zotero(item(FEVER)) + mendeley(item(again)) + AFTER)
    found = read_docx(make_docx(body))
    assert found.markdown == "Rest [@webb2019][@webb2019].\n"
    assert len(found.references) == 1


def test_the_generated_list_goes_with_its_heading() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{text("References")}</w:p>'
    listed = mark("begin") + instruction(' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY ')
    body = (
        paragraph(BEFORE + zotero(item(FEVER)) + AFTER)
        + heading
        + paragraph(listed + mark("separate") + text("1. Webb A. Fever."))
        + paragraph(text("2. Someone else.") + mark("end"))
        + paragraph(text("Last words."))
    )
    found = read_docx(make_docx(body))
    assert found.markdown == "Rest [@webb2019].\n\nLast words.\n"
    assert ConversionLoss("bibliography") in found.left_out


@pytest.mark.parametrize(
    "listed",
    [
        control("MENDELEY_BIBLIOGRAPHY", paragraph(text("Webb A. Fever."))),
        paragraph(complex_field(" ADDIN EN.REFLIST ", "1. Webb A. Fever.")),
        paragraph(complex_field("ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY", "Webb A.")),
    ],
)
def test_lists_of_every_manager_go(listed: str) -> None:
    body = paragraph(BEFORE + zotero(item(FEVER))) + listed
    assert read_docx(make_docx(body)).markdown == "Rest [@webb2019]\n"


@pytest.mark.parametrize(
    ("cited", "listed"),
    [
        (text("(Webb 2019)"), " ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY "),
        (zotero({"id": 1}), " ADDIN EN.REFLIST "),
        (zotero(item(FEVER)), ' ADDIN ZOTERO_BIBL {"uncited":[["http://zotero.org/1"]]} '),
    ],
    ids=["no field", "an unread field", "a work that is not cited"],
)
def test_a_list_with_works_that_would_get_lost_stays_text(cited: str, listed: str) -> None:
    body = paragraph(BEFORE + cited) + paragraph(complex_field(listed, "Ode M. Pain."))
    found = read_docx(make_docx(body))
    assert found.markdown.endswith("Ode M. Pain.\n")
    assert ConversionLoss("bibliography_kept") in found.left_out


@pytest.mark.parametrize(
    "inside",
    [
        complex_field(" ADDIN ZOTERO_ITEM CSL_CITATION {broken", "(Webb 2019)"),
        complex_field(" ADDIN ZOTERO_ITEM CSL_CITATION []", "(Webb 2019)"),
        zotero({"id": 1, "uris": ["http://zotero.org/1"]}, shown="(Webb 2019)"),
        zotero(item(FEVER), {"id": 1}, shown="(Webb 2019)"),
        endnote("(Webb 2019)", "<EndNote><Cite></EndNote>"),
        endnote("(Webb 2019)", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + ENDNOTE
                .replace("Ode, Mary", "&b;").replace("<EndNote>", "<EndNote>&b;")),
        control("MENDELEY_CITATION_v3_%%%", text("(Webb 2019)")),
    ],
)  # fmt: skip
def test_a_citation_that_cannot_be_read_stays_text_and_is_named(inside: str) -> None:
    found = read_docx(make_docx(paragraph(BEFORE + inside + AFTER)))
    assert found.markdown == "Rest (Webb 2019).\n"
    assert found.references == ()
    assert found.left_out == (ConversionLoss("citation", "(Webb 2019)"),)


def test_other_fields_and_controls_stay_as_they_are() -> None:
    inside = complex_field(' HYPERLINK "https://example.org" ', "here") + control("name", text("!"))
    found = read_docx(make_docx(paragraph(BEFORE + inside)))
    assert found.markdown == "Rest [here](https://example.org)!\n"


def test_a_table_of_contents_goes() -> None:
    body = paragraph(complex_field(' TOC \\o "1-3" ', "Rest 3")) + paragraph(BEFORE)
    found = read_docx(make_docx(body))
    assert found.markdown == "Rest\n"
    assert found.left_out == (ConversionLoss("contents"),)


def test_a_citation_in_a_link_is_not_part_of_it() -> None:
    cited = f'<w:hyperlink w:anchor="a">{zotero(item(FEVER))}</w:hyperlink>'
    assert markdown_of(cited) == "Rest [@webb2019].\n"


def test_a_note_that_only_cites_becomes_the_citation() -> None:
    note = (
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        f"{text(' ')}{zotero(item(FEVER, locator='4'))}{text('.')}</w:p></w:footnote></w:footnotes>"
    )
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    parts = {"word/footnotes.xml": note, "word/_rels/document.xml.rels": relations}
    found = read_docx(make_docx(paragraph(text("Rest.") + call), **parts))
    assert found.markdown == "Rest.[@webb2019, p. 4]\n"


@given(st.text(max_size=60), st.text(st.sampled_from('{}[]":,citationItems '), max_size=60))
def test_any_instruction_is_read_or_not(data: str, rest: str) -> None:
    for begin in ("ADDIN EN.CITE <EndNote>", "ADDIN CSL_CITATION {", ""):
        assert isinstance(read_field(begin + rest, data, {}), list)
    assert read_tag("MENDELEY_CITATION_v3_" + data) == []
