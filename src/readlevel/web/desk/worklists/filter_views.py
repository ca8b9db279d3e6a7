"""Saving filters of the list of answers under a name."""

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.review import saved_filters, worklists
from readlevel.usecases.review.saved_filters import FilterRejected
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import read_session, write_session
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.worklists.list_filters import list_parameters, read_filter
from readlevel.web.desk.worklists.list_pages import BulkMoveForm, FilterForm
from readlevel.web.desk.worklists.list_views import show_list

blueprint = Blueprint("saved_filters", __name__)


@blueprint.post("/answers/filters")
@require_role(Role.EDITOR)
def save_filter() -> WerkzeugResponse:
    """Save the filter that the list was shown with."""
    name = " ".join(request.form.get("name", "").replace("\0", " ").split())
    given = dict(parse_qsl(request.form.get("query", "")))
    with read_session() as session:
        wanted = read_filter(given, worklists.list_topics(session))
    shown = {key: value for key, value in list_parameters(wanted).items() if value}
    try:
        with write_session() as session:
            saved_filters.save_filter(session, current_account(), name, urlencode(shown))
    except FilterRejected as rejected:
        return show_list(shown, 1, BulkMoveForm(), FilterForm(name, rejected.code))
    return redirect_with_flash(urls.filtered_answers(urlencode(shown)), "filter_saved")


@blueprint.post("/answers/filters/<int:number>/removal")
@require_role(Role.EDITOR)
def remove_filter(number: int) -> WerkzeugResponse:
    """Remove a saved filter of the user."""
    try:
        with write_session() as session:
            saved_filters.remove_filter(session, current_account(), number)
    except LookupError:
        abort(404)
    return redirect_with_flash(urls.ANSWERS, "filter_removed")
