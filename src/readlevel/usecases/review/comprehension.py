"""How many readers found in a text what it says: the counts of the question after it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.rendering.comprehension_checks import read_check
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.feedback import check_choices

ENOUGH_READERS = 20
"""Fewer readers say nothing of a text."""

CLEAR_SHARE = 0.8
"""A text of which fewer readers find the answer is rewritten.

The share that the European Commission's guideline on the readability of package leaflets (2009)
asks of each question in user testing: 16 of 20 participants.
"""


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """What readers of a revision chose."""

    number: int
    """Number of the revision."""
    readers: int
    right: int

    @property
    def percent(self) -> int:
        """Return the share of those who chose what the text says."""
        return round(100 * self.right / self.readers)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How the question after a text went; `counts` is None before there are enough readers."""

    counts: CheckCounts | None
    before: CheckCounts | None
    """The last earlier revision that asked enough readers the same; None if there is none."""

    @property
    def is_unclear(self) -> bool:
        """Return whether the text is to be rewritten."""
        return self.counts is not None and self.counts.right < CLEAR_SHARE * self.counts.readers


def find_report(session: Session, revision: StoredRevision) -> CheckReport | None:
    """Return how the question after a revision's text went; None if it has no question."""
    try:
        check, _ = read_check(parse(revision.markdown))
    except UnreadableMarkdown:
        return None
    if check is None:
        return None
    chosen = check_choices.find_choices(session, revision.variant_id, check.key)
    known = {
        number: counts
        for number, choices in chosen.items()
        if (counts := _count(number, choices, check.right)).readers >= ENOUGH_READERS
    }
    earlier = [number for number in known if number < revision.number]
    return CheckReport(known.get(revision.number), known[max(earlier)] if earlier else None)


def _count(number: int, choices: Mapping[int, int], right: int) -> CheckCounts:
    return CheckCounts(number, sum(choices.values()), choices.get(right, 0))
