"""The catalogues are complete, valid and compiled."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from tests.web.pseudo import ROOT, Text, extract

LOCALES = ROOT / "src" / "readlevel" / "locale"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))
REMEDY = "run `make translations`, and translate what is new"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
TAG = re.compile(r"</?[a-z][^>]*>")


def language(path: Path) -> str:
    return path.parent.parent.name


@pytest.fixture(scope="module")
def marked() -> set[tuple[Text, str | None]]:
    """The message ids of all templates, each with its context."""
    return extract()


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=language(path), abort_invalid=True)


def messages(path: Path) -> list[Message]:
    return [message for message in read(path) if message.id]


def texts_of(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations_of(message: Message) -> tuple[str, ...]:
    given = message.string or ""
    return (given,) if isinstance(given, str) else tuple(given)


def test_translations_come_with_the_software() -> None:
    assert {language(path) for path in CATALOGUES} >= {"ar", "de", "es", "fr"}


def test_texts_of_the_templates_are_found(marked: set[tuple[Text, str | None]]) -> None:
    assert len(marked) > 1000
    assert ("Which best describes you?", None) in marked
    assert ("Saved", "revision") in marked


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_a_catalogue_has_every_text_and_no_other(
    path: Path, marked: set[tuple[Text, str | None]]
) -> None:
    known = {(message.id, message.context) for message in messages(path)}
    assert marked - known == set(), REMEDY
    assert known - marked == set(), REMEDY


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_every_text_is_translated_in_every_form(path: Path) -> None:
    forms = get_plural(language(path)).num_plurals
    for message in messages(path):
        expected = forms if isinstance(message.id, tuple) else 1
        given = translations_of(message)
        assert len(given) == expected, message.id
        assert all(given), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_translations_keep_placeholders_and_markup(path: Path) -> None:
    for message in messages(path):
        texts = texts_of(message)
        known = {sign for text in texts for sign in PLACEHOLDER.findall(text)}
        spare = int(isinstance(message.id, tuple))
        assert any(known == set(PLACEHOLDER.findall(given)) for given in translations_of(message))
        tags = Counter(TAG.findall(texts[-1]))
        for given in translations_of(message):
            used = set(PLACEHOLDER.findall(given))
            assert used <= known, message.id
            # "One page" needs no number.
            assert len(known - used) <= spare, message.id
            assert Counter(TAG.findall(given)) == tags, message.id
            assert given % dict.fromkeys(known, "1") is not None
            assert (given[:1].isspace(), given[-1:].isspace()) == (
                texts[0][:1].isspace(),
                texts[0][-1:].isspace(),
            ), message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_compiled_catalogues_equal_their_sources(path: Path) -> None:
    compiled = BytesIO()
    write_mo(compiled, read(path))
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make run` again"


def find_words(name: str, source: str, wrong: str) -> list[str]:
    """Return the translations with a wrong word of texts with the words of `source`."""
    return [
        given
        for message in messages(LOCALES / name / "LC_MESSAGES" / "messages.po")
        if any(re.search(source, text) for text in texts_of(message))
        for given in translations_of(message)
        if re.search(wrong, given)
    ]


def test_spanish_calls_revisions_of_a_text_versions() -> None:
    assert (
        find_words("es", r"[Rr]evisions? \(?%\(number\)s", r"(?i)revisi[oó]n \(?%\(number\)s") == []
    )
    assert (
        find_words("es", "(a newer|this) revision", "(más reciente|esta) revisión|revisión más")
        == []
    )


def test_arabic_does_not_count_texts_that_english_leaves_uncounted() -> None:
    assert (
        find_words(
            "ar",
            "review the texts|approve the texts|shows the texts|publish the texts",
            "النص(ين|ان)",
        )
        == []
    )
