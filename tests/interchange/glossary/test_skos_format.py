import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import RecordProblem
from readlevel.interchange.files.safe_xml import keep_allowed
from readlevel.interchange.glossary import skos_format
from readlevel.interchange.glossary.entries import ImportRecord, TermEntry, WrittenGlossary
from tests.interchange.strategies import terms

HAND = Path(__file__).parents[1] / "fixtures" / "hand.ttl"
SYNTAXES = {"turtle": "terms.ttl", "xml": "terms.rdf", "json-ld": "terms.jsonld"}
PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix dct: <http://purl.org/dc/terms/> .\n"
)


def read(content: str | bytes, name: str = "terms.ttl", **options: Any) -> list[ImportRecord]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(skos_format.read(path, options.pop("language", None), **options))


def read_terms(content: str | bytes, **options: Any) -> list[Term]:
    items = read(content, **options)
    assert not [item for item in items if isinstance(item, RecordProblem)]
    return [item.term for item in items if isinstance(item, TermEntry)]


def told(content: str | bytes, name: str = "terms.ttl") -> list[str]:
    return [
        str(item).partition(name)[2]
        for item in read(content, name)
        if not isinstance(item, TermEntry)
    ]


def write(terms: list[Term], syntax: str = "turtle") -> WrittenGlossary:
    return skos_format.write(
        terms,
        title="Words",
        address=lambda term: f"https://example.org/{term.language}/{term.slug}",
        scheme="https://example.org/glossary/",
        syntax=syntax,
    )


def in_order(term: Term) -> Term:
    """Return `term` as a graph holds it: its lists in order, no signs that XML cannot hold."""

    def text(given: str | None) -> str | None:
        return (given and keep_allowed(given).strip()) or None

    return replace(
        term,
        definition_lay=text(term.definition_lay),
        definition_clinician=text(term.definition_clinician),
        other_forms=tuple(sorted({*term.other_forms} - {term.acronym})),
        search_words=tuple(sorted({*term.search_words})),
        not_in=tuple(sorted({*term.not_in})),
        see_also=tuple(sorted(set(term.see_also))),
        codes={system: tuple(sorted(set(codes))) for system, codes in sorted(term.codes.items())},
    )


@pytest.mark.parametrize("syntax", SYNTAXES)
@settings(max_examples=15)
@given(
    given=st.lists(
        terms()
        .map(in_order)
        .filter(lambda term: bool(term.definition_lay or term.definition_clinician)),
        min_size=1,
        max_size=4,
        unique_by=(lambda term: (term.language, term.slug)),
    )
)
def test_terms_come_back_as_they_were_written(syntax: str, given: list[Term]) -> None:
    written = write(given, syntax)
    found = read_terms(written.text, name=SYNTAXES[syntax])
    by_name = {(term.language, term.name): term for term in map(in_order, found)}
    assert by_name == {(term.language, term.name): term for term in given}
    assert len(found) == len(given)


def test_a_thesaurus_of_others_is_read() -> None:
    items = list(skos_format.read(HAND, None))
    assert [item.term for item in items if isinstance(item, TermEntry)] == [
        Term(
            slug="atrial-fibrillation",
            name="atrial fibrillation",
            language="en",
            definition_lay=r"An uneven heartbeat \*\& more\*.",
            other_forms=("AF", "auricular fibrillation"),
            source="Ward handbook",
            source_url="https://example.org/handbook",
            see_also=("heart",),
            codes={"icd10cm": ("I48",), "snomedct": ("49436004",)},
            rare=True,
        ),
        Term(
            slug="fibrilacion-auricular",
            name="fibrilación auricular",
            language="es",
            definition_lay="Un latido irregular.",
            source="Ward handbook",
            source_url="https://example.org/handbook",
            codes={"icd10cm": ("I48",), "snomedct": ("49436004",)},
        ),
        Term(
            slug="heart",
            name="heart",
            language="en",
            definition_lay="The **muscle** that pumps.",
            definition_clinician="The four-chambered pump, **cor**.",
        ),
    ]
    others = [str(item) for item in items if not isinstance(item, TermEntry)]
    assert [said.partition("hand.ttl: ")[2] for said in others] == [
        "bare: The term has no definition. Write a lay or a clinician one.",
        "https://example.org/nameless: The concept has no skos:prefLabel.",
        "Not carried over: skos:related to a concept that is not there (3), skos:notation of "
        "another system (2), labels in a language without a definition (1), skos:broader (1), "
        "skos:scopeNote (1).",
    ]


def test_written_files_are_readable_by_other_programs() -> None:
    term = Term("edema", "edema", "en", r"Water \& *salt*.", acronym="ED")
    text = write([term]).text
    assert '"Water & salt."@en' in text
    assert 'skos:altLabel "ED"@en' in text
    assert "skos:prefLabel" in text
    assert write([term]).text == text


def test_triples_that_are_not_kept_are_reported() -> None:
    written = write(
        [
            Term("edema-2", "edema", "en", "Wa\x01ter."),
            Term("ms", "ms", "en", "x", other_forms=("b", "a")),
        ]
    )
    assert written.losses == {
        "addresses that a name alone does not give": 1,
        "control characters": 2,
        "the order of other forms, see-also, search words, longer names or codes": 1,
    }


def test_definitions_are_for_the_audience_that_is_said() -> None:
    content = f'{PREFIXES}<x> skos:prefLabel "edema"@en ; skos:definition "Water."@en .'
    (item,) = read(content, audience="clinician")
    assert isinstance(item, TermEntry)
    assert item.given_fields == {"definition_clinician"}
    assert not item.keeps_order


def test_labels_without_a_language_have_the_one_given() -> None:
    content = f'{PREFIXES}<x> skos:prefLabel "ictus" ; skos:definition "Un ataque." .'
    (term,) = read_terms(content, language="es")
    assert (term.language, term.definition_lay) == ("es", "Un ataque.")
    assert told(content) == [
        ": ictus: The language is missing. Write it in the file, or give --language."
    ]


def test_a_definition_of_another_region_serves_where_there_is_none_of_its_own() -> None:
    content = (
        f'{PREFIXES}<x> skos:prefLabel "a"@en-GB ; skos:definition "US."@en-US, "GB."@en-GB .'
        '<y> skos:prefLabel "b"@en-GB ; skos:definition "US."@en-US .'
    )
    assert [term.definition_lay for term in read_terms(content)] == ["GB.", "US."]


def test_statements_without_a_field_are_counted() -> None:
    content = (
        f'{PREFIXES}<x> skos:prefLabel "edema"@en ; skos:altLabel "oedema"@en-GB, "œdème"@fr ;'
        ' skos:definition "Water."@en, "Eau."@fr, <elsewhere> ;'
        " dct:source <urn:isbn:1>, <https://example.org/1>, <https://example.org/2> ."
    )
    entry, notice = read(content)
    assert isinstance(entry, TermEntry)
    assert entry.term.other_forms == ("oedema",)
    assert (entry.term.source, entry.term.source_url) == ("urn:isbn:1", "https://example.org/1")
    assert str(notice).endswith(
        "Not carried over: skos:altLabel in a language without a skos:prefLabel (1), "
        "skos:definition elsewhere (1), skos:definition in a language without a skos:prefLabel "
        "(1), more sources (1)."
    )


def test_labels_that_are_things_of_their_own_are_read() -> None:
    content = (
        f"{PREFIXES}@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
        '<x> xl:prefLabel [ xl:literalForm "edema"@en ] ; xl:altLabel <l> ;'
        ' skos:definition "Water."@en . <l> xl:literalForm "dropsy"@en .'
    )
    (term,) = read_terms(content)
    assert (term.name, term.other_forms) == ("edema", ("dropsy",))


JSON_LD = {
    "@context": {"skos": "http://www.w3.org/2004/02/skos/core#"},
    "@id": "https://example.org/x",
    "skos:prefLabel": {"@value": "edema", "@language": "en"},
    "skos:definition": {"@value": "Water.", "@language": "en"},
}


def test_json_ld_with_its_context_is_read() -> None:
    (term,) = read_terms(json.dumps(JSON_LD), name="terms.json")
    assert (term.name, term.definition_lay) == ("edema", "Water.")
    assert read_terms(json.dumps([JSON_LD]), name="terms.json") == [term]


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/context",
        "/etc/passwd",
        [{}, "context.jsonld"],
        {"@import": "http://127.0.0.1:9/context"},
        {"skos": {"@id": "x", "@context": "http://127.0.0.1:9/context"}},
    ],
)
def test_a_context_elsewhere_is_not_fetched(context: Any) -> None:
    (said,) = told(json.dumps({**JSON_LD, "@context": context}), "terms.jsonld")
    assert "Its @context is at '" in said
    assert said.endswith("Write the context into the file, or save it as Turtle.")


RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:skos="&skos;"><skos:Concept rdf:about="x" xml:lang="en"><skos:prefLabel>edema'
    "</skos:prefLabel><skos:definition>Water.</skos:definition></skos:Concept></rdf:RDF>"
)


def test_rdf_xml_may_declare_its_namespaces_as_entities() -> None:
    declared = '<!DOCTYPE rdf:RDF [<!ENTITY skos "http://www.w3.org/2004/02/skos/core#">]>\n'
    (term,) = read_terms(declared + RDF_XML, name="terms.rdf")
    assert (term.name, term.definition_lay) == ("edema", "Water.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", ": The file holds no concept with a skos:prefLabel."),
        ("<a> <b> <c> .", ": The file holds no concept with a skos:prefLabel."),
        ("\n\n<a> <b> c .", ":3: This is not Turtle: "),
        ("[" * 20_000, ": The Turtle is nested too deeply."),
        ('{"@id": ', ":1: This is not JSON: Expecting value."),
        ('{"@graph": [' + "[" * 100_000, ": This is not JSON in UTF-8, or it is nested"),
        ("<?xml version='1.0'?>\n<a>", ":2: This is not XML: no element found."),
        (
            '<!DOCTYPE a [<!ENTITY skos SYSTEM "file:///etc/passwd">]>' + RDF_XML,
            ":1: The XML declares the entity 'skos', which is not read: it lies elsewhere",
        ),
        (
            "<?xml version='1.0'?>"
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li/></rdf:RDF>',
            ": This cannot be read as RDF/XML: ",
        ),
    ],
)
def test_a_file_of_another_kind_is_named(content: str, said: str) -> None:
    (only,) = told(content)
    assert only.startswith(said)
