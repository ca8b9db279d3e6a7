"""Slow work of a change to an answer that can be foreseen, so that it is done before the write.

Nothing here is stored, nor is it wrong if it does not come about: what a write needs, and is not
done when it begins, is done later (`slow_work`).
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, AnswerTexts
from readlevel.storage.answers import answer_heads, answers
from readlevel.storage.answers.answers import StoredAnswer
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.answers.save_revisions import foresee_variants
from readlevel.storage.public.publications import choose_public
from readlevel.usecases.publishing.derive import derive, foresee_items
from readlevel.usecases.publishing.renderer import Renderer

_NOT_STORED = 0
"""Number of an answer that is new."""


def foresee_publication(
    session: Session,
    renderer: Renderer,
    slug: str,
    change: Callable[[StoredRevision], StoredRevision] = lambda revision: revision,
) -> None:
    """Do the slow work of publishing an answer whose revisions are as `change` returns them."""
    stored = answers.load_answer(session, slug)
    if stored is not None:
        revisions = [change(one) for one in stored.revisions]
        derive(session, stored.id, stored.answer, revisions, renderer)


def foresee_import(
    session: Session, answer: Answer, renderer: Renderer, *, author: str, now: datetime
) -> None:
    """Do the slow work of saving an answer from elsewhere with its images."""
    stored = answers.load_answer(session, answer.slug)
    if stored is None or not answers.is_stored(session, stored, answer):
        foresee_save(session, stored, answer, renderer, author=author, now=now)


def foresee_save(
    session: Session,
    stored: StoredAnswer | None,
    answer: AnswerTexts,
    renderer: Renderer,
    *,
    author: str,
    now: datetime,
) -> None:
    """Do the slow work of saving `answer`; `stored` is the answer as it is now, None if new."""
    before = () if stored is None else stored.revisions
    published = answer.published if isinstance(answer, Answer) else ()
    after = foresee_variants(before, answer.variants, published, author=author, now=now)
    answer_id = _NOT_STORED if stored is None else stored.id
    if (
        stored is None
        or choose_public(before) != choose_public(after)
        or not answer_heads.has_same_rows(stored.answer, answer)
    ):
        given = answer.images if isinstance(answer, Answer) else None
        derive(session, answer_id, answer, after, renderer, given)
    else:
        new = [one for one in after if one.id < 0]
        foresee_items(session, answer_id, answer, new, after, renderer)
