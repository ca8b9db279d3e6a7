"""Views for crawlers: robots.txt and the sitemap."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from flask import Blueprint, Response, abort

from readlevel.core.model.answer import Audience
from readlevel.usecases.public import feeds_and_sitemap
from readlevel.usecases.public.feeds_and_sitemap import SitemapAnswer, SitemapPages
from readlevel.web.cache.desk_mount import DESK_PATH
from readlevel.web.discovery.sitemap import (
    SitemapUrl,
    group_alternates,
    write_sitemap_index,
    write_urlset,
)
from readlevel.web.http.headers import PUBLIC, make_public
from readlevel.web.http.urls import PERSONA_PATH
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

INDEX_PATH = "/sitemap.xml"
PART_PREFIX = "/sitemap-"
"""Prefix of the parts' URLs; at the root, because a sitemap covers only URLs below its own."""

blueprint = Blueprint("sitemap", __name__)


@blueprint.get("/robots.txt")
def show_robots() -> Response:
    """Allow crawlers every page except search results and the desk."""
    base = current_reader_request().settings.base_url
    refused = "".join(f"Disallow: {path}\n" for path in (PERSONA_PATH, f"{DESK_PATH}/", "/*?q="))
    rules = f"User-agent: *\n{refused}\nSitemap: {base}{INDEX_PATH}\n"
    response = Response(rules, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = PUBLIC
    return response


@blueprint.get(INDEX_PATH)
def show_index() -> Response:
    """Send the sitemap index."""
    reader = current_reader_request()
    settings = reader.settings
    with open_read_session() as session:
        parts = feeds_and_sitemap.list_parts(
            session, settings.languages, show_unreviewed=settings.show_unreviewed
        )
    begin = settings.base_url + PART_PREFIX
    return _as_xml(
        write_sitemap_index(
            [
                f"{begin}site.xml",
                *(f"{begin}answers-{number}.xml" for number in parts.answers),
                *(f"{begin}terms-{tag}-{quote(letter)}.xml" for tag, letter in parts.letters),
            ]
        )
    )


@blueprint.get(f"{PART_PREFIX}answers-<int:part>.xml")
def show_answers(part: int) -> Response:
    """List the texts of one part of the answers."""
    reader = current_reader_request()
    settings = reader.settings
    with open_read_session() as session:
        found = feeds_and_sitemap.list_answers(
            session, part, settings.languages, show_unreviewed=settings.show_unreviewed
        )
    if not found:
        abort(404)
    return _as_xml(write_urlset(one for answer in found for one in _texts(reader, answer)))


@blueprint.get(f"{PART_PREFIX}terms-<language>-<letter>.xml")
def show_terms(language: str, letter: str) -> Response:
    """List the terms under a letter."""
    reader = current_reader_request()
    if language not in reader.settings.languages:
        abort(404)
    with open_read_session() as session:
        slugs = feeds_and_sitemap.list_terms(session, language, letter)
    if not slugs:
        abort(404)
    base, urls = reader.settings.base_url, reader.urls_in(language)
    return _as_xml(write_urlset(SitemapUrl(base + urls.term(slug)) for slug in slugs))


@blueprint.get(f"{PART_PREFIX}site.xml")
def show_other_pages() -> Response:
    """List the other pages."""
    reader = current_reader_request()
    settings = reader.settings
    with open_read_session() as session:
        others = feeds_and_sitemap.list_other_pages(
            session, settings.languages, show_unreviewed=settings.show_unreviewed
        )
    return _as_xml(write_urlset(_others(reader, others)))


def _texts(reader: ReaderRequest, answer: SitemapAnswer) -> Iterator[SitemapUrl]:
    order = reader.settings.languages
    for audience in Audience:
        there = {text.language: text for text in answer.texts if text.audience is audience}
        yield from group_alternates(
            [
                (
                    tag,
                    SitemapUrl(
                        reader.settings.base_url
                        + reader.urls_in(tag).variant(answer.slug, audience),
                        there[tag].changed,
                    ),
                )
                for tag in order
                if tag in there
            ]
        )


def _others(reader: ReaderRequest, others: Sequence[SitemapPages]) -> Iterator[SitemapUrl]:
    """Yield home pages, glossaries, topics and site pages, linked across languages."""
    paths: dict[str, list[tuple[str, SitemapUrl]]] = {}
    for one in others:
        own = reader.urls_in(one.language)
        for path in (
            own.home,
            own.glossary,
            *(own.topic(topic.slug) for topic in one.topics),
            *(own.page(name) for name in one.pages),
        ):
            address = SitemapUrl(reader.settings.base_url + path)
            paths.setdefault(path.removeprefix(own.prefix), []).append((one.language, address))
    for pages in paths.values():
        yield from group_alternates(pages)


def _as_xml(written: str) -> Response:
    return make_public(Response(written, content_type="application/xml; charset=utf-8"))
