"""A caching proxy stores what it may, and gives no reader another reader's text."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from readlevel.core.model.answer import Variant
from readlevel.settings import Settings
from tests.web.conftest import (
    CAST,
    CLINICIAN_WORDS,
    LAY_WORDS,
    SPANISH_WORDS,
    WITHDRAWN,
    clinician,
    lay,
    save_at,
)
from tests.web.nginx import Proxy, proxying
from tests.web.serving import serving

LAY, CLINICIAN, CHOICE = "/answers/both/lay", "/answers/both/clinician", "/answers/both"
PLAIN, HARD, SPANISH = (words.split()[-1] for words in (LAY_WORDS, CLINICIAN_WORDS, SPANISH_WORDS))
READERS = {None: PLAIN, "patient": PLAIN, "student": HARD, "clinician": HARD}


def cookie(persona: str | None) -> dict[str, str]:
    return {"Cookie": f"readlevel={persona}"} if persona else {}


@pytest.fixture(scope="module")
def proxy(cast_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """A proxy in front of the shared read-only site."""
    folder = tmp_path_factory.mktemp("nginx")
    with (
        serving(f"sqlite:///{cast_file}", folder / "log") as upstream,
        proxying(folder, upstream) as running,
    ):
        yield running


@dataclass(frozen=True, slots=True)
class Changing:
    """A proxy in front of a site in which each test may change an answer of its own."""

    settings: Settings
    proxy: Proxy

    def save(self, slug: str, *variants: Variant) -> None:
        (one,) = (one for one in CAST if one.slug == slug)
        save_at(self.settings, replace(one, variants=variants))


@pytest.fixture(scope="module")
def changing(cast_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changing]:
    folder = tmp_path_factory.mktemp("changing")
    settings = Settings(database_url=f"sqlite:///{shutil.copy(cast_file, folder)}")
    with (
        serving(settings.database_url, folder / "log") as upstream,
        proxying(folder, upstream) as running,
    ):
        yield Changing(settings, running)


def test_no_reader_gets_the_text_of_another(proxy: Proxy) -> None:
    for _ in range(3):
        for persona, own in READERS.items():
            other = PLAIN if own == HARD else HARD
            for path in (CHOICE, f"{CHOICE}?explain=all"):
                page = proxy.get(path, cookie(persona))
                assert own in page.text
                assert other not in page.text
                assert page.cache not in ("HIT", "STALE")
            for path, words in ((LAY, PLAIN), (CLINICIAN, HARD)):
                page = proxy.get(path, cookie(persona))
                assert words in page.text
                assert (HARD if words == PLAIN else PLAIN) not in page.text


def test_stable_addresses_are_answered_by_the_proxy(proxy: Proxy) -> None:
    first = proxy.get(LAY)
    again = proxy.get(LAY, cookie("clinician"))
    assert again.cache == "HIT"
    assert again.body == first.body


def test_no_reader_gets_the_language_of_another(proxy: Proxy) -> None:
    for _ in range(2):
        for wanted in ("es", "en", "ar", "es;q=0.9,en;q=0.1"):
            headers = {"Accept-Language": wanted}
            assert SPANISH in proxy.get("/es/answers/translated/lay", headers).text
            assert SPANISH not in proxy.get("/answers/translated/lay", headers).text
            assert proxy.get("/", headers).status == (302 if wanted.startswith("es") else 200)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.000,gzip;q=0.5", "gzip"),
        ("gzip;q=0 , br; q=0", None),
        ("broken", None),
        (None, None),
    ],
)
def test_nobody_gets_an_encoding_that_they_refuse(
    proxy: Proxy, accepted: str | None, encoding: str | None
) -> None:
    headers = {} if accepted is None else {"Accept-Encoding": accepted}
    for _ in range(2):
        assert proxy.get(LAY, headers).headers["Content-Encoding"] == encoding


def test_an_unchanged_page_is_not_sent_again(proxy: Proxy) -> None:
    page = proxy.get(LAY)
    known = {"If-None-Match": page.headers["ETag"]}
    unchanged = proxy.get(LAY, known)
    assert (unchanged.status, unchanged.body) == (304, b"")
    proxy.age(200)
    asked_again = proxy.get(LAY)
    assert asked_again.cache == "REVALIDATED"
    assert asked_again.body == page.body


def test_an_edit_is_seen_when_the_minute_is_over(changing: Changing) -> None:
    assert PLAIN in changing.proxy.get(LAY).text
    changing.save("both", lay(words="Quite other words."), clinician())
    assert changing.proxy.get(LAY).cache == "HIT"
    changing.proxy.age(200)
    page = changing.proxy.get(LAY)
    assert page.cache == "EXPIRED"
    assert "Quite other words." in page.text
    assert PLAIN not in page.text


def test_within_the_next_minute_nobody_waits_for_an_edit(changing: Changing) -> None:
    path = "/answers/spiky/lay"
    changing.proxy.get(path)
    changing.save("spiky", lay(words="Quite other words."), clinician())
    changing.proxy.age(61)
    page = changing.proxy.get(path)
    assert page.cache == "STALE"
    assert PLAIN in page.text
    until = time.monotonic() + 60
    while "Quite other words." not in changing.proxy.get(path).text:
        assert time.monotonic() < until, "the page was not asked for again"
        time.sleep(0.02)


def test_a_withdrawn_text_is_gone_when_the_minute_is_over(changing: Changing) -> None:
    path = "/answers/half-withdrawn/lay"
    assert PLAIN in changing.proxy.get(path).text
    changing.save("half-withdrawn", lay(WITHDRAWN), clinician(WITHDRAWN))
    changing.proxy.age(200)
    page = changing.proxy.get(path)
    assert page.status == 410
    assert PLAIN not in page.text
    assert changing.proxy.get(path).cache != "HIT"


def test_readers_get_the_last_page_while_the_server_is_down(
    cast_file: Path, tmp_path: Path
) -> None:
    database = tmp_path / "site.sqlite"
    shutil.copy(cast_file, database)
    with ExitStack() as until_the_end:
        with serving(f"sqlite:///{database}", tmp_path / "log") as upstream:
            proxy = until_the_end.enter_context(proxying(tmp_path, upstream))
            proxy.get(LAY)
        assert proxy.get(LAY, cookie("clinician")).cache == "HIT"
        proxy.age(3600)
        page = proxy.get(LAY, cookie("clinician"))
        assert page.cache == "STALE"
        assert PLAIN in page.text
        assert proxy.get(CHOICE).status == 502
        proxy.age(24 * 3600)
        assert proxy.get(LAY).status == 502


def test_readers_get_the_last_page_while_the_database_is_gone(
    cast_file: Path, tmp_path: Path
) -> None:
    database = tmp_path / "site.sqlite"
    shutil.copy(cast_file, database)
    with (
        serving(f"sqlite:///{database}", tmp_path / "log") as upstream,
        proxying(tmp_path, upstream) as proxy,
    ):
        proxy.get(LAY)
        database.rename(tmp_path / "elsewhere.sqlite")
        proxy.age(3600)
        page = proxy.get(LAY)
        assert page.cache == "REVALIDATED"
        assert PLAIN in page.text
        unknown = proxy.get(CLINICIAN)
        assert unknown.status == 503
        assert unknown.headers["Cache-Control"] == "no-store"


TRICKS = (
    {"Cookie": "readlevel=patient; readlevel=clinician"},
    {"Cookie": "readlevel=clinician; readlevel=patient"},
    {"Cookie": "__Host-readlevel=clinician; readlevel=patient"},
    {"Cookie": 'readlevel="clinician"; persona=clinician'},
    {"Cookie": "Readlevel=clinician; READLEVEL=clinician; readlevel=clinician.all"},
    {"Cookie2": "readlevel=clinician", "X-Persona": "clinician"},
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example", "Forwarded": "host=evil"},
    {"X-Forwarded-Proto": "javascript", "X-Forwarded-Port": "1", "X-Forwarded-Scheme": "evil"},
    {"X-Forwarded-Prefix": "/es", "X-Script-Name": "/es", "SCRIPT_NAME": "/es"},
    {"X-Original-URL": CLINICIAN, "X-Rewrite-URL": CLINICIAN},
    {"X-HTTP-Method-Override": "POST", "X-Method-Override": "HEAD"},
    {"Accept": "application/json"},
    {"Accept": "application/problem+json", "X-Requested-With": "XMLHttpRequest"},
    {"Accept-Language": "es, ar;q=0.5"},
    {"Accept-Encoding": "br;q=0, gzip;q=0, evil"},
    {"Accept-Encoding": "gzip, br"},
    {"Range": "bytes=0-9"},
    {"Range": "bytes=5-2,0-1,0-1", "If-Range": '"none"'},
    {"If-None-Match": "*"},
    {"If-None-Match": '"none"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"If-Match": '"none"'},
    {"Authorization": "Bearer none"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Referer": "https://evil.example/<script>", "User-Agent": "<script>alert(1)</script>"},
    {"Cache-Control": "no-cache", "Pragma": "no-cache"},
    {"Connection": "close, Cookie, X-Forwarded-For"},
    {"X-Forwarded-For": "<script>alert(1)</script>"},
    {"Sec-GPC": "1", "Save-Data": "on", "DNT": "1", "Prefer": "return=minimal"},
)
"""Headers that an attacker may send to poison the cache."""

DETOURS = (
    LAY,
    CHOICE,
    f"{LAY}?persona=clinician",
    f"{LAY}?persona=clinician&persona=patient&lang=es",
    f"{LAY};persona=clinician",
    f"{LAY}%3Fpersona=clinician",
    f"{LAY}/",
    f"{LAY}//",
    f"/{LAY}",
    f"{LAY}%00",
    f"{LAY}%0d%0aSet-Cookie:%20readlevel=clinician",
    "/answers/both%2Flay",
    "/answers/both%2flay",
    "/answers/bot%68/lay",
    "/answers/both/%6cay",
    "/answers/both/lay/../clinician",
    "/answers/both/lay/%2e%2e/clinician",
    "/answers/both/clinician/../lay",
    "/ANSWERS/BOTH/LAY",
    "/answers/both/Lay",
    "/answers/old-name/lay",
    "/answers/old-name",
    "/answers/half-withdrawn/clinician",
    "/answers/only-lay/clinician",
    "/es/answers/both/lay",
    "/en/answers/both/lay",
    f"{CHOICE}?persona=clinician",
    f"{CHOICE}?Persona=clinician&persona[]=clinician",
    f"{CHOICE}/?persona=clinician",
)
"""Variants of a URL, equivalent and wrong ones."""


def look(proxy: Proxy) -> dict[tuple[str, str | None], tuple[int, bytes]]:
    """Return what each reader gets through the proxy."""
    found = {}
    for path in (LAY, CLINICIAN, CHOICE, "/answers/translated/lay", "/es/answers/translated/lay"):
        for persona in (None, "clinician"):
            page = proxy.get(path, cookie(persona))
            found[path, persona] = (page.status, page.body)
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_header_makes_the_proxy_keep_another_text(proxy: Proxy, method: str) -> None:
    expected = look(proxy)
    for trick in TRICKS:
        # The stored page is too old, so the next response replaces it.
        proxy.age(200)
        for path in (LAY, CLINICIAN, CHOICE):
            proxy.get(path, trick, method)
        assert look(proxy) == expected, trick


def test_no_way_of_writing_an_address_leads_to_the_text_of_another(proxy: Proxy) -> None:
    for path in DETOURS:
        for first, second in (("clinician", None), ("patient", "clinician")):
            proxy.age(200)
            proxy.get(path, cookie(first))
            page, own = proxy.get(path, cookie(second)), proxy.get_past(path, cookie(second))
            if page.status == 400:
                continue  # nginx itself does not take it
            assert page.status == own.status, path
            if page.status < 400:
                assert page.body == own.body, path
                assert page.headers["Location"] == own.headers["Location"], path
            assert page.headers["Set-Cookie"] is None


def test_a_choice_is_never_kept(proxy: Proxy) -> None:
    for persona in ("clinician", "patient", "clinician"):
        connection_headers = {"Content-Type": "application/x-www-form-urlencoded"}
        chosen = proxy.post("/persona", f"persona={persona}&next={CHOICE}", connection_headers)
        assert chosen.status == 303
        assert chosen.headers["Location"] == CHOICE
        assert f"readlevel={persona};" in chosen.headers["Set-Cookie"]
        assert chosen.cache not in ("HIT", "STALE")


KINDS = {
    "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400": (
        LAY,
        CLINICIAN,
        "/es/answers/translated/lay",
        "/glossary",
        "/glossary?q=stro",
        "/glossary/stroke",
        "/editorial-policy",
        "/answers/old-name/lay",
        "/embed/both",
        "/embed/both?persona=clinician",
        "/sitemap.xml",
        "/sitemap-answers-1.xml",
        "/robots.txt",
        "/feed.atom",
        "/api/v1/answers",
    ),
    "private, no-cache": (
        CHOICE,
        f"{CHOICE}?persona=clinician",
        "/",
        "/?q=blood",
        "/es/",
        "/topics/cardiology",
    ),
    "no-store": (
        "/answers/none",
        "/answers/none/lay",
        "/answers/withdrawn/lay",
        "/answers/only-lay/clinician",
        "/answers/both/lay/",
        "/persona",
        "/healthz",
        "/edit/",
        "/api/v1/none",
    ),
}


@pytest.mark.parametrize(
    ("path", "policy"), [(path, policy) for policy, paths in KINDS.items() for path in paths]
)
def test_each_kind_of_page_says_who_may_keep_it(proxy: Proxy, path: str, policy: str) -> None:
    for reader in (None, "clinician"):
        page = proxy.get(path, cookie(reader))
        assert page.headers["Cache-Control"] == policy
        assert page.headers["Set-Cookie"] is None
        varied = page.headers["Vary"] or ""
        assert ("Cookie" in varied) == policy.startswith("private")
        if page.status == 200 and policy != "no-store":
            assert page.headers["ETag"].startswith('"')
        if not policy.startswith("public"):
            assert page.cache not in ("HIT", "STALE")


def test_a_public_page_is_the_same_whatever_a_reader_sends(proxy: Proxy) -> None:
    for policy, paths in KINDS.items():
        for path in paths if policy.startswith("public") else ():
            expected = proxy.get_past(path)
            for trick in TRICKS:
                if {"If-None-Match", "Accept-Encoding"} & set(trick):
                    continue
                page = proxy.get_past(path, trick)
                assert page.body == expected.body, (path, trick)
                assert page.headers["Location"] == expected.headers["Location"], (path, trick)
