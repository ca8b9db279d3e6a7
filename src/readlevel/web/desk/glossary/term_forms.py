"""The form of a term."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from readlevel.core.model.term import FIELD_KINDS, FieldKind, Term
from readlevel.interchange.glossary import entries

FIELDS = ("name", *entries.FIELDS)
"""The fields of the form, by their names in HTML, beside the language."""


@dataclass(frozen=True, slots=True)
class TermForm:
    """The submitted fields of a term."""

    language: str
    name: str = ""
    definition_lay: str = ""
    definition_clinician: str = ""
    other_forms: str = ""
    """One per line."""
    acronym: str = ""
    pronunciation: str = ""
    source: str = ""
    source_url: str = ""
    see_also: str = ""
    """Names of terms, one per line."""
    codes: str = ""
    """One `system: code` per line."""
    search_words: str = ""
    """One per line."""
    not_in: str = ""
    """One per line."""

    def entry(self) -> entries.TermEntry:
        """Return the term. Raise `BadRecord` if the fields are invalid."""
        given = {name: _read_field(name, getattr(self, name)) for name in entries.FIELDS}
        return entries.make_entry(self.name, self.language, given)


def form_of(term: Term) -> TermForm:
    """Return the form of a stored term."""
    return TermForm(term.language, *(_write_field(name, getattr(term, name)) for name in FIELDS))


def read_form(form: MultiDict[str, str], language: str) -> TermForm:
    """Return the submitted form."""
    return TermForm(
        language, *(form.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS)
    )


def merge_forms(
    opened: TermForm | None, mine: TermForm, theirs: TermForm
) -> tuple[TermForm, Sequence[str]]:
    """Merge two edits of a term; return the form and the names of fields taken from `theirs`.

    A field that only the other editor changed is taken over. `opened` is the common base; if it is
    unknown (None), nothing is merged.
    """
    if opened is None:
        return mine, ()
    taken = {
        name: getattr(theirs, name)
        for name in FIELDS
        if getattr(mine, name) == getattr(opened, name) != getattr(theirs, name)
    }
    return replace(mine, **taken), tuple(taken)


def _read_field(name: str, typed: str) -> object:
    kind = FIELD_KINDS[name]
    if kind is FieldKind.LIST:
        return _lines(typed)
    return _read_codes(typed) if kind is FieldKind.CODES else typed or None


def _write_field(name: str, value: Any) -> str:
    kind = FIELD_KINDS[name]
    if kind is FieldKind.LIST:
        return "\n".join(value)
    if kind is FieldKind.CODES:
        return "\n".join(f"{system}: {code}" for system, codes in value.items() for code in codes)
    return value or ""


def _lines(given: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in given.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def _read_codes(given: str) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for line in _lines(given):
        system, _, code = line.partition(":")
        name = system.strip().casefold().replace("-", "")
        codes[name] = (*codes.get(name, ()), code.strip())
    return codes
