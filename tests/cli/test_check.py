import json
import re
from pathlib import Path

import pytest

import readlevel as package
from readlevel.cli.checking import _MESSAGES
from tests.cli.command import Command, answer

SOURCE = Path(package.__file__).parent / "core"

LAY = """\
Rest helps [@unknown].

![](images/toe.png) ![A toe](https://example.org/toe.png)

[Here](javascript:x) [COLD]{term=chill} is not [AF]{term=atrial-fibrillation}, and MS is unclear.
"""

GLOSSARY = """\
term,definition_lay,other_forms
atrial fibrillation,An uneven heartbeat.,
multiple sclerosis,A disease.,MS
mitral stenosis,A narrow valve.,MS
"""


def put(folder: Path, lay: str = LAY) -> Path:
    folder.mkdir(parents=True)
    (folder / "answer.toml").write_text('slug = "gout"\n[question]\nen = "What helps?"\n')
    (folder / "lay.en.md").write_text(lay)
    (folder.parent / "glossary").mkdir(exist_ok=True)
    (folder.parent / "glossary" / "en.csv").write_text(GLOSSARY)
    return folder


@pytest.mark.parametrize("name", ["gout", "."])
def test_findings_are_named_with_line_and_way_out(
    name: str, lone_readlevel: Command, tmp_path: Path
) -> None:
    put(tmp_path / "gout")
    *lines, last = lone_readlevel("check", tmp_path / name, status=1).lines
    assert [line.removeprefix("gout/lay.en.md:") for line in lines] == [
        "1:12: blocks: No reference has the id 'unknown'. Add it to references.json.",
        "3:5: warns: The picture images/toe.png has no description for those who cannot see it.",
        "3:30: blocks: The picture https://example.org/toe.png is not in images/, so it is left "
        "out.",
        "5:8: warns: The link to 'javascript:x' leads nowhere here, so only its words are shown.",
        "5:23: warns: The glossary has no term 'chill' for 'COLD'.",
        "5:84: warns: 'MS' may stand for multiple-sclerosis or mitral-stenosis. "
        "Write [MS]{term=…} or {.plain}.",
    ]
    assert last == "Checked answers: 1, findings: 6."


def test_json_has_the_shape_that_others_rely_on(lone_readlevel: Command, tmp_path: Path) -> None:
    put(tmp_path / "gout", "Rest helps [@unknown].\n")
    assert lone_readlevel("check", tmp_path, "--json", status=1).json == {
        "answers": [
            {
                "slug": "gout",
                "blocks": True,
                "findings": [
                    {
                        "code": "unknown_citation",
                        "severity": "blocks",
                        "audience": "lay",
                        "language": "en",
                        "line": 1,
                        "column": 12,
                        "text": "@unknown",
                        "message": "No reference has the id 'unknown'. Add it to references.json.",
                    }
                ],
                "parity": [],
            }
        ]
    }


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
    assert set(re.findall(r'(?:Finding|_report)\(\s*"(\w+)"', source)) == set(_MESSAGES)


def test_the_samples_have_no_finding(lone_readlevel: Command) -> None:
    said = lone_readlevel("check", SOURCE.parent / "samples", "--json").json
    assert json.dumps([one["findings"] for one in said["answers"] if one["findings"]]) == "[]"
