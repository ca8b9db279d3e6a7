"""The complete site in frames of allowed hosts, with the partitioned cookie."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.web.http.persona_cookie import ReaderChoice, read_choice_cookie
from tests.web.conftest import CLINICIAN_WORDS, Site

MakeSite = Callable[..., Site]
KNOWN = {"patient", "clinician"}
PAGES = ("/", "/answers/both", "/answers/both/lay", "/glossary", "/none", "/answers/withdrawn")
PORTAL = "https://portal.example"


def ancestors(site: Site, path: str) -> str:
    return site.get(path).headers["Content-Security-Policy"].rpartition("frame-ancestors ")[2]


def choose(site: Site, **more: str) -> TestResponse:
    return site.client.post("/persona", data={"persona": "clinician", "next": "/", **more})


def test_no_site_frames_pages_where_nothing_is_set(site: Site) -> None:
    assert {ancestors(site, path) for path in PAGES} == {"'none'"}


def test_named_sites_may_frame_every_page_for_readers(make_site: MakeSite) -> None:
    site = make_site(site_frame_ancestors=f"{PORTAL} https://b.example")
    assert {ancestors(site, path) for path in PAGES} == {f"{PORTAL} https://b.example"}
    assert "script-src 'self'" in site.get("/").headers["Content-Security-Policy"]
    assert "frame-ancestors" not in site.get("/embed/both").headers["Content-Security-Policy"]


def test_the_desk_is_never_framed(make_site: MakeSite) -> None:
    site = make_site(site_frame_ancestors=PORTAL, secret_key="0123456789abcdef")
    assert ancestors(site, "/edit/sign-in") == "'none'"
    assert ancestors(site, "/edit") == "'none'"


@pytest.mark.parametrize("given", ["*", f"{PORTAL} *", "portal.example", "https://a.example; x"])
def test_only_named_hosts_frame_the_whole_site(given: str) -> None:
    with pytest.raises(ValidationError, match=r"named hosts|is not an address"):
        Settings(site_frame_ancestors=given)  # type: ignore[arg-type]  # read as from a file


def test_the_choice_is_kept_apart_for_each_site_where_the_setting_says_so(
    make_site: MakeSite,
) -> None:
    site = make_site(partitioned_cookie=True, base_url="https://answers.example")
    [cookie] = choose(site).headers.getlist("Set-Cookie")
    name, *attributes = cookie.split("; ")
    assert name == "__Host-readlevel=clinician"
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=None", "Partitioned"} < set(attributes)
    assert not any(attribute.startswith("Domain") for attribute in attributes)
    shown = site.get_with_cookie("/answers/both", "__Host-readlevel=clinician")
    assert CLINICIAN_WORDS.split()[-1] in shown.text
    assert shown.headers["Cache-Control"] == "private, no-cache"


def test_without_the_setting_the_cookie_stays_out_of_frames(site: Site) -> None:
    [cookie] = choose(site).headers.getlist("Set-Cookie")
    assert cookie.startswith("readlevel=clinician;")
    assert "SameSite=Lax" in cookie
    assert "Partitioned" not in cookie


def test_a_cookie_of_the_other_kind_does_not_undo_a_choice(site: Site) -> None:
    bare = Client(site.client.application, TestResponse, use_cookies=False)
    response = bare.post(
        "/persona",
        data={"persona": "clinician", "next": "/"},
        headers={"Cookie": "__Host-readlevel=patient.all"},
    )
    kept, gone = response.headers.getlist("Set-Cookie")
    assert kept.startswith("readlevel=clinician.all;")
    assert gone.startswith("__Host-readlevel=;")
    assert "Max-Age=0" in gone
    assert "Partitioned" in gone


@pytest.mark.parametrize(
    ("cookies", "persona"),
    [
        ("readlevel=patient; __Host-readlevel=clinician", "clinician"),
        ("__Host-readlevel=clinician; readlevel=patient", "clinician"),
        ("__Host-readlevel=nobody", None),
        ("x__Host-readlevel=clinician", None),
    ],
)
def test_the_partitioned_cookie_counts_first(cookies: str, persona: str | None) -> None:
    assert read_choice_cookie(cookies, KNOWN) == ReaderChoice(persona)


def test_such_a_cookie_needs_https_elsewhere_than_on_the_own_machine() -> None:
    with pytest.raises(ValidationError, match=r"base_url is 'http://answers\.example'"):
        Settings(partitioned_cookie=True, base_url="http://answers.example")
    for base in ("https://answers.example", "http://localhost:8000", "http://a.localhost"):
        assert Settings(partitioned_cookie=True, base_url=base).partitioned_cookie
