"""One entry of the glossary, separate from the matcher, which readers of terms need not import."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any


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
    """Rare outside medicine: explained to specialists too."""


def digest_terms(terms: Iterable[Term]) -> str:
    """Return a digest of the content of the terms, in any order (SHA-256, hex)."""
    names = [field.name for field in fields(Term)]
    lines = sorted(
        json.dumps([getattr(term, name) for name in names], sort_keys=True, default=dict)
        for term in terms
    )
    return hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()


def restore_term(given: Mapping[str, Any]) -> Term:
    """Return a term from its fields in JSON."""
    return Term(
        **{
            **given,
            "other_forms": tuple(given["other_forms"]),
            "see_also": tuple(given["see_also"]),
            "codes": {system: tuple(codes) for system, codes in given["codes"].items()},
        }
    )
