"""The everyday names of topics, at the desk and before readers."""

import pytest

from readlevel.core.model.topic_names import MAX_LENGTH
from readlevel.storage.database.engine import make_engine
from readlevel.usecases.publishing.rerender import rerender_queued
from tests.web.desk.conftest import DeskSite

PATH = "/edit/topics"


def name(desk: DeskSite, who: str, **given: str) -> int:
    sent = {"topic": "cardiology", "en": "Heart", **given}
    return desk.post(desk.client(who), PATH, sent).status_code


def test_a_name_is_given_at_the_desk_and_readers_see_it(desk: DeskSite) -> None:
    reader = desk.client()
    assert "Heart (cardiology)" not in reader.get("/").text
    assert name(desk, "reviewer", es="Corazón") == 303
    assert "Heart (cardiology)" in reader.get("/").text
    assert "<h1>Heart (cardiology)</h1>" in reader.get("/topics/cardiology").text
    assert "Heart (cardiology)" in reader.get("/answers/only-lay").text
    assert "Heart (cardiology)" in reader.get("/topics/cardiology/feed.atom").text
    assert "Heart (cardiology)" in reader.get("/?q=heart").text
    topics = {one["slug"]: one for one in reader.get("/api/v1/topics").get_json()["topics"]}
    assert topics["cardiology"]["everyday_name"] == "Heart"
    assert topics["primary-care"]["everyday_name"] is None
    (card,) = reader.get("/api/v1/answers?topic=cardiology&limit=1").get_json()["answers"]
    assert card["topic_names"] == {"cardiology": "Heart"}
    assert 'value="Corazón"' in desk.client("editor").get(PATH).text


def find_slugs(desk: DeskSite, query: str) -> set[str]:
    answers = desk.client().get(f"/api/v1/answers?q={query}").get_json()["answers"]
    return {one["slug"] for one in answers}


def test_answers_are_found_by_the_names_of_their_topics_in_each_language(desk: DeskSite) -> None:
    assert find_slugs(desk, "zymograph") == set()
    assert name(desk, "reviewer", en="Zymograph", es="Corazones") == 303
    engine = make_engine(desk.settings.database_url)
    rerender_queued(engine, desk.settings.personas, "en", report=lambda done, total: None)
    engine.dispose()
    assert "only-lay" in find_slugs(desk, "zymograph")
    spanish = find_slugs(desk, "corazones&language=es")
    assert spanish == find_slugs(desk, "cardiology&language=es") != set()


def test_a_name_is_removed(desk: DeskSite) -> None:
    assert name(desk, "reviewer") == 303
    assert name(desk, "reviewer", en="", seen_en="Heart") == 303
    assert "Heart (cardiology)" not in desk.client().get("/").text


def test_a_change_of_somebody_else_is_not_overwritten(desk: DeskSite) -> None:
    assert name(desk, "reviewer") == 303
    answered = desk.post(desk.client("reviewer"), PATH, {"topic": "cardiology", "en": "Hearts"})
    assert answered.status_code == 409
    assert "Someone changed these names" in answered.text
    assert 'value="Hearts"' in answered.text
    assert "Heart (cardiology)" in desk.client().get("/").text


@pytest.mark.parametrize(
    ("who", "given", "status"),
    [
        ("editor", {}, 403),
        ("reviewer", {"topic": "nothing"}, 404),
        ("reviewer", {"topic": ""}, 404),
        ("reviewer", {"topic": "\0"}, 404),
        ("reviewer", {"en": "x" * (MAX_LENGTH + 1)}, 422),
        ("reviewer", {"en": "  \0 "}, 303),
        ("reviewer", {"en": '<script>alert("&")</script>'}, 303),
    ],
)
def test_an_invalid_name_is_refused(
    desk: DeskSite, who: str, given: dict[str, str], status: int
) -> None:
    assert name(desk, who, **given) == status
    assert "<script>alert" not in desk.client().get("/").text
