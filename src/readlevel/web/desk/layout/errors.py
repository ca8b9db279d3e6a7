"""Error pages of the desk."""

from urllib.parse import quote

from flask import Response, request

from readlevel.usecases.writing import renaming
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_user
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import DeskErrorPage, present_layout
from readlevel.web.http.services import render
from readlevel.web.reader.error_pages import RequestRefused, find_refused_size

__all__ = ["RequestRefused", "show_page"]


def show_page(status: int, code: str, number: str) -> Response:
    """Return the page of an error; of an answer that was renamed, lead to its new address.

    The redirect keeps method and body, so that a form that was open meanwhile is saved.
    """
    new = _find_new_path() if status == 404 and current_user() is not None else None
    if new is not None:
        return Response(status=307, headers={"Location": new})
    page = DeskErrorPage(present_layout(), status, code, number, *find_refused_size())
    return render("desk/layout/error.html", page, status)


def _find_new_path() -> str | None:
    """Return the path of the current request under the new slug of its answer, or None."""
    slug = (request.view_args or {}).get("slug", "")
    if not request.path.startswith(urls.answer(slug)):
        return None
    with read_session() as session:
        new = renaming.find_current_slug(session, slug)
    if new is None:
        return None
    path = quote(urls.answer(new) + request.path.removeprefix(urls.answer(slug)))
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path
