"""Slow work of a change to an answer that can be foreseen, so that it is done before the write.

Nothing here is stored, nor is it wrong if it does not come about: what a write needs, and is not
done when it begins, is done later (`slow_work`).
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerTexts, Variant
from readlevel.storage.answers import answers
from readlevel.storage.answers.answers import StoredAnswer
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.public.publications import choose_public
from readlevel.usecases.publishing.derive import derive, foresee_items
from readlevel.usecases.publishing.renderer import Renderer

_NOT_STORED = 0
"""Number of an answer that is new. Revisions that are not stored have negative ones."""


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
    new = list(_list_new(before, answer.variants, author, now))
    after = [*new, *before]
    answer_id = _NOT_STORED if stored is None else stored.id
    if stored is None or choose_public(before) != choose_public(after):
        derive(session, answer_id, answer, after, renderer)
    else:
        foresee_items(session, answer_id, answer, new, after, renderer)


def _list_new(
    before: Iterable[StoredRevision], given: Iterable[Variant], author: str, now: datetime
) -> Iterable[StoredRevision]:
    """Yield the revisions that saving texts will add."""
    newest = {(one.audience, one.language): one for one in reversed(list(before))}
    for place, variant in enumerate(given, 1):
        known = newest.get((variant.audience, variant.language))
        if known is None or known.markdown != variant.markdown:
            yield StoredRevision(
                -place,
                _NOT_STORED if known is None else known.variant_id,
                variant.audience,
                variant.language,
                1 if known is None else known.number + 1,
                variant.markdown,
                now,
                author,
                variant.review,
            )
