"""The history of a text: revisions, transitions and comments."""

from collections.abc import Mapping, Sequence

from readlevel.core.model.workflow import Status
from readlevel.storage.review.review_events import ReviewEvent
from readlevel.usecases.assistant.provenance import RevisionDraft
from readlevel.web.desk.layout import urls
from readlevel.web.desk.review.review_contexts import TimelineEntry
from readlevel.web.desk.review.text_header import TextHistory

SAVED = "saved"
COMMENTED = "commented"
CONFIRMED = "confirmed"


def present_timeline(
    text: TextHistory,
    events: Sequence[ReviewEvent],
    drafts: Mapping[int, Sequence[RevisionDraft]],
) -> Sequence[TimelineEntry]:
    """Return revisions, transitions and comments, the newest first.

    `drafts` are those of the assistant that a revision has words from, by its number.
    """
    place = (text.answer.slug, text.audience, text.language)
    lines = [
        TimelineEntry(
            one.at,
            one.author,
            SAVED,
            one.number,
            one.why,
            urls.revision(*place, one.number),
            drafts.get(one.number, ()),
        )
        for one in reversed(text.saved)
    ]
    approved: set[int] = set()
    for event in reversed(events):
        kind = _name(event, approved)
        path = urls.revision(*place, event.number)
        lines.append(TimelineEntry(event.at, event.name, kind, event.number, event.comment, path))
        if event.after is Status.APPROVED:
            approved.add(event.number)
    # Events of the same moment keep their order: saved before moved.
    order = sorted(enumerate(lines), key=lambda line: (line[1].at, line[0]), reverse=True)
    return [line for _, line in order]


def _name(event: ReviewEvent, approved: set[int]) -> str:
    if event.before is event.after:
        return COMMENTED
    if event.after is Status.APPROVED and event.number in approved:
        return CONFIRMED
    return event.after
