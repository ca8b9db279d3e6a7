"""The list of drafts of terms, and what is done with several at once."""

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.glossary.term_review import DraftMove
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.usecases.glossary import approve_terms, term_drafts
from readlevel.usecases.glossary.approve_terms import MAX_AT_ONCE, MoveTally
from readlevel.usecases.glossary.term_drafts import DraftFilter, Key, TermDraft
from readlevel.web.desk.glossary.draft_pages import DraftListPage, present_row
from readlevel.web.desk.glossary.glossary_languages import find_language, list_languages
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.layout.pagination import ROWS_PER_PAGE, paginate
from readlevel.web.http.services import render, services
from readlevel.web.reader.reader_request import current_reader_request

_STATUSES = (Status.DRAFT, Status.SUBMITTED, Status.CHANGES_REQUESTED)
_SAID = {
    DraftMove.SUBMIT: "terms_submitted",
    DraftMove.APPROVE: "terms_approved",
    DraftMove.DISCARD: "terms_discarded",
}
"""What can be done with several drafts, and the flash message afterwards."""

_APPROVE_REST = "approve_rest"
"""Approves all of an import but the selected drafts, which are discarded."""

_MAX_BATCH_NAME = 200
_KEY_PARTS = 3

blueprint = Blueprint("term_drafts", __name__)


@blueprint.get("/glossary/drafts")
@require_role(Role.EDITOR)
def list_drafts() -> Response:
    """List drafts of terms, filtered by status and import."""
    return _show(_read_filter(request.args))


@blueprint.post("/glossary/drafts")
@require_role(Role.EDITOR)
def move_drafts() -> WerkzeugResponse:
    """Take a step with the selected drafts, or approve an import but for the selected ones."""
    wanted, asked = _read_filter(request.form), request.form.get("do", "")
    selected = request.form.getlist("draft")
    if asked == _APPROVE_REST and wanted.batch:
        return _approve_rest(wanted, selected)
    if asked not in set(_SAID):
        return _show(wanted, problem="no_move")
    if not selected:
        return _show(wanted, problem="no_drafts")
    move, tally = DraftMove(asked), MoveTally()
    _move(_find_seen(selected, tally), move, tally)
    return _report(wanted, move, tally)


def _approve_rest(wanted: DraftFilter, selected: Sequence[str]) -> WerkzeugResponse:
    """Discard the selected drafts of an import, and approve all others that were shown."""
    with read_session() as session:
        seen = term_drafts.digest_drafts(session, wanted)
        drafts = term_drafts.list_drafts(session, wanted, skip=0, limit=None)
    if request.form.get("seen") != seen:
        return _show(wanted, problem="changed")
    kept, tally = set(_read_keys(selected)), MoveTally()
    discarded = MoveTally()
    _move([draft for draft in drafts if draft.key in kept], DraftMove.DISCARD, discarded)
    _move([draft for draft in drafts if draft.key not in kept], DraftMove.APPROVE, tally)
    tally.refused.update(discarded.refused)
    return _report(wanted, DraftMove.APPROVE, tally)


def _move(seen: Sequence[TermDraft], move: DraftMove, tally: MoveTally) -> None:
    """Take a step with drafts as they were shown, in brief transactions."""
    one_suffices = services().settings.one_reviewer_for_acronyms
    for start in range(0, len(seen), MAX_AT_ONCE):
        some = {draft.key: draft for draft in seen[start : start + MAX_AT_ONCE]}
        with write_session() as session:
            moved = approve_terms.move_drafts(
                session, current_account(), some, move, one_suffices=one_suffices, now=now()
            )
        tally.add(moved)


def _report(wanted: DraftFilter, move: DraftMove, tally: MoveTally) -> WerkzeugResponse:
    if tally.refused:
        return _show(wanted, tally=tally)
    here = urls.term_drafts(status=wanted.status, batch=wanted.batch)
    return redirect_with_flash(here, _SAID[move])


def _find_seen(selected: Sequence[str], tally: MoveTally) -> list[TermDraft]:
    """Return the drafts that are still as they were shown; count the others as refused."""
    keys, account = _read_keys(selected), current_account()
    with read_session() as session:
        found = term_drafts.find_drafts(session, keys)
    shown = set(selected)
    same = [
        found[key] for key in keys if key in found and present_row(found[key], account).key in shown
    ]
    if len(same) < len(keys):
        tally.refused["changed"] = len(keys) - len(same)
    return same


def _read_keys(given: Iterable[str]) -> list[Key]:
    """Return the terms that checkboxes name."""
    parts = (one.replace("\0", "").split("/") for one in given)
    return list(dict.fromkeys((part[0], part[1]) for part in parts if len(part) == _KEY_PARTS))


def _read_filter(given: Mapping[str, str]) -> DraftFilter:
    status = given.get("status", "")
    return DraftFilter(
        status=status if status in set(_STATUSES) else "",
        batch=given.get("batch", "")[:_MAX_BATCH_NAME].replace("\0", ""),
    )


def _show(wanted: DraftFilter, *, tally: MoveTally | None = None, problem: str = "") -> Response:
    account = current_account()
    with read_session() as session:
        languages = list_languages(session)
        total = term_drafts.count_drafts(session, wanted)
        query = {"status": wanted.status, "batch": wanted.batch}
        pages = paginate(urls.TERM_DRAFTS, current_reader_request().page, total, parameters=query)
        drafts = term_drafts.list_drafts(session, wanted, skip=pages.skip, limit=ROWS_PER_PAGE)
        batches = term_drafts.list_batches(session)
        seen = term_drafts.digest_drafts(session, wanted) if wanted.batch else ""
    page = DraftListPage(
        layout=present_layout("glossary"),
        language=find_language(request.values.get("language"), languages),
        filter=wanted,
        batches=[(name, number, urls.term_drafts(batch=name)) for name, number in batches],
        rows=[present_row(draft, account) for draft in drafts],
        pages=pages,
        seen=seen,
        tally=tally,
        problem=problem,
    )
    status = 409 if problem == "changed" or tally else 422 if problem else 200
    return render("desk/glossary/drafts.html", page, status)
