"""The default pages say that the site has not written them yet."""

import re
from pathlib import Path

import pytest

import readlevel
from readlevel.core.readability.readability import measure
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose

PAGES = Path(readlevel.__file__).parent / "defaults" / "pages"
NAMES = ("about", "accessibility", "editorial-policy", "privacy")
OPEN = {
    "de": "Diese Seite ist eine Vorlage, die mit der Software kommt. "
    "Der Herausgeber dieser Website hat noch keine eigene geschrieben.",
    "en": "This page is a default that comes with the software; "
    "the publisher of this site has not written its own yet.",
    "es": "Esta página viene con el programa; "
    "quien publica este sitio todavía no ha escrito la suya.",
    "fr": "Cette page est fournie par défaut avec le logiciel\u202f; "
    "l’éditeur de ce site n’a pas encore écrit la sienne.",
    "ar": "هذه الصفحة تأتي مع البرنامج؛ ولم يكتب ناشر هذا الموقع صفحته بعد.",
}


def test_each_page_that_the_site_links_to_is_there_in_each_language() -> None:
    assert {path.name for path in PAGES.iterdir()} == {
        f"{name}.{language}.md" for name in NAMES for language in OPEN
    }


@pytest.mark.parametrize("language", OPEN)
@pytest.mark.parametrize("name", NAMES)
def test_a_default_page_has_a_title_and_says_what_it_is(name: str, language: str) -> None:
    text = (PAGES / f"{name}.{language}.md").read_text("utf-8")
    assert text.startswith("# ")
    assert OPEN[language] in text


@pytest.mark.parametrize("language", OPEN)
@pytest.mark.parametrize("name", NAMES)
def test_a_default_page_says_as_much_in_each_language(name: str, language: str) -> None:
    """All languages have the same headings and list items."""
    shape, expected = (
        re.findall(r"^(?:#+|-|\d\.|$)", path.read_text("utf-8"), re.MULTILINE)
        for path in (PAGES / f"{name}.{language}.md", PAGES / f"{name}.en.md")
    )
    assert shape == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_default_page_is_plain(name: str) -> None:
    document = parse((PAGES / f"{name}.en.md").read_text("utf-8"))
    grade = measure(prose(document, "en"), "en").scores["flesch_kincaid"]
    assert grade is not None
    assert grade < 8


@pytest.mark.parametrize("name", NAMES)
def test_a_default_page_is_plain_in_spanish(name: str) -> None:
    document = parse((PAGES / f"{name}.es.md").read_text("utf-8"))
    ease = measure(prose(document, "es"), "es").scores["szigriszt_pazos"]
    assert ease is not None
    assert ease >= 55


@pytest.mark.parametrize("path", sorted(PAGES.iterdir()), ids=lambda path: path.name)
def test_a_default_page_asks_nobody_to_fill_in_contact_details(path: Path) -> None:
    asks = ("contact details belong", "datos de contacto", "بيانات الاتصال بالناشر")
    assert not any(words in path.read_text("utf-8") for words in asks)
