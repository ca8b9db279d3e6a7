"""Going to answers, terms, people and actions by their names."""

import re

import pytest
from werkzeug.test import Client

from tests.web.desk.conftest import DeskSite

LINK = re.compile(r'<li><a href="([^"]*)">')


def go(client: Client, query: str) -> list[str]:
    page = client.get("/edit/go", query_string={"q": query})
    assert page.status_code == 200
    _, _, results = page.text.partition("data-go-results")
    return LINK.findall(results)


def test_an_answer_is_gone_to_by_words_of_its_question(desk: DeskSite) -> None:
    found = go(desk.client("editor"), "BLOOD high")
    assert found == ["/edit/answers/both?language=en"]


def test_terms_and_actions_are_gone_to_by_name(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert any(one.startswith("/edit/glossary/term?") for one in go(client, "hypert"))
    assert "/edit/new" in go(client, "new ANSWER")
    assert "/edit/import" in go(client, "import")


def test_only_administrators_go_to_people_and_their_pages(desk: DeskSite) -> None:
    for who in ("editor", "reviewer"):
        client = desk.client(who)
        assert go(client, "rita") == []
        assert not {"/edit/people", "/edit/audit", "/edit/look"} & set(go(client, ""))
    admin = desk.client("admin")
    assert go(admin, "rita@example") == [f"/edit/people/{desk.account('reviewer').id}"]
    assert {"/edit/people", "/edit/audit", "/edit/look"} <= set(go(admin, ""))


def test_each_page_that_is_offered_opens(desk: DeskSite) -> None:
    client = desk.client("admin")
    offered = go(client, "")
    assert len(offered) > 20
    for path in offered:
        assert client.get(path.replace("&amp;", "&")).status_code == 200, path


def test_each_tab_of_the_desk_is_gone_to_by_name(desk: DeskSite) -> None:
    client = desk.client("admin")
    for page in ("/edit/answers", "/edit/due", "/edit/glossary", "/edit/inbox", "/edit/people"):
        tabs = re.findall(r'<nav class="(?:tabs|pills)".*?</nav>', client.get(page).text, re.DOTALL)
        places = re.findall(r'href="([^"?]*)[^"]*">([^<]+)<', "".join(tabs))
        assert places
        for path, name in places:
            if "status" not in path:
                offered = [one.partition("?")[0] for one in go(client, "")]
                assert path in offered, name


def test_a_name_that_nothing_has_is_said(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert go(client, "xylophone") == []
    assert "No results." in client.get("/edit/go?q=xylophone").text


@pytest.mark.parametrize("query", ["\x00%_'", "w" * 5_000, "<script>alert(1)</script>", " "])
def test_any_query_is_answered_shortly(desk: DeskSite, query: str) -> None:
    client = desk.client("admin")
    assert len(go(client, query)) < 40
    assert "<script>alert" not in client.get("/edit/go", query_string={"q": query}).text


def test_nobody_goes_anywhere_without_signing_in(desk: DeskSite) -> None:
    assert desk.client().get("/edit/go?q=blood").status_code == 303
