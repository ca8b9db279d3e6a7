"""Answers in the API: lists, one answer as data, one as HTML."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from html5lib import HTMLParser

from readlevel.web.reader.page_contexts import VariantContext
from tests.web.conftest import (
    CAST,
    CLINICIAN_WORDS,
    LAY_WORDS,
    SPANISH_WORDS,
    WITHDRAWN,
    Site,
    answer,
    clinician,
    lay,
)

PUBLIC = {
    "both",
    "pending",
    "only-lay",
    "only-clinician",
    "lay-and-draft",
    "half-withdrawn",
    "translated",
    "spiky",
}


def get(site: Site, path: str, **parameters: str) -> dict[str, Any]:
    response = site.get(f"/api/v1{path}", query_string=parameters)
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    found: dict[str, Any] = json.loads(response.data)
    return found


def follow(site: Site, path: str, **parameters: str) -> Iterator[dict[str, Any]]:
    """Yield the answers of all pages of a list."""
    part = get(site, path, **parameters)
    while True:
        yield from part["answers"]
        if part["next_url"] is None:
            return
        part = json.loads(site.get(part["next_url"]).data)


def slugs(site: Site, **parameters: str) -> list[str]:
    return [one["slug"] for one in follow(site, "/answers", **parameters)]


def test_the_list_has_what_is_public_and_nothing_else(site: Site) -> None:
    assert set(slugs(site)) == PUBLIC


@pytest.mark.parametrize("limit", ["1", "2", "3", "8", "100"])
def test_parts_of_any_size_hold_each_answer_once(site: Site, limit: str) -> None:
    assert slugs(site, limit=limit) == slugs(site)
    assert slugs(site, limit=limit, updated_since="2020-01-01") == slugs(
        site, updated_since="2020-01-01"
    )
    assert sorted(slugs(site, limit=limit, q="pressure")) == sorted(slugs(site, q="pressure"))


def test_an_item_says_what_its_card_in_a_list_shows_and_where_more_is(site: Site) -> None:
    [item] = [one for one in follow(site, "/answers") if one["slug"] == "both"]
    assert item["question"] == "What is high blood pressure?"
    assert item["url"] == "/answers/both"
    assert item["topics"] == ["cardiology", "Primary care"]
    assert item["reviewed"] == "2026-04-02"
    assert item["pending"] is False
    assert site.get(item["api_url"]).status_code == 200


def test_a_search_marks_its_hits(site: Site) -> None:
    [item] = get(site, "/answers", q="garlic")["answers"]
    assert item["slug"] == "pending"
    assert item["pending"] is True
    [hit, *_] = get(site, "/answers", q="pressure")["answers"]
    assert "<mark>pressure</mark>" in hit["excerpt"]
    assert slugs(site, q="xylophone") == []


def test_a_topic_keeps_to_its_own(site: Site) -> None:
    topics = {one["name"]: one["slug"] for one in get(site, "/topics")["topics"]}
    assert topics["Primary care"] == "primary-care"
    assert slugs(site, topic=topics["Primary care"]) == ["both"]
    assert set(slugs(site, topic="cardiology")) == {"both", "only-lay"}
    assert slugs(site, topic="cardiology", q="pressure", limit="1") == slugs(
        site, topic="cardiology", q="pressure"
    )
    assert slugs(site, topic="nothing") == []


def test_a_list_in_another_language_has_its_answers(site: Site) -> None:
    [item] = get(site, "/answers", language="es")["answers"]
    assert item["slug"] == "translated"
    assert item["url"] == "/es/answers/translated"
    found = json.loads(site.get(item["api_url"]).data)
    assert found["variant"]["language"] == "es"


def test_a_mirror_is_told_what_changed(own_site: Site) -> None:
    first = list(follow(own_site, "/answers", updated_since="2020-01-01"))
    last = max(one["changed"] for one in first)
    changed = replace(CAST[0], question={"en": "What is the push of blood?"})
    own_site.save(changed)
    [*_, item] = follow(own_site, "/answers", updated_since=last)
    assert item["slug"] == "both"
    assert item["question"] == "What is the push of blood?"
    assert item["changed"] > last
    assert slugs(own_site, updated_since=item["changed"]) == ["both"]
    assert slugs(own_site, updated_since="2999-01-01T00:00:00+02:00") == []


def test_a_copy_made_while_editors_work_lacks_no_answer(own_site: Site) -> None:
    path = "/api/v1/answers?updated_since=1970-01-01&limit=2"
    part = json.loads(own_site.get(path).data)
    got = [one["slug"] for one in part["answers"]]
    changed = next(one for one in CAST if one.slug in PUBLIC - set(got))
    for one in (changed, next(one for one in CAST if one.slug == got[0])):
        own_site.save(replace(one, question={"en": "What is new?"}))
    while part["next_url"] is not None:
        part = json.loads(own_site.get(part["next_url"]).data)
        got += [one["slug"] for one in part["answers"]]
    assert set(got) == PUBLIC
    assert got[-2:] == [changed.slug, got[0]]


def test_a_text_is_given_as_its_page_has_it(site: Site) -> None:
    found = get(site, "/answers/both", persona="patient")
    assert set(found["variant"]) == {field.name for field in fields(VariantContext)}
    assert LAY_WORDS in strip(found["variant"]["html"])
    assert found["variant"]["review"]["reviewer"] == "Rita Reviewer"
    assert found["variant"]["readability"]["counts"]["sentences"] == 2
    assert found["canonical_url"] == "http://127.0.0.1:8000/answers/both/lay"
    assert found["json_ld"]["@type"] == "MedicalWebPage"
    page = site.get("/answers/both/lay").text
    assert found["variant"]["html"].strip() in page
    assert {(one["audience"], one["language"]) for one in found["variants"]} == {
        ("lay", "en"),
        ("clinician", "en"),
    }
    for one in found["variants"]:
        again = json.loads(site.get(one["api_url"]).data)
        assert again["variant"]["audience"] == one["audience"]
        assert site.get(one["url"]).status_code == 200


@pytest.mark.parametrize(
    ("parameters", "audience"),
    [
        ({}, "lay"),
        ({"persona": "patient"}, "lay"),
        ({"persona": "student"}, "clinician"),
        ({"persona": "clinician"}, "clinician"),
        ({"audience": "lay"}, "lay"),
        ({"audience": "clinician"}, "clinician"),
        ({"audience": "lay", "persona": "clinician"}, "clinician"),
    ],
)
def test_the_persona_chooses_the_text_and_the_page_has_no_other(
    site: Site, parameters: dict[str, str], audience: str
) -> None:
    own, other = (
        (LAY_WORDS, "pharmacological") if audience == "lay" else (CLINICIAN_WORDS, "push of blood")
    )
    for _ in range(2):  # the second comes from memory
        response = site.get("/api/v1/answers/both", query_string=parameters)
        assert json.loads(response.data)["variant"]["audience"] == audience
        assert own in strip(json.loads(response.data)["variant"]["html"])
        assert other not in response.text
        shown = site.get("/api/v1/answers/both/html", query_string=parameters)
        assert own in strip(shown.text)
        assert other not in shown.text


def test_a_cookie_changes_nothing_and_none_is_set(site: Site) -> None:
    response = site.get_with_cookie("/api/v1/answers/both", "readlevel=clinician")
    assert json.loads(response.data)["variant"]["audience"] == "lay"
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_language_is_given_where_it_is_there_and_another_where_not(site: Site) -> None:
    spanish = get(site, "/answers/translated", language="es")
    assert SPANISH_WORDS in strip(spanish["variant"]["html"])
    assert get(site, "/answers/both", language="es")["variant"]["language"] == "en"


def test_a_note_says_that_only_the_other_text_is_public(site: Site) -> None:
    found = get(site, "/answers/only-lay", persona="clinician")
    assert found["variant"]["only_variant"] is True
    assert found["variant"]["audience"] == "lay"


def test_hard_words_are_links_as_often_as_asked(site: Site) -> None:
    once = get(site, "/answers/both", explain="first")["variant"]
    none = get(site, "/answers/both", explain="none")["variant"]
    assert 'class="term"' in once["html"]
    assert 'class="term"' not in none["html"]
    assert none["terms"] == []


def test_the_html_is_a_whole_part_of_a_page_with_whole_addresses(site: Site) -> None:
    response = site.get("/api/v1/answers/both/html", query_string={"persona": "patient"})
    assert response.content_type == "text/html; charset=utf-8"
    HTMLParser(strict=True).parseFragment(response.text)
    assert response.text.lstrip().startswith('<article class="answer">')
    assert 'href="http://127.0.0.1:8000/glossary/stroke"' in response.text
    assert "<form" not in response.text
    assert "<input" not in response.text
    for attribute in ("href", "src", "action"):
        assert f'{attribute}="/' not in response.text


def test_markup_in_a_question_is_inert(site: Site) -> None:
    response = site.get("/api/v1/answers/spiky")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script>alert" not in site.get("/api/v1/answers/spiky/html").text


@pytest.mark.parametrize(("slug", "status"), [("draft", 404), ("old-draft", 404), ("nobody", 404)])
def test_a_text_that_is_not_public_is_a_problem_response(
    site: Site, slug: str, status: int
) -> None:
    for path in (f"/api/v1/answers/{slug}", f"/api/v1/answers/{slug}/html"):
        response = site.get(path)
        assert response.status_code == status
        assert response.content_type == "application/problem+json"
        assert "secret" not in response.text


def test_a_mirror_is_told_what_was_withdrawn(own_site: Site) -> None:
    path: str | None = "/api/v1/withdrawn?limit=1"
    found = []
    while path is not None:
        part = json.loads(own_site.get(path).data)
        assert len(part["texts"]) == 1
        found += [(one["slug"], one["audience"], one["language"]) for one in part["texts"]]
        path = part["next_url"]
    assert found == [
        ("half-withdrawn", "clinician", "en"),
        ("withdrawn", "clinician", "en"),
        ("withdrawn", "lay", "en"),
    ]
    [first, *_] = get(own_site, "/withdrawn")["texts"]
    assert first["question"] == "What was half wrong?"
    assert first["because"] == WITHDRAWN.withdrawn_because
    assert first["status"] == "withdrawn"
    assert own_site.get(get(own_site, "/withdrawn")["texts"][1]["url"]).status_code == 410
    own_site.save(answer("withdrawn", "What was wrong?", lay(), clinician()))
    left = get(own_site, "/withdrawn")["texts"]
    assert [one["slug"] for one in left] == ["half-withdrawn"]


def test_a_withdrawn_answer_says_why(site: Site) -> None:
    response = site.get("/api/v1/answers/withdrawn")
    assert response.status_code == 410
    assert response.json is not None
    assert response.json["detail"] == "A trial showed harm."
    assert "max-age" not in response.headers["Cache-Control"]


def test_a_former_slug_leads_to_the_new_one(site: Site) -> None:
    for end in ("", "/html"):
        led = site.get(f"/api/v1/answers/old-name{end}?persona=clinician")
        assert led.status_code == 301
        assert led.location == f"/api/v1/answers/both{end}?persona=clinician"


def test_texts_that_wait_are_given_only_where_the_site_shows_them(make_site: Any) -> None:
    hidden = make_site(show_unreviewed=False)
    assert "pending" not in slugs(hidden)
    assert "pending" not in slugs(hidden, q="garlic")
    assert hidden.get("/api/v1/answers/pending").status_code == 404


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "²"),
        ("limit", "-1"),
        ("limit", ""),
        ("cursor", "x"),
        ("cursor", "1"),
        ("cursor", "1-2-3"),
        ("cursor", "9" * 40 + "-1"),
        ("language", "xx"),
        ("updated_since", "yesterday"),
        ("updated_since", "2026-13-01"),
        ("updated_since", "2026-11-23T12:00:00"),
        ("q", "x" * 401),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(site: Site, parameter: str, value: str) -> None:
    response = site.get("/api/v1/answers", query_string={parameter: value})
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.json is not None
    assert response.json["code"] == "bad_parameter"
    assert response.json["detail"].startswith(f"{parameter}: give ")


def test_unknown_parameters_are_ignored_and_of_repeated_ones_the_first_counts(site: Site) -> None:
    response = site.get("/api/v1/answers?limit=1&limit=x&nonsense=1")
    assert len(json.loads(response.data)["answers"]) == 1


@pytest.mark.parametrize("cursor", ["0-0", "9999999999999999-999999999999999999", "5-1"])
def test_any_place_is_one_to_go_on_from(site: Site, cursor: str) -> None:
    for more in ({}, {"q": "pressure"}, {"updated_since": "2020-01-01"}, {"topic": "cardiology"}):
        assert get(site, "/answers", cursor=cursor, **more)["answers"] is not None


def test_caches_keep_it_and_any_site_may_read_it(site: Site) -> None:
    for path in ("/answers", "/answers/both", "/answers/both/html", "/topics"):
        response = site.get(f"/api/v1{path}")
        assert response.headers["Cache-Control"].startswith("public, max-age=60")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        again = site.get(f"/api/v1{path}", headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert "Last-Modified" in site.get("/api/v1/answers/both").headers


def test_an_edit_is_seen_at_the_next_request(own_site: Site) -> None:
    assert LAY_WORDS in strip(get(own_site, "/answers/both")["variant"]["html"])
    own_site.save(answer("both", "What is it?", lay(words="Now it is new."), clinician()))
    found = get(own_site, "/answers/both")["variant"]
    assert "Now it is new." in strip(found["html"])


def test_a_browser_may_ask_whether_it_may_ask(site: Site) -> None:
    response = site.client.options("/api/v1/answers")
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    allowed = response.headers["Access-Control-Allow-Headers"]
    assert {"Content-Type", "If-None-Match"} <= set(allowed.split(", "))
    assert "Authorization" not in allowed
    assert "POST" not in response.headers["Access-Control-Allow-Methods"]


def strip(html: str) -> str:
    """Return the text without markup."""
    return "".join(HTMLParser().parseFragment(html).itertext())
