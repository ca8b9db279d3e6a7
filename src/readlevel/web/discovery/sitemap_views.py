"""What crawlers ask for: which pages they may read, and where all of them stand."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from flask import Blueprint, Response, abort

from readlevel.core.model.answer import Audience
from readlevel.storage.public.sitemap_entries import SitemapAnswer
from readlevel.usecases.public import feeds_and_sitemap
from readlevel.usecases.public.feeds_and_sitemap import SitemapPages
from readlevel.web.discovery.sitemap import SitemapUrl, group, write_sitemap_index, write_urlset
from readlevel.web.http.headers import PUBLIC, make_public
from readlevel.web.http.urls import PERSONA_PATH
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

INDEX = "/sitemap.xml"
PART = "/sitemap-"
"""What the addresses of parts begin with: at the root, for a sitemap speaks of what is beneath."""

blueprint = Blueprint("sitemap", __name__)


@blueprint.get("/robots.txt")
def show_robots() -> Response:
    """Say what crawlers may read: every page, but neither the search nor the desk."""
    base = current_reader_request().settings.base_url
    refused = "".join(f"Disallow: {path}\n" for path in (PERSONA_PATH, "/edit/", "/*?q="))
    rules = f"User-agent: *\n{refused}\nSitemap: {base}{INDEX}\n"
    response = Response(rules, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = PUBLIC
    return response


@blueprint.get(INDEX)
def show_index() -> Response:
    """Name the parts of the sitemap."""
    visit = current_reader_request()
    settings = visit.settings
    with open_read_session() as session:
        parts = feeds_and_sitemap.list_parts(
            session, settings.languages, show_unreviewed=settings.show_unreviewed
        )
    begin = settings.base_url + PART
    return _as_xml(
        write_sitemap_index(
            [
                f"{begin}site.xml",
                *(f"{begin}answers-{number}.xml" for number in parts.answers),
                *(f"{begin}terms-{tag}-{quote(letter)}.xml" for tag, letter in parts.letters),
            ]
        )
    )


@blueprint.get(f"{PART}answers-<int:part>.xml")
def show_answers(part: int) -> Response:
    """Name the texts of some answers, each with its languages."""
    visit = current_reader_request()
    settings = visit.settings
    with open_read_session() as session:
        found = feeds_and_sitemap.list_answers(
            session, part, settings.languages, show_unreviewed=settings.show_unreviewed
        )
    if not found:
        abort(404)
    return _as_xml(write_urlset(one for answer in found for one in _texts(visit, answer)))


@blueprint.get(f"{PART}terms-<language>-<letter>.xml")
def show_terms(language: str, letter: str) -> Response:
    """Name the terms under a letter."""
    visit = current_reader_request()
    if language not in visit.settings.languages:
        abort(404)
    with open_read_session() as session:
        slugs = feeds_and_sitemap.list_terms(session, language, letter)
    if not slugs:
        abort(404)
    base, addresses = visit.settings.base_url, visit.addresses_of(language)
    return _as_xml(write_urlset(SitemapUrl(base + addresses.term(slug)) for slug in slugs))


@blueprint.get(f"{PART}site.xml")
def show_others() -> Response:
    """Name the other pages."""
    visit = current_reader_request()
    settings = visit.settings
    with open_read_session() as session:
        others = feeds_and_sitemap.list_other_pages(
            session, settings.languages, show_unreviewed=settings.show_unreviewed
        )
    return _as_xml(write_urlset(_others(visit, others)))


def _texts(visit: ReaderRequest, answer: SitemapAnswer) -> Iterator[SitemapUrl]:
    order = visit.settings.languages
    for audience in Audience:
        there = {text.language: text for text in answer.texts if text.audience is audience}
        yield from group(
            [
                (
                    tag,
                    SitemapUrl(
                        visit.settings.base_url
                        + visit.addresses_of(tag).variant(answer.slug, audience),
                        there[tag].changed,
                    ),
                )
                for tag in order
                if tag in there
            ]
        )


def _others(visit: ReaderRequest, others: Sequence[SitemapPages]) -> Iterator[SitemapUrl]:
    """Give first pages, glossaries, topics and written pages, each with its languages."""
    paths: dict[str, list[tuple[str, SitemapUrl]]] = {}
    for one in others:
        own = visit.addresses_of(one.language)
        for path in (
            own.home,
            own.glossary,
            *(own.topic(topic.slug) for topic in one.topics),
            *(own.page(name) for name in one.pages),
        ):
            address = SitemapUrl(visit.settings.base_url + path)
            paths.setdefault(path.removeprefix(own.prefix), []).append((one.language, address))
    for pages in paths.values():
        yield from group(pages)


def _as_xml(written: str) -> Response:
    return make_public(Response(written, content_type="application/xml; charset=utf-8"))
