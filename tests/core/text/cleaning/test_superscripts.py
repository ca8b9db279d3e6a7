"""Superscripts: citation numbers go, and all others belong to what they are written with."""

import pytest

from readlevel.core.facts.statements import read_statements
from readlevel.core.text.document import parse
from readlevel.core.text.prose import Prose, prose, prose_of_text
from readlevel.core.text.source_positions import locate_sentences

KEPT = [
    ("a body of 2 m{2} of skin", "a body of 2 m² of skin"),
    ("over 30 kg/m{2}, or more", "over 30 kg/m², or more"),
    ("100 mg/m{2} each day", "100 mg/m² each day"),
    ("60 mL/min/1.73 m{2} or less", "60 mL/min/1.73 m² or less"),
    ("a 5cm{2} patch", "a 5cm² patch"),
    ("about 3 ft{2}", "about 3 ft²"),
    ("40 square metres{2} here", "40 square metres² here"),
    ("vitamin B{12} in the blood", "vitamin B¹² in the blood"),
    ("HLA-B{27} in the blood", "HLA-B²⁷ in the blood"),
    ("{131}I therapy", "¹³¹I therapy"),
    ("a {18}F scan", "a ¹⁸F scan"),
    ("a {99m}Tc scan", "a ⁹⁹mTc scan"),
    ("iodine-{131} therapy", "iodine-¹³¹ therapy"),
    ("{131}-iodine therapy", "¹³¹-iodine therapy"),
    ("150 x 10{9}/L of them", "150 x 10⁹/L of them"),
    ("about 10{6} cells", "about 10⁶ cells"),
    ("about 10{-3} mol", "about 10⁻³ mol"),
    ("a Ca{2+} ion", "a Ca²⁺ ion"),
    ("an I{2} of 40%", "an I² of 40%"),
    ("a chi{2} test", "a chi² test"),
    ("5 mL min{-1} of it", "5 mL min⁻¹ of it"),
    ("the 1{st} day", "the 1st day"),
]
CITED = [
    ("as studies show{3} again", "as studies show again"),
    ("as studies show.{3} They do", "as studies show. They do"),
    ("as studies show{3,4} again", "as studies show again"),
    ("as studies show{3-5} again", "as studies show again"),
    ("as studies show{[2]} again", "as studies show again"),
    ("as seen in 2019{7} again", "as seen in 2019 again"),
    ("in 25{3,4} of them", "in 25 of them"),
    ("in 25%{3} of them", "in 25% of them"),
    ("it is (so far){3} safe", "it is (so far) safe"),
    ("on CD4{3} counts", "on CD4 counts"),
    ("it helps us{3} all", "it helps us all"),
    ("the BMI{4} of adults", "the BMI of adults"),
    ("safe{*} for most", "safe for most"),
    ("Smith and Lee{12} said", "Smith and Lee said"),
]  # fmt: skip
CASES = [
    (f"We saw {text}.", f"We saw {read}.") for text, read in (*KEPT, *CITED)
]  # fmt: skip


def texts_of(read: Prose) -> str:
    return " ".join(one.text for one in read.sentences)


@pytest.mark.parametrize(("text", "read"), CASES)
def test_superscripts_of_markdown_go_only_if_they_cite(text: str, read: str) -> None:
    markdown = text.replace("{", "^").replace("}", "^")
    assert texts_of(prose(parse(markdown), "en")) == read


@pytest.mark.parametrize(("text", "read"), CASES)
def test_superscripts_of_html_go_only_if_they_cite(text: str, read: str) -> None:
    html = f"<p>{text.replace('{', '<sup>').replace('}', '</sup>')}</p>"
    assert texts_of(prose_of_text(html, "en")) == read


def test_citation_numbers_within_links_go() -> None:
    html = "<p>It helps<sup class='ref'><a href='#n3'><span>[</span>3<span>]</span></a></sup>.</p>"
    assert texts_of(prose_of_text(html, "en")) == "It helps."


@pytest.mark.parametrize(("_", "read"), CASES[: len(KEPT) - 1])
def test_superscript_characters_go_only_if_they_cite(_: str, read: str) -> None:
    assert texts_of(prose_of_text(read, "en")) == read


def test_words_with_superscripts_are_found_in_their_source() -> None:
    markdown = "We gave ^131^I, B^12^ and 10^9^ cells per m^2^ to all."
    [sentence] = prose(parse(markdown), "en").sentences
    [place] = locate_sentences([sentence], markdown)
    assert [markdown[slice(*span)] for span in place.words if span][2:4] == ["131^I", "B^12"]
    assert None not in place.words


def test_table_cells_keep_their_powers() -> None:
    markdown = "| Count | Now |\n|-|-|\n| Platelets | 150 × 10^9^/L |\n"
    assert "150 × 10⁹/L" in read_statements(markdown, "en")[-1].text
