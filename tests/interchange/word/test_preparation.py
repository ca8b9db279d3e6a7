"""Hidden text, drop caps and skipped cells of Word files."""

import pytest

from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.word.word_to_markdown import read_docx
from tests.interchange.word.test_word_to_markdown import W, make_docx


def paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


HIDING = (
    f"<w:styles {W}>"
    '<w:style w:type="character" w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Note"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
    "</w:styles>"
)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Rest.") + run(" [internal]", "<w:vanish/>")),
        paragraph(run("Rest.") + run(" [internal]", '<w:rStyle w:val="Hide"/>')),
        paragraph(run("Rest.")) + paragraph(run("[internal]"), '<w:pStyle w:val="Note"/>'),
        paragraph(run("Rest.")) + paragraph(run("[internal]"), '<w:pStyle w:val="Own"/>'),
        paragraph(run("Rest.") + f"<w:ins>{run(' [internal]', '<w:vanish/>')}</w:ins>"),
    ],
)
def test_hidden_text_is_left_out_and_named(body: str) -> None:
    found = read_docx(make_docx(body, **{"word/styles.xml": HIDING}))
    assert found.markdown == "Rest.\n"
    assert ConversionLoss("hidden", "[internal]") in found.left_out


def test_text_whose_hiding_is_switched_off_is_kept() -> None:
    found = read_docx(make_docx(paragraph(run("Rest.", '<w:vanish w:val="0"/>'))))
    assert (found.markdown, found.left_out) == ("Rest.\n", ())


def test_a_drop_cap_joins_its_word() -> None:
    cap = paragraph(run("D"), '<w:framePr w:dropCap="drop" w:lines="3"/>')
    found = read_docx(make_docx(cap + paragraph(run("rop cap."))))
    assert found.markdown == "Drop cap.\n"


def test_cells_that_a_row_skips_stay_empty() -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(run(text))}</w:tc>"

    first = f"<w:tr>{cell('Medicine')}{cell('Age')}{cell('Dose')}</w:tr>"
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    after = '<w:trPr><w:gridAfter w:val="2"/></w:trPr>'
    second = f"<w:tr>{before}{cell('5 years')}{cell('500 mg')}</w:tr>"
    third = f"<w:tr>{after}{cell('Penicillin')}</w:tr>"
    found = read_docx(make_docx(f"<w:tbl>{first}{second}{third}</w:tbl>"))
    assert found.markdown.splitlines()[2:] == ["|  | 5 years | 500 mg |", "| Penicillin |  |  |"]


def test_paragraphs_with_an_outline_level_are_headings() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H"><w:pPr><w:outlineLvl w:val="1"/>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H"/>'
        "</w:style></w:styles>"
    )
    body = (
        paragraph(run("Causes"), '<w:pStyle w:val="Own"/>')
        + paragraph(run("Viruses"), '<w:outlineLvl w:val="2"/>')
        + paragraph(run("Text."), '<w:outlineLvl w:val="9"/>')
    )
    found = read_docx(make_docx(body, **{"word/styles.xml": styles}))
    assert found.markdown == "## Causes\n\n### Viruses\n\nText.\n"
