"""What readers load stays light: styles and scripts, compressed as browsers get them."""

import re
from gzip import compress
from pathlib import Path

import readlevel
from readlevel.template_folder import find_templates
from readlevel.web.http.assets import STYLES, Assets

STATIC = Path(readlevel.__file__).parent / "static"
MAX_STYLES = 15_000
MAX_SCRIPTS = 14_000
MAX_LATIN_FONTS = 60_000
MAX_ARABIC_FONT = 45_000
IMPORT = re.compile(r'(?m)^import .*? from "\./(\S+?)";$')


def read(name: str) -> str:
    asset = Assets(STATIC).find(name)
    assert asset
    return asset.content.decode()


def list_imported(name: str) -> set[str]:
    """Return the modules that a script loads at once: itself, and what it imports."""
    found = {name}
    for imported in IMPORT.findall(read(name)):
        if imported not in found:
            found |= list_imported(imported)
    return found


def test_styles_for_readers_are_under_15_kilobytes() -> None:
    assert len(compress(read(STYLES).encode())) <= MAX_STYLES


def test_scripts_for_readers_are_under_14_kilobytes() -> None:
    modules = {"first_paint.js"} | list_imported("reader.js")
    assert sum(len(compress(read(one).encode())) for one in modules) < MAX_SCRIPTS
    assert not modules & {"reading_tools.js", "reading_settings.js", "listen.js"}


def test_every_script_that_is_loaded_at_once_is_preloaded() -> None:
    base = (find_templates() / "reader" / "base.html").read_text("utf-8")
    named = set(re.findall(r"'(\w+\.js)'", base))
    assert named == {"first_paint.js"} | list_imported("reader.js")


def test_fonts_of_a_latin_page_are_under_60_kilobytes() -> None:
    """Upright and italic, each in all weights."""
    fonts = STATIC / "fonts"
    loaded = ["latin-normal.woff2", "latin-italic.woff2"]
    assert sum((fonts / name).stat().st_size for name in loaded) <= MAX_LATIN_FONTS
    assert (fonts / "arabic.woff2").stat().st_size <= MAX_ARABIC_FONT


def test_every_font_is_named_by_the_styles_and_shown_before_it_has_come() -> None:
    styles = read(STYLES)
    named = set(re.findall(r'url\("(fonts/[\w-]+\.woff2)"\)', styles))
    assert named == {f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir()}
    faces = re.findall(r"@font-face \{(.*?)\}", styles, re.DOTALL)
    assert all("font-display: swap" in face for face in faces if "url(" in face)
