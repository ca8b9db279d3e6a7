"""Proposals for the panel of the writing page."""

from tests.web.desk.conftest import DeskSite

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


def test_text_that_cannot_be_read_is_refused(desk: DeskSite) -> None:
    answer = desk.post(desk.client("editor"), URL, {"markdown": "a\0b"})
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
