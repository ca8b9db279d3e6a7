import csv
import json
from pathlib import Path

import pytest

import readlevel as package
from readlevel.interchange.glossary import formats
from tests.cli.command import Command

SAMPLES = Path(package.__file__).parent / "samples" / "glossary" / "en.csv"
SHARED = Path(__file__).parents[4] / "shared" / "data"


def test_terms_go_in_and_come_out(readlevel: Command, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("term,definition_lay\nedema,Swelling.\nédema,Hinchazón.\n")
    said = readlevel("glossary", "import", path, "--language", "pt_br")
    assert said.lines == ["Terms: 2 new or changed, 0 unchanged, 0 failed."]
    readlevel("glossary", "export", tmp_path / "first.csv")
    assert readlevel("glossary", "import", tmp_path / "first.csv").lines == [
        "Terms: 0 new or changed, 2 unchanged, 0 failed."
    ]
    assert (tmp_path / "first.csv").read_text("utf-8") == readlevel("glossary", "export").out
    assert "edema,pt-BR,Swelling.," in readlevel("glossary", "export").out


def test_a_term_never_takes_the_place_of_one_with_another_name(
    readlevel: Command, tmp_path: Path
) -> None:
    for name in ("COLD", "cold", "COLD"):
        path = tmp_path / "en.csv"
        path.write_text(f"term,definition_lay\n{name},What {name} is.\n")
        readlevel("glossary", "import", path)
    path.write_text("term,definition_lay\nCold,A virus.\ncöld,Not warm.\n")
    readlevel("glossary", "import", path)
    rows = readlevel("glossary", "export").lines[1:]
    assert [row.split(",")[0:3:2] for row in rows] == [
        ["COLD", "What COLD is."],
        ["cold", "A virus."],
        ["cöld", "Not warm."],
    ]


def test_bad_terms_are_named_and_the_good_ones_kept(readlevel: Command, tmp_path: Path) -> None:
    path = tmp_path / "en.csv"
    path.write_text("term,definition_lay\nedema,Swelling.\nsepsis,\n")
    said = readlevel("glossary", "import", path, status=1)
    assert said.lines == ["Terms: 1 new or changed, 0 unchanged, 1 failed."]
    assert said.err == (
        f"{path}:3: sepsis: The term has no definition. Write a lay or a clinician one.\n"
    )


def test_the_dictionary_of_the_nci_goes_in(readlevel: Command, tmp_path: Path) -> None:
    entry = {"termName": "A33", "language": "en", "definition": {"text": "An antibody."}}
    path = tmp_path / "terms.json"
    path.write_text(json.dumps({"results": [entry]}))
    said = readlevel("glossary", "import", path, "--format", "nci")
    assert said.lines == ["Terms: 1 new or changed, 0 unchanged, 0 failed."]


def test_a_language_that_is_none_is_refused(readlevel: Command, tmp_path: Path) -> None:
    path = tmp_path / "en.csv"
    path.write_text("term,definition_lay\n")
    said = readlevel("glossary", "import", path, "--language", "English", status=2)
    assert "'English' is not a language tag. Write, for example, en or pt-BR." in said.err


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
def test_a_whole_dictionary_goes_in_and_comes_out(readlevel: Command, tmp_path: Path) -> None:
    for language in ("en", "es"):
        path = SHARED / f"nci-terms-a.{language}.json"
        readlevel("glossary", "import", path, "--format", "nci")
    readlevel("glossary", "export", tmp_path / "all.csv")
    assert readlevel("glossary", "import", tmp_path / "all.csv").lines == [
        "Terms: 0 new or changed, 1,438 unchanged, 0 failed."
    ]


TABLE = "term,definition_lay,acronym\nedema,Swelling.,ED\n"


def put(folder: Path, table: str, name: str = "en.csv") -> Path:
    path = folder / name
    path.write_text(table)
    return path


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    readlevel: Command, tmp_path: Path
) -> None:
    readlevel("glossary", "import", put(tmp_path, TABLE + "gout,Joint pain.,\nstroke,x,\n"))
    before = readlevel("glossary", "export").out
    path = put(
        tmp_path,
        TABLE.replace("Swelling.,ED", "Water.,")
        + "gout,Joint pain.,\nEDEMA,Shouted.,\nerectile dysfunction,x,ED\n"
        + "emergency department,x,ED\nbad,,\n",
    )
    said = readlevel("glossary", "import", path, "--dry-run", status=1)
    assert said.lines == [
        "new: EDEMA (at the address edema-2, for another term has edema)",
        "new: erectile dysfunction",
        "new: emergency department",
        "changed: edema (acronym, definition_lay)",
        "conflict: 'ED' may stand for 'erectile dysfunction' (en, erectile-dysfunction) or "
        "'emergency department' (en, emergency-department)",
        "Nothing is written. Terms: 3 new, 1 changed (acronym 1, definition_lay 1), 1 unchanged, "
        "1 conflicting, 1 failed.",
    ]
    assert said.err == (
        f"{path}:7: bad: The term has no definition. Write a lay or a clinician one.\n"
    )
    assert readlevel("glossary", "export").out == before


def test_a_conflict_with_what_is_stored_is_named(readlevel: Command, tmp_path: Path) -> None:
    readlevel("glossary", "import", put(tmp_path, TABLE))
    path = put(tmp_path, "term,definition_lay,acronym\nerectile dysfunction,x,ED\n")
    said = readlevel("glossary", "import", path, "--dry-run")
    assert said.lines[1].startswith("conflict: 'ED' may stand for 'edema' (en, edema) or 'erectile")


def test_a_term_that_no_text_leads_to_by_itself_is_named(
    readlevel: Command, tmp_path: Path
) -> None:
    path = put(tmp_path, "term,definition_lay\nlead,A metal.\nlead poisoning,x\n")
    said = readlevel("glossary", "import", path, "--dry-run")
    assert said.lines[2] == "everyday: lead is explained only where a text has [lead]{term=lead}"
    assert len(said.lines) == 4


def test_a_long_dry_run_names_the_first_of_each_kind(readlevel: Command, tmp_path: Path) -> None:
    path = put(tmp_path, "term,definition_lay\n" + "".join(f"term {n},x\n" for n in range(30)))
    said = readlevel("glossary", "import", path, "--dry-run")
    assert len(said.lines) == 22
    assert said.lines[20] == "new: … and 10 more; --verbose names them all"
    assert len(readlevel("glossary", "import", path, "--dry-run", "--verbose").lines) == 31


def test_all_or_nothing_writes_nothing_where_one_row_is_bad(
    readlevel: Command, tmp_path: Path
) -> None:
    path = put(tmp_path, TABLE + "bad,,\n")
    said = readlevel("glossary", "import", path, "--all-or-nothing", status=1)
    assert said.lines == ["Nothing is written: 1 of 2 terms failed."]
    assert "bad: The term has no definition." in said.err
    assert len(readlevel("glossary", "export").lines) == 1
    assert readlevel("glossary", "import", put(tmp_path, TABLE), "--all-or-nothing").lines == [
        "Terms: 1 new or changed, 0 unchanged, 0 failed."
    ]


def test_terms_for_review_are_not_public(readlevel: Command, tmp_path: Path) -> None:
    path = tmp_path / "en.csv"
    path.write_text("term,definition_lay\nedema,Swelling.\n")
    readlevel("glossary", "import", path)
    path.write_text("term,definition_lay\nedema,Take ten tablets.\nsepsis,Blood poisoning.\n")
    said = readlevel("glossary", "import", path, "--for-review")
    assert said.lines == ["Submitted for review: 2, unchanged: 0."]
    exported = readlevel("glossary", "export").out
    assert "Swelling." in exported
    assert "sepsis" not in exported
    again = readlevel("glossary", "import", path, "--for-review")
    assert again.lines == ["Submitted for review: 0, unchanged: 0."]
    assert again.err == "Left, because someone is changing them: 2.\n"


def test_a_file_for_each_audience_makes_one_term(readlevel: Command, tmp_path: Path) -> None:
    for audience, text in (("Patient", "Plain."), ("HealthProfessional", "Exact.")):
        entry = {"termName": "A33", "language": "en", "audience": audience, "definition": text}
        readlevel("glossary", "import", put(tmp_path, json.dumps([entry]), "terms.json"))
    assert readlevel("glossary", "export").lines[1].startswith("A33,en,Plain.,Exact.,")


@pytest.mark.parametrize("name", ["all.csv", "all.ttl", "all.rdf", "all.jsonld", "all.tbx"])
def test_every_format_comes_back_as_it_went(name: str, readlevel: Command, tmp_path: Path) -> None:
    readlevel("glossary", "import", SAMPLES)
    before = readlevel("glossary", "export").out
    count = len(list(csv.DictReader(before.splitlines())))
    said = readlevel("glossary", "export", tmp_path / name)
    assert said.lines == [f"Written into {tmp_path / name}: {count:,} terms."]
    said = readlevel("glossary", "import", tmp_path / name)
    assert said.lines == [f"Terms: 0 new or changed, {count:,} unchanged, 0 failed."]
    assert not said.err
    assert readlevel("glossary", "export").out == before


@pytest.mark.parametrize("format_", ["csv", "skos", "tbx", "tbx-dct"])
def test_a_format_goes_to_standard_output_too(
    format_: str, readlevel: Command, tmp_path: Path
) -> None:
    readlevel("glossary", "import", put(tmp_path, TABLE))
    out = readlevel("glossary", "export", "--format", format_).out
    path = put(tmp_path, out, "terms.txt")
    assert readlevel("glossary", "import", path, "--format", format_.partition("-")[0]).lines == [
        "Terms: 0 new or changed, 1 unchanged, 0 failed."
    ]


def test_a_table_for_excel_begins_with_its_mark(readlevel: Command, tmp_path: Path) -> None:
    readlevel("glossary", "import", put(tmp_path, TABLE))
    readlevel("glossary", "export", tmp_path / "en.csv", "--bom")
    assert (tmp_path / "en.csv").read_bytes().startswith(b"\xef\xbb\xbfterm,language,")
    assert readlevel("glossary", "import", tmp_path / "en.csv").lines == [
        "Terms: 0 new or changed, 1 unchanged, 0 failed."
    ]
    readlevel("glossary", "export", tmp_path / "en.tbx", "--bom")
    assert (tmp_path / "en.tbx").read_bytes().startswith(b"<?xml")


def test_fields_a_format_cannot_carry_are_reported(readlevel: Command, tmp_path: Path) -> None:
    readlevel("glossary", "import", put(tmp_path, "term,definition_lay\nCOLD,x\ncold,y\n"))
    said = readlevel("glossary", "export", tmp_path / "all.tbx")
    assert said.err == "Not carried: addresses that a name alone does not give (1).\n"


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("x.json", '{"@context": {}, "@graph": []}', "skos"),
        ("x.json", '[{"termName": "x"}]', "nci"),
        ("x.xml", '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x"/>', "skos"),
        ("x.xml", "<!-- a -->\n<tbx type='TBX-Basic'/>", "tbx"),
        ("x.xml", "<martif type='TBX'/>", "tbx"),
        ("x", "# a comment\n@prefix skos: <x> .", "skos"),
        ("x", "term;definition_lay\n", "csv"),
        ("x.TTL", "", "skos"),
        ("x.tsv", "", "csv"),
    ],
)
def test_the_format_of_a_file_is_told_by_its_name_and_beginning(
    name: str, content: str, format_: str, tmp_path: Path
) -> None:
    assert formats.guess(put(tmp_path, content, name)) == format_


def test_xml_of_another_kind_is_refused(readlevel: Command, tmp_path: Path) -> None:
    path = put(tmp_path, "<html/>", "x.xml")
    said = readlevel("glossary", "import", path, status=1)
    assert said.err == (
        f"Error: {path}: This is XML, but neither SKOS nor TBX. If it is one of them, say which "
        "by --format.\n"
    )


def test_an_encoding_that_is_none_is_refused(readlevel: Command, tmp_path: Path) -> None:
    said = readlevel("glossary", "import", put(tmp_path, TABLE), "--encoding", "ansi-x", status=2)
    assert "'ansi-x' is no encoding that is known. Write, for example, windows-1252." in said.err


def test_a_glossary_for_a_translation_tool_is_written_for_one_language(
    readlevel: Command, tmp_path: Path
) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("term,language,definition_lay\nfever,en,Heat.\nfiebre,es,Calor.\n")
    readlevel("glossary", "import", path)
    refused = readlevel("glossary", "export", "--format", "omegat", status=2)
    assert "Give --language: omegat holds the terms of one language." in refused.err
    said = readlevel("glossary", "export", "--format", "weblate", "--language", "es")
    assert said.lines[1] == '"","fiebre","fiebre","","False","","Calor.",""'
    said = readlevel("glossary", "export", tmp_path / "es.csv", "--language", "es")
    assert said.lines == [f"Written into {tmp_path}/es.csv: 1 terms."]
    assert "fever" not in (tmp_path / "es.csv").read_text()
