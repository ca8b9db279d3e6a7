"""The house style of the desk: rules, files, and who may change them."""

import io
import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.web.desk.conftest import DeskSite

STYLE = "/edit/house-style"
RULE = f"{STYLE}/rule"
VALE = b"extends: substitution\nswap:\n  utilize: use\n  (bad: x\n  it(?=s): y\n"


def save(desk: DeskSite, who: str = "reviewer", **given: str) -> TestResponse:
    usual = {"avoid": "suffer from\r\nvictim", "audience": "lay"}
    return desk.post(desk.client(who), RULE, {**usual, **given})


def upload(desk: DeskSite, name: str, content: bytes) -> TestResponse:
    given = {"do": "import", "file": (io.BytesIO(content), name)}
    return desk.post(desk.client("reviewer"), STYLE, given)


def keys(desk: DeskSite) -> list[str]:
    return re.findall(r'id="rule-(\w+)"', desk.client("reviewer").get(STYLE).text)


def test_a_reviewer_adds_changes_and_removes_a_rule(desk: DeskSite) -> None:
    assert save(desk, say="have", reason="People first.", level="error").status_code == 303
    page = desk.client("editor").get(STYLE).text
    assert "suffer from · victim" in re.sub(r"<[^>]+>", "", page)
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
    assert "<form" not in page.partition("<h1>")[2].partition("</main>")[0]


def test_a_rule_that_cannot_be_used_keeps_what_was_typed(desk: DeskSite) -> None:
    answer = save(desk, avoid="very (good", is_pattern="on")
    assert answer.status_code == 422
    assert "has an unmatched bracket, “(”" in answer.text
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


def fields(desk: DeskSite, key: str) -> dict[str, str | list[str]]:
    """Return what a browser would send of the form of a rule."""
    page = desk.client("reviewer").get(f"{RULE}?key={key}").text
    chosen = re.search(r'<option value="([^"]*)"[^>]* selected', page)
    hidden = re.search(r'type="hidden" name="language" value="([^"]*)"', page)
    language = chosen or hidden
    ticked = re.findall(r'name="audience" value="(\w+)" checked', page)
    kept = language[1] if language else ""
    return {"key": key, "avoid": "other", "language": kept, "audience": ticked}


@pytest.mark.parametrize("languages", [("en", "es"), ("en",)])
@pytest.mark.parametrize("language", ["fr", "en-GB", "en", ""])
def test_a_changed_rule_keeps_its_language_and_audiences(
    make_desk: Callable[..., DeskSite], languages: tuple[str, ...], language: str
) -> None:
    desk = make_desk(languages=languages)
    written = f'language = "{language}"\n' if language else ""
    for audiences in ("", 'for = ["clinician"]\n'):
        content = f'[[rule]]\navoid = ["a"]\n{written}{audiences}'.encode()
        upload(desk, "house-style.toml", content)
        (key,) = keys(desk)
        given = fields(desk, key)
        assert given["language"] == language
        assert desk.post(desk.client("reviewer"), RULE, given).status_code == 303
        exported = desk.client("editor").get(f"{STYLE}.toml").data
        assert exported == content.replace(b'"a"', b'"other"')
        save(desk, key=keys(desk)[0], do="remove")


def test_a_rule_cannot_take_a_language_that_neither_it_nor_the_site_has(desk: DeskSite) -> None:
    save(desk, language="fr")
    assert "language" not in desk.client("editor").get(f"{STYLE}.toml").text


def test_a_rule_for_no_kind_of_text_is_not_saved(desk: DeskSite) -> None:
    answer = desk.post(desk.client("reviewer"), RULE, {"avoid": "victim"})
    assert answer.status_code == 422
    assert "Choose at least one kind of text." in answer.text
    assert 'name="audience" value="lay" checked' not in answer.text


def test_wordings_are_composed_as_texts_are(desk: DeskSite) -> None:
    save(desk, avoid="cafe\u0301\ncafé", say="the\u0301")
    exported = desk.client("editor").get(f"{STYLE}.toml").text
    assert 'avoid = ["café"]\nsay = ["thé"]' in exported
