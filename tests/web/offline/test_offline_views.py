"""The manifest, icons, service worker and page of saved answers; all of it off by a setting."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from readlevel.core.look.accent_shades import contrast
from readlevel.web.offline.app_icons import ICONS, digest_icons, draw_icon, find_letter
from tests.web.conftest import Site

MakeSite = Callable[..., Site]
WORKER = "/service-worker.js"


def test_the_site_can_be_installed_under_its_name_and_colour(make_site: MakeSite) -> None:
    site = make_site(site_name="Answers of St. Mary's", accent="#005eb8")
    page = site.get("/es/").text
    found = re.search(r'<link rel="manifest" href="(\S+)">', page)
    assert found
    response = site.get(found[1])
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.text)
    assert manifest["name"] == "Answers of St. Mary's"
    assert manifest["theme_color"] == "#005eb8"
    assert (manifest["lang"], manifest["dir"]) == ("es", "ltr")
    assert manifest["start_url"] == "/es/"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        sent = site.get(icon["src"])
        assert "immutable" in sent.headers["Cache-Control"]
        width, height = Image.open(BytesIO(sent.data)).size
        assert f"{width}x{height}" == icon["sizes"]


def test_the_service_worker_is_never_cached_and_governs_the_whole_site(site: Site) -> None:
    response = site.get(WORKER)
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "readlevel-pages" in response.text


def test_an_answer_can_be_saved_but_not_in_a_frame(site: Site) -> None:
    assert site.get("/answers/both").text.count("data-offline-copy=") == 2
    assert "data-saved-notice hidden" in site.get("/answers/both/lay").text
    frame = site.get("/embed/both").text
    assert "data-offline-copy" not in frame
    assert "manifest" not in frame


def test_the_page_of_saved_answers_is_the_same_for_everyone(site: Site) -> None:
    response = site.get("/ar/saved")
    assert response.status_code == 200
    assert "public" in response.headers["Cache-Control"]
    assert "noindex" in response.text
    assert 'href="/ar/saved"' in site.get("/ar/").text


def test_a_setting_turns_it_off_and_takes_saved_pages_away(make_site: MakeSite) -> None:
    site = make_site(offline=False)
    for path in ("/saved", "/manifest.webmanifest", "/icons/x/icon-192.png"):
        assert site.get(path).status_code == 404
    for path in ("/", "/answers/both", "/answers/both/lay"):
        page = site.get(path).text
        assert "/saved" not in page
        assert "data-offline-copy" not in page
        assert "manifest" not in page
    worker = site.get(WORKER).text
    assert "unregister" in worker
    assert "fetch" not in worker


@pytest.mark.parametrize(
    ("name", "letter"), [("St. Mary’s", "S"), ("«élan»", "É"), ("3 rivers", "3"), ("…", "R")]
)
def test_an_icon_has_the_first_letter_of_the_site(name: str, letter: str) -> None:
    assert find_letter(name) == letter
    assert digest_icons(name, "#005eb8") != digest_icons(name, "#005eb9")


@pytest.mark.parametrize("icon", ICONS)
def test_the_letter_of_an_icon_is_in_the_part_that_no_device_cuts_off(icon: str) -> None:
    image = Image.open(BytesIO(draw_icon(icon, "W", "#005eb8"))).convert("RGB")
    side = ICONS[icon]
    white = Image.eval(image, lambda value: 255 if value > 250 else 0).convert("1")
    box = white.getbbox()
    assert box
    assert min(box[:2]) > side * 0.1
    assert max(box[2:]) < side * 0.9
    assert contrast("#005eb8", "#ffffff") > 4.5
