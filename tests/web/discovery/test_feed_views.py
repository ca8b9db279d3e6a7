"""Atom feeds, parsed by feedparser."""

from dataclasses import replace
from datetime import date
from typing import Any

import feedparser
import pytest

from tests.web.conftest import (
    APPROVED,
    CLINICIAN_WORDS,
    LAY_WORDS,
    Site,
    answer,
    clinician,
    lay,
)

BASE = "http://127.0.0.1:8000"


def read(site: Site, path: str) -> Any:
    response = site.get(path)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.data, response_headers={"content-type": "application/xml"})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def slugs(feed: Any) -> set[str]:
    return {entry.link.split("/")[-2] for entry in feed.entries}


def test_the_site_and_each_topic_has_a_feed_of_its_own(site: Site) -> None:
    whole, topic = read(site, "/feed.atom"), read(site, "/topics/cardiology/feed.atom")
    assert whole.feed.id == f"{BASE}/feed.atom"
    assert whole.feed.link == f"{BASE}/"
    assert topic.feed.link == f"{BASE}/topics/cardiology"
    assert topic.feed.title == "Cardiology – Readlevel"
    assert slugs(topic) == {"both", "only-lay"}
    assert slugs(topic) < slugs(whole)


def test_each_audience_has_a_feed_of_its_own_texts(site: Site) -> None:
    plain, lay_texts = read(site, "/feed.atom"), read(site, "/feeds/lay.atom")
    assert [entry.id for entry in plain.entries] == [entry.id for entry in lay_texts.entries]
    assert "only-clinician" not in slugs(plain)
    professional = read(site, "/feeds/clinician.atom")
    assert professional.feed.id == f"{BASE}/feeds/clinician.atom"
    assert professional.feed.title == "Readlevel – For health professionals"
    assert {entry.link.rpartition("/")[2] for entry in professional.entries} == {"clinician"}
    assert "only-clinician" in slugs(professional)
    assert not {"only-lay", "half-withdrawn"} & slugs(professional)
    (entry,) = (one for one in professional.entries if "/both/" in one.link)
    assert CLINICIAN_WORDS in entry.summary
    assert LAY_WORDS not in entry.summary
    topic = read(site, "/topics/cardiology/feeds/clinician.atom")
    assert slugs(topic) == {"both"}
    assert topic.feed.title == "Cardiology – Readlevel – For health professionals"


def test_the_latest_reviewed_text_of_the_audience_comes_first(own_site: Site) -> None:
    for slug, plain, professional in (("early", 2, 9), ("late", 8, 3)):
        own_site.save(
            answer(
                slug,
                f"What is {slug}?",
                lay(replace(APPROVED, reviewed=date(2026, 5, plain))),
                clinician(replace(APPROVED, reviewed=date(2026, 5, professional))),
            )
        )
    newest = [entry.link.split("/")[-2] for entry in read(own_site, "/feed.atom").entries]
    assert newest[:2] == ["late", "early"]
    found = read(own_site, "/feeds/clinician.atom").entries
    assert [entry.link.split("/")[-2] for entry in found[:2]] == ["early", "late"]
    assert found[0].updated.startswith("2026-05-09")


def test_a_topic_is_called_in_the_language_of_its_feed(own_site: Site) -> None:
    own_site.save(
        answer("corazon", "What is it?", lay(language="es"), topics=("cardiology", "A&B"))
    )
    assert read(own_site, "/es/topics/cardiology/feed.atom").feed.title == "Cardiología – Readlevel"
    title = read(own_site, "/es/topics/a-b/feed.atom").feed.title_detail
    assert (title.type, title.value) == ("text/plain", "A&B – Readlevel")


def test_a_feed_has_reviewed_answers_only(site: Site) -> None:
    assert not slugs(read(site, "/feed.atom")) & {"pending", "draft", "withdrawn"}
    assert slugs(read(site, "/topics/herbs/feed.atom")) == set()


def test_an_entry_tells_what_is_needed_to_choose_it(site: Site) -> None:
    (entry,) = (
        one for one in read(site, "/feed.atom").entries if one.link == f"{BASE}/answers/both/lay"
    )
    assert entry.id == entry.link
    assert entry.title == "What is high blood pressure?"
    assert entry.updated == "2026-04-02T00:00:00+00:00"
    assert "the push of blood" in entry.summary


def test_markup_in_a_question_is_text(site: Site) -> None:
    (entry,) = (one for one in read(site, "/feed.atom").entries if "/spiky/" in one.link)
    assert entry.title_detail.type == "text/plain"


def test_each_language_has_its_own(site: Site) -> None:
    found = read(site, "/es/feed.atom")
    assert slugs(found) == {"translated"}
    assert found.entries[0].link == f"{BASE}/es/answers/translated/lay"
    assert slugs(read(site, "/ar/feed.atom")) == set()


@pytest.mark.parametrize(
    "path",
    [
        "/topics/none/feed.atom",
        "/topics/none/feeds/lay.atom",
        "/topics/cardiology/feed.rss",
        "/feeds/student.atom",
    ],
)
def test_a_feed_that_is_not_there_is_not_found(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_every_cache_may_keep_a_feed(site: Site) -> None:
    first = site.get("/feed.atom")
    assert first.headers["Cache-Control"].startswith("public, max-age=60")
    tag = first.headers["ETag"]
    assert site.get("/feed.atom", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/", "/topics/cardiology", "/es/"])
def test_a_page_names_its_feed(site: Site, path: str) -> None:
    feed = f"{path.rstrip('/')}/feed.atom"
    page = site.get(path).text
    for url in (feed, *(f"{path.rstrip('/')}/feeds/{one}.atom" for one in ("lay", "clinician"))):
        assert f'<link rel="alternate" type="application/atom+xml" href="{url}"' in page
