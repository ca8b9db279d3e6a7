"""Bulk transitions: each text in a transaction of its own, so that one failure stops no other."""

import logging
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.slug import is_slug
from readlevel.core.model.workflow import (
    REVIEW_TRANSITIONS,
    TRANSITION_RULES,
    Status,
    Transition,
    next_review_date,
)
from readlevel.storage.answers import answers
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import transitions
from readlevel.usecases.review.transitions import (
    ReviewEditConflict,
    TransitionNotAllowed,
    TransitionRequest,
)
from readlevel.usecases.writing.editor import autosave
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import (
    desk_checker,
    now,
    write_prepared,
    write_rendered,
)
from readlevel.web.desk.layout.notifications import mail_sender, queue_review_requests
from readlevel.web.desk.worklists.list_pages import BulkMoveResult
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import services

MAX_BULK_MOVES = 200
_KEY_PARTS = 5
_log = logging.getLogger(__name__)


def choose_texts(move: Transition, rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the keys of the texts to move in each selected row.

    These are its texts at a status from which the move leads; if there are none, all of them,
    so that the results say why.
    """
    chosen: list[str] = []
    for keys in rows:
        movable = [key for key in keys if _can_move(move, key.rpartition("/")[2])]
        chosen.extend(movable or keys)
    return chosen


def _can_move(move: Transition, status: str) -> bool:
    return status in TRANSITION_RULES[move].from_states


def apply_bulk_move(move: Transition, keys: Sequence[str], comment: str) -> list[BulkMoveResult]:
    """Apply a transition to the texts that `keys` name (see `rows.row_key`); return each result."""
    moved = _move_each(move, sorted(dict.fromkeys(keys), key=_is_lay), comment)
    if move is Transition.SUBMIT:
        _request_reviews(
            [tuple(key.split("/")[:3]) for key, one in moved.items() if not one.error_code]
        )
    return [moved[key] for key in dict.fromkeys(keys)]


def _request_reviews(places: Sequence[tuple[str, ...]]) -> None:
    """Mail reviewers about all submitted texts at once."""
    texts = [(slug, Audience(audience), language) for slug, audience, language in places]
    author = current_account()
    try:
        write_prepared(lambda session: queue_review_requests(session, author, texts))
    except DatabaseProblem as problem:
        # The submissions themselves are stored, and the desk lists them.
        _log.error("nobody was told what waits for review: %s", problem)
    mail_sender().nudge()


def _is_lay(key: str) -> bool:
    """Return whether a text is a lay text; these are moved last, after their clinician texts."""
    return f"/{Audience.LAY}/" in key


def _move_each(move: Transition, keys: Iterable[str], comment: str) -> dict[str, BulkMoveResult]:
    moved: dict[str, BulkMoveResult] = {}
    reachable = True
    for key in keys:
        parts = key.split("/")
        if not _is_key(parts):
            moved[key] = BulkMoveResult(key, "", "", urls.ANSWERS, None, "unknown")
            continue
        # After one failure of the database, trying the others would only wait as long again.
        if reachable:
            try:
                moved[key] = _move(move, parts, comment)
                continue
            except DatabaseProblem as problem:
                _log.error("not all texts were moved: %s", problem)
                reachable = False
        slug, audience, language, *_ = parts
        path = urls.review(slug, audience, language)
        moved[key] = BulkMoveResult(slug, audience, language, path, None, "database")
    return moved


def _move(move: Transition, parts: Sequence[str], comment: str) -> BulkMoveResult:
    slug, audience, language, number, seen = parts
    path = urls.review(slug, audience, language)
    moment = now()
    due = next_review_date(moment.date(), services().settings.review_months)
    asked = TransitionRequest(
        current_account(),
        slug,
        Audience(audience),
        language,
        int(number),
        move,
        expected_status=Status(seen),
        comment=comment,
        next_review=due if move in REVIEW_TRANSITIONS else None,
    )
    question, error_code = slug, ""

    def apply(session: Session, renderer: Renderer) -> None:
        nonlocal question
        question = answers.get_head(session, slug).question_in(language)[1]
        if move is Transition.SUBMIT and _has_typed_words(session, slug, language):
            raise TransitionNotAllowed("unsaved")
        checker = desk_checker(session, renderer)
        transitions.apply_transition(session, checker, asked, now=moment)

    try:
        write_rendered(
            apply,
            lambda session, renderer: transitions.foresee_transition(
                session, desk_checker(session, renderer), asked
            ),
        )
    except LookupError:
        error_code = "unknown"
    except ReviewEditConflict:
        error_code = "outdated"
    except TransitionNotAllowed as refused:
        error_code = refused.code
    status = None if error_code else TRANSITION_RULES[move].to_state
    return BulkMoveResult(question, audience, language, path, status, error_code)


def _has_typed_words(session: Session, slug: str, language: str) -> bool:
    """Return whether the user has typed words of an answer that a submission would pass over."""
    kept = autosave.list_kept(session, current_account(), slug)
    return any(one.language == language for one in kept)


def _is_key(parts: Sequence[str]) -> bool:
    if len(parts) != _KEY_PARTS:
        return False
    slug, audience, language, number, seen = parts
    if not is_slug(slug) or not language.isprintable():
        return False
    is_number = parse_number(number) is not None
    return audience in set(Audience) and is_number and seen in set(Status)
