"""Use cases around the references of an answer: adding, changing, removing, taking in many.

A list of references is saved as a whole, by whoever saw it as it is: `digest` tells.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from readlevel.core.answer import Answer, Audience, Reference
from readlevel.core.citations import number
from readlevel.core.csl import find_doi_url, find_pubmed_url
from readlevel.core.document import UnreadableMarkdown, parse
from readlevel.editing import Renderer, save_answer
from readlevel.storage import answers, audit
from readlevel.storage.accounts import Account
from readlevel.storage.publications import choose_public
from readlevel.storage.revisions import iter_revisions

MOST = 500
"""References of one answer."""
_KEY = re.compile(r"[^\s\[\]{}@;,]{1,200}")


class Changed(Exception):
    """Another has changed the references since they were shown; nothing was stored."""


class Refused(ValueError):
    """What is not stored; `code` is `bad_key`, `taken_key`, `cited`, `unknown` or `too_many`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Use:
    """One text that cites a work."""

    audience: Audience
    language: str
    times: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The references of an answer as they are."""

    references: Sequence[Reference]
    uses: Mapping[str, Sequence[Use]]
    """By key: which newest texts cite it."""
    digest: str


class Fate(StrEnum):
    """What would become of a reference that is taken in."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KNOWN = "known"
    """The same work is there under another key."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One reference of those that are taken in."""

    reference: Reference
    fate: Fate
    known_as: str = ""
    """The key under which the same work is there."""


def is_key(key: str) -> bool:
    """Tell whether `[@key]` can cite it."""
    return _KEY.fullmatch(key) is not None and key.isprintable()


def list_sources(session: Session, answer: Answer) -> Sources:
    """Return the references of an answer, and where each is cited."""
    keys = {reference.key for reference in answer.references}
    uses: dict[str, list[Use]] = {key: [] for key in keys}
    for variant in answer.variants:
        try:
            citations = number(parse(variant.markdown), keys)
        except UnreadableMarkdown:
            continue
        for key, times in zip(citations.keys, citations.uses, strict=True):
            uses[key].append(Use(variant.audience, variant.language, times))
    return Sources(answer.references, uses, digest(answer.references))


def digest(references: Sequence[Reference]) -> str:
    """Return what tells one list of references from another."""
    given = [[reference.key, dict(reference.csl)] for reference in references]
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()[:16]


def put(
    session: Session,
    renderer: Renderer,
    who: Account,
    slug: str,
    reference: Reference,
    *,
    before: str | None,
    seen: str,
    now: datetime,
) -> None:
    """Add a reference, or put it in the place of the one with the key `before`.

    Raise `Refused` or `Changed`, LookupError where there is no such answer.
    """
    answer = _get(session, slug, seen)
    keys = [one.key for one in answer.references]
    if not is_key(reference.key):
        raise Refused("bad_key")
    if reference.key != before and reference.key in keys:
        raise Refused("taken_key")
    if before is None:
        references = (*answer.references, reference)
    elif before not in keys:
        raise Refused("unknown")
    else:
        if reference.key != before and _is_cited(session, answer, before):
            raise Refused("cited")
        references = tuple(reference if one.key == before else one for one in answer.references)
    _save(session, renderer, who, answer, references, now=now, key=reference.key)


def remove(
    session: Session,
    renderer: Renderer,
    who: Account,
    slug: str,
    key: str,
    *,
    seen: str,
    now: datetime,
) -> None:
    """Remove a reference that no text cites. Raise `Refused` or `Changed`."""
    answer = _get(session, slug, seen)
    references = tuple(one for one in answer.references if one.key != key)
    if len(references) == len(answer.references):
        raise Refused("unknown")
    if _is_cited(session, answer, key):
        raise Refused("cited")
    _save(session, renderer, who, answer, references, now=now, removed=key)


def plan(answer: Answer, given: Sequence[Reference]) -> Sequence[Planned]:
    """Return what would become of each reference that is given."""
    known = {reference.key: reference for reference in answer.references}
    works = {work: one.key for one in answer.references for work in _works(one)}
    planned = []
    for reference in given:
        here = known.get(reference.key)
        other = next((works[work] for work in _works(reference) if work in works), "")
        if here is not None:
            same = dict(here.csl) == dict(reference.csl)
            planned.append(Planned(reference, Fate.SAME if same else Fate.CHANGED))
        elif other:
            planned.append(Planned(reference, Fate.KNOWN, other))
        else:
            planned.append(Planned(reference, Fate.NEW))
    return planned


def take_in(
    session: Session,
    renderer: Renderer,
    who: Account,
    slug: str,
    given: Sequence[Reference],
    *,
    seen: str,
    now: datetime,
) -> int:
    """Store what is new and what is changed of the references given; return how many those are.

    Works that are there under another key are left out. Raise `Refused` or `Changed`.
    """
    answer = _get(session, slug, seen)
    planned = plan(answer, given)
    changed = {one.reference.key: one.reference for one in planned if one.fate is Fate.CHANGED}
    new = [one.reference for one in planned if one.fate is Fate.NEW]
    if not changed and not new:
        return 0
    references = (*(changed.get(one.key, one) for one in answer.references), *new)
    if len(references) > MOST:
        raise Refused("too_many")
    if not all(is_key(one.key) for one in new):
        raise Refused("bad_key")
    _save(session, renderer, who, answer, references, now=now, new=len(new), changed=len(changed))
    return len(new) + len(changed)


def _get(session: Session, slug: str, seen: str) -> Answer:
    answer = answers.get_answer(session, slug)
    if digest(answer.references) != seen:
        raise Changed
    return answer


def _save(
    session: Session,
    renderer: Renderer,
    who: Account,
    answer: Answer,
    references: tuple[Reference, ...],
    *,
    now: datetime,
    **detail: object,
) -> None:
    if len(references) > MOST:
        raise Refused("too_many")
    changed = replace(answer, references=references)
    save_answer(session, changed, renderer, author=who.name, why="", now=now)
    audit.note(session, who, "references.saved", answer.slug, now=now, **detail)


def _is_cited(session: Session, answer: Answer, key: str) -> bool:
    """Tell whether a text that is written or public cites a work."""
    answer_id = answers.find_id(session, answer.slug)
    revisions = list(iter_revisions(session, answer_id)) if answer_id is not None else []
    newest = {(one.audience, one.language): one for one in reversed(revisions)}
    counting = (*newest.values(), *choose_public(revisions).values())
    return any(_cites(revision.markdown, key) for revision in counting)


def _cites(markdown: str, key: str) -> bool:
    try:
        return key in number(parse(markdown), {key}).keys
    except UnreadableMarkdown:
        return False


def _works(reference: Reference) -> list[str]:
    found = (find_doi_url(reference.csl), find_pubmed_url(reference.csl))
    return [url.casefold() for url in found if url]
