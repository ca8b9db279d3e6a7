"""One entry of the glossary. Whoever only reads terms imports this, and no matcher with it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary; at least one of the definitions is given."""

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
    """Seldom met outside medicine: explained to specialists too."""


def digest_terms(terms: Iterable[Term]) -> str:
    """Return a digest of everything the terms say, whatever their order (SHA-256, hex)."""
    names = [field.name for field in fields(Term)]
    lines = sorted(
        json.dumps([getattr(term, name) for name in names], sort_keys=True, default=dict)
        for term in terms
    )
    return hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()
