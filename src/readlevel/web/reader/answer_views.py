"""Views of answers, the home page and topics."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona
from readlevel.usecases.public import reading
from readlevel.usecases.public.reading import AnswerList, ListedAnswer, Publication, Tombstone
from readlevel.web.cache.language_negotiation import find_other_language
from readlevel.web.http.headers import PUBLIC, add_last_modified, make_private, make_public
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.answer_page import present_answer, present_tombstone, present_withdrawn
from readlevel.web.reader.page_contexts import HomePage, TopicPage
from readlevel.web.reader.page_parts import (
    list_language_paths,
    name_topics,
    present_cards,
    present_chooser,
    present_site,
    present_topics,
)
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)
from readlevel.web.reader.search_results import find_results

blueprint = Blueprint("answers", __name__)


@blueprint.get("/")
def show_home() -> WerkzeugResponse:
    """Show the search form, the hits or the newest answers, and the topics.

    Redirect to another language of the site if the browser prefers it and it has answers.
    """
    reader = current_reader_request()
    site = present_site(reader, reader.urls.home)
    other = find_other_language(request.environ, reader.settings.languages)
    for link in site.languages:
        if link.language == other:
            return _vary_by_language(make_private(redirect(link.url, 302)))
    query, shown = reader.query, reader.settings.show_unreviewed
    with open_read_session() as session:
        topics = present_topics(
            reader, reading.list_topics(session, reader.language, show_unreviewed=shown)
        )
        search = find_results(reader, session, topics) if query else None
        newest = None
        if search is None:
            newest = reading.list_newest(session, reader.text_choice(), page=reader.page)
        home = reader.urls.home
        page = HomePage(
            site=site,
            query=query,
            search=search,
            newest=present_cards(reader, newest.answers) if newest else (),
            more_url=_more_url(reader, home, newest) if newest else None,
            topics=topics,
            chooser=present_chooser(reader, reader.chosen, with_query(home, q=query or None)),
            canonical_url=_canonical(reader, home),
            feed_url=reader.urls.feed(),
            audience_feeds=_list_feeds(reader),
        )
    return _vary_by_language(make_private(render("reader/home.html", page)))


def _vary_by_language(response: WerkzeugResponse) -> WerkzeugResponse:
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/topics/<slug>")
def show_topic(slug: str) -> Response:
    """Show the answers of one topic."""
    reader = current_reader_request()
    with open_read_session() as session:
        found = reading.find_topic(session, reader.text_choice(), slug, page=reader.page)
        if found is None:
            abort(404)
        topic, answers = found
        path = reader.urls.topic(slug)
        languages = reading.list_topic_languages(
            session,
            slug,
            reader.settings.languages,
            show_unreviewed=reader.settings.show_unreviewed,
        )
        page = TopicPage(
            site=present_site(reader, path, list_language_paths(reader, path, languages)),
            topic=topic.name,
            everyday_name=name_topics(reader, [topic.name]).get(topic.name, ""),
            answers=present_cards(reader, answers.answers),
            total=answers.total,
            more_url=_more_url(reader, path, answers),
            canonical_url=_canonical(reader, path),
            feed_url=reader.urls.feed(path),
            audience_feeds=_list_feeds(reader, path),
        )
    return make_private(render("reader/topic.html", page))


@blueprint.get("/answers/<slug>")
def show_answer(slug: str) -> WerkzeugResponse:
    """Show the text for the persona the reader chose."""
    reader = current_reader_request()
    chosen = reader.chosen
    persona = chosen or reader.default_persona()
    preferences = reader.preferences(persona)
    with open_read_session() as session:
        found = reading.find_answer(session, slug, preferences)
        if found is None:
            new = reading.find_current_slug(
                session, slug, show_unreviewed=preferences.show_unreviewed
            )
            if new is not None:
                return _redirect_to(reader.urls.answer(new))
            return _show_tombstone(reader, reading.find_tombstone(session, slug, preferences))
        related = _list_related(session, reader, found)
    return _respond(reader, found, persona, related, chosen=chosen, at_stable_address=False)


@blueprint.get("/answers/<slug>/<any(lay, clinician):audience>")
def show_variant(slug: str, audience: str) -> WerkzeugResponse:
    """Show one text at its stable address, the same for every reader."""
    reader = current_reader_request()
    persona = reader.own_persona(Audience(audience))
    preferences = reader.preferences(persona)
    with open_read_session() as session:
        found = reading.find_variant(session, slug, preferences)
        if found is None:
            new = reading.find_current_slug(
                session, slug, show_unreviewed=preferences.show_unreviewed
            )
            if new is not None:
                return _redirect_to(reader.urls.variant(new, persona.audience))
            former = reading.find_tombstone(session, slug, preferences, persona.audience)
            if former is not None or reading.find_answer(session, slug, preferences) is None:
                return _show_tombstone(reader, former)
            # Only the other audience's text is public; the answer page shows it and says so.
            return redirect(with_query(reader.urls.answer(slug), persona=persona.key), 302)
        related = _list_related(session, reader, found)
    return _respond(reader, found, persona, related, chosen=persona, at_stable_address=True)


def _list_related(
    session: Session, reader: ReaderRequest, found: Publication
) -> tuple[ListedAnswer, ...]:
    choice = reader.text_choice(found.audience)
    return reading.list_related(session, found.slug, found.language, choice)


def _respond(
    reader: ReaderRequest,
    found: Publication,
    persona: Persona,
    related: Sequence[ListedAnswer],
    *,
    chosen: Persona | None,
    at_stable_address: bool,
) -> Response:
    if found.rendering is None:
        return render("reader/withdrawn.html", present_withdrawn(reader, found), 410)
    page = present_answer(
        reader,
        found,
        found.rendering,
        persona,
        chosen=chosen,
        at_stable_address=at_stable_address,
        related=related,
    )
    response = render("reader/answer.html", page)
    add_last_modified(response, found.changed)
    return make_public(response) if at_stable_address else make_private(response)


def _show_tombstone(reader: ReaderRequest, former: Tombstone | None) -> Response:
    """Say that a text is no longer public; answer 404 if it never was."""
    if former is None:
        abort(404)
    return render("reader/withdrawn.html", present_tombstone(reader, former), 410)


def _redirect_to(path: str) -> WerkzeugResponse:
    """Redirect permanently from a former slug."""
    response = redirect(path, 301)
    response.headers["Cache-Control"] = PUBLIC
    return response


def _list_feeds(reader: ReaderRequest, page: str = "") -> tuple[tuple[str, str], ...]:
    return tuple((audience, reader.urls.feed(page, audience)) for audience in Audience)


def _canonical(reader: ReaderRequest, path: str) -> str:
    """Return the canonical URL of a page of a list, without the search query."""
    page = reader.page if reader.page > 1 else None
    return reader.settings.base_url + with_query(path, page=page)


def _more_url(reader: ReaderRequest, path: str, found: AnswerList) -> str | None:
    return with_query(path, q=reader.query, page=reader.page + 1) if found.more else None
