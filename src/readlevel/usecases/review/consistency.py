"""Use cases of consistency: differences between the two texts of an answer, and editors' answers.

A plain text is compared with the clinician text that its approval would be checked against. An
answer holds for the wording it was given to: if that changes, the difference is open again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import Difference
from readlevel.core.consistency.second_reading import SecondReader
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage import slow_work
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, consistency_answers
from readlevel.storage.answers.consistency_answers import ConsistencyAnswer
from readlevel.storage.answers.revisions import StoredRevision, find_revision, list_current
from readlevel.usecases.publishing import lay_sync

MAX_REASON_LENGTH = 1_000


class ConsistencyAnswerRejected(Exception):
    """The answers are rejected, and nothing was stored.

    `code` is `no_reason`, `long_reason`, `several` (differences that need one answer each), or
    `changed` (a text was changed meanwhile).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares two texts of a site."""

    glossary: Glossary
    second_reader: SecondReader | None = None

    def compare(self, clinician: str, lay: str, language: str) -> Sequence[Difference]:
        """Return the differences. Raise `UnreadableMarkdown` for text that cannot be parsed."""
        return compare_texts(
            clinician, lay, language, self.glossary, second_reader=self.second_reader
        )


@dataclass(frozen=True, slots=True)
class TextPair:
    """A plain text, and the clinician text that it must agree with."""

    answer_id: int
    lay: StoredRevision
    clinician: StoredRevision
    differences: Sequence[Difference]
    answers: Mapping[str, ConsistencyAnswer]
    """By the keys of the differences, including those of earlier wordings."""
    is_newest: bool
    """Whether the plain text is the newest of its language."""

    def find_answer(self, difference: Difference) -> ConsistencyAnswer | None:
        """Return the answer to a difference, if there is one."""
        key = difference.find_answer(self.answers)
        return None if key is None else self.answers[key]

    @property
    def unanswered(self) -> Sequence[Difference]:
        """The differences that still need an answer."""
        return [one for one in self.differences if one.asks and self.find_answer(one) is None]


def find_pair(
    session: Session,
    comparer: Comparer,
    answer_id: int,
    language: str,
    number: int | None = None,
    beside: int | None = None,
) -> TextPair | None:
    """Return the two texts of a language; None if one of them is missing or withdrawn.

    `number` is that of the plain revision; None: the newest. `beside` is that of a clinician
    revision that waits too; None: compare with the one that an approval would be checked against.
    """
    revisions = list_current(session, answer_id)
    if beside is not None:
        revisions = assume_approved(revisions, {(Audience.CLINICIAN, language, beside)})
    if number is None:
        plain = (one for one in revisions if _variant_key(one) == (Audience.LAY, language))
        lay = next(plain, None)
    else:
        lay = find_revision(session, answer_id, Audience.LAY, language, number)
    return None if lay is None else compare_with(session, comparer, answer_id, lay, revisions)


def find_pair_of(
    session: Session,
    comparer: Comparer,
    slug: str,
    language: str,
    number: int | None = None,
    beside: int | None = None,
) -> TextPair | None:
    """Return what `find_pair` does for the answer that has a slug."""
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        return None
    return find_pair(session, comparer, answer_id, language, number, beside)


def assume_approved(
    revisions: Sequence[StoredRevision], approved: Collection[tuple[Audience, str, int]]
) -> list[StoredRevision]:
    """Return the revisions with those of (audience, language, number) marked as approved."""
    return [
        replace(one, review=replace(one.review, status=Status.APPROVED))
        if (one.audience, one.language, one.number) in approved
        else one
        for one in revisions
    ]


def compare_with(
    session: Session,
    comparer: Comparer,
    answer_id: int,
    lay: StoredRevision,
    revisions: Sequence[StoredRevision],
) -> TextPair | None:
    """Return a plain text and the text it is checked against.

    `revisions` are the answer's current ones; None if the clinician text is missing or withdrawn.
    """
    clinician = lay_sync.find_counterpart(revisions, lay.language)
    if clinician is None or clinician.review.status is Status.WITHDRAWN:
        return None
    try:
        texts = clinician.markdown, lay.markdown, lay.language
        found = slow_work.do(Comparer.compare, comparer, *texts)
    except UnreadableMarkdown:
        # A text that cannot be read is reported where it is shown; it has no facts to compare.
        found = ()
    given = consistency_answers.find_answers(session, answer_id, lay.language)
    newest = next(one for one in revisions if _variant_key(one) == _variant_key(lay))
    return TextPair(answer_id, lay, clinician, found, given, newest.number == lay.number)


def answer_differences(
    session: Session,
    comparer: Comparer,
    actor: Account,
    slug: str,
    language: str,
    number: int,
    keys: Collection[str],
    reason: str,
    *,
    beside: int | None = None,
    now: datetime,
) -> None:
    """Accept differences of a plain revision from a clinician one (`beside`, as in `find_pair`).

    Questions are answered one by one, with a reason; facts that only the clinician text has may be
    accepted together and without one. Raise LookupError if there are no
    two such texts, `ConsistencyAnswerRejected` if something is missing; nothing is stored then.
    """
    pair, reason = _get_pair(session, comparer, slug, language, number, beside), reason.strip()
    meant = [one for one in pair.differences if one.key in keys]
    asking = {one.question for one in meant if one.asks}
    if not meant or len({one.key for one in meant}) < len(set(keys)):
        raise ConsistencyAnswerRejected("changed")
    if asking and len({one.question for one in meant}) > 1:
        raise ConsistencyAnswerRejected("several")
    if asking and not reason:
        raise ConsistencyAnswerRejected("no_reason")
    if len(reason) > MAX_REASON_LENGTH:
        raise ConsistencyAnswerRejected("long_reason")
    consistency_answers.save_answers(
        session,
        pair.answer_id,
        language,
        {one.key for one in meant},
        reason,
        account_id=actor.id,
        name=actor.name,
        now=now,
    )
    _audit_answers(session, actor, "parity.answered", slug, language, meant, reason, now)


def retract_answers(
    session: Session,
    comparer: Comparer,
    actor: Account,
    slug: str,
    language: str,
    number: int,
    keys: Collection[str],
    *,
    now: datetime,
) -> None:
    """Reopen differences. Raise LookupError if there are no two such texts."""
    pair = _get_pair(session, comparer, slug, language, number)
    meant = [one for one in pair.differences if one.key in keys and pair.find_answer(one)]
    given = {key for one in meant if (key := one.find_answer(pair.answers)) is not None}
    consistency_answers.remove_answers(session, pair.answer_id, language, given)
    if meant:
        _audit_answers(session, actor, "parity.taken_back", slug, language, meant, "", now)


def _variant_key(revision: StoredRevision) -> tuple[Audience, str]:
    return revision.audience, revision.language


def _get_pair(
    session: Session,
    comparer: Comparer,
    slug: str,
    language: str,
    number: int,
    beside: int | None = None,
) -> TextPair:
    pair = find_pair_of(session, comparer, slug, language, number, beside)
    if pair is None:
        raise LookupError(f"no clinician text beside revision {number} of {slug!r} in {language}")
    return pair


def _audit_answers(
    session: Session,
    actor: Account,
    deed: str,
    slug: str,
    language: str,
    differences: Sequence[Difference],
    reason: str,
    now: datetime,
) -> None:
    detail = {"language": language, "facts": ", ".join(one.fact for one in differences)[:500]}
    if reason:
        detail["reason"] = reason
    audit_log.record_action(session, actor, deed, slug, now=now, **detail)
