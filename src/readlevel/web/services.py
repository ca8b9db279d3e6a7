"""What the application has made once at its start and every view uses."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app
from sqlalchemy import Engine

from readlevel.settings import Settings

if TYPE_CHECKING:
    from readlevel.web.assets import Assets
    from readlevel.web.footer import Footer
    from readlevel.web.request_body import BodyReader

EXTENSION = "readlevel"


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database and what is kept in memory."""

    settings: Settings
    engine: Engine
    assets: "Assets"
    bodies: "BodyReader"
    footer: "Footer"


def services() -> Services:
    """Return those of the application that answers the request."""
    return cast("Services", current_app.extensions[EXTENSION])
