"""The history of a text: revisions, transitions and comments."""

from collections.abc import Iterator, Mapping, Sequence

from readlevel.core.model.workflow import Status
from readlevel.storage.review.outside_reviews import OutsideReview
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
    outside: Sequence[OutsideReview],
) -> Sequence[TimelineEntry]:
    """Return revisions, transitions, comments and reviews from outside, the newest first.

    `drafts` are those of the assistant that a revision has words from, by its number; `outside` are
    the outside reviews of the answer.
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
    lines.extend(_list_outside(text, outside))
    decided = {(one.answered_at, one.answer.name) for one in outside if one.answer}
    approved: set[int] = set()
    for event in reversed(events):
        if event.account_id is None and (event.at, event.name) in decided:
            # It took effect at once, and is listed as a review from outside.
            approved |= {event.number} if event.after is Status.APPROVED else set()
            continue
        kind = _name(event, approved)
        path = urls.revision(*place, event.number)
        lines.append(TimelineEntry(event.at, event.name, kind, event.number, event.comment, path))
        if event.after is Status.APPROVED:
            approved.add(event.number)
    # Events of the same moment keep their order: saved before moved.
    order = sorted(enumerate(lines), key=lambda line: (line[1].at, line[0]), reverse=True)
    return [line for _, line in order]


def _list_outside(text: TextHistory, outside: Sequence[OutsideReview]) -> Iterator[TimelineEntry]:
    """Yield what people outside decided on revisions of a text."""
    place = (text.answer.slug, text.audience, text.language)
    for review in reversed(outside):
        given = review.answer
        if given is None or review.answered_at is None:
            continue
        for one in review.texts:
            if one.is_asked and one.audience is text.audience:
                yield TimelineEntry(
                    review.answered_at,
                    given.name,
                    f"outside_{given.outcome}",
                    one.number,
                    given.comment,
                    urls.revision(*place, one.number),
                    role=given.role,
                )


def _name(event: ReviewEvent, approved: set[int]) -> str:
    if event.before is event.after:
        return COMMENTED
    if event.after is Status.APPROVED and event.number in approved:
        return CONFIRMED
    return event.after
