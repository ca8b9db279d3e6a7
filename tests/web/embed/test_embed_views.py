"""Answers in frames of other sites: the right text by the address alone, and nothing kept."""

import gzip
import re
from collections.abc import Callable

import pytest
from html5lib import HTMLParser, treebuilders

from readlevel.web.http.frame_options import EmbedOptions, open_links_in_new_window
from tests.web.conftest import CLINICIAN_WORDS, LAY_WORDS, SPANISH_WORDS, Site

MakeSite = Callable[..., Site]


def ancestors(policy: str) -> str:
    return policy.rpartition("frame-ancestors ")[2]


@pytest.mark.parametrize(
    ("query", "words", "other"),
    [
        ("", LAY_WORDS, CLINICIAN_WORDS),
        ("?persona=patient", LAY_WORDS, CLINICIAN_WORDS),
        ("?persona=student", CLINICIAN_WORDS, LAY_WORDS),
        ("?persona=clinician", CLINICIAN_WORDS, LAY_WORDS),
        ("?persona=nobody", LAY_WORDS, CLINICIAN_WORDS),
    ],
)
def test_the_address_says_which_text_a_frame_shows(
    site: Site, query: str, words: str, other: str
) -> None:
    first = words.split()[-1]
    for cookie in ("", "readlevel=clinician", "readlevel=patient"):
        response = site.get_with_cookie(f"/embed/both{query}", cookie)
        assert response.status_code == 200
        assert first in response.text
        assert other.split()[-1] not in response.text
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers["Vary"]
        assert response.headers["Cache-Control"].startswith("public")


def test_the_choice_is_of_links_that_keep_what_the_site_wants(site: Site) -> None:
    text = site.get("/embed/both?theme=dark&header=0&persona=patient").text
    links = re.findall(r'<a href="(/embed/[^"]+)"', text)
    assert links == [
        f"/embed/both?persona={persona}&amp;theme=dark&amp;header=0"
        for persona in ("patient", "student", "clinician")
    ]
    assert "<form" not in text
    assert text.count('aria-current="true"') == 1


def test_language_and_looks_come_from_the_address(site: Site) -> None:
    spanish = site.get("/embed/translated?lang=es").text
    assert SPANISH_WORDS.split()[-1] in spanish
    assert '<html lang="es"' in spanish
    plain, bare = site.get("/embed/both").text, site.get("/embed/both?scores=0&header=0").text
    assert 'id="about-level"' in plain
    assert 'id="about-level"' not in bare
    assert 'class="frame-bare"' in bare
    assert 'data-theme="dark"' in site.get("/embed/both?theme=dark").text
    assert "data-theme" not in plain


def test_only_frames_open_to_sites_and_only_those_a_setting_names(make_site: MakeSite) -> None:
    site = make_site(frame_ancestors="https://a.example https://*.b.example")
    for path in ("/embed/both", "/embed/none", "/embed/withdrawn"):
        headers = site.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert ancestors(policy) == "https://a.example https://*.b.example 'self'"
        assert "script-src 'self'" in policy
        assert "X-Frame-Options" not in headers
    assert ancestors(site.get("/answers/both").headers["Content-Security-Policy"]) == "'none'"


def test_every_site_may_frame_by_default(site: Site) -> None:
    """Even `frame-ancestors *` never matches a parent that is sandboxed itself."""
    headers = site.get("/embed/both").headers
    assert "frame-ancestors" not in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers


def test_a_frame_names_its_own_site_for_styles_and_scripts(site: Site) -> None:
    """WebKit matches 'self' with nothing in a document of an opaque origin."""
    policy = site.get("/embed/both").headers["Content-Security-Policy"]
    own = site.settings.base_url
    for kind in ("script", "style", "img"):
        assert f"{kind}-src 'self' {own};" in policy


def test_frames_and_what_they_load_may_stand_in_isolated_pages(site: Site) -> None:
    frame = site.get("/embed/both")
    assert frame.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', frame.text)
    assert len(loaded) > 2
    for path in ("/embed/both", "/embed.js", "/embed/none", *loaded):
        assert site.get(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin", path


@pytest.mark.parametrize(("slug", "status"), [("none", 404), ("draft", 404), ("withdrawn", 410)])
def test_an_error_is_shown_inside_the_frame(site: Site, slug: str, status: int) -> None:
    response = site.get(f"/embed/{slug}")
    assert response.status_code == status
    assert "What is secret?" not in response.text
    told = "This answer was withdrawn" if status == 410 else "Answer not found"
    assert told in response.text
    assert ("A trial showed harm." in response.text) == (status == 410)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_failure_is_told_in_the_frame(own_site: Site) -> None:
    """What may stand in no frame would leave a hole in the page around it."""
    path = own_site.settings.sqlite_file
    assert path is not None
    path.with_name("broken").write_bytes(b"this is no database" * 1000)
    path.with_name("broken").replace(path)
    response = own_site.get("/embed/both?lang=es&theme=dark")
    assert response.status_code == 503
    assert "frame-ancestors" not in response.headers["Content-Security-Policy"]
    assert "No podemos mostrar esta página en este momento" in response.text
    assert 'data-theme="dark"' in response.text
    assert "<form" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_drafts_look_like_nothing(site: Site) -> None:
    assert site.get("/embed/draft").text == site.get("/embed/none").text


def test_a_former_address_leads_to_the_frame_of_today(site: Site) -> None:
    response = site.get("/embed/old-name?persona=clinician&lang=es&other=1")
    assert (response.status_code, response.location) == (
        301,
        "/embed/both?persona=clinician&lang=es",
    )
    assert site.get("/embed/old-draft").status_code == 404


def test_links_that_leave_open_outside_and_those_within_stay(site: Site) -> None:
    text = site.get("/embed/both").text
    for link in re.findall(r"<a\b[^>]*>", text):
        stays = 'href="#' in link or 'href="/embed/' in link
        assert ('target="_blank" rel="noopener"' in link) != stays, link


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ('<a href="/x">', '<a href="/x" target="_blank" rel="noopener">'),
        (
            '<a title="a > b" href="/x">',
            '<a title="a > b" href="/x" target="_blank" rel="noopener">',
        ),
        ('<a href="#ref-1">', '<a href="#ref-1">'),
        ('<a href="/embed/x?persona=a">', '<a href="/embed/x?persona=a">'),
        ('<a id="here">', '<a id="here">'),
        ("<abbr>&lt;a href=&quot;x&quot;&gt;", "<abbr>&lt;a href=&quot;x&quot;&gt;"),
    ],
)
def test_a_link_is_told_by_its_whole_tag(given: str, made: str) -> None:
    assert open_links_in_new_window(given) == made


def test_a_url_is_parsed_and_built_back() -> None:
    given = {"persona": "student", "lang": "es", "theme": "pink", "header": "0", "scores": "1"}
    flags = EmbedOptions.read(given)
    assert flags == EmbedOptions("student", "es", "", header=False, scores=True)
    assert flags.put_on("/embed/x") == "/embed/x?persona=student&lang=es&header=0"
    assert EmbedOptions.read({}).put_on("/embed/x") == "/embed/x"


def test_frames_are_answered_from_memory_by_what_they_heed(site: Site) -> None:
    first = site.get("/embed/both?persona=clinician&utm_source=x")
    second = site.get("/embed/both?utm_source=y&persona=clinician")
    assert first.headers["ETag"] == second.headers["ETag"]
    known = site.get(
        "/embed/both?persona=clinician", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert known.status_code == 304
    assert "frame-ancestors" not in known.headers["Content-Security-Policy"]
    assert site.get("/embed/both?persona=patient").headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    ("given", "is_known"),
    [
        ("", True),
        ("both", True),
        ("http://127.0.0.1:8000/es/answers/both/clinician", True),
        ("draft", False),
        ("withdrawn", False),
        ("<script>", False),
        ("https://elsewhere.example/answers/both", False),
    ],
)
def test_the_builder_knows_what_readers_can_read(site: Site, given: str, is_known: bool) -> None:
    response = site.get("/embed", query_string={"answer": given})
    assert response.status_code == 200
    assert ("<iframe" in response.text) == is_known
    assert ("There is no public answer at this address." in response.text) != is_known
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    assert ancestors(response.headers["Content-Security-Policy"]) == "'none'"
    HTMLParser(strict=True).parse(response.text)


def test_the_builder_gives_lines_that_say_what_was_chosen(site: Site) -> None:
    page = site.get("/embed?answer=spiky&persona=student&theme=dark&scores=0").text
    tree = HTMLParser(treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False).parse(page)
    script, frame, address = ("".join(one.itertext()) for one in tree.iter("pre"))
    assert script.startswith('<script async src="http://127.0.0.1:8000/embed.js"></script>\n')
    wanted = 'data-readlevel="spiky" data-persona="student" data-theme="dark" data-scores="0"'
    assert wanted in script
    assert "persona=student&amp;theme=dark&amp;scores=0" in frame
    assert "&lt;/script&gt;" in frame
    assert address == "http://127.0.0.1:8000/answers/spiky"


def test_the_builder_speaks_each_language_and_frames_the_answer_in_it(site: Site) -> None:
    page = site.get("/es/embed?answer=translated").text
    assert '<html lang="es"' in page
    assert 'src="/embed/translated?lang=es"' in page
    assert 'href="/embed?answer=translated"' in page
    assert 'data-lang="es"' not in page
    assert 'href="/es/embed?answer=both"' in site.get("/es/answers/both").text


def test_a_site_that_nobody_may_frame_builds_nothing(make_site: MakeSite) -> None:
    site = make_site(frame_ancestors="none")
    assert site.get("/embed").status_code == 404
    assert ancestors(site.get("/embed/both").headers["Content-Security-Policy"]) == "'none'"


def test_the_script_is_small_and_kept_for_an_hour(site: Site) -> None:
    response = site.get("/embed.js")
    assert response.content_type == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"].startswith("public, max-age=3600")
    assert len(gzip.compress(response.data)) < 4_096
    assert "document.cookie" not in response.text
    assert "Storage" not in response.text


def test_a_language_is_known_with_and_without_its_country(site: Site) -> None:
    assert '<html lang="es"' in site.get("/embed/translated?lang=es-MX").text
    assert '<html lang="en"' in site.get("/embed/translated?lang=fr").text


def test_a_host_may_leave_the_reading_tools_out(site: Site) -> None:
    assert "data-frame-tools" in site.get("/embed/both").text
    bare = site.get("/embed/both?tools=0").text
    assert "data-frame-tools" not in bare
    assert 'href="/embed/both?persona=student&amp;tools=0"' in bare


def test_a_frame_leads_to_the_other_languages_of_its_answer(site: Site) -> None:
    framed = site.get("/embed/translated?persona=patient&theme=dark").text
    assert 'href="/embed/translated?persona=patient&amp;lang=es&amp;theme=dark"' in framed
    assert "frame-languages" not in site.get("/embed/both").text
