"""Finds the source of each translation, and the translations that are behind their source.

The source of a text is the text for the same audience in the site's own language. A translation is
behind if its source has changed since the translation was last approved, or if it never was, since
it was written. None of this is stored: it follows from when texts were saved and approved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.core.text import content_digest
from readlevel.storage.answers.revisions import StoredRevision, iter_revisions
from readlevel.storage.review import review_events
from readlevel.storage.review.review_events import DecisionTimes

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
    """All revisions of an answer, with the times of their approval or withdrawal."""

    def __init__(
        self, revisions: Sequence[StoredRevision], settled: Mapping[int, DecisionTimes]
    ) -> None:
        self._revisions = revisions
        self._settled = settled

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a text."""
        return tuple(dict.fromkeys(one.language for one in self._revisions))

    def list_behind(self, own: str) -> frozenset[Key]:
        """Return the translations that are behind; `own` is the site's own language."""
        keys = {(one.audience, one.language) for one in self._revisions}
        return frozenset(key for key in keys if self.find(*key, own).behind)

    def find(self, audience: Audience, language: str, own: str) -> TranslationState:
        """Return the state of a text; `own` is the site's own language."""
        texts = self._of(audience, language)
        newest = texts[0] if texts else None
        public = next((one for one in texts if one.review.status in _SETTLED), None)
        sources = [] if language == own else self._of(audience, own)
        source = _find_current(sources)
        checked = public or newest
        if source is None or checked is None or checked.review.status is Status.WITHDRAWN:
            return TranslationState(audience, language, newest, public, source, None, behind=False)
        since = self._checked_at(checked)
        seen = self._find_seen(sources, since)
        behind = (
            seen is not None
            and self._current_since(source) > since
            and content_digest.digest_clinician_text(source.markdown, source.review.status)
            != content_digest.digest_content(seen.markdown)
        )
        return TranslationState(audience, language, newest, public, source, seen, behind)

    def _of(self, audience: Audience, language: str) -> Sequence[StoredRevision]:
        """Return the revisions of one text, newest first."""
        return [
            one for one in self._revisions if (one.audience, one.language) == (audience, language)
        ]

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

    def _find_seen(
        self, sources: Sequence[StoredRevision], when: datetime
    ) -> StoredRevision | None:
        """Return the source revision in effect at a time, else the newest there was; or None."""
        there = [one for one in sources if _in_utc(one.created_at) <= when]
        counted = (one for one in there if self._counted(one, when))
        return next(counted, there[0] if there else None)

    def _counted(self, revision: StoredRevision, when: datetime) -> bool:
        settled = self._settled.get(revision.id)
        if settled is None:
            return revision.review.status in _SETTLED
        return settled.first <= when


def load_translation_history(session: Session, answer_id: int) -> TranslationHistory:
    """Return the history of an answer's texts."""
    revisions = list(iter_revisions(session, answer_id))
    return TranslationHistory(revisions, review_events.list_decision_times(session, answer_id))


def list_behind(
    session: Session, answer_id: int, revisions: Sequence[StoredRevision], own: str
) -> frozenset[Key]:
    """Return the translations that are behind; `revisions` are the newest first of each text."""
    if len({one.language for one in revisions}) < 2:
        return frozenset()
    return TranslationHistory(
        revisions, review_events.list_decision_times(session, answer_id)
    ).list_behind(own)


def _find_current(newest_first: Sequence[StoredRevision]) -> StoredRevision | None:
    """Return the newest approved or withdrawn revision of a source, else the newest of all."""
    settled = (one for one in newest_first if one.review.status in _SETTLED)
    return next(settled, newest_first[0] if newest_first else None)


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
