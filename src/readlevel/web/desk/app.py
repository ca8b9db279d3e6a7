"""The Flask application of the desk."""

import secrets
from dataclasses import replace

from flask import Flask, Response, abort, g, request
from werkzeug.routing import IntegerConverter, Map

from readlevel.entailment.second_reader import open_second_reader
from readlevel.usecases.operations.health import HealthCheck
from readlevel.usecases.operations.open_database import open_database
from readlevel.web.cache.desk_mount import DESK_PATH
from readlevel.web.desk.accounts import (
    account_views,
    api_token_views,
    forgotten_views,
    mail_views,
    oidc_views,
    one_time_link_views,
    passkey_views,
    people_views,
    second_factor_views,
    session_views,
    sign_in_views,
)
from readlevel.web.desk.answer_review import (
    answer_review_views,
    assignment_views,
    comment_views,
    finding_views,
)
from readlevel.web.desk.assistant import assistant_views, draft_threads
from readlevel.web.desk.glossary import (
    draft_views,
    house_style_views,
    import_export_views,
    report_views,
    term_review_views,
    term_views,
)
from readlevel.web.desk.imports import image_views, import_views
from readlevel.web.desk.layout import access, urls
from readlevel.web.desk.layout.db_sessions import SECOND_READER
from readlevel.web.desk.layout.errors import show_page
from readlevel.web.desk.lifecycle import lifecycle_views
from readlevel.web.desk.look import look_views
from readlevel.web.desk.outside_review import ask_views, outside_views
from readlevel.web.desk.preview_as import preview_as_views
from readlevel.web.desk.references import (
    clinical_code_views,
    name_views,
    reference_import_views,
    reference_views,
)
from readlevel.web.desk.review import (
    answer_report_views,
    checklist_views,
    consistency_views,
    other_tools_views,
    review_views,
    revision_views,
)
from readlevel.web.desk.status import status_views
from readlevel.web.desk.worklists import (
    filter_views,
    go_views,
    home_views,
    inbox_views,
    level_views,
    list_views,
    missed_search_views,
    topic_views,
)
from readlevel.web.desk.writing import (
    kept_views,
    paste_views,
    preview_views,
    simplify_views,
    translation_views,
    writing_views,
)
from readlevel.web.http import request_route
from readlevel.web.http.headers import add_headers
from readlevel.web.http.services import EXTENSION, Services, services
from readlevel.web.look import current_look
from readlevel.web.reader import error_pages

_AREAS = (
    home_views,
    go_views,
    list_views,
    filter_views,
    level_views,
    inbox_views,
    missed_search_views,
    topic_views,
    sign_in_views,
    session_views,
    one_time_link_views,
    account_views,
    second_factor_views,
    passkey_views,
    forgotten_views,
    mail_views,
    people_views,
    status_views,
    look_views,
    api_token_views,
    oidc_views,
    writing_views,
    assistant_views,
    preview_views,
    simplify_views,
    kept_views,
    image_views,
    reference_views,
    reference_import_views,
    clinical_code_views,
    name_views,
    lifecycle_views,
    answer_review_views,
    assignment_views,
    comment_views,
    finding_views,
    ask_views,
    outside_views,
    review_views,
    checklist_views,
    answer_report_views,
    revision_views,
    other_tools_views,
    consistency_views,
    paste_views,
    import_views,
    term_views,
    draft_views,
    term_review_views,
    import_export_views,
    house_style_views,
    report_views,
    preview_as_views,
    translation_views,
)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src {images};"
    " font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " object-src 'none'; frame-ancestors {ancestors}"
)
MAX_REQUEST_BYTES = 64 * 2**20
"""Limit of any request; each view has a lower one of its own (`access.require_role`)."""
MAX_FORM_FIELDS = 5_000


class _Number(IntegerConverter):
    """Matches integers up to the maximum of a database column, so that others answer 404."""

    def __init__(self, addresses: Map) -> None:
        super().__init__(addresses, max=2**31 - 1)


def create_desk(site: Services) -> Flask:
    """Create the application that editors use, with an engine of its own.

    Raise TypeError if a view declares no access rule.
    """
    app = Flask("readlevel.web.desk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_REQUEST_BYTES
    app.config["MAX_FORM_PARTS"] = MAX_FORM_FIELDS
    # The reader's engine waits only briefly for locks; editors may wait for each other.
    engine = open_database(site.settings)
    templates = site.templates.with_globals(urls=urls)
    app.extensions[EXTENSION] = replace(
        site, engine=engine, templates=templates, health=HealthCheck(engine)
    )
    app.extensions[current_look.EXTENSION] = current_look.make_source(engine, site.settings)
    app.extensions[SECOND_READER] = open_second_reader(site.settings)
    draft_threads.init_app(app, site.settings)
    error_pages.init_app(app, show_page)
    request_route.init_app(app, is_behind_proxy=site.settings.trusted_hops > 0)
    if site.watch_engine is not None:
        site.watch_engine(engine)
    app.url_map.converters["int"] = _Number
    for area in _AREAS:
        app.register_blueprint(area.blueprint, url_prefix=DESK_PATH)
    access.check_access_rules(app)
    app.before_request(_prepare)
    app.before_request(access.check_access)

    @app.after_request
    def complete(response: Response) -> Response:
        policy = _POLICY.format(
            nonce=g.get("nonce", ""),
            images=g.get("image_sources", "'self'"),
            ancestors="'self'" if _is_for_panel() else "'none'",
        )
        response.headers.setdefault("Content-Security-Policy", policy)
        return add_headers(response, secure=site.settings.secure)

    return app


def _is_for_panel() -> bool:
    """Return whether a page of the desk asked for the response, to show it in a panel."""
    told = request.headers.get("Sec-Fetch-Dest"), request.headers.get("Sec-Fetch-Site")
    return told == ("iframe", "same-origin")


def _prepare() -> None:
    """Set language and nonce; reject paths with NUL, which no database stores."""
    settings = services().settings
    g.language = settings.languages[0]
    g.nonce = secrets.token_urlsafe(16)
    if "\x00" in request.path:
        abort(404)
