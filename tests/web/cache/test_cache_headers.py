"""Cache headers, revalidation, and that no cache serves an outdated page."""

import gzip
import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest

from readlevel.storage.database import site_version
from readlevel.web.cache import site_version_reader
from readlevel.web.cache.cache_middleware import choose_encoding
from readlevel.web.cache.changes import Version
from readlevel.web.cache.memory_cache import CachedPage, PageCache
from tests.web.conftest import CAST, CLINICIAN_WORDS, LAY_WORDS, Site, lay

MakeSite = Callable[..., Site]
LAY = "/answers/both/lay"


@pytest.fixture
def watched_site(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that checks the file of its database on every request."""
    monkeypatch.setattr(site_version_reader, "_RECHECK_SECONDS", 0.0)
    monkeypatch.setattr(site_version_reader, "_PAUSE_SECONDS", 0.0)
    return make_site()


def edited(words: str) -> object:
    return replace(CAST[0], variants=(lay(words=words), CAST[0].variants[1]))


def test_a_stable_address_may_be_kept_by_every_cache(site: Site) -> None:
    for path in (LAY, "/answers/both/clinician", "/glossary", "/glossary/stroke"):
        headers = site.get(path).headers
        assert headers["Cache-Control"] == (
            "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
        )
        assert headers["Vary"] == "Accept-Encoding"
        assert "Set-Cookie" not in headers


def test_pages_say_to_the_second_when_readers_last_got_something_else(site: Site) -> None:
    """The day on which a text was updated would hide a second edit of that day from caches."""
    listed = json.loads(site.get("/api/v1/answers").data)["answers"]
    [both] = [one for one in listed if one["slug"] == "both"]
    changed = datetime.fromisoformat(both["changed"]).replace(microsecond=0)
    for path in (LAY, "/answers/both", "/embed/both", "/api/v1/answers/both"):
        assert site.get(path).last_modified == changed


def test_a_change_of_before_the_clock_was_set_back_is_not_dated_in_the_future(
    own_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = SimpleNamespace(time_ns=lambda: time.time_ns() + 365 * 86400 * 10**9)
    monkeypatch.setattr(site_version, "time", ahead)
    own_site.save(replace(CAST[0], variants=(lay(words="Changed by a wrong clock."),)))
    for path in (LAY, "/answers/both", "/embed/both", "/api/v1/answers/both"):
        modified = own_site.get(path).last_modified
        assert modified is not None
        assert modified <= datetime.now(UTC)


def test_responses_that_depend_on_the_persona_are_private(site: Site) -> None:
    own = "Cookie, Accept-Encoding"
    root = "Cookie, Accept-Language, Accept-Encoding"
    for path, vary in (
        ("/answers/both", own),
        ("/topics/cardiology", own),
        ("/", root),
        ("/?q=blood", root),
    ):
        headers = site.get(path).headers
        assert headers["Cache-Control"] == "private, no-cache"
        assert headers["Vary"] == vary
        assert headers["ETag"]


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    first = site.get(LAY)
    again = site.get(LAY, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
        assert again.headers[name] == first.headers[name]
    assert "Content-Length" not in again.headers
    assert "Content-Type" not in again.headers


@pytest.mark.parametrize("form", ["W/{}", '"other", {}', '{} , W/"x"', "*"])
def test_tags_are_compared_as_http_says(site: Site, form: str) -> None:
    tag = site.get(LAY).headers["ETag"]
    assert site.get(LAY, headers={"If-None-Match": form.format(tag)}).status_code == 304


@pytest.mark.parametrize(
    "header", ["nonsense", '"', '"other"', "W/", ",,,", "é", "*, *", "x" * 9000]
)
def test_a_bad_tag_matches_nothing(site: Site, header: str) -> None:
    response = site.get(LAY, headers={"If-None-Match": header})
    assert response.status_code == 200
    assert response.data


def test_each_encoding_holds_the_same_page_under_a_tag_of_its_own(site: Site) -> None:
    plain = site.get(LAY)
    zipped = site.get(LAY, headers={"Accept-Encoding": "gzip"})
    brotlied = site.get(LAY, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert gzip.decompress(zipped.data) == brotli.decompress(brotlied.data) == plain.data
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert brotlied.headers["Content-Encoding"] == "br"
    tags = {response.headers["ETag"] for response in (plain, zipped, brotlied)}
    assert len(tags) == 3
    assert int(brotlied.headers["Content-Length"]) == len(brotlied.data) < len(plain.data) / 2


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=nonsense", ""),
        ("BR", "br"),
        (",;,=;q", ""),
    ],
)
def test_the_encoding_is_the_one_the_client_likes_best(accepted: str, chosen: str) -> None:
    assert choose_encoding(accepted) == chosen


def test_head_says_what_get_would(site: Site) -> None:
    for path in (LAY, "/answers/both", "/no-such-page", "/answers/withdrawn"):
        head, get = site.client.head(path), site.get(path)
        assert head.status_code == get.status_code
        assert head.data == b""
        assert head.headers["Content-Type"] == get.headers["Content-Type"]
        assert head.headers.get("ETag") == get.headers.get("ETag")


def test_an_edit_is_seen_at_the_next_request(own_site: Site) -> None:
    first = own_site.get(LAY)
    own_site.get("/answers/both")
    own_site.save(edited("The words were changed."))  # type: ignore[arg-type]
    second = own_site.get(LAY, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "The words were changed." in second.text
    assert "The words were changed." in own_site.get("/answers/both").text


def test_every_worker_sees_the_edit(make_site: MakeSite) -> None:
    workers = [make_site(), make_site()]
    for worker in workers:
        worker.get(LAY)
    workers[0].save(edited("The words were changed."))  # type: ignore[arg-type]
    for worker in workers:
        assert "The words were changed." in worker.get(LAY).text


def test_another_database_in_the_same_place_is_noticed(watched_site: Site, cast_file: Path) -> None:
    watched_site.save(edited("Words of the new database."))  # type: ignore[arg-type]
    assert "new database" in watched_site.get(LAY).text
    path = watched_site.settings.sqlite_file
    assert path is not None
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copy(cast_file, path.with_name("backup"))
    path.with_name("backup").replace(path)
    assert LAY_WORDS[-10:] in watched_site.get(LAY).text


def test_personas_never_cross(site: Site) -> None:
    """Request everything twice, alternating, so that any response could be another reader's."""
    for _ in range(2):
        for persona, words in {"patient": LAY_WORDS, "clinician": CLINICIAN_WORDS}.items():
            by_cookie = site.get_with_cookie("/answers/both", f"readlevel={persona}")
            by_address = site.get(f"/answers/both?persona={persona}")
            for page in (by_cookie.text, by_address.text):
                assert words.split()[-1] in page
        assert CLINICIAN_WORDS.split()[-1] not in site.get("/answers/both").text


def test_unknown_parameters_share_the_page(site: Site) -> None:
    plain = site.get("/answers/both")
    for query in ("utm_source=mail", "a=b&c", "page=7", "letter=Q", "q=x", "&&&", "%", "%zz=%f"):
        assert site.get(f"/answers/both?{query}").data == plain.data


@pytest.mark.parametrize("path", ["/glossary?letter=S%26page%3D2", "/glossary%3Fletter=S&page=2"])
def test_no_address_takes_the_place_of_another(make_site: MakeSite, path: str) -> None:
    own_site = make_site()
    strange = own_site.get(path)
    usual = own_site.get("/glossary?letter=S&page=2")
    assert strange.text != usual.text
    assert own_site.get(path).status_code == strange.status_code


def test_a_long_address_takes_no_memory(make_site: MakeSite) -> None:
    own_site = make_site()
    cache = own_site.client.application._cache  # type: ignore[attr-defined]
    for path in ("/glossary?letter=" + "S" * 50_000, f"/static/{'x' * 50_000}/reader.css"):
        assert own_site.get(path).status_code == 200
    assert len(cache) == 0


def test_a_database_that_cannot_be_read_leaves_the_last_good_page(watched_site: Site) -> None:
    good = watched_site.get(LAY)
    path = watched_site.settings.sqlite_file
    assert path is not None
    path.rename(path.with_name("gone"))
    kept = watched_site.get(LAY)
    assert kept.status_code == 200
    assert kept.data == good.data
    assert kept.headers["Readlevel-Stale"] == "database unavailable"
    assert "Readlevel-Stale" not in good.headers
    fresh = watched_site.get("/answers/pending")
    assert fresh.status_code == 503
    assert fresh.headers["Retry-After"]
    assert "We cannot show this page right now" in fresh.text
    assert watched_site.get("/static/x/reader.css").status_code == 200


def test_a_database_that_comes_back_is_used_again(watched_site: Site) -> None:
    watched_site.get(LAY)
    path = watched_site.settings.sqlite_file
    assert path is not None
    path.rename(path.with_name("gone"))
    assert "Readlevel-Stale" in watched_site.get(LAY).headers
    path.with_name("gone").rename(path)
    assert "Readlevel-Stale" not in watched_site.get(LAY).headers
    assert watched_site.get("/answers/pending").status_code == 200


def test_a_writer_keeps_nobody_from_reading(watched_site: Site) -> None:
    watched_site.get(LAY)
    assert watched_site.settings.sqlite_file is not None
    with closing(sqlite3.connect(watched_site.settings.sqlite_file)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert "Readlevel-Stale" not in watched_site.get(LAY).headers
        assert watched_site.get("/answers/pending").status_code == 200
        holder.rollback()
    holder.close()


def test_a_locked_database_is_said(watched_site: Site) -> None:
    assert watched_site.settings.sqlite_file is not None
    with closing(sqlite3.connect(watched_site.settings.sqlite_file)) as holder:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        response = watched_site.get(LAY)
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        holder.rollback()
    holder.close()


def test_a_corrupt_database_leaves_the_last_good_page(watched_site: Site) -> None:
    watched_site.get(LAY)
    path = watched_site.settings.sqlite_file
    assert path is not None
    path.with_name("broken").write_bytes(b"this is no database" * 1000)
    path.with_name("broken").replace(path)
    assert watched_site.get(LAY).status_code == 200
    assert "Readlevel-Stale" in watched_site.get(LAY).headers
    assert watched_site.get("/answers/pending").status_code == 503


def page(size: int, version: int = 1, sign: bytes = b"x") -> CachedPage:
    return CachedPage(sign * size, [("Content-Type", "text/html")], Version(None, version), None)


def test_the_cache_stays_within_its_bytes_and_drops_what_was_not_used() -> None:
    cache = PageCache(30_000)
    for name in "abc":
        cache.store(name, page(7_000))
    cache.find("a")
    cache.store("d", page(7_000))
    assert cache.find("a") is not None
    assert cache.find("b") is None
    assert cache.size <= 30_000
    cache.store("huge", page(40_000))
    assert cache.find("huge") is None
    assert len(cache) == 3


def test_encodings_count_as_bytes_too() -> None:
    cache = PageCache(100_000)
    kept = cache.store("a", page(5_000))
    before = cache.size
    encoded = cache.encode("a", kept, "gzip")
    assert cache.size == before + len(encoded.body)
    cache.store("a", page(5_000, sign=b"y"))
    assert cache.size == before


def test_a_page_that_an_edit_left_as_it_was_keeps_its_encodings() -> None:
    cache = PageCache(100_000)
    first = cache.store("a", page(5_000))
    cache.encode("a", first, "br")
    second = cache.store("a", page(5_000, version=2))
    assert second is first
    assert second.version == Version(None, 2)
    assert second.find_encoded("br") is not None


def test_without_memory_every_page_is_made_anew(make_site: MakeSite) -> None:
    site = make_site(cache_megabytes=0)
    assert site.get(LAY).data == site.get(LAY).data
