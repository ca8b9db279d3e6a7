"""Many texts moved at once, each in a transaction of its own: no obstacle stops another."""

import logging
from collections.abc import Iterable, Sequence

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
from readlevel.usecases.review import review
from readlevel.usecases.review.review import MoveNotAllowed, ReviewEditConflict
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import desk_checker, now, write_session
from readlevel.web.desk.layout.notifications import notify_reviewers
from readlevel.web.desk.worklists.list_pages import BulkMoveResult
from readlevel.web.http.services import services

MOST_AT_ONCE = 200
_PARTS = 5
_log = logging.getLogger(__name__)


def apply_bulk_move(move: Transition, keys: Sequence[str], comment: str) -> list[BulkMoveResult]:
    """Move the texts that `keys` name (see `lists.key_of`), and return what became of each."""
    moved = _move_each(move, sorted(dict.fromkeys(keys), key=_is_plain), comment)
    if move is Transition.SUBMIT:
        places = [key.split("/")[:3] for key, one in moved.items() if not one.obstacle]
        notify_reviewers(
            current_account(),
            [(slug, Audience(audience), language) for slug, audience, language in places],
        )
    return [moved[key] for key in dict.fromkeys(keys)]


def _is_plain(key: str) -> bool:
    """Tell which texts come last: each is checked against the clinician text that then counts."""
    return f"/{Audience.LAY}/" in key


def _move_each(move: Transition, keys: Iterable[str], comment: str) -> dict[str, BulkMoveResult]:
    moved: dict[str, BulkMoveResult] = {}
    reachable = True
    for key in keys:
        parts = key.split("/")
        if not _is_key(parts):
            moved[key] = BulkMoveResult(key, "", "", urls.ANSWERS, None, "unknown")
            continue
        # Where the database failed once, each other text would wait as long, and for nothing.
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
    question, obstacle = slug, ""
    try:
        with write_session() as session:
            answer = answers.get_answer(session, slug)
            question = answer.question_in(language)[1]
            review.apply_move(
                session,
                desk_checker(session),
                current_account(),
                slug,
                Audience(audience),
                language,
                int(number),
                move,
                expected_status=Status(seen),
                comment=comment,
                next_review=due if move in REVIEW_TRANSITIONS else None,
                now=moment,
            )
    except LookupError:
        obstacle = "unknown"
    except ReviewEditConflict:
        obstacle = "outdated"
    except MoveNotAllowed as refused:
        obstacle = refused.code
    status = None if obstacle else TRANSITION_RULES[move].after
    return BulkMoveResult(question, audience, language, path, status, obstacle)


def _is_key(parts: Sequence[str]) -> bool:
    if len(parts) != _PARTS:
        return False
    slug, audience, language, number, seen = parts
    if not is_slug(slug) or not language.isprintable():
        return False
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return audience in set(Audience) and is_number and seen in set(Status)
