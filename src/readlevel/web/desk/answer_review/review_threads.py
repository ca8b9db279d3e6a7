"""Threads of comments at the blocks of a text."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readlevel.core.text.source_positions import LineIndex
from readlevel.core.text.versions.text_diff import compare_words
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.usecases.review import passage_comments
from readlevel.usecases.review.passage_comments import PlacedThread
from readlevel.web.desk.answer_review.answer_review_contexts import ReviewBlock, ThreadCard
from readlevel.web.desk.answer_review.review_rows import find_nearest
from readlevel.web.desk.layout import urls


def place_threads(
    session: Session,
    slug: str,
    answer_id: int,
    revision: StoredRevision,
    blocks: Sequence[ReviewBlock],
) -> list[ThreadCard]:
    """Put each thread of a text at the block of its passage; return open ones without a block."""
    lines, lost = LineIndex(revision.markdown), []
    for placed in passage_comments.list_placed_threads(session, answer_id, revision):
        near = placed.place.near
        line = None if near is None else lines.place((near, near)).line
        block = None if line is None else find_nearest(blocks, line)
        card = _present(slug, placed, block)
        if block is not None:
            block.threads.append(card)
        elif placed.thread.outcome is None:
            # A closed thread about words that are gone concerns nobody any more.
            lost.append(card)
    return lost


def _present(slug: str, placed: PlacedThread, block: ReviewBlock | None) -> ThreadCard:
    thread = placed.thread
    quote = thread.passage.quote
    suggestion = thread.suggestion
    return ThreadCard(
        id=thread.id,
        path=urls.comment_thread(slug, thread.id),
        number=thread.number,
        comments=thread.comments,
        quote="" if block is not None and block.source == quote else quote,
        is_found=placed.place.span is not None,
        suggested=None if suggestion is None else compare_words(quote, suggestion),
        outcome=thread.outcome,
        closed_by=thread.closed_by,
    )
