"""The interface in the reader's language, with localised dates and numbers."""

from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from readlevel.web.http import i18n
from readlevel.web.http.i18n import LocaleFormats, find_locale, load_translations, name_language

CATALOGUE = """
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Search"
msgstr "Buscar"

msgid "%(num)s word"
msgid_plural "%(num)s words"
msgstr[0] "%(num)s palabra"
msgstr[1] "%(num)s palabras"
"""


def test_a_language_is_named_in_itself() -> None:
    assert [name_language(tag) for tag in ("en", "es", "ar", "pt-BR", "xx")] == [
        "English",
        "Español",
        "العربية",
        "Português (Brasil)",
        "xx",
    ]


def test_dates_and_numbers_are_written_as_the_language_writes_them() -> None:
    english, spanish, german = LocaleFormats("en"), LocaleFormats("es-MX"), LocaleFormats("de")
    assert english.long_date(date(2026, 3, 1)) == "March 1, 2026"
    assert english.short_date(date(2026, 3, 1)) == "Mar 1, 2026"
    assert spanish.long_date(date(2026, 3, 1)) == "1 de marzo de 2026"
    assert english.number(12345.678) == "12,345.7"
    assert german.number(12345.678) == "12.345,7"
    assert english.percent(0.123) == "12%"
    assert english.long_date(None) == ""
    assert english.short_date(None) == ""
    assert spanish.listed(["uno", "dos", "tres"]) == "uno, dos y tres"
    assert LocaleFormats("ar").listed(["هذا", "ذاك"], "or") == "هذا أو ذاك"
    at = datetime(2026, 3, 1, 22, 5, tzinfo=timezone(timedelta(hours=-3)))
    assert english.moment(at).replace("\u202f", " ") == "Mar 2, 2026, 1:05 AM UTC"
    assert german.moment(at) == "02.03.2026, 01:05 UTC"
    assert english.moment(None) == ""


@pytest.mark.parametrize("tag", ["xx", "tlh-XYZ", "", "e", "not a tag"])
def test_an_unknown_language_is_written_as_english_writes(tag: str) -> None:
    assert find_locale(tag).language == "en"


def test_a_translation_is_used_for_the_language_and_its_regions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "es" / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as compiled:
        write_mo(compiled, read_po(BytesIO(CATALOGUE.encode())))
    monkeypatch.setattr(i18n, "_FOLDER", tmp_path)
    load_translations.cache_clear()
    try:
        for tag in ("es", "es-MX"):
            translations = load_translations(tag)
            assert translations.gettext("Search") == "Buscar"
            assert translations.ngettext("%(num)s word", "%(num)s words", 2) == "%(num)s palabras"
        assert load_translations("en").gettext("Search") == "Search"
    finally:
        load_translations.cache_clear()


def test_a_language_is_named_in_another_as_a_sentence_needs_it() -> None:
    assert LocaleFormats("en").language("es") == "Spanish"
    assert LocaleFormats("es").language("en") == "inglés"
    assert LocaleFormats("en").language("xx") == "xx"
