"""Topics, and what people call them in everyday life."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.core.model.topic_names import MAX_LENGTH, TopicNames
from readlevel.usecases.writing import topic_names
from readlevel.usecases.writing.topic_names import Topic
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.services import render, services

_SEEN = "seen_"

blueprint = Blueprint("topics", __name__)


@dataclass(frozen=True, slots=True)
class TopicNamesPage:
    """`/edit/topics` (`desk/worklists/topics.html`)."""

    layout: DeskLayout
    topics: Sequence[Topic]
    languages: tuple[str, ...]
    """The languages of the site."""
    max_length: int
    may_change: bool
    problem: str
    """`too_long`, `changed`, or empty."""
    problem_topic: str
    """Slug of the topic that was not saved."""
    given: Mapping[str, str]
    """What was entered for that topic, by language."""


@blueprint.get("/topics")
@require_role(Role.EDITOR)
def show_topics() -> Response:
    """List the topics with their names."""
    return _show()


@blueprint.post("/topics")
@require_role(Role.REVIEWER)
def save_names() -> WerkzeugResponse:
    """Save the names of one topic."""
    topic = request.form.get("topic", "")
    languages = services().settings.languages
    given = {tag: _read(tag) for tag in languages}
    seen = {tag: _read(_SEEN + tag) for tag in languages}
    if any(len(name) > MAX_LENGTH for name in given.values()):
        return _show(topic, given, "too_long", 422)
    with read_session() as session:
        if all(one.slug != topic for one in topic_names.list_topics(session)):
            return _show(status=404)
    names = TopicNames(topic, {tag: name for tag, name in given.items() if name})
    try:
        with write_session() as session:
            changed = topic_names.save_names(
                session, current_account(), names, expected=seen, now=now()
            )
    except topic_names.TopicNamesConflict:
        return _show(topic, given, "changed", 409)
    return redirect_with_flash(urls.TOPICS, "topic_saved" if changed else "unchanged")


def _show(
    problem_topic: str = "",
    given: Mapping[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    with read_session() as session:
        topics = topic_names.list_topics(session)
    page = TopicNamesPage(
        layout=present_layout("answers"),
        topics=topics,
        languages=services().settings.languages,
        max_length=MAX_LENGTH,
        may_change=current_account().may(Role.REVIEWER),
        problem=problem,
        problem_topic=problem_topic,
        given=given or {},
    )
    return render("desk/worklists/topics.html", page, status)


def _read(field: str) -> str:
    return " ".join(request.form.get(field, "").replace("\0", " ").split())
