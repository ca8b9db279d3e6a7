"""Use cases of importing references: planning what a file would change, and storing it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerTexts, Reference
from readlevel.core.model.csl import find_doi_url, find_pubmed_url
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import references

_NOT_IN_KEYS = re.compile(r"[\s\[\]{}@;,]+")


class ImportOutcome(StrEnum):
    """What an import would do with a reference."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KNOWN = "known"
    """The same work exists under another key."""
    HELD = "held"
    """An approved text cites it, so only reviewers change it."""


@dataclass(frozen=True, slots=True)
class PlannedReference:
    """One reference of an import."""

    reference: Reference
    outcome: ImportOutcome
    existing_key: str = ""
    """The key under which the same work exists."""
    before: Reference | None = None
    """The reference that is stored under its key."""


def plan_import(
    session: Session, actor: Account, answer: AnswerTexts, given: Sequence[Reference]
) -> Sequence[PlannedReference]:
    """Return what an import would do with each reference, under keys that can be cited."""
    known = {one.key: one for one in answer.references}
    works = {work: one.key for one in answer.references for work in _work_identifiers(one)}
    taken: set[str] = set()
    planned = []
    for reference in given:
        planned.append(_plan_reference(_assign_key(reference, taken), known, works))
        taken.add(planned[-1].reference.key)
    moving = {
        one.reference.key
        for one in planned
        if one.outcome in (ImportOutcome.NEW, ImportOutcome.CHANGED)
    }
    held = references.find_locked_keys(session, actor, answer.slug, moving)
    return [
        replace(one, outcome=ImportOutcome.HELD) if one.reference.key in held else one
        for one in planned
    ]


def import_references(
    session: Session,
    renderer: Renderer,
    actor: Account,
    slug: str,
    given: Sequence[Reference],
    *,
    expected_version: str,
    now: datetime,
) -> int:
    """Store the new and changed references; return their number.

    Works that exist under another key, and those that only reviewers change, are left out. Raise
    `ReferenceRejected` or `ReferencesEditConflict`.
    """
    answer = references.get_expected_answer(session, slug, expected_version)
    planned = plan_import(session, actor, answer, given)
    changed = {
        one.reference.key: one.reference for one in planned if one.outcome is ImportOutcome.CHANGED
    }
    new = [one.reference for one in planned if one.outcome is ImportOutcome.NEW]
    if not changed and not new:
        return 0
    merged = (*(changed.get(one.key, one) for one in answer.references), *new)
    references.store_references(
        session, renderer, actor, answer, merged, now=now, new=len(new), changed=len(changed)
    )
    return len(new) + len(changed)


def merge_cited_works(
    known: Sequence[Reference], cited: Sequence[Reference]
) -> tuple[tuple[Reference, ...], dict[str, str]]:
    """Return the works to add to `known`, and other keys by which the cited ones are now cited.

    A work that is there already keeps its key; one whose key another work has gets a new one.
    """
    works = {work: one.key for one in known for work in _work_identifiers(one)}
    taken = {one.key for one in known}
    added: list[Reference] = []
    names: dict[str, str] = {}
    for reference in cited:
        same = next((one.key for one in known if _is_same(one, reference)), "")
        key = next((works[work] for work in _work_identifiers(reference) if work in works), same)
        if not key:
            added.append(_assign_key(reference, taken))
            key = added[-1].key
            taken.add(key)
        if key != reference.key:
            names[reference.key] = key
    return tuple(added), names


def _is_same(one: Reference, other: Reference) -> bool:
    """Return whether two references have the same data, keys aside."""
    return {**one.csl, "id": ""} == {**other.csl, "id": ""}


def _plan_reference(
    reference: Reference, known: Mapping[str, Reference], works: dict[str, str]
) -> PlannedReference:
    here = known.get(reference.key)
    if here is not None:
        same = dict(here.csl) == dict(reference.csl)
        return PlannedReference(
            reference, ImportOutcome.SAME if same else ImportOutcome.CHANGED, before=here
        )
    other = next((works[work] for work in _work_identifiers(reference) if work in works), "")
    if other:
        return PlannedReference(reference, ImportOutcome.KNOWN, other)
    works |= dict.fromkeys(_work_identifiers(reference), reference.key)
    return PlannedReference(reference, ImportOutcome.NEW)


def _assign_key(reference: Reference, taken: Collection[str]) -> Reference:
    """Return a reference under a citable key that no earlier one of the import has."""
    printable = "".join(sign for sign in reference.key if sign.isprintable() or sign.isspace())
    wanted = _NOT_IN_KEYS.sub("-", printable).strip("-")[: references.MAX_KEY_LENGTH - 10] or "work"
    if references.is_key(reference.key) and reference.key not in taken:
        return reference
    key, count = wanted, 1
    while key in taken:
        count += 1
        key = f"{wanted}-{count}"
    return Reference(key, {**reference.csl, "id": key})


def _work_identifiers(reference: Reference) -> list[str]:
    found = (find_doi_url(reference.csl), find_pubmed_url(reference.csl))
    return [url.casefold() for url in found if url]
