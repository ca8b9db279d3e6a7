"""Views of the OpenAPI document and the API reference page."""

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.web.api import operations
from readlevel.web.api.openapi import openapi
from readlevel.web.api.openapi.reference_page import present_reference
from readlevel.web.api.operations import ROOT
from readlevel.web.http.headers import make_public
from readlevel.web.http.services import render, services
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

PATH = "/api"

blueprint = Blueprint("api-description", __name__)


@blueprint.get(f"{ROOT}/openapi.json")
@blueprint.get("/openapi.json")
def describe() -> Response:
    """Send the OpenAPI document."""
    return operations.respond(openapi.describe(services().settings))


@blueprint.get(ROOT)
@blueprint.get(f"{PATH}/", endpoint="redirect_root")
def redirect_root() -> WerkzeugResponse:
    """Redirect the root of the API to its reference page."""
    return redirect(PATH)


@blueprint.get(PATH)
def show() -> Response:
    """Show the API reference page."""
    reader = current_reader_request()
    site = present_site(reader, PATH, [(reader.language, PATH)])
    page = present_reference(site, openapi.describe(reader.settings))
    return make_public(render("api/reference_page.html", page))
