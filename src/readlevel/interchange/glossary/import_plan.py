"""Plans an import of terms: what would change, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from readlevel.core.glossary.term_identity import identify_name
from readlevel.core.model.term import LIST_FIELDS, Term
from readlevel.interchange.glossary.entries import TermEntry, with_free_slug


@dataclass(frozen=True, slots=True)
class TermUpdate:
    """A stored term, what it would become, and the fields in which they differ."""

    before: Term
    after: Term
    fields: tuple[str, ...]


@dataclass(slots=True)
class GlossaryImportPlan:
    """Terms that would be new, changed or unchanged, in their given order."""

    new: list[Term] = field(default_factory=list)
    changed: list[TermUpdate] = field(default_factory=list)
    unchanged: list[Term] = field(default_factory=list)

    @property
    def to_save(self) -> list[Term]:
        """Return the terms that are to be stored."""
        return [*self.new, *(change.after for change in self.changed)]


def plan_glossary_import(
    entries: Iterable[TermEntry], stored: Iterable[Term]
) -> GlossaryImportPlan:
    """Compare `entries` with the `stored` terms of their languages.

    An entry belongs to the stored term with its name; if there is none, to one whose name differs
    in its capitals alone. Fields that the entry does not give are kept; so are the name and the
    slug, and a new term gets the first free one.
    """
    known = {(term.language, term.name): term for term in stored}
    names = {(term.language, identify_name(term.name)): term.name for term in known.values()}
    taken = {(term.language, term.slug) for term in known.values()}
    wanted: dict[tuple[str, str], Term] = {}
    fields: dict[tuple[str, str], set[str]] = {}
    for entry in entries:
        key = (entry.term.language, entry.term.name)
        if key not in known:
            alike = (entry.term.language, identify_name(entry.term.name))
            key = (entry.term.language, names.setdefault(alike, entry.term.name))
        before = wanted.get(key) or known.get(key)
        wanted[key] = _place(entry.term, taken) if before is None else _merge(before, entry)
        taken.add((entry.term.language, wanted[key].slug))
        fields.setdefault(key, set()).update(entry.given_fields)
    planned = GlossaryImportPlan()
    for key, after in wanted.items():
        stored_one = known.get(key)
        if stored_one is None:
            planned.new.append(after)
        elif stored_one == after:
            planned.unchanged.append(after)
        else:
            planned.changed.append(_compare(stored_one, after, fields[key]))
    return planned


def _compare(before: Term, after: Term, said: set[str]) -> TermUpdate:
    """Return the update of a term; `rare` is derived from the name again."""
    names = sorted({*said, "rare"})
    differing = [name for name in names if getattr(before, name) != getattr(after, name)]
    return TermUpdate(before, after, tuple(differing))


def _place(term: Term, taken: set[tuple[str, str]]) -> Term:
    language = term.language
    return with_free_slug(term, lambda slug: (language, slug) not in taken)


def _merge(before: Term, entry: TermEntry) -> Term:
    said = {name: getattr(entry.term, name) for name in entry.given_fields}
    if not entry.keeps_order:
        for name, value in said.items():
            if _in_order(name, value) == _in_order(name, getattr(before, name)):
                said[name] = getattr(before, name)
    is_same = before.name == entry.term.name
    return replace(before, rare=entry.term.rare if is_same else before.rare, **said)


def _in_order(name: str, value: Any) -> Any:
    """Return a field's value in sorted order."""
    if name in LIST_FIELDS:
        return sorted(value)
    if isinstance(value, Mapping):
        return {system: sorted(codes) for system, codes in value.items()}
    return value
