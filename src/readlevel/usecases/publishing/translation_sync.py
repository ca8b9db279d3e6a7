"""Which texts of an answer are translations, of which text, and which were left behind by it.

The source of a text is the one for the same readers in the site's own language. A translation is
behind when its source came to say something else since the translation was last approved, or
written, where it never was. Nothing is kept for it: it follows from when texts were saved and
approved.
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
    """Where one text of an answer stands, as a translation or as a source."""

    audience: Audience
    language: str
    newest: StoredRevision | None
    """None where nothing is written in this language."""
    public: StoredRevision | None
    """The newest that was approved or withdrawn; None where none was."""
    source: StoredRevision | None
    """What it is a translation of; None of a source itself, and where there is none."""
    seen: StoredRevision | None
    """The source as it was when the translation was last approved, or written."""
    behind: bool


class TranslationHistory:
    """All texts of an answer, with what is known of when they came to be what they are."""

    def __init__(
        self, revisions: Sequence[StoredRevision], settled: Mapping[int, DecisionTimes]
    ) -> None:
        self._revisions = revisions
        self._settled = settled

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which there is a text."""
        return tuple(dict.fromkeys(one.language for one in self._revisions))

    def list_behind(self, own: str) -> frozenset[Key]:
        """Return the translations that are behind; `own` is the site's own language."""
        keys = {(one.audience, one.language) for one in self._revisions}
        return frozenset(key for key in keys if self.find(*key, own).behind)

    def find(self, audience: Audience, language: str, own: str) -> TranslationState:
        """Return where a text stands; `own` is the site's own language."""
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
        """Return when somebody last looked at a whole translation."""
        settled = self._settled.get(revision.id)
        return settled.last if settled else _in_utc(revision.created_at)

    def _current_since(self, revision: StoredRevision) -> datetime:
        """Return since when a revision counts as what its text says."""
        settled = self._settled.get(revision.id)
        if settled is None:
            return _in_utc(revision.created_at)
        return settled.last if revision.review.status is Status.WITHDRAWN else settled.first

    def _find_seen(
        self, sources: Sequence[StoredRevision], when: datetime
    ) -> StoredRevision | None:
        """Return the source that counted at a moment, else the newest there was; or None."""
        there = [one for one in sources if _in_utc(one.created_at) <= when]
        counted = (one for one in there if self._counted(one, when))
        return next(counted, there[0] if there else None)

    def _counted(self, revision: StoredRevision, when: datetime) -> bool:
        settled = self._settled.get(revision.id)
        if settled is None:
            return revision.review.status in _SETTLED
        return settled.first <= when


def load_translation_history(session: Session, answer_id: int) -> TranslationHistory:
    """Return the texts of an answer."""
    revisions = list(iter_revisions(session, answer_id))
    return TranslationHistory(revisions, review_events.list_decision_times(session, answer_id))


def list_behind(
    session: Session, answer_id: int, revisions: Sequence[StoredRevision], own: str
) -> frozenset[Key]:
    """Return the translations that are behind, of texts that were read; newest first of each."""
    if len({one.language for one in revisions}) < 2:
        return frozenset()
    return TranslationHistory(
        revisions, review_events.list_decision_times(session, answer_id)
    ).list_behind(own)


def _find_current(newest_first: Sequence[StoredRevision]) -> StoredRevision | None:
    """Return what a source says: as it was approved or withdrawn last, else as it was saved."""
    settled = (one for one in newest_first if one.review.status in _SETTLED)
    return next(settled, newest_first[0] if newest_first else None)


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
