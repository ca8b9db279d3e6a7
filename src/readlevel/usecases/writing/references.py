"""Use cases of an answer's references: listing, adding, changing and removing them.

Saving needs the version of the list that the editor saw (`references_version`). Changes are public
at once, so only reviewers change what an approved text cites, as with its question.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerTexts, Audience, Reference
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.core.text.citations import number_citations
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.storage import slow_work
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.storage.public.publications import choose_public
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer

MAX_REFERENCES = 500
"""References of one answer."""
MAX_KEY_LENGTH = 200
_KEY = re.compile(rf"[^\s\[\]{{}}@;,]{{1,{MAX_KEY_LENGTH}}}")


class ReferencesEditConflict(EditConflict):
    """Somebody else has changed the references since they were shown."""


class ReferenceRejected(ValueError):
    """A rejected change.

    `code` is `bad_key`, `taken_key`, `cited`, `unknown`, `too_many`, or `needs_reviewer` if an
    approved text cites what would change.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CitingText:
    """One text that cites a work."""

    audience: Audience
    language: str
    count: int
    only_public: bool = False
    """Whether only the public text cites it, and the newest one no longer does."""


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The references of an answer, and where they are cited."""

    references: Sequence[Reference]
    uses: Mapping[str, Sequence[CitingText]]
    """By key: the newest and public texts that cite it."""
    version: str


def is_key(key: str) -> bool:
    """Return whether `[@key]` can cite the key."""
    return _KEY.fullmatch(key) is not None and key.isprintable()


def list_references(session: Session, answer: AnswerTexts) -> ReferenceList:
    """Return the references of an answer, and where each is cited."""
    uses: dict[str, list[CitingText]] = {reference.key: [] for reference in answer.references}
    current = _list_current_texts(session, answer.slug)
    counted = _count_each((revision for revision, _ in current), uses)
    for (revision, public_only), counts in zip(current, counted, strict=True):
        for key, times in counts.items():
            uses[key].append(CitingText(revision.audience, revision.language, times, public_only))
    return ReferenceList(answer.references, uses, references_version(answer.references))


def references_version(references: Sequence[Reference]) -> str:
    """Return the version of a list of references: a digest."""
    given = [[reference.key, dict(reference.csl)] for reference in references]
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()[:16]


def save_reference(
    session: Session,
    renderer: Renderer,
    actor: Account,
    slug: str,
    reference: Reference,
    *,
    before: str | None,
    expected_version: str,
    now: datetime,
) -> None:
    """Add a reference, or replace the one with the key `before`.

    Raise `ReferenceRejected` or `ReferencesEditConflict`, LookupError if there is no such answer.
    """
    answer = get_expected_answer(session, slug, expected_version)
    keys = [one.key for one in answer.references]
    if not is_key(reference.key):
        raise ReferenceRejected("bad_key")
    if reference.key != before and reference.key in keys:
        raise ReferenceRejected("taken_key")
    if before is None:
        references = (*answer.references, reference)
    elif before not in keys:
        raise ReferenceRejected("unknown")
    else:
        if reference.key != before and _is_cited(session, answer, before):
            raise ReferenceRejected("cited")
        references = tuple(reference if one.key == before else one for one in answer.references)
    store_references(session, renderer, actor, answer, references, now=now, key=reference.key)


def remove_reference(
    session: Session,
    renderer: Renderer,
    actor: Account,
    slug: str,
    key: str,
    *,
    expected_version: str,
    now: datetime,
) -> None:
    """Remove a reference that no text cites.

    Raise `ReferenceRejected` or `ReferencesEditConflict`.
    """
    answer = get_expected_answer(session, slug, expected_version)
    references = tuple(one for one in answer.references if one.key != key)
    if len(references) == len(answer.references):
        raise ReferenceRejected("unknown")
    if _is_cited(session, answer, key):
        raise ReferenceRejected("cited")
    store_references(session, renderer, actor, answer, references, now=now, removed=key)


def get_expected_answer(session: Session, slug: str, expected_version: str) -> AnswerTexts:
    """Return an answer whose references are those that the editor saw.

    Raise `ReferencesEditConflict` if they are not, LookupError if there is no such answer.
    """
    answer = answers.get_texts(session, slug)
    found_version = references_version(answer.references)
    if found_version != expected_version:
        raise ReferencesEditConflict(expected_version, found_version)
    return answer


def store_references(
    session: Session,
    renderer: Renderer,
    actor: Account,
    answer: AnswerTexts,
    references: tuple[Reference, ...],
    *,
    now: datetime,
    **detail: object,
) -> None:
    """Replace an answer's references; `detail` goes into the audit log.

    Raise `ReferenceRejected` if they are too many, or a change needs a reviewer.
    """
    if len(references) > MAX_REFERENCES:
        raise ReferenceRejected("too_many")
    if find_locked_keys(
        session, actor, answer.slug, _find_changed_keys(answer.references, references)
    ):
        raise ReferenceRejected("needs_reviewer")
    changed = replace(answer, references=references)
    save_answer(session, changed, renderer, author=actor.name, why="", now=now)
    audit_log.record_action(session, actor, "references.saved", answer.slug, now=now, **detail)


def _is_cited(session: Session, answer: AnswerTexts, key: str) -> bool:
    """Return whether a newest or public text cites a work."""
    current = (revision for revision, _ in _list_current_texts(session, answer.slug))
    return any(_count_each(current, {key}))


def find_locked_keys(
    session: Session, actor: Account, slug: str, keys: Collection[str]
) -> set[str]:
    """Return the keys that `actor` may not change because an approved text cites them."""
    if actor.may(Role.REVIEWER) or not keys:
        return set()
    public = choose_public(_list_revisions(session, slug)).values()
    approved = (one for one in public if one.review.status is Status.APPROVED)
    return {key for counts in _count_each(approved, keys) for key in counts}


def _find_changed_keys(before: Sequence[Reference], after: Sequence[Reference]) -> set[str]:
    """Return the keys whose references differ between the two lists."""
    old = {one.key: dict(one.csl) for one in before}
    new = {one.key: dict(one.csl) for one in after}
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _list_current_texts(session: Session, slug: str) -> list[tuple[StoredRevision, bool]]:
    """Return the newest text of each variant, and the public one if it is older (True)."""
    revisions = _list_revisions(session, slug)
    newest = {(one.audience, one.language): one for one in reversed(revisions)}
    older = [one for key, one in choose_public(revisions).items() if one.id != newest[key].id]
    return [*((one, False) for one in newest.values()), *((one, True) for one in older)]


def _list_revisions(session: Session, slug: str) -> Sequence[StoredRevision]:
    answer_id = answers.find_id(session, slug)
    return [] if answer_id is None else list_current(session, answer_id)


def _count_each(
    revisions: Iterable[StoredRevision], keys: Iterable[str]
) -> Sequence[Mapping[str, int]]:
    wanted = frozenset(keys)
    return slow_work.do_each(_count_citations, [(one.markdown, wanted) for one in revisions])


def _count_citations(markdown: str, keys: Collection[str]) -> Mapping[str, int]:
    """Return the number of citations of each key that a text cites."""
    try:
        citations = number_citations(parse(markdown), keys)
    except UnreadableMarkdown:
        return {}
    return dict(zip(citations.keys, citations.uses, strict=True))
