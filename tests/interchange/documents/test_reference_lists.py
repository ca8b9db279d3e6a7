"""Notes and numbered lists as references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.documents.cited_works import CitedWorks
from readlevel.interchange.documents.html_to_markdown import ConvertedDocument, read_html

WEBB = "Webb A, Ode M. Cold air for croup. Lancet. 2019;12(3):1-9."
WHO = "World Health Organization. Croup. Geneva; 2015. https://example.org/croup"
BELL = "Bell K. Steroids in made-up children. J Examples. 2020;1:2."
LISTED = f"<h2>References</h2><ol><li>{WEBB}</li><li>{WHO}</li><li>{BELL}</li></ol>"


def read(html: str) -> ConvertedDocument:
    return read_html(html, whole=True, works=CitedWorks())


def said(found: ConvertedDocument) -> dict[str, str]:
    return {one.kind: one.text for one in found.left_out}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rest.<sup>1</sup>", "Rest.[@webb2019]"),
        ("Rest<sup>1,3</sup>.", "Rest[@webb2019; @bell2020]."),
        ("Rest <sup>[1–3]</sup>.", "Rest [@webb2019; @world2015; @bell2020]."),
        ("Rest [1, 2].", "Rest [@webb2019; @world2015]."),
        ('Rest <a href="#ref2">[2]</a>.', "Rest [@world2015]."),
        ('Rest<sup><a href="#ref2">2</a></sup>.', "Rest[@world2015]."),
    ],
)
def test_numbers_that_lead_to_a_list_of_references_become_citations(
    text: str, written: str
) -> None:
    found = read(f"<p>{text}</p>{LISTED}")
    assert found.markdown == f"{written}\n"
    assert [one.key for one in found.references][:1]
    assert len(found.references) == 3
    assert said(found)["proposed_references"] == "3"


def test_entries_that_nothing_cites_are_kept_and_named() -> None:
    found = read(f"<p>Rest [2].</p>{LISTED}")
    assert {one.key for one in found.references} == {"webb2019", "world2015", "bell2020"}
    assert said(found)["uncited_references"] == "1, 3"


@pytest.mark.parametrize(
    "text",
    ["5 kg/m<sup>2</sup>", "10<sup>3</sup> cells", "95% CI [1, 3]", "range: [2-3]",
     "Rest<sup>4</sup>", "Rest [4]", "Rest [3-1]", "<code>a[1]</code>"],
)  # fmt: skip
def test_other_numbers_stay_numbers_and_a_list_without_citations_stays_text(text: str) -> None:
    found = read(f"<p>{text}</p>{LISTED}")
    assert found.references == ()
    assert "Cold air for croup" in found.markdown
    assert said(found)["uncited_list"] == "3"
    assert "[@" not in found.markdown


def test_typed_numbers_are_a_list_too() -> None:
    listed = f"<p><b>References</b></p><p>[1] {WEBB}</p><p>[2] {BELL}</p><h2>After</h2><p>End.</p>"
    found = read(f"<p>Rest [2].</p>{listed}")
    assert found.markdown == "Rest [@bell2020].\n\n## After\n\nEnd.\n"


def test_what_stands_below_the_list_keeps_its_heading() -> None:
    found = read(f"<p>Rest [1].</p>{LISTED}<p>Written in May.</p>")
    assert found.markdown == "Rest [@webb2019].\n\n## References\n\nWritten in May.\n"


def note(number: int, text: str) -> str:
    return f'<li id="endnote-{number}"><p>{text} <a href="#endnote-ref-{number}">↑</a></p></li>'


def call(number: int) -> str:
    return f'<sup><a href="#endnote-{number}" id="endnote-ref-{number}">[{number}]</a></sup>'


def test_notes_that_name_a_source_become_references_and_others_stay_in_order() -> None:
    notes = note(1, WEBB) + note(2, "Only in adults.") + note(3, BELL) + note(4, "Not at night.")
    found = read(f"<p>A{call(1)} b{call(2)} c{call(3)} d{call(4)}.</p><ol>{notes}</ol>")
    assert found.markdown == (
        "A[@webb2019] b^\\[1\\]^ c[@bell2020] d^\\[2\\]^.\n\n1. Only in adults.\n2. Not at night.\n"
    )
    assert said(found)["proposed_notes"] == "2"


def test_a_page_that_is_pasted_keeps_its_list() -> None:
    found = read_html(f"<p>Rest [1].</p>{LISTED}", whole=True)
    assert found.markdown.startswith("Rest \\[1\\].\n\n## References\n\n1. Webb A")


WORDS = st.lists(st.sampled_from(["Webb", "A,", "2019;", "[1]", "1.", "doi:10.1000/a", "<b>x</b>"]))


@given(WORDS, WORDS, st.sampled_from(["ol", "ul", "div"]))
def test_no_word_of_a_page_gets_lost(text: list[str], entry: list[str], kind: str) -> None:
    html = f"<p>{' '.join(text)}</p><h2>References</h2><{kind}><li>{' '.join(entry)}</li></{kind}>"
    found = read(html)
    kept = found.markdown + " ".join(str(dict(one.csl)) for one in found.references)
    for word in (*text, *entry):
        is_cited = word.strip("[].,;:").isdigit() and "[@" in found.markdown
        assert is_cited or word.strip("[].,;:<>b/").removeprefix("doi:") in kept
