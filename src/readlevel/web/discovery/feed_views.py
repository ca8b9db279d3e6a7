"""Atom feeds of the most recently reviewed answers, of the site and of each topic."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

from flask import Blueprint, Response, abort

from readlevel.core.model.answer import Audience
from readlevel.usecases.public import feeds_and_sitemap
from readlevel.usecases.public.feeds_and_sitemap import ReviewedText
from readlevel.usecases.public.reading import ReaderPreferences
from readlevel.web.http.headers import make_public
from readlevel.web.http.services import render
from readlevel.web.infobutton.feed import FeedEntry, InfobuttonFeed, as_atom
from readlevel.web.reader.page_parts import name_topics
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)
from readlevel.web.reader.text_title import make_title

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of an empty feed."""

blueprint = Blueprint("feeds", __name__)


@dataclass(frozen=True, slots=True)
class FeedTitle:
    """The title of a feed of one audience (`reader/feed_title.html`)."""

    site_name: str
    topic: str
    """Empty in the feeds of the whole site."""
    everyday_name: str
    """What people call the topic; empty if editors have not said."""
    audience: str
    """Empty in the feed that does not name one."""


@blueprint.get("/feed.atom")
def show_site() -> Response:
    """Send the feed of the site: its plain-language texts."""
    return _send_site_feed(None)


@blueprint.get("/feeds/<any(lay, clinician):audience>.atom")
def show_audience(audience: str) -> Response:
    """Send the feed of the texts for one audience."""
    return _send_site_feed(Audience(audience))


@blueprint.get("/topics/<slug>/feed.atom")
def show_topic(slug: str) -> Response:
    """Send the feed of a topic: its plain-language texts."""
    return _send_topic_feed(slug, None)


@blueprint.get("/topics/<slug>/feeds/<any(lay, clinician):audience>.atom")
def show_topic_audience(slug: str, audience: str) -> Response:
    """Send the feed of a topic's texts for one audience."""
    return _send_topic_feed(slug, Audience(audience))


def _send_site_feed(named: Audience | None) -> Response:
    reader = current_reader_request()
    audience = named or Audience.LAY
    with open_read_session() as session:
        reviewed = feeds_and_sitemap.list_recently_reviewed(
            session, audience, _preferences(reader, audience)
        )
    own = reader.urls
    return _as_feed(
        reader, _write_title(reader, "", named), own.feed("", named), own.home, audience, reviewed
    )


def _send_topic_feed(slug: str, named: Audience | None) -> Response:
    reader = current_reader_request()
    audience = named or Audience.LAY
    with open_read_session() as session:
        found = feeds_and_sitemap.find_topic_feed(
            session, slug, audience, _preferences(reader, audience)
        )
    if found is None:
        abort(404)
    topic, reviewed = found
    path = reader.urls.topic(slug)
    title = _write_title(reader, topic.name, named)
    return _as_feed(reader, title, reader.urls.feed(path, named), path, audience, reviewed)


def _preferences(reader: ReaderRequest, audience: Audience) -> ReaderPreferences:
    return reader.preferences(reader.own_persona(audience))


def _write_title(reader: ReaderRequest, topic: str, named: Audience | None) -> str:
    everyday = name_topics(reader, [topic]).get(topic, "")
    page = FeedTitle(reader.settings.site_name, topic, everyday, named or "")
    return unescape(render("reader/feed_title.html", page).get_data(as_text=True)).strip()


def _as_feed(
    reader: ReaderRequest,
    title: str,
    path: str,
    page: str,
    audience: Audience,
    reviewed: Iterable[ReviewedText],
) -> Response:
    base = reader.settings.base_url
    feed = InfobuttonFeed(
        id=base + path,
        title=title,
        site_url=base,
        language=reader.language,
        updated=_LONG_AGO,
        categories=(),
        entries=tuple(
            FeedEntry(
                id=base + reader.urls.variant(one.slug, audience),
                title=make_title(one),
                url=base + reader.urls.variant(one.slug, audience),
                language=reader.language,
                updated=one.reviewed,
                summary=one.excerpt,
                author="" if one.sample else one.author or "",
            )
            for one in reviewed
        ),
        page_url=base + page,
    )
    return make_public(Response(as_atom(feed), content_type="application/atom+xml; charset=utf-8"))
