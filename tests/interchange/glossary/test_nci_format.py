import json
from pathlib import Path
from typing import Any

import pytest

from readlevel.core.model.term import Term
from readlevel.core.rendering.html import inline
from readlevel.core.text.document import parse_inline, text_of
from readlevel.interchange.files.problems import RecordProblem
from readlevel.interchange.glossary import nci_format
from readlevel.interchange.glossary.entries import ImportRecord, TermEntry

SHARED = Path(__file__).parents[4] / "shared" / "data"


NCI = "NCI Dictionary of Cancer Terms"
DEF = "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/"


def entry(name: str = "abarelix", **given: Any) -> dict[str, Any]:
    return {
        "termId": 1,
        "language": "en",
        "dictionary": "Cancer.gov",
        "audience": "Patient",
        "termName": name,
        "prettyUrlName": "abarelix",
        "pronunciation": {"key": "(uh-BAYR-eh-lix)", "audio": None},
        "definition": {"html": "A drug that lowers <i>T_max</i>.", "text": "A drug."},
        **given,
    }


def read_items(folder: Path, given: Any, language: str | None = None) -> list[ImportRecord]:
    path = folder / "terms.json"
    path.write_text(json.dumps(given))
    return list(nci_format.read(path, language))


def read(folder: Path, *entries: Any, language: str | None = None) -> list[Term]:
    """Return the terms of entries that are good throughout."""
    items = read_items(folder, {"meta": {}, "results": entries, "links": None}, language)
    assert not [item for item in items if isinstance(item, RecordProblem)]
    return [item.term for item in items if isinstance(item, TermEntry)]


def test_an_entry_is_a_term(tmp_path: Path) -> None:
    assert read(tmp_path, entry()) == [
        Term(
            slug="abarelix",
            name="abarelix",
            language="en",
            definition_lay=r"A drug that lowers *T\_max*.",
            pronunciation="uh-BAYR-eh-lix",
            source=NCI,
            source_url=f"{DEF}abarelix",
            rare=True,
        )
    ]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda entries: {"meta": {"totalResults": 2}, "results": entries},
        lambda entries: {"terms": entries},
        lambda entries: entries,
    ],
)
def test_a_list_may_be_wrapped_or_bare(wrap: Any, tmp_path: Path) -> None:
    items = read_items(tmp_path, wrap([entry("one"), entry("two")]))
    assert [item.term.name for item in items if isinstance(item, TermEntry)] == ["one", "two"]


def test_lines_of_json_are_entries_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "terms.jsonl"
    lines = (json.dumps(entry("one")), "", "{", json.dumps(entry("two", audience="Vet")))
    path.write_text("\n".join(lines))
    one, *bad = nci_format.read(path, None)
    assert isinstance(one, TermEntry)
    assert (one.term.name, one.line) == ("one", 1)
    assert [str(problem).removeprefix(str(path)) for problem in bad] == [
        ":3: entry 2: This is not JSON: Expecting property name enclosed in double quotes.",
        ":4: entry 3 (two): audience is 'Vet'. Write Patient or HealthProfessional.",
    ]


def test_one_entry_alone_is_read_too(tmp_path: Path) -> None:
    (item,) = read_items(tmp_path, entry("one"))
    assert isinstance(item, TermEntry)


def test_an_entry_may_lack_all_but_its_name_language_and_definition(tmp_path: Path) -> None:
    (term,) = read(tmp_path, {"termName": "ion", "language": "en", "definition": "A *charge*."})
    assert (term.definition_lay, term.source, term.source_url) == (r"A \*charge\*.", NCI, None)


def test_a_list_of_others_is_no_work_of_the_dictionary(tmp_path: Path) -> None:
    (term,) = read(tmp_path, {"term": "ion", "definition": "A charge."}, language="en")
    assert (term.name, term.definition_lay, term.source) == ("ion", "A charge.", None)


def test_without_html_the_text_is_taken(tmp_path: Path) -> None:
    (term,) = read(
        tmp_path, entry(definition={"html": None, "text": "A  drug\nthat lowers T_max."})
    )
    assert term.definition_lay == r"A drug that lowers T\_max."


def test_html_comes_out_harmless_with_its_words(tmp_path: Path) -> None:
    html = (
        '<p>See <a href="javascript:alert(1)">the <b>liver</b></a>&nbsp;and H<sub>2</sub>O.</p>'
        "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;script&gt;[x](javascript:y)"
    )
    (term,) = read(tmp_path, entry(definition={"html": html}))
    assert term.definition_lay is not None
    shown = inline(term.definition_lay).text
    assert shown == (
        "See the <strong>liver</strong> and H<sub>2</sub>O. &lt;script&gt;[x](javascript:y)"
    )


def test_definitions_for_professionals_become_clinician_definitions(tmp_path: Path) -> None:
    (term,) = read(tmp_path, entry(audience="HealthProfessional"))
    assert term.definition_lay is None
    assert term.definition_clinician


@pytest.mark.parametrize("patient_first", [True, False])
def test_the_two_entries_of_a_term_become_one(patient_first: bool, tmp_path: Path) -> None:
    entries = [
        entry(definition={"text": "Plain."}, pronunciation=None),
        entry(audience="Health professional", definition={"text": "Exact."}),
    ]
    (term,) = read(tmp_path, *(entries if patient_first else reversed(entries)))
    assert (term.definition_lay, term.definition_clinician) == ("Plain.", "Exact.")
    assert term.pronunciation == "uh-BAYR-eh-lix"


def test_an_entry_speaks_of_the_definition_of_its_audience_only(tmp_path: Path) -> None:
    (item,) = read_items(tmp_path, [entry(audience="HealthProfessional")])
    assert isinstance(item, TermEntry)
    assert item.given_fields == {"definition_clinician", "pronunciation", "source", "source_url"}


def test_names_among_the_aliases_are_other_forms(tmp_path: Path) -> None:
    aliases = [
        {"type": "USBrandName", "name": "Plenaxis"},
        {"type": "CASRegistryName", "name": "183552-38-7"},
        {"name": " PPI-149 "},
        "Plenaxis",
        "abarelix",
        {"type": "Synonym"},
        None,
    ]
    given = entry(aliases=aliases)
    given["name"] = given.pop("termName")
    entry_, notice = read_items(tmp_path, [given])
    assert isinstance(entry_, TermEntry)
    assert entry_.term.other_forms == ("Plenaxis", "PPI-149")
    assert str(notice).endswith("Left out: codes among the aliases (1).")


def test_entries_left_out_are_counted_and_related_terms_kept(tmp_path: Path) -> None:
    related = [{"type": "GlossaryTerm", "text": "hormone"}, {"type": "External", "text": "x"}]
    given = [
        entry(relatedResources=related, media=[{"type": "Image"}, {"type": "Video"}]),
        entry("two", relatedResources=[{"type": "DrugSummary"}]),
        entry("three", pronunciation={"key": None, "audio": "https://example.org/a.mp3"}),
    ]
    first, _, _, notice = read_items(tmp_path, given)
    assert isinstance(first, TermEntry)
    assert first.term.see_also == ("hormone",)
    assert str(notice) == (
        f"{tmp_path}/terms.json: Left out: related resources (2), pictures and films (2), "
        "spoken pronunciations (1)."
    )


def test_a_bad_entry_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    found = read_items(
        tmp_path,
        [
            entry("good"),
            entry("no definition", definition=None),
            entry("good"),
            entry(termName=None),
            "nothing",
            entry("no language", language=None),
            entry("long", definition={"text": "x" * 5_001}),
            entry("endless", definition={"text": "x" * 50_001}),
            entry("silent", pronunciation=None),
            entry("mute", pronunciation={"key": None}),
            entry("whose", audience="Everybody"),
        ],
    )
    path = tmp_path / "terms.json"
    assert [item.term.name for item in found if isinstance(item, TermEntry)] == [
        "good",
        "silent",
        "mute",
    ]
    assert sorted(
        str(bad).removeprefix(f"{path}: ") for bad in found if isinstance(bad, RecordProblem)
    ) == [
        "entry 11 (whose): audience is 'Everybody'. Write Patient or HealthProfessional.",
        "entry 2 (no definition): definition.html and definition.text are missing. "
        "Write one of them.",
        "entry 4: termName is missing.",
        "entry 5: The entry is not a table of keys and values.",
        "entry 6 (no language): The language is missing. Write it in the file, or give --language.",
        "entry 7 (long): definition_lay has 5,001 characters; at most 5,000 are taken. Shorten it.",
        "entry 8 (endless): The definition has more than 5,000 characters.",
        "good: The term is given twice. Keep one of them.",
    ]


def test_the_language_given_is_that_of_entries_without_one(tmp_path: Path) -> None:
    (term,) = read(tmp_path, entry(language=None), language="es")
    assert term.language == "es"
    assert str(term.source_url).startswith("https://www.cancer.gov/espanol/")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"{", 1, "This is not JSON: Expecting property name enclosed in double quotes."),
        (b"{}", None, "The file is no list of terms, and has none named results, as the"),
        (b'{"results": {}}', None, "The file is no list of terms, and has none named results"),
        (b'\n{"results": ["\xe9"]}', 2, "The file is not UTF-8. Save it as UTF-8."),
    ],
)
def test_a_file_of_another_kind_is_named(
    content: bytes, line: int | None, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "terms.json"
    path.write_bytes(content)
    (problem,) = nci_format.read(path, None)
    assert isinstance(problem, RecordProblem)
    assert problem.line == line
    assert problem.reason.startswith(reason)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
@pytest.mark.parametrize(("language", "count"), [("en", 726), ("es", 712)])
def test_the_dictionary_is_read_whole(language: str, count: int) -> None:
    path = SHARED / f"nci-terms-a.{language}.json"
    items = list(nci_format.read(path, None))
    terms = [item.term for item in items if isinstance(item, TermEntry)]
    assert len(terms) == count
    assert not [item for item in items if isinstance(item, RecordProblem)]
    assert {term.language for term in terms} == {language}
    assert all(term.source_url for term in terms)
    given = {
        " ".join(one["termName"].split()): " ".join(one["definition"]["text"].split())
        for one in json.loads(path.read_text("utf-8"))["results"]
    }
    for term in terms:
        (words,) = parse_inline(term.definition_lay or "").tokens
        assert text_of(words) == given[term.name]
