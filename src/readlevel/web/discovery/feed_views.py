"""Atom feeds of the most recently reviewed answers, of the site and of each topic."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

from flask import Blueprint, Response, abort

from readlevel.usecases.public import feeds_and_sitemap
from readlevel.usecases.public.reading import ListedAnswer
from readlevel.web.http.headers import make_public
from readlevel.web.http.services import render
from readlevel.web.infobutton.feed import FeedEntry, InfobuttonFeed, as_atom
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of an empty feed."""

blueprint = Blueprint("feeds", __name__)


@dataclass(frozen=True, slots=True)
class TopicFeedTitle:
    """The title of a topic's feed (`reader/topic_feed_title.html`)."""

    topic: str
    site_name: str


@blueprint.get("/feed.atom")
def show_site() -> Response:
    """Send the feed of the site."""
    reader = current_reader_request()
    with open_read_session() as session:
        reviewed = feeds_and_sitemap.list_recently_reviewed(session, reader.language)
    own = reader.urls
    return _as_feed(reader, reader.settings.site_name, own.feed(), own.home, reviewed)


@blueprint.get("/topics/<slug>/feed.atom")
def show_topic(slug: str) -> Response:
    """Send the feed of a topic."""
    reader = current_reader_request()
    with open_read_session() as session:
        found = feeds_and_sitemap.find_topic_feed(
            session, reader.language, slug, show_unreviewed=reader.settings.show_unreviewed
        )
    if found is None:
        abort(404)
    topic, reviewed = found
    path = reader.urls.topic(slug)
    title = render(
        "reader/topic_feed_title.html", TopicFeedTitle(topic.name, reader.settings.site_name)
    )
    named = unescape(title.get_data(as_text=True)).strip()
    return _as_feed(reader, named, reader.urls.feed(path), path, reviewed)


def _as_feed(
    reader: ReaderRequest, title: str, path: str, page: str, reviewed: Iterable[ListedAnswer]
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
                id=base + reader.urls.answer(one.slug),
                title=one.question,
                url=base + reader.urls.answer(one.slug),
                language=one.language,
                updated=one.reviewed,
                summary=one.excerpt,
            )
            for one in reviewed
        ),
        page_url=base + page,
    )
    return make_public(Response(as_atom(feed), content_type="application/atom+xml; charset=utf-8"))
