"""Use case of a writer: restore the text of an earlier revision."""

from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import find_revision, list_current
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review.store_revision import store_revision
from readlevel.usecases.review.transitions import ReviewEditConflict, TransitionNotAllowed


def restore_revision(
    session: Session,
    renderer: Renderer,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    *,
    newest: int,
    why: str,
    now: datetime,
) -> int:
    """Store the text of an earlier revision as a new draft; return its number.

    `newest` is the number of the newest revision that the caller saw. Withdrawn texts are restored
    this way, too. Raise LookupError if there is no such revision, `ReviewEditConflict` if
    another has saved since, `TransitionNotAllowed` with `same_text` if the newest one has the same
    text.
    """
    answer_id = answers.find_id(session, slug)
    place = (audience, language)
    current = [] if answer_id is None else list_current(session, answer_id)
    latest = next((one for one in current if (one.audience, one.language) == place), None)
    earlier = None if answer_id is None else find_revision(session, answer_id, *place, number)
    if latest is None or earlier is None:
        raise LookupError(f"no revision {number} for {audience} in {language} of {slug!r}")
    if latest.number != newest:
        raise ReviewEditConflict(newest, None, found=latest)
    if latest.markdown == earlier.markdown and latest.review.status is not Status.WITHDRAWN:
        raise TransitionNotAllowed("same_text")
    return store_revision(
        session,
        renderer,
        account,
        slug,
        latest,
        earlier.markdown,
        action="revision.restored",
        why=why,
        now=now,
        restored=number,
    )
