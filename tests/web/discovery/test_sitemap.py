"""The sitemap lists every public page and no other, in small parts."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from readlevel.usecases.public import feeds_and_sitemap
from tests.web.conftest import CAST, Site, answer, clinician, lay

MakeSite = Callable[..., Site]
BASE = "http://127.0.0.1:8000"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def read(site: Site, path: str) -> ElementTree.Element:
    response = site.get(path)
    assert response.status_code == 200, path
    assert response.content_type == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.data)


def parts(site: Site) -> list[str]:
    index = read(site, "/sitemap.xml")
    assert index.tag.endswith("}sitemapindex")
    return [str(one.text).removeprefix(BASE) for one in index.findall("s:sitemap/s:loc", NAMES)]


def pages(site: Site) -> dict[str, Any]:
    """Return every page in the sitemap, by its path."""
    found: dict[str, Any] = {}
    for part in parts(site):
        for one in read(site, part).findall("s:url", NAMES):
            path = str(one.findtext("s:loc", "", NAMES)).removeprefix(BASE)
            assert path not in found, "named twice"
            found[path] = one
    return found


def languages(page: Any) -> dict[str, str]:
    return {
        link.get("hreflang"): link.get("href").removeprefix(BASE)
        for link in page.findall("x:link", NAMES)
    }


def test_crawlers_are_told_where_all_pages_stand_and_kept_from_the_search(site: Site) -> None:
    response = site.get("/robots.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert "Disallow: /*?q=" in lines
    assert f"Sitemap: {BASE}/sitemap.xml" in lines


def test_each_page_that_is_named_is_there_and_public(site: Site) -> None:
    for path in pages(site):
        response = site.get(path)
        assert response.status_code == 200, path
        assert "noindex" not in response.text


def test_all_kinds_of_pages_are_named(site: Site) -> None:
    named = pages(site)
    for path in (
        "/",
        "/es/",
        "/glossary",
        "/topics/cardiology",
        "/editorial-policy",
        "/glossary/stroke",
        "/answers/both/lay",
        "/answers/both/clinician",
        "/es/answers/translated/lay",
        "/answers/pending/lay",
    ):
        assert path in named


def test_names_of_unpublished_answers_are_not_shown(make_site: MakeSite) -> None:
    named = " ".join(pages(make_site()))
    for slug in ("/draft/", "/withdrawn/", "lay-and-draft/clinician", "half-withdrawn/clinician"):
        assert slug not in named
    assert "/answers/pending/" in named
    assert "/answers/pending/" not in " ".join(pages(make_site(show_unreviewed=False)))


def test_a_text_names_its_languages_itself_included(site: Site) -> None:
    named = pages(site)
    expected = {
        "en": "/answers/translated/lay",
        "es": "/es/answers/translated/lay",
        "x-default": "/answers/translated/lay",
    }
    assert languages(named["/answers/translated/lay"]) == expected
    assert languages(named["/es/answers/translated/lay"]) == expected
    assert languages(named["/answers/both/lay"]) == {}


def test_pages_name_the_same_languages_as_their_sitemap_entries(own_site: Site) -> None:
    own_site.save(
        answer(
            "topical",
            "What is a topic?",
            lay(),
            clinician(),
            lay(language="es"),
            clinician(language="ar"),
            topics=("cardiology", "Lungs"),
        )
    )
    named = pages(own_site)
    differing = {}
    for path, entry in named.items():
        links = re.findall(
            r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', own_site.get(path).text
        )
        shown = {tag: url.removeprefix(BASE) for tag, url in links}
        assert len(shown) == len(links)
        if shown != languages(entry):
            differing[path] = (shown, languages(entry))
    assert differing == {}
    assert len({path for path, entry in named.items() if languages(entry)}) > 5


def test_a_text_says_when_readers_last_got_something_else(site: Site) -> None:
    moment = pages(site)["/answers/both/lay"].findtext("s:lastmod", "", NAMES)
    assert datetime.fromisoformat(moment).tzinfo is not None


def test_an_answer_stays_in_its_part_when_others_are_added(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds_and_sitemap, "MAX_ANSWERS_PER_SITEMAP", 1)
    for number, one in enumerate(CAST, 1):
        path = f"/sitemap-answers-{number}.xml"
        if one.slug in ("draft", "withdrawn"):
            assert site.get(path).status_code == 404
        else:
            assert f"{BASE}/answers/{one.slug}/" in site.get(path).text


@pytest.mark.parametrize("languages", [1, 3, 24, 25, 200])
def test_a_part_never_holds_more_addresses_than_the_protocol_allows(languages: int) -> None:
    assert 0 < feeds_and_sitemap.answers_per_part(languages) * 2 * languages <= 50_000


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-answers-0.xml",
        "/sitemap-answers-99.xml",
        "/sitemap-answers-x.xml",
        "/sitemap-terms-en-9.xml",
        "/sitemap-terms-xx-a.xml",
        "/es/sitemap.xml",
    ],
)
def test_a_part_that_is_not_there_is_not_found(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_every_cache_may_keep_what_crawlers_ask_for(site: Site) -> None:
    for path in ("/sitemap.xml", "/robots.txt", parts(site)[0]):
        first = site.get(path)
        assert first.headers["Cache-Control"].startswith("public, max-age=60")
        assert site.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
