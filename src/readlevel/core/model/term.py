"""Glossary terms, without the matcher, so that reading terms does not import it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term with at least one definition."""

    slug: str
    name: str
    language: str
    definition_lay: str | None = None
    definition_clinician: str | None = None
    other_forms: tuple[str, ...] = ()
    acronym: str | None = None
    pronunciation: str | None = None
    source: str | None = None
    source_url: str | None = None
    see_also: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rare: bool = False
    """Rare outside medicine: explained to specialists too."""
    search_words: tuple[str, ...] = ()
    """Words by which the search finds the term too; never shown to readers, nor found in texts."""
    not_in: tuple[str, ...] = ()
    """Longer names that contain the term but mean something else: uric acid for "acid"."""


class FieldKind(StrEnum):
    """The kind of a term's field."""

    TEXT = "text"
    LIST = "list"
    CODES = "codes"
    """Codes by the name of their system."""
    FLAG = "flag"


_KINDS_BY_TYPE: Mapping[object, FieldKind] = {
    tuple[str, ...]: FieldKind.LIST,
    Mapping[str, tuple[str, ...]]: FieldKind.CODES,
    bool: FieldKind.FLAG,
}

FIELD_KINDS: Mapping[str, FieldKind] = {
    field.name: _KINDS_BY_TYPE.get(field.type, FieldKind.TEXT) for field in fields(Term)
}
"""The kinds of a term's fields, in order, for file formats and forms."""

LIST_FIELDS = frozenset(name for name, kind in FIELD_KINDS.items() if kind is FieldKind.LIST)


def digest_terms(terms: Iterable[Term]) -> str:
    """Return a digest of what texts can show of the terms, in any order (SHA-256, hex)."""
    shown = [name for name in FIELD_KINDS if name != "search_words"]
    lines = sorted(
        json.dumps([getattr(term, name) for name in shown], sort_keys=True, default=dict)
        for term in terms
    )
    return hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()
