"""HTML as word processors put it on the clipboard, as the Markdown that it means."""

import pytest

from readlevel.interchange.documents.html_to_markdown import read_html


def item(words: str, place: str, sign: str) -> str:
    return (
        f"<p class=MsoListParagraph style='text-indent:-.25in;mso-list:{place} lfo1'>"
        "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>"
        f"{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
        f"<![endif]>{words}<o:p></o:p></p>"
    )


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- p {{}} --></style>
<!--[if gte mso 9]><xml><o:Settings/></xml><![endif]--></head><body lang=EN-US>
<!--StartFragment--><p class=MsoTitle>Gout<o:p></o:p></p>
<h2><b>Causes</b><o:p></o:p></h2>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Uric</b> acid, 5&nbsp;mg<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
{item("First <i>thing</i>", "l0 level1", "·")}
{item("Nested", "l0 level2", "o")}
{item("Nested again", "l0 level2", "o")}
{item("Second", "l0 level1", "·")}
<p class=MsoNormal>Then:</p>
{item("One", "l1 level1", "3.")}
{item("Two", "l1 level1", "4.")}
<p class=MsoQuote>Drink water.</p><!--EndFragment--></body></html>"""

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
<h2 dir="ltr"><span style="font-size:16pt;font-weight:700">Signs</span></h2>
<p dir="ltr"><span style="font-weight:700">Bold</span><span style="font-weight:400"> and </span>
<span style="font-style:italic">slanted</span><span> m</span><span
 style="font-size:0.6em;vertical-align:super">2</span></p>
<ul><li dir="ltr"><p role="presentation"><span>one</span></p></li>
<ul><li><p role="presentation"><span>deep</span></p></li></ul></ul></b>"""


def test_lists_and_headings_of_word_are_lists_and_headings() -> None:
    found = read_html(WORD)
    assert found.markdown == (
        "# Gout\n\n## Causes\n\n**Uric** acid, 5 mg\n\n- First *thing*\n  - Nested\n"
        "  - Nested again\n- Second\n\nThen:\n\n3. One\n4. Two\n\n> Drink water.\n"
    )
    assert found.left_out == ()


def test_marks_that_are_written_as_styles_stay_marks() -> None:
    found = read_html(DOCS)
    assert found.markdown == ("## Signs\n\n**Bold** and\n*slanted* m^2^\n\n- one\n\n  - deep\n")
    assert found.left_out == ()


def test_a_list_of_word_that_begins_deep_loses_nothing() -> None:
    found = read_html(item("Deep", "l0 level3", "§") + item("Flat", "l2 level1", "·"))
    assert found.markdown.split() == ["-", "Deep", "-", "Flat"]


def test_footnotes_are_kept_without_their_links() -> None:
    found = read_html(
        '<p>Rest<a href="#_ftn1"><sup>[1]</sup></a>.</p><p><a href="#_ftnref1">[1]</a> A trial.</p>'
        '<ol><li>Two <a href="#footnote-ref-2">↑</a></li></ol>'
    )
    assert found.markdown == "Rest^\\[1\\]^.\n\n\\[1\\] A trial.\n\n1. Two\n"
    assert [one.kind for one in found.left_out] == ["notes"]


@pytest.mark.parametrize("sign", ["1.", "(a)", "iv.", "B)"])
def test_numbers_of_every_kind_make_a_numbered_list(sign: str) -> None:
    assert read_html(item("One", "l0 level1", sign)).markdown == "1. One\n"


def test_signs_that_are_not_seen_are_gone() -> None:
    assert (
        read_html("<p>hyper\u00adtension\u200b, 5\u00a0mg</p>").markdown == "hypertension, 5 mg\n"
    )
