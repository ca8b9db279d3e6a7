"""Proposals for the panel of the writing page."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from readlevel.storage.database.desk_tables import ignored_proposal
from readlevel.storage.database.engine import make_engine, read_transaction
from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import write

URL = "/edit/simplify"
TEXT = "🙂 Doctors utilize this. You are examined by a nurse."


def test_proposals_have_their_places_as_scripts_count_them(desk: DeskSite) -> None:
    given = {"markdown": TEXT, "audience": "lay", "language": "en"}
    found = desk.post(desk.client("editor"), URL, given).get_json()
    assert found["target"] == 6
    written = TEXT.encode("utf-16-le")
    for one in found["proposals"]:
        there = written[one["from"] * 2 : one["to"] * 2].decode("utf-16-le")
        assert there == one["text"]
    assert {one["kind"]: one["options"] for one in found["proposals"]} == {
        "word": ["use"],
        "active": ["A nurse examines you."],
    }


@pytest.mark.parametrize("language", ["ar", "zh", "xx"])
def test_a_language_without_a_formula_has_proposals(
    make_desk: Callable[..., DeskSite], language: str
) -> None:
    site = make_desk(languages=("en", language))
    sentence = "Kidneys clean the blood, " * 8
    given = {"markdown": sentence, "audience": "lay", "language": language}
    answer = site.post(site.client("editor"), URL, given)
    assert answer.status_code == 200
    assert "long_sentence" in {one["kind"] for one in answer.get_json()["proposals"]}
    assert answer.get_json()["to_target"] is None


def test_text_that_cannot_be_read_is_refused(desk: DeskSite) -> None:
    answer = desk.post(
        desk.client("editor"), URL, {"markdown": "a\0b", "audience": "lay", "language": "en"}
    )
    assert answer.status_code == 422


def test_readers_get_no_proposals(desk: DeskSite) -> None:
    assert desk.post(desk.client(None), URL, {"markdown": TEXT}).status_code in (302, 401, 403)


def test_the_house_style_is_among_the_proposals_and_the_marks(desk: DeskSite) -> None:
    rule = {"avoid": "utilize", "say": "use", "reason": "It is shorter.", "level": "error"}
    desk.post(desk.client("reviewer"), "/edit/house-style/rule", {**rule, "audience": "lay"})
    given = {"markdown": TEXT, "audience": "lay", "language": "en"}
    first, *_ = desk.post(desk.client("editor"), URL, given).get_json()["proposals"]
    assert (first["kind"], first["options"], first["reason"], first["level"]) == (
        "house_style",
        ["use"],
        "It is shorter.",
        "error",
    )
    marks = desk.post(desk.client("editor"), "/edit/preview", given).get_json()["marks"]
    (mark,) = [one for one in marks if one["reason"] == "house_style"]
    assert (mark["from"], mark["to"], mark["plainer"]) == (first["from"], first["to"], ["use"])
    given["audience"] = "clinician"
    found = desk.post(desk.client("editor"), URL, given).get_json()["proposals"]
    assert "house_style" not in {one["kind"] for one in found}


def kinds(desk: DeskSite, who: str, **more: str) -> list[str]:
    given = {"markdown": TEXT, "audience": "lay", "language": "en", "slug": "both", **more}
    found = desk.post(desk.client(who), URL, given).get_json()
    assert found["ignored"] == 2 - len(found["proposals"])
    return [one["kind"] for one in found["proposals"]]


def change(desk: DeskSite, do: str, key: str = "", **more: str) -> int:
    place = {"slug": "both", "audience": "lay", "language": "en", **more}
    given = {**place, "do": do, "key": key}
    return desk.post(desk.client("editor"), f"{URL}/ignored", given).status_code


def test_what_one_editor_ignores_in_a_text_is_left_out_for_all(desk: DeskSite) -> None:
    given = {"markdown": TEXT, "audience": "lay", "language": "en"}
    proposals = desk.post(desk.client("editor"), URL, given).get_json()["proposals"]
    active = next(one for one in proposals if one["kind"] == "active")
    assert change(desk, "ignore", active["key"]) == 200
    assert kinds(desk, "reviewer") == ["word"]
    assert change(desk, "ignore_word", "Utilize") == 200
    assert kinds(desk, "reviewer") == []
    assert sorted(kinds(desk, "reviewer", audience="clinician")) == ["active", "word"]
    assert change(desk, "restore") == 200
    assert sorted(kinds(desk, "reviewer")) == ["active", "word"]


def test_nothing_is_ignored_in_an_answer_that_is_not_there(desk: DeskSite) -> None:
    assert change(desk, "ignore", "abc", slug="") == 404
    assert change(desk, "ignore", "a" * 201) == 400
    assert change(desk, "ignore") == 400


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("audience", "everyone", "There is no such kind of text"),
        ("audience", "", "There is no such kind of text"),
        ("language", "tlh", "This site has no texts in that language"),
        ("do", "forget", "There is no such action"),
        ("do", "", "There is no such action"),
        ("key", "", "There is no such suggestion"),
    ],
)
def test_a_form_that_asks_for_what_is_not_there_is_told_so(
    desk: DeskSite, field: str, value: str, told: str
) -> None:
    given = {"slug": "both", "audience": "lay", "language": "en", "do": "ignore", "key": "abc"}
    answer = desk.post(desk.client("editor"), f"{URL}/ignored", {**given, field: value})
    assert answer.status_code == 400
    assert told in answer.text
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        assert not session.scalars(select(ignored_proposal.c.language)).all()
    engine.dispose()


def test_the_page_of_suggestions_does_only_what_it_offers(desk: DeskSite) -> None:
    path, editor = "/edit/answers/both/lay/en/suggestions", desk.client("editor")
    write(desk, editor, "Doctors utilize this.")
    answer = desk.post(editor, path, {"do": "forget", "key": "abc"})
    assert answer.status_code == 400
    assert "There is no such action" in answer.text


def test_without_scripts_the_suggestions_for_the_saved_text_are_a_page(desk: DeskSite) -> None:
    path, editor = "/edit/answers/both/lay/en/suggestions", desk.client("editor")
    write(desk, editor, "Doctors utilize this.")
    page = editor.get(path).text
    keys = re.findall(r'name="key" value="(\w+)"', page)
    assert keys
    assert path in editor.get("/edit/answers/both?language=en").text
    assert desk.post(editor, path, {"do": "ignore", "key": keys[0]}).status_code == 303
    page = desk.client("reviewer").get(path).text
    assert keys[0] not in page
    assert "Ignored: 1." in page
    assert desk.post(editor, path, {"do": "restore"}).status_code == 303
    assert keys[0] in editor.get(path).text
    assert editor.get("/edit/answers/none/lay/en/suggestions").status_code == 404
    assert desk.post(editor, path, {"do": "ignore"}).status_code == 400


@pytest.mark.parametrize(
    "place", ["both/lay/fr", "both/lay/tlh", "both/lay/made-up", "none/lay/en"]
)
def test_nothing_is_ignored_in_a_text_that_is_not_there(desk: DeskSite, place: str) -> None:
    editor = desk.client("editor")
    for given in ({"do": "ignore", "key": "abc"}, {"do": "restore"}):
        path = f"/edit/answers/{place}/suggestions"
        assert desk.post(editor, path, given).status_code == 404
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        assert not session.scalars(select(ignored_proposal.c.language)).all()
    engine.dispose()
