"""What a text becomes, from its Markdown to its rendering."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import ImageSize, Reference
from readlevel.core.model.persona import SPECIALIST_CLINICIAN
from readlevel.core.model.term import Term
from readlevel.core.rendering.pipeline import render_page
from readlevel.core.rendering.rendering import RENDERER_VERSION, Rendering
from readlevel.core.text.document import UnreadableMarkdown
from tests.core.rendering.render_markdown import render_markdown

FIXTURE = Path(__file__).parents[1] / "fixtures" / "rendering.md"
SAMPLE = Path(__file__).parents[4] / "shared" / "samples" / "microhemorrhages"

KIDNEY = Term(
    "kidney", "kidney", "en", definition_lay="Pumps *blood*.", definition_clinician="Cor."
)
REFERENCES = (
    Reference("ada", {"title": "On engines", "PMID": 1}),
    Reference("bob", {"title": "On numbers", "DOI": "10.1000/b"}),
    Reference("c:d.e", {"title": "On keys"}),
    Reference("unread", {"title": "Cited by nobody"}),
)
SIZES = {"a.png": ImageSize(40, 20)}


def rendered(markdown: str, **given: Any) -> Rendering:
    settings: dict[str, Any] = {
        "references": REFERENCES,
        "glossary": Glossary([KIDNEY]),
    }
    return render_markdown(markdown, **settings | given)


def shown(markdown: str) -> str:
    """Write a rendering as the fixture does."""
    rendering = rendered(markdown)
    told = [
        f"! {finding.severity} {finding.line}:{finding.column} {finding.code} {finding.text}"
        for finding in rendering.findings
    ]
    return "\n".join([rendering.html.text.strip(), *told]).strip()


def golden() -> list[tuple[str, str, str]]:
    cases = FIXTURE.read_text("utf-8").split("\n=== ")[1:]
    parts = [re.split(r" ===\n|\n---\n", case) for case in cases]
    return [(why, markdown, expected.strip()) for why, markdown, expected in parts]


@pytest.mark.parametrize(("why", "markdown", "expected"), golden(), ids=[c[0] for c in golden()])
def test_a_text_becomes_this_html(why: str, markdown: str, expected: str) -> None:
    assert shown(markdown) == expected


def test_a_rendering_holds_all_that_a_page_shows() -> None:
    rendering = rendered("## Why\n\nThe kidney [@bob], 5 mg.\n\n#### How\n\nThen [@ada] [@bob].")
    assert [(one.level, one.id, one.text) for one in rendering.contents] == [
        (2, "s-why", "Why"),
        (3, "s-how", "How"),
    ]
    cited = [(one.number, one.key, one.citations, one.html.text) for one in rendering.references]
    assert cited == [(1, "bob", 2, "On numbers."), (2, "ada", 1, "On engines.")]
    assert rendering.references[0].doi_url == "https://doi.org/10.1000/b"
    assert rendering.references[1].pubmed_url == "https://pubmed.ncbi.nlm.nih.gov/1/"
    (term,) = rendering.terms
    assert (term.slug, term.name, term.words) == ("kidney", "kidney", "lay")
    assert term.definition.text == "Pumps <em>blood</em>."
    assert rendering.readability.counts.sentences == 2
    assert rendering.plain_text == "Why\nThe kidney, 5 mg.\nHow\nThen."
    assert rendering.renderer_version == RENDERER_VERSION
    assert rendering.findings == ()


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("[@bob, p. 4]", "[1, p. 4]"),
        ("[@bob; @ada]", "[1, 2]"),
        ("[@bob, p. 4; see @ada]", "[1, p. 4; see 2]"),
        ("[@bob, a < b]", "[1, a &lt; b]"),
        ("[@who, p. 4; @ada]", "[1]"),
    ],
)
def test_readers_see_what_a_citation_says_of_its_works(markdown: str, said: str) -> None:
    html = str(rendered(f"The heart {markdown}.").html)
    [shown] = re.findall(r'<span class="cite">(.*?)</span>', html)
    assert re.sub(r"</?a\b[^>]*>", "", shown) == said


def test_words_of_explained_terms_are_set_aside_at_every_use() -> None:
    clinicians = Term("afib", "atrial fibrillation", "en", definition_clinician="…", acronym="AF")
    markdown = "AF is common. Atrial fibrillation is a tremor of the kidney. " * 5
    glossary = Glossary([KIDNEY, clinicians])
    aside = rendered(markdown, glossary=glossary).readability.aside
    assert aside is not None
    assert aside.words == 5 * len(["AF", "atrial", "fibrillation", "kidney"])
    aside = rendered(markdown, glossary=glossary, policy=SPECIALIST_CLINICIAN).readability.aside
    assert aside is not None
    assert aside.words == 5 * len(["AF", "atrial", "fibrillation"])
    assert rendered(markdown, glossary=Glossary([])).readability.aside is None


def test_readers_of_another_policy_get_its_definition() -> None:
    kidney = replace(KIDNEY, rare=True)
    rendering = rendered("A kidney.", policy=SPECIALIST_CLINICIAN, glossary=Glossary([kidney]))
    assert [term.definition.text for term in rendering.terms] == ["Cor."]
    assert rendered("A kidney.", policy=SPECIALIST_CLINICIAN).terms == ()


def test_the_glossary_of_another_language_stands_under_its_tag() -> None:
    rendering = rendered("A kidney.", glossary_path="/es/glossary/")
    assert 'href="/es/glossary/kidney"' in rendering.html.text


def test_the_same_source_renders_the_same() -> None:
    markdown = "## Why\n\nThe kidney [@bob; @x]. ![](images/a.png)\n\n|a|b|\n|-|-|\n|1|2|"
    assert rendered(markdown) == rendered(markdown)


@pytest.mark.parametrize(
    "given",
    [
        {"markdown": "Another kidney."},
        {"slug": "another"},
        {"language": "es"},
        {"policy": SPECIALIST_CLINICIAN},
        {"references": REFERENCES[:1]},
        {"references": (Reference("ada", {"title": "Off engines"}), *REFERENCES[1:])},
        {"glossary_path": "/es/glossary/"},
        {"sizes": {"a.png": ImageSize(40, 21)}},
        {"sizes": {}},
    ],
    ids=lambda given: next(iter(given)),
)
def test_the_digest_tells_apart_what_renders_otherwise(given: dict[str, Any]) -> None:
    usual: dict[str, Any] = {"markdown": "A kidney [@ada]. ![](images/a.png)", "sizes": SIZES}
    assert rendered(**{**usual, **given}).source_digest != rendered(**usual).source_digest


def test_the_size_of_an_image_that_a_text_does_not_show_changes_nothing() -> None:
    markdown = "![A scan](images/a.png)"
    more = {**SIZES, "b.png": ImageSize(1, 1)}
    assert rendered(markdown, sizes=more) == rendered(markdown, sizes=SIZES)


def test_a_page_keeps_room_for_images_of_known_size() -> None:
    markdown = '![A](images/a.png "Title")\n\n![B](images/b.png)\n\nSee ![A](images/a.png "T").'
    assert rendered(markdown, slug="gout", sizes=SIZES).html.text == (
        '<figure><img src="/answers/gout/images/a.png" alt="A" width="40" height="20"'
        ' loading="lazy"><figcaption>Title</figcaption></figure>\n'
        '<figure><img src="/answers/gout/images/b.png" alt="B" loading="lazy"></figure>\n'
        '<p>See <img src="/answers/gout/images/a.png" alt="A" width="40" height="20"'
        ' loading="lazy" title="T">.</p>\n'
    )


def test_the_digest_of_terms_is_of_those_the_text_uses() -> None:
    lung = Term("lung", "lung", "en", definition_lay="Breathes.")
    kidney = replace(KIDNEY, definition_lay="Pumps.")
    digest = rendered("A kidney.").terms_digest
    assert rendered("A kidney.", glossary=Glossary([lung, KIDNEY])).terms_digest == digest
    assert rendered("A kidney.", glossary=Glossary([kidney])).terms_digest != digest


@pytest.mark.parametrize("text", ["x" * 5_000_000, "a\0b", "a\ud800b"], ids=["5 MB", "NUL", "half"])
def test_an_unstorable_text_is_refused(text: str) -> None:
    with pytest.raises(UnreadableMarkdown):
        rendered(text)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\u2028", "---"])
def test_a_text_without_words_renders(text: str) -> None:
    rendering = rendered(text)
    assert rendering.readability.counts.words == 0


def test_a_page_is_its_title_and_what_follows() -> None:
    title, html = render_page("# About *us*\n\n## Who\n\nWe. ![x](images/x.png)\n\n[@a]")
    assert title == "About us"
    assert html.text == '<h2 id="s-who">Who</h2>\n<p>We. </p>\n<p>[@a]</p>\n'


@pytest.mark.parametrize("text", ["", "No title", "## Lower"])
def test_a_page_without_a_title_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="title"):
        render_page(text)


@pytest.mark.skipif(not SAMPLE.exists(), reason="needs ../shared/samples beside the checkout")
def test_the_sample_answer_renders_whole() -> None:
    given = json.loads((SAMPLE / "references.json").read_text("utf-8"))
    references = [Reference(csl["id"], csl) for csl in given]
    rendering = rendered(
        (SAMPLE / "clinician.en.md").read_text("utf-8"), references=references, slug=SAMPLE.name
    )
    assert rendering.findings == ()
    assert [one.level for one in rendering.contents] == [2, 3, 3, 3, 2, 3, 3, 3]
    assert [one.citations for one in rendering.references] == [3, 6, 1, 3, 2]
    assert rendering.references[0].html.text == (
        "Rossaint R, Afshari A, Bouillon B. The European guideline on management of major bleeding"
        " and coagulopathy following trauma: sixth edition. <i>Critical Care</i>. 2023;27:80."
    )
    assert "F<sub>I</sub>O<sub>2</sub>" in rendering.html.text
    assert "130/80\u00a0mmHg" in rendering.html.text.replace("&nbsp;", "\u00a0")
    assert "[@" not in rendering.html.text
