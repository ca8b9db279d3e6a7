"""Searches of readers that missed something, and what editors do about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import missed_searches
from readlevel.usecases.review.missed_searches import MissedSearch
from readlevel.usecases.writing import names
from readlevel.usecases.writing.clinical_codes import ReviewerRequired
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import get_answer_or_404
from readlevel.web.desk.layout.db_sessions import (
    now,
    read_session,
    write_rendered,
    write_session,
)
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services
from readlevel.web.http.urls import with_query

_MAX_PAGE = 1_000

blueprint = Blueprint("missed_searches", __name__)


@dataclass(frozen=True, slots=True)
class MissedSearchesPage:
    """`/edit/searches` (`desk/worklists/missed_searches.html`)."""

    layout: DeskLayout
    searches: Sequence[MissedSearch]
    enabled: bool
    """Whether the site counts them."""
    earlier_url: str | None
    more_url: str | None


@blueprint.get("/searches")
@require_role(Role.EDITOR)
def show_missed() -> Response:
    """List the searches, the most frequent first."""
    page = min(parse_number(request.args.get("page", "")) or 1, _MAX_PAGE)
    with read_session() as session:
        found, more = missed_searches.list_missed(session, page)
    shown = MissedSearchesPage(
        present_layout("inbox"),
        found,
        services().settings.missed_searches,
        with_query(urls.SEARCHES, page=page - 1) if page > 1 else None,
        with_query(urls.SEARCHES, page=page + 1) if more else None,
    )
    return render("desk/worklists/missed_searches.html", shown)


@blueprint.post("/searches")
@require_role(Role.EDITOR)
def resolve_missed() -> WerkzeugResponse:
    """Ignore a search, or let an answer be found by its words."""
    language = request.form.get("language", "")
    query = " ".join(request.form.get("query", "").replace("\0", " ").split())
    if language not in services().settings.languages or not 0 < len(query) <= names.MAX_LENGTH:
        abort(400)
    deed = request.form.get("deed")
    if deed == "ignore":
        with write_session() as session:
            missed_searches.ignore(session, current_account(), language, query, now=now())
        return redirect_with_flash(urls.SEARCHES, "search_ignored")
    if deed != "add":
        abort(400)
    return _add_words(language, query, request.form.get("slug", "").strip())


def _add_words(language: str, query: str, slug: str) -> WerkzeugResponse:
    slug = slug.rstrip("/").rpartition("/answers/")[2].partition("/")[0]
    try:
        with read_session() as session:
            get_answer_or_404(session, slug)
    except NotFound:
        return redirect_with_flash(urls.SEARCHES, "no_such_answer")

    def add(session: Session, renderer: Renderer) -> None:
        place = slug, language, query
        names.add_search_words(session, renderer, current_account(), *place, now=now())
        missed_searches.ignore(session, current_account(), language, query, now=now())

    try:
        write_rendered(add, partial(foresee_publication, slug=slug))
    except ReviewerRequired:
        return redirect_with_flash(urls.SEARCHES, "needs_reviewer")
    return redirect_with_flash(urls.names(slug, language), "names_saved")
