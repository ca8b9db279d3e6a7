"""Converts the filter of the list of answers from and to query parameters."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.usecases.review.worklists import SortOrder, WorklistFilter
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.worklists.rows import find_topic, read_line
from readlevel.web.http.services import services

_MINE = "me"

Choice = TypeVar("Choice", bound=StrEnum)


def read_filter(given: Mapping[str, str], topics: Sequence[str]) -> WorklistFilter:
    """Parse the filter from query parameters; invalid values are ignored."""
    language = given.get("language")
    return WorklistFilter(
        status=choose(Status, given.get("status")),
        audience=choose(Audience, given.get("audience")),
        language=language if language in services().settings.languages else None,
        topic=find_topic(given.get("topic", ""), topics),
        words=read_line(given.get("q", "")),
        order=choose(SortOrder, given.get("order")) or SortOrder.NEWEST,
        assigned_to=current_account().id if given.get("assigned") == _MINE else None,
    )


def list_parameters(wanted: WorklistFilter) -> dict[str, str | None]:
    """Return the query parameters of a filter; unset ones are empty or None."""
    return {
        "q": wanted.words,
        "status": wanted.status,
        "audience": wanted.audience,
        "language": wanted.language,
        "topic": wanted.topic,
        "assigned": None if wanted.assigned_to is None else _MINE,
        "order": None if wanted.order is SortOrder.NEWEST else wanted.order,
    }


def choose(kind: type[Choice], given: str | None) -> Choice | None:
    """Return the member of an enum with a value, or None."""
    return kind(given) if given in set(kind) else None
