"""What readers searched for and did not find, and what editors do about it."""

import time
from collections.abc import Callable, Mapping

import pytest

from readlevel.web.cache import search_counter
from tests.web.desk.conftest import DeskSite

PATH = "/edit/searches"


def ask(desk: DeskSite, query: str) -> None:
    asked = desk.client().post("/search/ask", data={"q": query})
    assert asked.status_code == 303


def act(desk: DeskSite, who: str, **given: str) -> int:
    sent = {"language": "en", "query": "lupus", **given}
    return desk.post(desk.client(who), PATH, sent).status_code


def test_a_reader_asks_in_one_click_and_an_editor_sees_it(desk: DeskSite) -> None:
    page = desk.client().get("/?q=lupus").text
    assert "Ask the editors for an answer" in page
    ask(desk, "lupus")
    assert (
        "Our editors will see that this answer is missing"
        in desk.client().get("/?q=lupus&asked=sent").text
    )
    listed = desk.client("editor").get(PATH).text
    assert "lupus" in listed
    assert "1 reader asks for an answer" in listed


def test_an_answer_is_started_from_a_search(desk: DeskSite) -> None:
    ask(desk, "lupus")
    client = desk.client("editor")
    assert "/edit/new?language=en&amp;question=lupus" in client.get(PATH).text
    assert 'value="lupus"' in client.get("/edit/new?language=en&question=lupus").text


def test_the_words_are_added_to_an_answer_which_is_found_by_them(desk: DeskSite) -> None:
    ask(desk, "lupus")
    assert act(desk, "reviewer", deed="add", slug="/answers/both/lay") == 303
    assert "/answers/both" in desk.client().get("/?q=lupus").text
    assert "lupus" not in desk.client("editor").get(PATH).text


def test_a_search_is_ignored(desk: DeskSite) -> None:
    ask(desk, "lupus")
    assert act(desk, "editor", deed="ignore") == 303
    assert "lupus" not in desk.client("editor").get(PATH).text


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"deed": "x"}, 400),
        ({"deed": "ignore", "language": "xx"}, 400),
        ({"deed": "ignore", "query": ""}, 400),
        ({"deed": "ignore", "query": "x" * 400}, 400),
    ],
)
def test_an_unknown_action_is_refused(desk: DeskSite, given: dict[str, str], status: int) -> None:
    assert act(desk, "reviewer", **given) == status


@pytest.mark.parametrize("slug", ["nothing", "", "https://example.org/answers/nothing/"])
def test_an_address_without_an_answer_is_said_on_the_list(desk: DeskSite, slug: str) -> None:
    given = {"deed": "add", "slug": slug, "language": "en", "query": "gowt"}
    client = desk.client("reviewer")
    sent = desk.post(client, PATH, given)
    assert sent.status_code == 303
    shown = client.get(sent.location).text
    assert "There is no answer at this address." in shown
    assert "Searches that found nothing" in shown


def test_words_that_may_say_who_asks_are_not_sent(desk: DeskSite) -> None:
    sent = desk.client().post("/search/ask", data={"q": "I am jane.doe@example.org"})
    assert "asked=personal" in sent.location
    assert "jane" not in desk.client("editor").get(PATH).text


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Store counted searches at once."""
    monkeypatch.setattr(search_counter, "_WAIT_SECONDS", 0.01)


def search(desk: DeskSite, query: str, headers: Mapping[str, str] = {}) -> None:
    for network in ("192.0.2.1", "198.51.100.1", "203.0.113.1"):
        desk.client().get(
            "/", query_string={"q": query}, environ_base={"REMOTE_ADDR": network}, headers=headers
        )


def wait_for(desk: DeskSite, condition: Callable[[str], bool]) -> str:
    client, until = desk.client("editor"), time.monotonic() + 60
    while not condition(page := client.get(PATH).text):
        assert time.monotonic() < until, page
        time.sleep(0.05)
    return page


@pytest.mark.usefixtures("soon")
def test_a_search_whose_answers_nobody_opened_is_listed_until_one_is(desk: DeskSite) -> None:
    search(desk, "plain answer")
    page = wait_for(desk, lambda page: "plain answer" in page)
    assert "Nobody opened an answer" in page
    for _ in range(2):  # the second time from the cache
        led = {"Referer": "http://localhost/?q=Plain+answer"}
        assert desk.client().get("/answers/only-lay", headers=led).status_code == 200
    wait_for(desk, lambda page: "plain answer" not in page)


@pytest.mark.usefixtures("soon")
def test_what_is_still_typed_is_not_counted_but_its_end_is(desk: DeskSite) -> None:
    search(desk, "lupu", {"Readlevel-Search": "typing"})
    search(desk, "lupus in a", {"Sec-Fetch-Mode": "cors"})
    search(desk, "lupus in pregnancy", {"Readlevel-Search": "ended", "Sec-Fetch-Mode": "cors"})
    page = wait_for(desk, lambda page: "lupus in pregnancy" in page)
    assert "lupu<" not in page
    assert "lupus in a<" not in page


def test_a_site_that_counts_no_searches_keeps_none(
    make_desk: Callable[..., DeskSite], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    monkeypatch.setattr(search_counter.SearchCounter, "count", lambda _, one: counted.append(one))
    desk = make_desk(missed_searches=False)
    search(desk, "lupus")
    desk.client().get("/answers/both", headers={"Referer": "http://localhost/?q=lupus"})
    assert counted == []
    assert "This site does not count these searches" in desk.client("editor").get(PATH).text
