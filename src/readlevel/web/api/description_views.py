"""How the API is described: for programs."""

from flask import Blueprint, Response

from readlevel.web.api import openapi, operations
from readlevel.web.api.operations import ROOT
from readlevel.web.services import services

blueprint = Blueprint("api-description", __name__)


@blueprint.get(f"{ROOT}/openapi.json")
@blueprint.get("/openapi.json")
def describe() -> Response:
    """Give the description of the API."""
    return operations.respond(openapi.describe(services().settings))
