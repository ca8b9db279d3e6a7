from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import Notice, RecordProblem
from readlevel.interchange.glossary import formats
from readlevel.interchange.glossary.entries import TermEntry
from readlevel.interchange.glossary.formats import Publisher, ReadOptions

FIXTURES = Path(__file__).parents[1] / "fixtures"
PUBLISHER = Publisher("Words", "https://example.org/", "en")
WHOLE = {
    "csv": b'term;language;definition_lay\nedema;en;"Too much\nwater"\n',
    "nci": b'{"results": [{"termName": "edema", "language": "en", '
    b'"definition": {"html": "<b>x</b>", "text": "x"}, "pronunciation": {"key": "x"}}]}',
    "skos": (FIXTURES / "hand.ttl").read_bytes(),
    "tbx": (FIXTURES / "dca.tbx").read_bytes(),
}


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Return a file with a piece of it replaced by others, or cut off."""
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, min(len(whole), start + 40)))
    piece = draw(
        st.binary(max_size=8) | st.sampled_from([b"", b"\0", b"\xff", b'"', b"<", b"null"])
    )
    return whole[:start] + piece + (whole[end:] if draw(st.booleans()) else b"")


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60)
@given(data=st.data())
def test_whatever_a_file_holds_gives_entries_or_sentences(name: str, data: st.DataObject) -> None:
    content = data.draw(damaged(WHOLE[name]) | st.binary(max_size=60))
    with TemporaryDirectory() as folder:
        path = Path(folder, "terms")
        path.write_bytes(content)
        items = list(formats.read(path, name, ReadOptions("en")))
    assert all(isinstance(item, TermEntry | RecordProblem | Notice) for item in items)
    assert all("Traceback" not in str(item) for item in items)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_gives_terms(name: str, tmp_path: Path) -> None:
    path = tmp_path / "terms"
    path.write_bytes(WHOLE[name])
    items = list(formats.read(path, name, ReadOptions()))
    assert [item for item in items if isinstance(item, TermEntry)]


@pytest.mark.parametrize(
    ("file", "beginning"),
    [
        ("x.ttl", "@prefix"),
        ("x.rdf", "<?xml"),
        ("x.xml", "<?xml"),
        ("x.jsonld", "["),
        ("x", "@prefix"),
    ],
)
def test_skos_is_spelt_as_the_files_name_says(file: str, beginning: str) -> None:
    term = Term("edema", "edema", "en", "Water.")
    written = formats.write([term], "skos", PUBLISHER, Path(file))
    assert written.text.startswith(beginning)


def test_a_concept_has_the_address_of_its_page() -> None:
    assert (
        PUBLISHER.address_of(Term("edema", "edema", "en")) == "https://example.org/glossary/edema"
    )
    assert (
        PUBLISHER.address_of(Term("سكتة", "سكتة", "ar"))
        == "https://example.org/ar/glossary/%D8%B3%D9%83%D8%AA%D8%A9"
    )


def test_a_character_that_no_text_may_have_is_named_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "terms"
    marked = WHOLE["nci"].replace(b"<b>x</b>", rb"<b>x\u0000</b>")
    for name, content in (
        ("nci", marked),
        (
            "skos",
            b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            b"@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
            b'<urn:x> a skos:Concept ; skos:prefLabel "edema"@en ;\n'
            b' skos:definition "<b>x\\u0000</b>"^^rdf:HTML .\n',
        ),
    ):
        path.write_bytes(content)
        [problem] = (item for item in formats.read(path, name, ReadOptions("en")))
        assert isinstance(problem, RecordProblem), name
        assert "NUL" in str(problem), name
