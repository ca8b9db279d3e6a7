"""What readers see of a reference, whatever its CSL-JSON looks like."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from html5lib import HTMLParser
from hypothesis import given, settings
from hypothesis import strategies as st

from readlevel.core.model.answer import Reference
from readlevel.core.rendering.bibliography import format_reference, list_references
from readlevel.core.text.citations import number_citations
from readlevel.core.text.document import parse
from tests.thoroughness import examples

FIXTURE = Path(__file__).parents[1] / "fixtures" / "references.toml"
WORKS = tomllib.loads(FIXTURE.read_text("utf-8"))["work"]

TEXTS = (
    st.sampled_from(["<i>x</i>", "2020", "a.", "?", "<script>", "&amp;", ".", "-", "10.1000/x", ""])
    | st.text(max_size=12)
    | st.characters(categories=["Cs", "Cc", "Cf"])
)
JSON = st.recursive(
    TEXTS | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.lists(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(["family", "given", "literal", "suffix"], TEXTS)
    ),
    max_size=8,
)
FIELDS = [
    *("type", "title", "container-title", "volume", "issue", "page", "publisher", "issued", "id"),
    *("DOI", "PMID", "URL", "note", "publisher-place", "title-short", "accessed", "language"),
]
ODD_WORKS = st.fixed_dictionaries(
    {}, optional={**dict.fromkeys(FIELDS, TEXTS | JSON), "author": NAMES | JSON, "editor": NAMES}
)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work["why"])
def test_a_work_is_shown(work: dict[str, Any]) -> None:
    assert format_reference(Reference("the-<key>", work["csl"])).text == work["text"]


@given(ODD_WORKS)
@settings(deadline=None, max_examples=examples(75, 300))
def test_any_work_is_shown_and_inert(csl: dict[str, Any]) -> None:
    html = format_reference(Reference("the-key", csl)).text
    shown = HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    inside = [element for element in shown.iter() if element is not shown]
    assert {element.tag for element in inside} <= {"i", "sub", "sup"}
    assert not any(element.attrib for element in inside)
    assert "".join(shown.itertext()).strip()


def test_formatting_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    for work in WORKS:
        format_reference(Reference("k", work["csl"]))
    assert capfd.readouterr() == ("", "")


def test_the_list_has_what_is_cited_in_order_of_first_use() -> None:
    references = [
        Reference("a", {"title": "A", "DOI": "10.1000/a", "PMID": "12"}),
        Reference("b", {"title": "B", "URL": "https://example.org/b"}),
        Reference("c", {"title": "C"}),
    ]
    citations = number_citations(parse("[@b] [@a; @b]"), {"a", "b", "c"})
    first, second = list_references(citations, references)
    assert (first.number, first.key, first.html.text, first.citations) == (1, "b", "B.", 2)
    assert (first.doi_url, first.pubmed_url, first.url) == (None, None, "https://example.org/b")
    assert (second.number, second.key, second.citations) == (2, "a", 1)
    assert second.doi_url == "https://doi.org/10.1000/a"
    assert second.pubmed_url == "https://pubmed.ncbi.nlm.nih.gov/12/"
