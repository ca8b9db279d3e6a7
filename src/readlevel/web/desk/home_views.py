"""The first page of the desk."""

from dataclasses import dataclass

from flask import Blueprint, Response

from readlevel.core.roles import Role
from readlevel.web.desk.access import allowed
from readlevel.web.desk.frame import Frame, present_frame
from readlevel.web.services import render

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class HomePage:
    """`/edit` (`editing/home.html`)."""

    frame: Frame


@blueprint.get("")
@blueprint.get("/")
@allowed(Role.EDITOR)
def show_home() -> Response:
    """Show what waits for whoever is signed in."""
    return render("editing/home.html", HomePage(present_frame("home")))
