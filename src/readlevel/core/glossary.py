"""Terms of the glossary, and where a text uses them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
