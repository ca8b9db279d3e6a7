"""JSON is restored by its type, or refused."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pytest

from readlevel.core.model.answer import Audience
from readlevel.core.rendering import safe_html
from readlevel.core.rendering.safe_html import SafeHTML, restore_html
from readlevel.storage.database.stored_json import JSON_OBJECT, StoredJSON


class Place(NamedTuple):
    audience: Audience
    language: str


@dataclass(frozen=True, slots=True)
class Note:
    places: tuple[Place, ...]
    written: date | None
    html: SafeHTML
    behind: bool = False


NOTE = Note((Place(Audience.LAY, "en"),), date(2026, 3, 1), restore_html("<p>心</p>"))
STORED = (
    '{"places":[["lay","en"]],"written":"2026-03-01","html":{"text":"<p>心</p>"},"behind":false}'
)
NOTES = StoredJSON[Note](Note)


def test_a_value_is_stored_by_its_fields() -> None:
    assert NOTES.dump(NOTE) == STORED


def test_a_value_is_restored_equal() -> None:
    assert NOTES.load(STORED) == NOTE


def test_a_field_that_older_versions_lacked_has_its_default() -> None:
    assert NOTES.load(STORED.replace(',"behind":false', "")) == NOTE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"2026-03-01"', "20260301"),
        ('"lay"', '"nobody"'),
        ('"en"', "7"),
        ("false", '"false"'),
        ("false", 'false,"unknown":1'),
        ('"written":"2026-03-01",', ""),
        ('{"text":"<p>心</p>"}', '"<p>心</p>"'),
        ('"<p>心</p>"', "7"),
    ],
)
def test_a_value_of_another_type_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValueError, match="Note"):
        NOTES.load(STORED.replace(old, new))


def test_unknown_fields_can_be_ignored() -> None:
    stored = STORED.replace("false", 'false,"unknown":1')
    assert StoredJSON[Note](Note, extra="ignore").load(stored) == NOTE


def test_safe_html_is_restored_where_all_of_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    restored: list[str] = []

    def restore(stored: str) -> SafeHTML:
        restored.append(stored)
        return safe_html.restore_html(stored)

    monkeypatch.setattr("readlevel.storage.database.stored_json.restore_html", restore)
    NOTES.load(STORED)
    assert restored == ["<p>心</p>"]


def test_an_object_keeps_the_order_of_its_keys() -> None:
    stored = '{"b":1,"a":[1.5,"x",null],"c":{"z":true,"y":10000000000000000000000}}'
    assert JSON_OBJECT.dump(JSON_OBJECT.load(stored)) == stored


def test_an_object_keeps_infinity() -> None:
    stored = '{"a":Infinity,"b":[-Infinity]}'
    assert JSON_OBJECT.dump(JSON_OBJECT.load(stored)) == stored
