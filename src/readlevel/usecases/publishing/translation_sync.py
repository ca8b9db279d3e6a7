"""Finds the source of each translation, and the translations that are behind their source.

The source of a text is the text for the same audience in the site's own language. A translation is
behind if its source has changed since the translation was last approved, or if it never was, since
it was written. None of this is stored: it follows from when texts were saved and approved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.core.text import content_digest
from readlevel.storage import slow_work
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.storage.review import review_events

Key = tuple[Audience, str]

_SETTLED = (Status.APPROVED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class TranslationState:
    """The state of one text of an answer, as a translation or as a source."""

    audience: Audience
    language: str
    newest: StoredRevision | None
    """None if there is no text in this language."""
    public: StoredRevision | None
    """The newest approved or withdrawn revision; None if there is none."""
    source: StoredRevision | None
    """The text it is a translation of; None for a source itself, or if there is none."""
    seen: StoredRevision | None
    """The source as it was when the translation was last approved, or written."""
    behind: bool


class TranslationHistory:
    """The current revisions of an answer, with the times of their approval or withdrawal.

    Of earlier revisions, only those that translations were checked against are read.
    """

    def __init__(self, session: Session, answer_id: int, current: Sequence[StoredRevision]) -> None:
        self._session = session
        self._answer_id = answer_id
        self._current = current
        self._settled = review_events.list_decision_times(session, [one.id for one in current])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a text."""
        return tuple(dict.fromkeys(one.language for one in self._current))

    def list_behind(self, own: str) -> frozenset[Key]:
        """Return the translations that are behind; `own` is the site's own language."""
        keys = {(one.audience, one.language) for one in self._current}
        checked = {key: self._find_checked(*key, own) for key in keys}
        return frozenset(
            key
            for key, (source, since) in checked.items()
            if source is not None
            and since is not None
            and self._current_since(source) > since
            and self._is_behind(source, since, self._find_seen(source, since))
        )

    def find(self, audience: Audience, language: str, own: str) -> TranslationState:
        """Return the state of a text; `own` is the site's own language."""
        texts = self._of(audience, language)
        newest = texts[0] if texts else None
        public = next((one for one in texts if one.review.status in _SETTLED), None)
        source, since = self._find_checked(audience, language, own)
        if source is None or since is None:
            return TranslationState(audience, language, newest, public, source, None, behind=False)
        seen = self._find_seen(source, since)
        behind = self._is_behind(source, since, seen)
        return TranslationState(audience, language, newest, public, source, seen, behind)

    def _find_checked(
        self, audience: Audience, language: str, own: str
    ) -> tuple[StoredRevision | None, datetime | None]:
        """Return the source of a text, and when the text was last checked against it."""
        texts = self._of(audience, language)
        public = next((one for one in texts if one.review.status in _SETTLED), None)
        source = None if language == own else _find_current(self._of(audience, own))
        checked = public or (texts[0] if texts else None)
        if source is None or checked is None or checked.review.status is Status.WITHDRAWN:
            return source, None
        return source, self._checked_at(checked)

    def _of(self, audience: Audience, language: str) -> Sequence[StoredRevision]:
        """Return the current revisions of one text, newest first."""
        return [
            one for one in self._current if (one.audience, one.language) == (audience, language)
        ]

    def _is_behind(
        self, source: StoredRevision, since: datetime, seen: StoredRevision | None
    ) -> bool:
        return (
            seen is not None
            and self._current_since(source) > since
            and (source.review.status is Status.WITHDRAWN or not _say_the_same(source, seen))
        )

    def _checked_at(self, revision: StoredRevision) -> datetime:
        """Return when a translation was last checked: at its last decision, else when written."""
        settled = self._settled.get(revision.id)
        return settled.last if settled else _in_utc(revision.created_at)

    def _current_since(self, revision: StoredRevision) -> datetime:
        """Return when a revision took effect: when withdrawn or approved, or else when saved."""
        settled = self._settled.get(revision.id)
        if settled is None:
            return _in_utc(revision.created_at)
        return settled.last if revision.review.status is Status.WITHDRAWN else settled.first

    def _find_seen(self, source: StoredRevision, when: datetime) -> StoredRevision | None:
        """Return the source revision in effect at a time, else the newest there was; or None."""
        place = (self._answer_id, source.audience, source.language)
        return review_events.find_revision_in_effect(self._session, *place, when)


def load_translation_history(session: Session, answer_id: int) -> TranslationHistory:
    """Return the history of an answer's texts."""
    return TranslationHistory(session, answer_id, list_current(session, answer_id))


def list_behind(
    session: Session, answer_id: int, current: Sequence[StoredRevision], own: str
) -> frozenset[Key]:
    """Return the translations that are behind; `current` are the answer's current revisions."""
    if len({one.language for one in current}) < 2:
        return frozenset()
    return TranslationHistory(session, answer_id, current).list_behind(own)


def _find_current(newest_first: Sequence[StoredRevision]) -> StoredRevision | None:
    """Return the newest approved or withdrawn revision of a source, else the newest one."""
    settled = (one for one in newest_first if one.review.status in _SETTLED)
    return next(settled, newest_first[0] if newest_first else None)


def _say_the_same(one: StoredRevision, other: StoredRevision) -> bool:
    texts = [(one.markdown,), (other.markdown,)]
    first, second = slow_work.do_each(content_digest.digest_translated, texts)
    return first == second


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
