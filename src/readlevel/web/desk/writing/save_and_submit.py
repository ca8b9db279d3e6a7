"""Submits texts in the transaction that saved them, so that what is reviewed is what was typed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status, Transition
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import review_state, transitions
from readlevel.usecases.review.transitions import TransitionRequest
from readlevel.usecases.writing.editor.editor_state import AUDIENCES
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import desk_checker
from readlevel.web.desk.layout.notifications import queue_review_requests

_SUBMIT = "submit"
_WRITTEN = frozenset({Status.DRAFT, Status.CHANGES_REQUESTED})


def read_submitted(action: str) -> tuple[Audience, ...]:
    """Return the texts that a button of the writing page submits: `submit`, or `submit-lay`."""
    if action == _SUBMIT:
        return AUDIENCES
    return tuple(one for one in AUDIENCES if action == f"{_SUBMIT}-{one}")


def submit_texts(
    session: Session,
    renderer: Renderer,
    slug: str,
    language: str,
    audiences: Sequence[Audience],
    *,
    now: datetime,
) -> Sequence[Audience]:
    """Submit the drafts among some texts of an answer; return which."""
    account = current_account()
    submitted = []
    for audience in audiences:
        state = review_state.find_review_state(session, account, slug, audience, language)
        if state is None or state.newest.revision.review.status not in _WRITTEN:
            continue
        number = state.newest.revision.number
        transitions.apply_transition(
            session,
            desk_checker(session, renderer),
            TransitionRequest(account, slug, audience, language, number, Transition.SUBMIT),
            now=now,
        )
        submitted.append(audience)
    queue_review_requests(session, account, [(slug, one, language) for one in submitted])
    return submitted
