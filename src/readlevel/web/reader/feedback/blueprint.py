"""The blueprint of reader feedback, which a site may switch off."""

from flask import Blueprint, abort

from readlevel.web.http.services import services
from readlevel.web.reader.feedback import message_views, vote_views

blueprint = Blueprint("feedback", __name__)
for area in (message_views, vote_views):
    blueprint.register_blueprint(area.blueprint)


@blueprint.before_request
def _require_enabled() -> None:
    if not services().settings.questions:
        abort(404)
