import re
from pathlib import Path

import pytest

import readlevel as package
from readlevel.cli.findings import MESSAGES
from tests.cli.command import Command, answer

SOURCE = Path(package.__file__).parent / "core"

GOLDEN = Path(__file__).parent / "fixtures" / "check"

GLOSSARY = """\
term,definition_lay,other_forms
atrial fibrillation,An uneven heartbeat.,
multiple sclerosis,A disease.,MS
mitral stenosis,A narrow valve.,MS
"""


def put(folder: Path, lay: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "answer.toml").write_text('slug = "gout"\n[question]\nen = "What helps?"\n')
    (folder / "lay.en.md").write_text(lay)
    (folder.parent / "glossary").mkdir(exist_ok=True)
    (folder.parent / "glossary" / "en.csv").write_text(GLOSSARY)
    return folder


def test_findings_are_told_with_their_place_and_the_way_out(lone_readlevel: Command) -> None:
    said = lone_readlevel("check", GOLDEN / "content", status=1)
    assert said.out == (GOLDEN / "expected.txt").read_text("utf-8")


def test_json_has_the_shape_that_others_rely_on(lone_readlevel: Command) -> None:
    said = lone_readlevel("check", GOLDEN / "content", "--json", status=1)
    assert said.out == (GOLDEN / "expected.json").read_text("utf-8")


def test_of_one_answer_the_glossary_is_found_beside_it(lone_readlevel: Command) -> None:
    *lines, last = lone_readlevel("check", GOLDEN / "content" / "gout", status=1).lines
    golden = (GOLDEN / "expected.txt").read_text("utf-8").splitlines()
    assert lines == [line for line in golden if line.startswith("gout/")]
    assert last == "Checked answers: 1, findings: 7."


def test_a_text_above_its_target_is_warned_of_and_not_blocked(
    lone_readlevel: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_text(
        answer("flu", (GOLDEN / "content" / "flu" / "lay.en.md").read_text("utf-8"))
    )
    for target, found in (("wcag", ["above_target"]), ("college", [])):
        monkeypatch.setenv("READLEVEL_TARGET_LAY", target)
        (checked,) = lone_readlevel("check", tmp_path / "a.jsonl", "--json").json["answers"]
        assert [finding["code"] for finding in checked["findings"]] == found
        assert not checked["blocks"]


def test_a_target_that_is_none_stops_the_check(
    lone_readlevel: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READLEVEL_TARGET_LAY", "sixth")
    said = lone_readlevel("check", GOLDEN / "content", status=2)
    assert "known targets are aafp2015, ama, nih, nhs, pif, wcag, college" in said.err


def test_a_text_without_findings_passes(lone_readlevel: Command, tmp_path: Path) -> None:
    put(tmp_path / "gout", "Rest helps.\n")
    assert lone_readlevel("check", tmp_path).lines == ["Checked answers: 1, findings: 0."]


def test_a_warning_alone_blocks_nothing(lone_readlevel: Command, tmp_path: Path) -> None:
    put(tmp_path / "gout", "MS.\n")
    assert lone_readlevel("check", tmp_path).lines[-1] == "Checked answers: 1, findings: 1."


def test_without_a_glossary_no_term_is_called_unknown(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(answer("gout", "[Gout]{term=gout} hurts."))
    said = lone_readlevel("check", tmp_path / "a.jsonl")
    assert said.lines == ["Checked answers: 1, findings: 0."]


def test_a_record_that_cannot_be_read_fails_the_check_and_the_others_are_checked(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    put(tmp_path / "gout", "Rest helps.\n")
    (tmp_path / "flu").mkdir()
    (tmp_path / "flu" / "answer.toml").write_text("slug = 1")
    said = lone_readlevel("check", tmp_path, "--json", status=1)
    assert [one["slug"] for one in said.json["answers"]] == ["gout"]
    assert said.err.startswith(f"{tmp_path}/flu/answer.toml")


def test_an_answer_of_the_database_is_checked(readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(answer("gout", "[Gout]{term=no} hurts [@x]."))
    (tmp_path / "en.csv").write_text(GLOSSARY)
    readlevel("glossary", "import", tmp_path / "en.csv")
    readlevel("import", tmp_path / "a.jsonl")
    (checked,) = readlevel("check", "gout", "--json", status=1).json["answers"]
    assert [finding["code"] for finding in checked["findings"]] == [
        "unknown_term",
        "unknown_citation",
    ]


def test_what_is_not_there_is_a_sentence(readlevel: Command, tmp_path: Path) -> None:
    said = readlevel("check", "gout", status=1)
    assert said.err == "Error: There is no folder and no answer named 'gout'.\n"
    said = readlevel("check", tmp_path, status=1)
    assert said.err.startswith(f"Error: {tmp_path}: The folder holds nothing to import")


def test_the_help_says_that_facts_are_not_compared(lone_readlevel: Command) -> None:
    assert "not compared yet" in " ".join(lone_readlevel("check", "--help").out.split())


def test_every_finding_has_a_sentence() -> None:
    source = "".join(path.read_text("utf-8") for path in SOURCE.glob("*.py"))
    assert set(re.findall(r'(?:Finding|_report)\(\s*"(\w+)"', source)) == set(MESSAGES)


def test_the_samples_have_no_finding_but_what_is_above_its_target(lone_readlevel: Command) -> None:
    said = lone_readlevel("check", SOURCE.parent / "samples", "--json").json
    codes = {finding["code"] for one in said["answers"] for finding in one["findings"]}
    assert codes <= {"above_target"}
