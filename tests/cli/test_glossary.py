import json
from pathlib import Path

import pytest

from tests.cli.command import Command

SHARED = Path(__file__).parents[3] / "shared" / "data"


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
    path.write_text("term,definition_lay\ncold,A virus.\nCold,Not warm.\n")
    readlevel("glossary", "import", path)
    rows = readlevel("glossary", "export").lines[1:]
    assert [row.split(",")[0:3:2] for row in rows] == [
        ["COLD", "What COLD is."],
        ["cold", "A virus."],
        ["Cold", "Not warm."],
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
