import re
from dataclasses import replace
from pathlib import Path

import pytest

import readlevel as package
from readlevel.core.checks.registry import FINDING_CODES
from readlevel.core.text.content_digest import digest_content
from readlevel.template_folder import find_templates
from tests.cli.command import Command, answer
from tests.entailment.tiny_model import write_model
from tests.thoroughness import THOROUGH

SOURCE = Path(package.__file__).parent / "core"

GOLDEN = Path(__file__).parents[1] / "fixtures" / "check"

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


def test_the_glossary_is_found_beside_a_single_answer(lone_readlevel: Command) -> None:
    *lines, last = lone_readlevel("check", GOLDEN / "content" / "gout", status=1).lines
    golden = (GOLDEN / "expected.txt").read_text("utf-8").splitlines()
    assert lines == [line for line in golden if line.startswith("gout/")]
    assert last == "Checked answers: 1, findings: 12."


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
        "unanswered_parity",
    ]


def test_a_missing_entry_is_reported_in_a_sentence(readlevel: Command, tmp_path: Path) -> None:
    said = readlevel("check", "gout", status=1)
    assert said.err == "Error: There is no folder and no answer named 'gout'.\n"
    said = readlevel("check", tmp_path, status=1)
    assert said.err.startswith(f"Error: {tmp_path}: The folder holds nothing to import")


PAIR = {"clinician.en.md": "Give 5 mg daily [@he2013].\n", "lay.en.md": "Take 10 mg each day.\n"}


def pair(folder: Path, **tables: str) -> Path:
    """Write an answer whose plain text states another dose."""
    put(folder, PAIR["lay.en.md"])
    (folder / "clinician.en.md").write_text(PAIR["clinician.en.md"])
    (folder / "references.json").write_text('[{"id": "he2013", "title": "Salt"}]')
    with (folder / "answer.toml").open("a") as file:
        file.writelines(f"[{name.replace('_', '.')}]\n{rows}\n" for name, rows in tables.items())
    return folder


def test_facts_that_the_two_texts_do_not_share_are_listed(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    pair(tmp_path / "gout")
    said = lone_readlevel("check", tmp_path, "--json", status=1).json
    [checked] = said["answers"]
    assert checked["blocks"]
    [finding] = checked["findings"]
    assert (finding["code"], finding["audience"], finding["line"]) == (
        "unanswered_parity",
        "lay",
        1,
    )
    told = [(one["kind"], one["fact"], one["clinician"], one["lay"]) for one in checked["parity"]]
    assert told == [
        ("conflict", "10 mg", "Give 5 mg daily.", "Take 10 mg each day."),
        ("only_clinician", "@he2013", "Give 5 mg daily.", None),
    ]
    assert "Facts that plain texts leave out: 1" in lone_readlevel("check", tmp_path, status=1).out


def test_a_difference_that_is_answered_in_the_folder_blocks_no_more(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    folder = pair(tmp_path / "gout")
    [checked] = lone_readlevel("check", folder, "--json", status=1).json["answers"]
    rows = "".join(f'{one["key"]} = "It is so."\n' for one in checked["parity"])
    with (folder / "answer.toml").open("a") as file:
        file.write(f"[parity.en]\n{rows}")
    [checked] = lone_readlevel("check", folder, "--json").json["answers"]
    assert (checked["parity"], checked["findings"]) == ([], [])


def test_a_model_of_entailment_reads_the_two_texts_too(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    folder = put(
        tmp_path / "gout", "Most people with gout felt well after a week, if not sooner.\n"
    )
    (folder / "clinician.en.md").write_text("Most people with gout felt well after a week.\n")
    assert lone_readlevel("check", folder, "--json").json["answers"][0]["parity"] == []
    reading = replace(
        lone_readlevel,
        settings={
            **lone_readlevel.settings,
            "READLEVEL_ENTAILMENT_MODEL": str(write_model(tmp_path / "model")),
        },
    )
    [found] = reading("check", folder, "--json").json["answers"][0]["parity"]
    assert (found["kind"], found["about"]) == ("conflict", "contradiction")
    assert (found["severity"], found["asks"]) == ("differs", False)
    assert found["confidence"] >= 0.95


def test_a_model_that_cannot_be_used_stops_the_check(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    folder = put(tmp_path / "gout", "Rest.\n")
    model = tmp_path / "model"
    model.mkdir()
    reading = replace(
        lone_readlevel,
        settings={**lone_readlevel.settings, "READLEVEL_ENTAILMENT_MODEL": str(model)},
    )
    said = reading("check", folder, status=2)
    assert "entailment_model" in said.err
    assert "config.json is missing" in said.err


@pytest.mark.parametrize(
    ("checked_against", "codes"),
    [
        (digest_content(PAIR["clinician.en.md"]), ["unanswered_parity"]),
        (digest_content("Give 10 mg daily."), ["behind", "unanswered_parity"]),
    ],
)
def test_a_plain_text_that_was_left_behind_is_told_of(
    lone_readlevel: Command, tmp_path: Path, checked_against: str, codes: list[str]
) -> None:
    review = f'status = "approved"\nchecked_against = "{checked_against}"'
    folder = pair(tmp_path / "gout", review_lay_en=review)
    [checked] = lone_readlevel("check", folder, "--json", status=1).json["answers"]
    assert [finding["code"] for finding in checked["findings"]] == codes
    said = digest_content(PAIR["clinician.en.md"])
    assert checked["checked_against"] == {"en": said}
    assert (said in checked["findings"][0]["message"]) is (len(codes) > 1)


def test_an_approved_plain_text_without_a_record_is_counted(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    pair(tmp_path / "gout", review_lay_en='status = "approved"')
    told = "Approved plain texts that do not say checked_against: 1"
    assert told in lone_readlevel("check", tmp_path, status=1).out


def test_which_findings_block_is_a_setting(
    lone_readlevel: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair(tmp_path / "gout")
    monkeypatch.setenv("READLEVEL_BLOCKING", "none")
    lone_readlevel("check", tmp_path)
    monkeypatch.setenv("READLEVEL_BLOCKING", "unanswerd_parity")
    said = lone_readlevel("check", tmp_path, status=2)
    assert "'unanswerd_parity' is no finding. Choose among above_target," in said.err


def test_links_are_followed_as_far_as_a_folder_can(lone_readlevel: Command, tmp_path: Path) -> None:
    links = "[a](/answers/gout) [b](/es/answers/flu) [c](/glossary/none) [d](/about)"
    gout = put(tmp_path / "gout", f"{links}\n")
    [checked] = lone_readlevel("check", tmp_path, "--json").json["answers"]
    assert [one["text"] for one in checked["findings"]] == ["/es/answers/flu", "/glossary/none"]
    [alone] = lone_readlevel("check", gout, "--json").json["answers"]
    assert [one["text"] for one in alone["findings"]] == ["/glossary/none"]


def test_findings_come_as_annotations_of_a_workflow(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    folder = put(tmp_path / "a,b", "Rest, 100% [@x].\n\n![](images/toe.png)\n")
    first, second = lone_readlevel("check", folder, "--format", "github", status=1).lines
    place = str(folder / "lay.en.md").replace(",", "%2C")
    assert first == (
        f"::error file={place},line=1,col=12,title=Readlevel%3A unknown_citation"
        "::No reference has the id 'x'. Add it to references.json."
    )
    assert second.startswith(
        f"::warning file={place},line=3,col=5,title=Readlevel%3A missing_alt::"
    )


def test_findings_come_as_results_of_a_static_analysis(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    folder = pair(tmp_path / "gout")
    log = lone_readlevel("check", folder, "--format", "sarif", status=1).json
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert rules == set(FINDING_CODES)
    [result] = run["results"]
    assert (result["ruleId"], result["level"]) == ("unanswered_parity", "error")
    [location] = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": (folder / "lay.en.md").as_uri()},
        "region": {"startLine": 1},
    }
    [other] = result["relatedLocations"]
    assert other["physicalLocation"]["artifactLocation"]["uri"].endswith("/clinician.en.md")


def test_every_result_of_a_static_analysis_has_a_region_and_the_tool_an_address(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    text = "The pharmacological antihypertensive polypharmacy necessitates individualisation. " * 9
    hard = put(tmp_path / "hard", text)
    [run] = lone_readlevel("check", hard, "--format", "sarif").json["runs"]
    assert run["tool"]["driver"]["informationUri"].startswith("https://")
    regions = {
        result["ruleId"]: result["locations"][0]["physicalLocation"]["region"]
        for result in run["results"]
    }
    assert regions["above_target"] == {"startLine": 1}


def test_many_paths_are_checked_each_answer_once(lone_readlevel: Command, tmp_path: Path) -> None:
    gout, flu = put(tmp_path / "gout", "Rest [@x]."), put(tmp_path / "flu", "Rest.")
    (flu / "answer.toml").write_text('slug = "flu"\n[question]\nen = "What helps?"\n')
    said = lone_readlevel(
        "check", gout / "lay.en.md", flu, gout / "answer.toml", gout, "--json", status=1
    )
    assert [one["slug"] for one in said.json["answers"]] == ["gout", "flu"]
    both = lone_readlevel("check", tmp_path, gout, "--json", status=1)
    assert sorted(one["slug"] for one in both.json["answers"]) == ["flu", "gout"]


def test_a_markdown_file_is_checked_alone(lone_readlevel: Command, tmp_path: Path) -> None:
    leaflet = tmp_path / "leaflet.md"
    leaflet.write_text("Rest.\n\nDrink water [@x].\n")
    said = lone_readlevel("check", leaflet, status=1).out
    assert said.startswith(f"{leaflet}:3:13: blocks: ")
    [found] = lone_readlevel("check", leaflet, "--json", status=1).json["answers"][0]["findings"]
    assert (found["audience"], found["language"]) == ("lay", "en")
    (tmp_path / "references.json").write_text('[{"id": "x", "type": "book", "title": "A book"}]')
    assert "findings: 0" in lone_readlevel("check", leaflet).out


@pytest.mark.parametrize(
    ("name", "audience", "language"),
    [
        ("clinician.es.md", "clinician", "es"),
        ("leaflet.es.md", "lay", "es"),
        ("leaflet.clinician.es.md", "clinician", "es"),
        ("clinician.md", "clinician", "en"),
        ("v1.2.md", "lay", "en"),
        ("README.markdown", "lay", "en"),
    ],
)
def test_a_file_alone_is_for_whom_and_in_the_language_its_name_says(
    lone_readlevel: Command, tmp_path: Path, name: str, audience: str, language: str
) -> None:
    (tmp_path / name).write_text("Rest [@x].\n")
    said = lone_readlevel("check", tmp_path / name, "--json", status=1)
    [found] = said.json["answers"][0]["findings"]
    assert (found["audience"], found["language"]) == (audience, language)


def test_a_file_that_cannot_be_read_fails_and_the_others_are_checked(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    broken, good = tmp_path / "broken.md", tmp_path / "good.md"
    broken.write_bytes(b"caf\xe9\n")
    good.write_text("Rest.\n")
    said = lone_readlevel("check", broken, good, status=1)
    assert f"{broken}:1: The text is not UTF-8" in said.err
    assert "Checked answers: 1" in said.out
    other = tmp_path / "picture.png"
    other.write_bytes(b"x")
    assert "Only folders" in lone_readlevel("check", other, status=1).err


def test_a_relative_path_is_written_as_an_address(
    lone_readlevel: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pair(tmp_path / "50% ä b")
    said = lone_readlevel("check", "50% ä b", "--format", "sarif", status=1)
    assert '"uri": "50%25%20%C3%A4%20b/lay.en.md"' in said.out


def test_a_fact_is_told_with_both_sentences(lone_readlevel: Command, tmp_path: Path) -> None:
    said = lone_readlevel("check", pair(tmp_path / "gout"), status=1).out
    assert "'Take 10 mg each day.', against 'Give 5 mg daily.'" in said


def test_a_line_of_a_file_is_the_place_of_what_is_found_in_it(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n" + answer("gout", "Rest [@x].") + "\n")
    said = lone_readlevel("check", file, "--format", "github", status=1)
    assert said.out.startswith(f"::error file={file},line=2,title=")


def test_every_finding_is_registered_and_worded() -> None:
    source = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    made = set(re.findall(r'(?:Finding|_report)\(\s*"(\w+)"', source))
    worded = {path.stem for path in (find_templates() / "findings").glob("[!_]*.html")}
    assert made == worded == set(FINDING_CODES)


def test_nothing_of_the_samples_is_kept_from_approval(lone_readlevel: Command) -> None:
    folders = sorted(path.parent for path in (SOURCE.parent / "samples").glob("*/answer.toml"))
    targets = [SOURCE.parent / "samples"] if THOROUGH else folders[::3]
    said = lone_readlevel("check", *targets, "--json").json
    assert len(said["answers"]) >= len(targets)
    codes = {finding["code"] for one in said["answers"] for finding in one["findings"]}
    assert codes <= {"above_target", "long_sentence", "undefined_acronym"}


def test_a_house_style_can_be_given(lone_readlevel: Command, tmp_path: Path) -> None:
    folder = put(tmp_path / "content" / "gout", "Rest helps. Utilize ice.")
    style = tmp_path / "Vale" / "Words.yml"
    style.parent.mkdir()
    shared = "extends: substitution\nlevel: error\nignorecase: true\nswap:\n"
    style.write_text(f"{shared}  utilize: use\n")
    said = lone_readlevel("check", folder, "--house-style", style.parent, status=1)
    assert "gout/lay.en.md:1:13: blocks: The house style does not allow 'Utilize'. Use: Use." in (
        said.lines
    )
    lone_readlevel("check", folder)
    style.write_text(f"{shared}  (utilize: use\n")
    said = lone_readlevel("check", folder, "--house-style", style, status=1)
    assert f"{style}:5: '(utilize' has a bracket" in said.err


def test_the_house_style_beside_answers_is_read_once(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    folders = [put(tmp_path / name, "Rest helps. Utilize ice.") for name in ("flu", "gout")]
    (folders[0] / "answer.toml").write_text('slug = "flu"\n[question]\nen = "What helps?"\n')
    style = tmp_path / "house-style.toml"
    style.write_text(
        '[[rule]]\navoid = ["utilize"]\nlevel = "error"\n'
        '[[rule]]\navoid = ["(?<=a)b"]\npatterns = true\n'
    )
    said = lone_readlevel("check", *folders, tmp_path, status=1)
    assert sum("does not allow 'Utilize'" in line for line in said.lines) == 2
    assert said.err.count("is not supported in a pattern") == 1


def test_suggestions_of_the_house_style_are_no_findings(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    folder = put(tmp_path / "content" / "gout", "Rest helps.")
    rule = '[[rule]]\navoid = ["rest"]\nlevel = "suggestion"\n'
    (folder.parent / "house-style.toml").write_text(rule)
    assert lone_readlevel("check", folder).lines[-1].endswith("findings: 0.")


def test_what_a_program_can_tell_of_checklists_is_printed(lone_readlevel: Command) -> None:
    lines = lone_readlevel("check", GOLDEN / "content" / "flu", "--checklists").lines
    assert "flu/lay.en.md: PEMAT-P 7: yes (sentences with numbers: 0)" in lines
    assert all(not line.startswith("flu/clinician") for line in lines)


def test_items_of_checklists_are_in_the_json_of_their_answer(lone_readlevel: Command) -> None:
    folder = GOLDEN / "content" / "flu"
    [answer] = lone_readlevel("check", folder, "--checklists", "--json").json["answers"]
    item = next(one for one in answer["checklists"] if one["message"].startswith("PEMAT-P 7:"))
    assert item == {
        "checklist": "pemat",
        "item": 7,
        "audience": "lay",
        "language": "en",
        "judgement": "yes",
        "evidence": "numbers",
        "values": {"count": 0},
        "message": "PEMAT-P 7: yes (sentences with numbers: 0)",
    }
    [without] = lone_readlevel("check", folder, "--json").json["answers"]
    assert "checklists" not in without


def test_answers_of_one_slug_each_have_their_own_items_of_checklists(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    texts = {"x": "Rest helps.\n", "y": "Take 2 tablets. Then take 3 more.\n"}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "lay.en.md").write_text(text)
    files = [tmp_path / name / "lay.en.md" for name in texts]
    both = lone_readlevel("check", *files, "--checklists", "--json").json["answers"]
    assert len({one["slug"] for one in both}) == 1
    for file, of_both in zip(files, both, strict=True):
        [alone] = lone_readlevel("check", file, "--checklists", "--json").json["answers"]
        assert of_both["checklists"] == alone["checklists"]


def test_items_of_checklists_pass_fail_or_are_to_review_in_sarif(lone_readlevel: Command) -> None:
    folder = GOLDEN / "content" / "flu"
    [run] = lone_readlevel("check", folder, "--checklists", "--format", "sarif").json["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    judged = [one for one in run["results"] if "kind" in one]
    assert {one["ruleId"] for one in judged} <= rules
    assert {one["kind"] for one in judged} >= {"pass", "fail", "review"}
    assert {one["level"] for one in judged if one["kind"] != "fail"} == {"none"}
    assert {one["level"] for one in judged if one["kind"] == "fail"} == {"note"}
    [region] = {one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in judged}
    assert region == 1


def test_unmet_items_of_checklists_are_notices_on_github(lone_readlevel: Command) -> None:
    folder = GOLDEN / "content" / "flu"
    lines = lone_readlevel("check", folder, "--checklists", "--format", "github").lines
    notices = [line for line in lines if line.startswith("::notice ")]
    assert notices
    assert all("lay." in line and "::no (" in line for line in notices)
