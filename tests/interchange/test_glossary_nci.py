import json
from pathlib import Path
from typing import Any

import pytest

from readlevel.core.term import Term
from readlevel.interchange import glossary_nci
from readlevel.interchange.problem import Problem

SHARED = Path(__file__).parents[3] / "shared" / "data"


def entry(name: str = "abarelix", **given: Any) -> dict[str, Any]:
    return {
        "termId": 1,
        "language": "en",
        "audience": "Patient",
        "termName": name,
        "pronunciation": {"key": "(uh-BAYR-eh-lix)", "audio": None},
        "definition": {"html": "<b>", "text": "A drug that\n   lowers T_max *a lot*."},
        **given,
    }


def read(folder: Path, *entries: Any, language: str | None = None) -> list[Term | Problem]:
    path = folder / "terms.json"
    path.write_text(json.dumps({"meta": {}, "results": entries, "links": None}))
    return list(glossary_nci.read(path, language))


def test_an_entry_is_a_term(tmp_path: Path) -> None:
    assert read(tmp_path, entry()) == [
        Term(
            slug="abarelix",
            name="abarelix",
            language="en",
            definition_lay=r"A drug that lowers T\_max \*a lot\*.",
            pronunciation="uh-BAYR-eh-lix",
            source="NCI Dictionary of Cancer Terms",
            rare=True,
        )
    ]


def test_what_is_written_for_professionals_is_the_clinicians_definition(tmp_path: Path) -> None:
    (term,) = read(tmp_path, entry(audience="HealthProfessional"))
    assert isinstance(term, Term)
    assert term.definition_lay is None
    assert term.definition_clinician


@pytest.mark.parametrize("patient_first", [True, False])
def test_the_two_entries_of_a_term_become_one(patient_first: bool, tmp_path: Path) -> None:
    entries = [
        entry(definition={"text": "Plain."}),
        entry(audience="HealthProfessional", definition={"text": "Exact."}),
    ]
    (term,) = read(tmp_path, *(entries if patient_first else reversed(entries)))
    assert isinstance(term, Term)
    assert (term.definition_lay, term.definition_clinician) == ("Plain.", "Exact.")


def test_a_bad_entry_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        entry("good"),
        entry("no definition", definition=None),
        entry("good"),
        entry(termName=None),
        "nothing",
        entry("no language", language=None),
        entry("long", definition={"text": "x" * 5_001}),
        entry("silent", pronunciation=None),
        entry("mute", pronunciation={"key": None}),
    )
    path = tmp_path / "terms.json"
    assert [term.name for term in found if isinstance(term, Term)] == ["good", "silent", "mute"]
    assert sorted(
        str(bad).removeprefix(f"{path}: ") for bad in found if isinstance(bad, Problem)
    ) == [
        "entry 4: termName is missing.",
        "entry 5: The entry is not a table of keys and values.",
        "good: The term is given twice. Keep one of them.",
        "long: The definition has more than 5,000 characters.",
        "no definition: definition.text is missing.",
        "no language: language is missing.",
    ]


def test_the_language_given_is_that_of_entries_without_one(tmp_path: Path) -> None:
    (term,) = read(tmp_path, entry(language=None), language="es")
    assert isinstance(term, Term)
    assert term.language == "es"


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"{", 1, "This is not JSON: Expecting property name enclosed in double quotes."),
        (b"[]", None, "The file has no list named results, as the dictionary's API gives it."),
        (b'{"results": {}}', None, "The file has no list named results, as the dictionary's API"),
        (b'{"results": ["\xe9"]}', None, "The file is not UTF-8. Save it as UTF-8."),
    ],
)
def test_a_file_of_another_kind_is_named(
    content: bytes, line: int | None, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "terms.json"
    path.write_bytes(content)
    (problem,) = glossary_nci.read(path, None)
    assert isinstance(problem, Problem)
    assert problem.line == line
    assert problem.reason.startswith(reason)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
@pytest.mark.parametrize(("language", "count"), [("en", 726), ("es", 712)])
def test_the_dictionary_is_read_whole(language: str, count: int) -> None:
    terms = list(glossary_nci.read(SHARED / f"nci-terms-a.{language}.json", None))
    assert len(terms) == count
    assert {term.language for term in terms if isinstance(term, Term)} == {language}
    assert not [bad for bad in terms if isinstance(bad, Problem)]
