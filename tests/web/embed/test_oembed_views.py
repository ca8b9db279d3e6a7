"""Answers as oEmbed gives them: to a program that asks, and to a consumer that is in use."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from html5lib import HTMLParser, treebuilders
from hypothesis import given
from hypothesis import strategies as st
from micawber import Provider

from readlevel.settings import Settings
from readlevel.web.embed.parse_answer_url import parse_answer_url
from tests.web.conftest import Site
from tests.web.serving import serving_in_thread

BASE = "http://127.0.0.1:8000"
MakeSite = Callable[..., Site]


def ask(site: Site, url: str = f"{BASE}/answers/both", **more: Any) -> Any:
    return site.get("/oembed?" + urlencode({"url": url, **more}))


def frame(html: str) -> dict[str, str]:
    tree = HTMLParser(treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False).parse(html)
    [found] = tree.iter("iframe")
    return dict(found.attrib)


def test_an_answer_is_a_rich_thing_with_a_link_and_a_frame(site: Site) -> None:
    response = ask(site)
    assert response.content_type == "application/json"
    assert response.headers["Cache-Control"].startswith("public")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    told = json.loads(response.text)
    assert {name: told[name] for name in told if name != "html"} == {
        "type": "rich",
        "version": "1.0",
        "title": "What is high blood pressure?",
        "author_name": "Readlevel",
        "author_url": f"{BASE}/",
        "provider_name": "Readlevel",
        "provider_url": f"{BASE}/",
        "cache_age": 3600,
        "width": 700,
        "height": 600,
    }
    assert f'<blockquote><a href="{BASE}/answers/both/lay">' in told["html"]
    framed = frame(told["html"])
    assert framed["src"] == f"{BASE}/embed/both?persona=patient"
    assert (framed["width"], framed["height"]) == ("700", "600")
    assert framed["title"] == "What is high blood pressure?"
    assert framed["style"].startswith("width: 100%; max-width: none;")
    assert f'<script async src="{BASE}/embed.js"></script>' in told["html"]


def test_a_site_that_not_everyone_may_frame_gives_a_link(make_site: MakeSite) -> None:
    site = make_site(frame_ancestors="https://a.example")
    told = json.loads(ask(site).text)
    assert told["type"] == "link"
    assert told["title"] == "What is high blood pressure?"
    assert not told.keys() & {"html", "width", "height"}
    assert "+oembed" not in site.get("/answers/both").text


def test_xml_says_the_same(site: Site) -> None:
    response = ask(site, format="xml")
    assert response.content_type == "text/xml; charset=utf-8"
    told = {one.tag: one.text for one in ElementTree.fromstring(response.text)}
    assert told == {name: str(value) for name, value in json.loads(ask(site).text).items()}


@pytest.mark.parametrize(
    ("path", "src"),
    [
        ("/answers/both?persona=clinician", "/embed/both?persona=clinician"),
        ("/answers/both/clinician", "/embed/both?persona=clinician"),
        ("/answers/both/lay/", "/embed/both?persona=patient"),
        ("/es/answers/translated", "/embed/translated?persona=patient&lang=es"),
        ("/embed/translated?lang=es&persona=student", "/embed/translated?persona=student&lang=es"),
        ("/answers/old-name", "/embed/both?persona=patient"),
    ],
)
def test_every_address_of_an_answer_is_known(site: Site, path: str, src: str) -> None:
    assert frame(json.loads(ask(site, BASE + path).text)["html"])["src"] == BASE + src


def test_the_site_is_known_by_the_name_it_is_asked_by(site: Site) -> None:
    response = site.get(
        "/oembed?" + urlencode({"url": "http://inside.example/answers/both"}),
        headers={"Host": "inside.example"},
    )
    assert frame(json.loads(response.text)["html"])["src"].startswith(BASE)


@pytest.mark.parametrize(
    "url",
    [
        "",
        BASE,
        f"{BASE}/",
        f"{BASE}/answers/none",
        f"{BASE}/answers/draft",
        f"{BASE}/answers/old-draft",
        f"{BASE}/answers/withdrawn",
        f"{BASE}/answers/both/other",
        f"{BASE}/glossary/stroke",
        "https://elsewhere.example/answers/both",
        f"{BASE}@elsewhere.example/answers/both",
        "javascript://127.0.0.1:8000/answers/both",
        "http://[",
        f"{BASE}/answers/both?" + "x" * 3_000,
    ],
)
def test_an_answer_that_is_not_public_is_not_found(site: Site, url: str) -> None:
    response = ask(site, url)
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"


def test_a_frame_is_no_larger_than_asked_for(site: Site) -> None:
    told = json.loads(ask(site, maxwidth=320, maxheight=9_999).text)
    assert (told["width"], told["height"]) == (320, 600)
    assert (frame(told["html"])["width"], frame(told["html"])["height"]) == ("320", "600")
    assert json.loads(ask(site, maxheight=200).text)["height"] == 200


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"format": "yaml"}, 501),
        ({"maxwidth": "wide"}, 400),
        ({"maxwidth": "-5"}, 400),
        ({"maxheight": "0"}, 400),
        ({"maxheight": "9" * 50}, 400),
    ],
)
def test_an_impossible_oembed_request_is_refused(
    site: Site, more: dict[str, str], status: int
) -> None:
    assert ask(site, **more).status_code == status


def test_titles_are_encoded_in_the_snippet(site: Site) -> None:
    html = json.loads(ask(site, f"{BASE}/answers/spiky").text)["html"]
    assert "<script>" not in html
    assert frame(html)["title"].startswith("Is </script><script>alert(1)</script> &")


@given(st.text())
def test_any_address_is_read_or_not_known(path: str) -> None:
    assert parse_answer_url("https://elsewhere.example" + path, Settings()) is None
    parse_answer_url(BASE + "/" + path, Settings())


def test_a_consumer_finds_and_shows_an_answer(cast_file: Path, tmp_path: Path) -> None:
    copy(cast_file, tmp_path / "site.sqlite")
    with serving_in_thread(f"sqlite:///{tmp_path / 'site.sqlite'}") as port:
        base = f"http://127.0.0.1:{port}"
        told = Provider(f"{base}/oembed", maxwidth=500).request(f"{base}/answers/both/clinician")
    assert (told["type"], told["width"]) == ("rich", 500)
    assert frame(told["html"])["src"] == f"{base}/embed/both?persona=clinician"


def test_pages_lead_to_their_oembed(site: Site) -> None:
    tree = HTMLParser(treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False).parse(
        site.get("/answers/both/clinician").text
    )
    links = {one.get("type"): one.get("href") for one in tree.iter("link") if one.get("title")}
    assert set(links) == {"application/json+oembed", "text/xml+oembed"}
    for kind, href in links.items():
        response = site.get(str(href).removeprefix(BASE))
        assert response.status_code == 200
        assert response.content_type.startswith("text/xml" if "xml" in str(kind) else "application")
        assert "persona=clinician" in response.text
