"""A site has its own colour, fonts, logo and words, from settings or from the desk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import readlevel as package
from readlevel.core.look.site_look import FileRole, LookFile, SiteLook
from readlevel.settings import SettingsProblem
from readlevel.storage.answers import site_look
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.operations import looks
from tests.web.conftest import NOW, Site

MakeSite = Callable[..., Site]
BLUE = "#005eb8"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h9"/></svg>'
STYLES = re.compile(r'<link rel="stylesheet" href="(/look/[^"]+)">')


def publish(site: Site, look: SiteLook) -> None:
    engine = make_engine(site.settings.database_url)
    with write_transaction(engine) as session:
        looks.store(session, None, look, now=NOW)
    engine.dispose()


def find_styles(page: str) -> str:
    found = STYLES.search(page)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "path", ["/", "/answers/both/lay", "/embed/both", "/editorial-policy", "/nothing"]
)
def test_a_site_without_a_look_loads_no_further_style_sheet(site: Site, path: str) -> None:
    assert "/look/" not in site.get(path).text


@pytest.mark.parametrize("path", ["/", "/answers/both/lay", "/embed/both", "/es/", "/nothing"])
def test_the_accent_of_the_settings_is_on_every_page(make_site: MakeSite, path: str) -> None:
    site = make_site(accent=BLUE)
    address = find_styles(site.get(path).text)
    styles = site.get(address)
    assert f"--accent: light-dark({BLUE}," in styles.text
    assert styles.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in styles.headers["Cache-Control"]
    assert styles.headers["Access-Control-Allow-Origin"] == "*"


def test_a_look_from_the_desk_is_on_the_very_next_page(own_site: Site) -> None:
    pages = ["/", "/answers/both/lay", "/embed/both"]
    for path in pages:
        assert "/look/" not in own_site.get(path).text
    publish(own_site, SiteLook(accent=BLUE))
    blue = {find_styles(own_site.get(path).text) for path in pages}
    publish(own_site, SiteLook(accent="#7b2cbf"))
    violet = {find_styles(own_site.get(path).text) for path in pages}
    assert len(blue) == len(violet) == 1
    assert blue != violet
    old = own_site.get(blue.pop())
    assert "#7b2cbf" in old.text
    assert "no-cache" in old.headers["Cache-Control"]


def test_what_the_desk_leaves_empty_comes_from_the_settings(make_site: MakeSite) -> None:
    site = make_site(accent=BLUE, contact="desk@example.org")
    publish(site, SiteLook(contact="https://example.org/write"))
    page = site.get("/").text
    assert BLUE in site.get(find_styles(page)).text
    assert 'href="https://example.org/write"' in page
    assert "desk@example.org" not in page


def test_the_logo_stands_for_the_name(make_site: MakeSite, tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_bytes(LOGO)
    site = make_site(logo=path)
    page = site.get("/").text
    found = re.search(r'<img class="bar-logo bar-logo-only" src="(/look/\S+\.svg)" ([^>]+)>', page)
    assert found
    assert found[2] == f'width="120" height="40" alt="{site.settings.site_name}"'
    logo = site.get(found[1])
    assert logo.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "sandbox" in logo.headers["Content-Security-Policy"]
    assert "immutable" in logo.headers["Cache-Control"]


@pytest.mark.parametrize("raw", [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"x"])
def test_a_server_does_not_start_with_a_logo_that_cannot_be_used(
    make_site: MakeSite, tmp_path: Path, raw: bytes
) -> None:
    path = tmp_path / "logo.svg"
    path.write_bytes(raw)
    with pytest.raises(SettingsProblem, match="logo"):
        make_site(logo=path)


def test_a_font_of_the_site_is_loaded_early_instead_of_ours(own_site: Site) -> None:
    engine = make_engine(own_site.settings.database_url)
    with write_transaction(engine) as session:
        look = SiteLook(files={FileRole.FONT: LookFile("a1.woff2")})
        looks.store(session, None, look, now=NOW)
        site_look.add_file(session, "a1.woff2", b"wOF2")
    engine.dispose()
    page = own_site.get("/").text
    assert '<link rel="preload" href="/look/a1.woff2" as="font"' in page
    assert "latin-normal.woff2" not in page
    styles = own_site.get(find_styles(page)).text
    assert 'src: url("a1.woff2")' in styles
    assert "--sans: Site, Readlevel, system-ui, sans-serif" in styles
    font = own_site.get("/look/a1.woff2")
    assert font.headers["Content-Type"] == "font/woff2"
    assert font.headers["Access-Control-Allow-Origin"] == "*"


def test_what_stands_in_for_the_font_of_the_site_takes_its_room(make_site: MakeSite) -> None:
    noto = Path(package.__file__).parent / "static/fonts/latin-normal.woff2"
    site = make_site(font_path=noto)
    styles = site.get(find_styles(site.get("/").text)).text
    assert '--sans: Site, "Site Fallback", Readlevel, system-ui, sans-serif' in styles
    assert styles.count('font-family: "Site Fallback"') == 2
    assert "size-adjust: 106.1" in styles


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        ("device", "--sans: system-ui, sans-serif;"),
        ("Georgia, Times New Roman", '--sans: Georgia, "Times New Roman", Readlevel, system-ui'),
    ],
)
def test_fonts_of_devices_are_named(make_site: MakeSite, font: str, expected: str) -> None:
    site = make_site(font=font)
    assert expected in site.get(find_styles(site.get("/").text)).text


def test_links_are_in_the_language_of_the_page_or_marked(make_site: MakeSite) -> None:
    site = make_site(footer_links={"en": ["St. Mary's | https://example.org/?a=1&b=2"]})
    link = '<a href="https://example.org/?a=1&amp;b=2"{}>St. Mary&#39;s</a>'
    assert link.format("") in site.get("/").text
    assert link.format(' lang="en"') in site.get("/es/").text


def test_the_words_of_the_home_page_are_those_of_its_language(make_site: MakeSite) -> None:
    site = make_site(home_title={"en": "Answers <here>"}, home_text={"es": "Respuestas"})
    assert "<h1>Answers &lt;here&gt;</h1>" in site.get("/").text
    spanish = site.get("/es/").text
    assert "Answers &lt;here&gt;" not in spanish
    assert '<p class="lead">Respuestas</p>' in spanish


def test_the_contact_is_on_the_sites_own_pages(make_site: MakeSite) -> None:
    page = make_site(contact="desk@example.org").get("/editorial-policy").text
    assert "You can reach the publisher of" in page
    assert '<a href="mailto:desk@example.org"><bdi>desk@example.org</bdi></a>' in page
    assert "You can reach" not in make_site().get("/editorial-policy").text


def test_pages_without_a_card_have_the_social_image(make_site: MakeSite, tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    Image.new("RGBA", (1200, 630), "#005eb8").save(path)
    site = make_site(social_image=path, base_url="https://example.org")
    page = site.get("/").text
    found = re.search(r'<meta property="og:image" content="https://example.org(\S+\.jpg)">', page)
    assert found
    assert site.get(found[1]).headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("name", ["a.exe", "a.html", "..%2fx.svg", "nothing.svg", "a%00.svg"])
def test_other_files_are_not_there(site: Site, name: str) -> None:
    assert site.get(f"/look/{name}").status_code == 404
