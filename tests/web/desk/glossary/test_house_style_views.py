"""The house style of the desk: rules, files, and who may change them."""

import io
import re

from werkzeug.test import TestResponse

from tests.web.desk.conftest import DeskSite

STYLE = "/edit/house-style"
RULE = f"{STYLE}/rule"
VALE = b"extends: substitution\nswap:\n  utilize: use\n  (bad: x\n  it(?=s): y\n"


def save(desk: DeskSite, who: str = "reviewer", **given: str) -> TestResponse:
    return desk.post(desk.client(who), RULE, {"avoid": "suffer from\r\nvictim", **given})


def upload(desk: DeskSite, name: str, content: bytes) -> TestResponse:
    given = {"do": "import", "file": (io.BytesIO(content), name)}
    return desk.post(desk.client("reviewer"), STYLE, given)


def keys(desk: DeskSite) -> list[str]:
    return re.findall(r'id="rule-(\w+)"', desk.client("reviewer").get(STYLE).text)


def test_a_reviewer_adds_changes_and_removes_a_rule(desk: DeskSite) -> None:
    assert save(desk, say="have", reason="People first.", level="error").status_code == 303
    page = desk.client("editor").get(STYLE).text
    assert "suffer from · victim" in page
    assert "People first." in page
    (key,) = keys(desk)
    form = desk.client("reviewer").get(f"{RULE}?key={key}").text
    assert "suffer from\nvictim" in form
    assert save(desk, key=key, say="live with").status_code == 303
    (key,) = keys(desk)
    assert "live with" in desk.client("reviewer").get(STYLE).text
    assert save(desk, key=key, do="remove").status_code == 303
    assert keys(desk) == []


def test_an_editor_reads_the_house_style_and_does_not_change_it(desk: DeskSite) -> None:
    assert save(desk, "editor").status_code == 403
    page = desk.client("editor").get(STYLE).text
    assert "Only reviewers can change the house style." in page
    assert "<form" not in page.partition("<h1>")[2]


def test_a_rule_that_cannot_be_used_keeps_what_was_typed(desk: DeskSite) -> None:
    answer = save(desk, avoid="very (good", is_pattern="on")
    assert answer.status_code == 422
    assert "has a bracket “(” without the other" in answer.text
    assert "very (good</textarea>" in answer.text


def test_a_rule_that_someone_else_removed_is_not_saved(desk: DeskSite) -> None:
    save(desk)
    (key,) = keys(desk)
    save(desk, key=key, avoid="other")
    assert save(desk, key=key, avoid="third").status_code == 409
    assert "third" not in desk.client("editor").get(STYLE).text


def test_rules_of_a_file_are_added_and_what_is_left_out_is_named(desk: DeskSite) -> None:
    page = upload(desk, "Words.yml", VALE).text
    assert "1 rule added." in page
    assert "<b>Line 4</b>" in page
    assert "<b>Line 5</b>" in page
    assert "utilize" in desk.client("editor").get(f"{STYLE}.toml").text
    for name, content in (("a.yml", b"\xff"), ("a.exe", b"x"), ("", b"x"), ("a.toml", b"\0")):
        answer = upload(desk, name, content)
        assert answer.status_code == 422 or "Not imported" in answer.text


def test_the_exported_file_can_be_imported(desk: DeskSite) -> None:
    save(desk, say="have", exceptions="suffer from it", audience="lay", language="en")
    content = desk.client("editor").get(f"{STYLE}.toml").data
    save(desk, key=keys(desk)[0], do="remove")
    assert "1 rule added." in upload(desk, "house-style.toml", content).text
    assert desk.client("editor").get(f"{STYLE}.toml").data == content


def test_other_names_of_terms_can_be_warned_of(desk: DeskSite) -> None:
    given = {"do": "names", "glossary_names": "warning"}
    assert desk.post(desk.client("reviewer"), STYLE, given).status_code == 303
    page = desk.client("reviewer").get(STYLE).text
    assert '<option value="warning" selected>' in page
