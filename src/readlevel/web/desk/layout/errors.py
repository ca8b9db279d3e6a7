"""Error pages of the desk."""

from flask import Response

from readlevel.web.desk.layout.layout import DeskErrorPage, present_layout
from readlevel.web.http.services import render
from readlevel.web.reader.error_pages import RequestRefused, find_refused_size

__all__ = ["RequestRefused", "show_page"]


def show_page(status: int, code: str, number: str) -> Response:
    """Return the page of an error."""
    page = DeskErrorPage(present_layout(), status, code, number, *find_refused_size())
    return render("desk/layout/error.html", page, status)
