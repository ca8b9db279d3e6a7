"""View of card images, which other sites show for links to answers."""

from flask import Blueprint, Response, abort

from readlevel.core.model.answer import Audience
from readlevel.usecases.public import reading
from readlevel.web.http.headers import IMAGE_POLICY, allow_embedding, make_public
from readlevel.web.reader.reader_request import current_reader_request, open_read_session

blueprint = Blueprint("cards", __name__)


@blueprint.get("/answers/<slug>/<any(lay, clinician):audience>/card.png")
def show_card(slug: str, audience: str) -> Response:
    """Send the card image of a text in the language of the address."""
    reader = current_reader_request()
    with open_read_session() as session:
        image = reading.find_card(
            session,
            slug,
            Audience(audience),
            reader.language,
            show_unreviewed=reader.settings.show_unreviewed,
        )
        new = None
        if image is None:
            shown = reader.settings.show_unreviewed
            new = reading.find_current_slug(session, slug, show_unreviewed=shown)
    if new is not None:
        path = f"{reader.urls.variant(new, Audience(audience))}/card.png"
        return allow_embedding(Response(status=301, headers={"Location": path}))
    if image is None:
        abort(404)
    response = make_public(Response(image, content_type="image/png"))
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    return allow_embedding(response)
