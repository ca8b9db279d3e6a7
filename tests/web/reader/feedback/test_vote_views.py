"""What readers say with one tap: how easy a text was, and what it says."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Table, select
from werkzeug.test import TestResponse

from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.storage.database.feedback_tables import (
    check_choice,
    ease,
    hard_reason,
    reader_limit,
)
from tests.web.conftest import Site, answer, clinician, lay

MakeSite = Callable[..., Site]
CHECK = """
::: check You take salt. What does it do?
- [ ] Nothing
- [x] It raises the risk of stroke
- [ ] It lowers the pressure

> It raises the risk of stroke.
:::
"""
LAY = {"audience": "lay", "language": "en", "number": "1"}


def rows(site: Site, table: Table) -> list[dict[str, Any]]:
    engine = make_engine(site.settings.database_url)
    with read_transaction(engine) as session:
        found = [dict(row) for row in session.execute(select(table)).mappings()]
    engine.dispose()
    return found


def ask(site: Site, check: str = CHECK) -> str:
    """Save an answer with a question; return the key of the question."""
    text = replace(lay(), markdown=lay().markdown + check)
    site.save(answer("asked", "What is salt?", text, clinician()))
    found = re.search(r'name="key" value="(\w+)"', site.get("/answers/asked/lay").text)
    return found[1] if found else ""


def choose(site: Site, key: str, choice: str, **more: str) -> TestResponse:
    return site.client.post(
        "/answers/asked/check", data={**LAY, "key": key, "choice": choice, **more}
    )


def test_an_ease_vote_is_counted_once(own_site: Site) -> None:
    thanks = "/answers/both/thanks?kind="
    text = "&audience=lay&language=en&number=1"
    for said, asked in (("yes", "ease"), ("no", f"hard{text}")):
        response = own_site.client.post("/answers/both/ease", data={**LAY, "easy": said})
        assert (response.status_code, response.location) == (303, thanks + asked)
        assert "Set-Cookie" not in response.headers
    assert [(row["easy"], row["hard"]) for row in rows(own_site, ease)] == [(1, 0)]


def test_who_found_it_hard_is_asked_what_was(own_site: Site) -> None:
    response = own_site.client.post("/answers/both/ease", data={**LAY, "easy": "no"})
    form = own_site.get(response.location).text
    assert "What made it hard?" in form
    reasons = re.findall(r'name="reason" value="(\w+)"', form)
    assert reasons == ["words", "length", "other_question", "missing"]
    assert 'href="/answers/both/ask?audience=lay&amp;language=en"' in form
    for reason in ("words", "words", "length"):
        said = own_site.client.post("/answers/both/hard", data={**LAY, "reason": reason})
        assert (said.status_code, said.location) == (303, "/answers/both/thanks?kind=ease")
    counted = {row["reason"]: row["readers"] for row in rows(own_site, hard_reason)}
    assert counted == {"words": 1, "length": 1}


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("both", {"reason": "boring"}, 400),
        ("both", {"reason": "words", "number": "x"}, 400),
        ("both", {"reason": "words", "number": "99"}, 404),
        ("draft", {"reason": "words"}, 404),
    ],
)
def test_forged_reasons_are_refused(
    own_site: Site, path: str, data: dict[str, str], status: int
) -> None:
    response = own_site.client.post(f"/answers/{path}/hard", data={**LAY, **data})
    assert response.status_code == status
    assert rows(own_site, hard_reason) == []


@pytest.mark.parametrize(
    "data",
    [
        {"easy": "maybe"},
        {"easy": "yes", "number": "-1"},
        {"easy": "yes", "number": "٣"},
        {"easy": "yes", "number": ""},
    ],
)
def test_forged_votes_are_refused(own_site: Site, data: dict[str, str]) -> None:
    assert own_site.client.post("/answers/both/ease", data={**LAY, **data}).status_code == 400


def test_the_question_stands_after_the_text_with_every_choice(own_site: Site) -> None:
    ask(own_site)
    page = own_site.get("/answers/asked/lay")
    assert "Were we clear?" in page.text
    assert "It tests our words, not you." in page.text
    assert re.findall(r'name="choice" value="([^"]+)"', page.text) == ["0", "1", "2", "-1"]
    assert page.text.index("You take salt.") > page.text.index('id="said"')
    assert "Were we clear?" not in own_site.get("/answers/asked/clinician").text
    assert "Were we clear?" not in own_site.get("/answers/both/lay").text
    assert page.headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("1", "Yes, that is what the page says."),
        ("0", "The page says:"),
        ("-1", "The page says:"),
    ],
)
def test_each_choice_is_told_what_the_page_says(own_site: Site, choice: str, said: str) -> None:
    key = ask(own_site)
    response = choose(own_site, key, choice)
    assert response.status_code == 303
    assert "Set-Cookie" not in response.headers
    outcome = own_site.get(response.location)
    assert said in outcome.text
    assert outcome.headers["Cache-Control"] == "no-store"
    wrong = choice != "1"
    assert ("<q" in outcome.text) is wrong
    assert ('href="/answers/asked/lay#said"' in outcome.text) is wrong
    [counted] = rows(own_site, check_choice)
    assert (counted["question"], counted["choice"], counted["readers"]) == (key, int(choice), 1)


def test_a_second_choice_from_the_same_network_is_told_and_not_counted(own_site: Site) -> None:
    key = ask(own_site)
    for choice in ("0", "1", "1"):
        assert choose(own_site, key, choice).status_code == 303
    assert [(row["choice"], row["readers"]) for row in rows(own_site, check_choice)] == [(0, 1)]
    assert "127.0.0.1" not in str(rows(own_site, reader_limit))


def test_a_choice_in_a_question_that_has_changed_is_not_counted(own_site: Site) -> None:
    old = ask(own_site)
    new = ask(own_site, CHECK.replace("Nothing", "Little"))
    assert old != new
    response = choose(own_site, old, "1")
    assert (response.status_code, response.location) == (303, "/answers/asked/lay")
    assert rows(own_site, check_choice) == []


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"choice": "4"}, 400),
        ({"choice": "3"}, 303),
        ({"choice": "+1"}, 400),
        ({"choice": "1", "number": "x"}, 400),
        ({"choice": "1", "number": "9"}, 404),
        ({"choice": "1", "key": "'"}, 303),
    ],
)
def test_forged_choices_count_nothing(own_site: Site, data: dict[str, str], status: int) -> None:
    key = ask(own_site)
    given = {"key": key, **data}
    assert choose(own_site, **given).status_code == status
    assert rows(own_site, check_choice) == []


@pytest.mark.parametrize("query", ["", "?choice=1", "?choice=9&audience=lay", "?choice=<b>"])
def test_a_made_up_outcome_leads_to_the_text(own_site: Site, query: str) -> None:
    assert own_site.get(f"/answers/both/check{query}").status_code == 303
    assert own_site.get(f"/answers/none/check{query}").status_code == 404


def test_a_site_without_feedback_asks_nothing(make_site: MakeSite) -> None:
    site = make_site(questions=False)
    ask(site)
    assert "Were we clear?" not in site.get("/answers/asked/lay").text
    assert choose(site, "x", "1").status_code == 404


def test_a_frame_asks_only_where_its_host_says_so(own_site: Site) -> None:
    key = ask(own_site)
    assert "Were we clear?" not in own_site.get("/embed/asked").text
    framed = own_site.get("/embed/asked?check=1").text
    assert f'value="{key}"' in framed
    assert 'target="_blank"' in framed
    assert "Was this easy to understand?" not in framed
    assert 'href="/embed/asked?persona=student&amp;check=1"' in framed


def test_no_count_is_public(own_site: Site) -> None:
    key = ask(own_site)
    choose(own_site, key, "1")
    given = own_site.get("/api/v1/answers/asked").json
    assert given
    assert given["variant"]["check"] == {
        "question": "You take salt. What does it do?",
        "choices": ["Nothing", "It raises the risk of stroke", "It lowers the pressure"],
        "right": 1,
        "sentence": "It raises the risk of stroke.",
        "key": key,
    }
    assert "readers" not in str(given["variant"]["check"])
    assert "Were we clear?" not in own_site.get("/api/v1/answers/asked/html").text


def test_the_search_does_not_find_a_wrong_choice(own_site: Site) -> None:
    ask(own_site, CHECK.replace("Nothing", "Swallow zwieback"))
    assert 'href="/answers/asked"' not in own_site.get("/?q=zwieback").text
