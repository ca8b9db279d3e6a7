"""What happened to a text, from its first revision to the last word about it."""

from collections.abc import Sequence

from readlevel.core.model.workflow import Status
from readlevel.storage.review.review_events import Event
from readlevel.web.desk.layout import urls
from readlevel.web.desk.review.review_pages import HistoryLine
from readlevel.web.desk.review.text_header import Text

SAVED = "saved"
SAID = "said"
CONFIRMED = "confirmed"


def present_history(text: Text, events: Sequence[Event]) -> Sequence[HistoryLine]:
    """Return revisions, moves and comments, the newest first."""
    place = (text.answer.slug, text.audience, text.language)
    lines = [
        HistoryLine(
            one.at, one.author, SAVED, one.number, one.why, urls.revision(*place, one.number)
        )
        for one in reversed(text.saved)
    ]
    approved: set[int] = set()
    for event in reversed(events):
        kind = _name(event, approved)
        path = urls.revision(*place, event.number)
        lines.append(HistoryLine(event.at, event.name, kind, event.number, event.comment, path))
        if event.after is Status.APPROVED:
            approved.add(event.number)
    # What happened at the same moment stays in its order: saved first, then moved.
    order = sorted(enumerate(lines), key=lambda line: (line[1].at, line[0]), reverse=True)
    return [line for _, line in order]


def _name(event: Event, approved: set[int]) -> str:
    if event.before is event.after:
        return SAID
    if event.after is Status.APPROVED and event.number in approved:
        return CONFIRMED
    return event.after
