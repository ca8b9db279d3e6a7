"""View of the site pages: about, editorial policy, privacy, accessibility."""

from flask import Blueprint, Response, abort

from readlevel.usecases.public import reading
from readlevel.web.http.headers import make_public
from readlevel.web.http.services import render
from readlevel.web.reader.page_contexts import WrittenPage
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request, open_read_session

blueprint = Blueprint("pages", __name__)


@blueprint.get("/<name>")
def show_page(name: str) -> Response:
    """Show a site page, in another language of the site if it is not translated."""
    reader = current_reader_request()
    with open_read_session() as session:
        found = reading.find_page(session, name, reader.languages)
        if found is None:
            abort(404)
        path = reader.urls.page(name)
        languages = reading.list_page_languages(session, name)
        page = WrittenPage(
            site=present_site(reader, path),
            title=found.title,
            html=found.html,
            language=found.language,
            updated=found.updated,
            canonical_url=reader.settings.base_url + reader.urls_in(found.language).page(name),
            alternates=tuple(
                (tag, reader.settings.base_url + reader.urls_in(tag).page(name))
                for tag in reader.settings.languages
                if tag in languages
            ),
        )
    return make_public(render("reader/site_page.html", page))
