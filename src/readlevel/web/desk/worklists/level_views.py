"""Reading levels of the site: their distribution, and the hardest texts."""

from flask import Blueprint, Response, request

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.usecases.review import worklists
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.layout.pagination import ROWS_PER_PAGE, paginate
from readlevel.web.desk.worklists.level_pages import (
    LevelsPage,
    present_distributions,
    present_hard_texts,
)
from readlevel.web.desk.worklists.rows import find_topic
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render, services
from readlevel.web.reader.reader_request import current_reader_request

_MAX_PAGES = 100

blueprint = Blueprint("levels", __name__)


@blueprint.get("/levels")
@require_role(Role.EDITOR)
def show_levels() -> Response:
    """Show the reading levels of the texts of a language, optionally of one topic."""
    settings = services().settings
    asked = request.args.get("language")
    with read_session() as session:
        language = (
            asked
            if asked in settings.languages
            else worklists.choose_language(session, settings.languages)
        )
        topics = worklists.list_topics(session)
        topic = find_topic(request.args.get("topic", ""), topics)
        distributions = present_distributions(
            worklists.count_levels(session, language, topic), settings
        )
        total = next(one.total for one in distributions if one.audience is Audience.LAY)
        pages = paginate(
            urls.LEVELS,
            current_reader_request().page,
            total,
            most=_MAX_PAGES,
            parameters={"language": language if asked else None, "topic": topic},
        )
        found = worklists.list_hardest(
            session, language, topic, skip=pages.skip, limit=ROWS_PER_PAGE
        )
    page = LevelsPage(
        layout=present_layout("answers"),
        language=language,
        languages=[(tag, name_language(tag)) for tag in settings.languages],
        topic=topic,
        topics=topics,
        distributions=distributions,
        count=sum(one.total + one.ungraded for one in distributions),
        highest_count=max(max(one.counts_by_grade) for one in distributions),
        rows=present_hard_texts(found, language, settings),
        pages=pages,
    )
    return render("desk/worklists/reading_levels.html", page)
