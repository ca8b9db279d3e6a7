"""Answers, and the lists that lead to them."""

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona
from readlevel.storage.public.publications import Publication
from readlevel.usecases.public import reading
from readlevel.usecases.public.reading import AnswerList
from readlevel.web.cache.language_negotiation import find_other_language
from readlevel.web.http.headers import PUBLIC, make_private, make_public
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.answer_page import present_answer, present_withdrawn
from readlevel.web.reader.page_contexts import HomePage, TopicLink, TopicPage
from readlevel.web.reader.page_parts import (
    list_language_paths,
    present_cards,
    present_chooser,
    present_site,
)
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

blueprint = Blueprint("reading", __name__)


@blueprint.get("/")
def show_home() -> WerkzeugResponse:
    """Show the search, its hits or the newest answers, and the topics.

    A reader whose browser asks for another language that has answers is led to it.
    """
    visit = current_reader_request()
    site = present_site(visit, visit.addresses.home)
    other = find_other_language(request.environ, visit.settings.languages)
    for link in site.languages:
        if link.language == other:
            return _by_language(make_private(redirect(link.url, 302)))
    query, shown = visit.query, visit.settings.show_unreviewed
    with open_read_session() as session:
        if query:
            found = reading.search_answers(
                session, query, visit.language, show_unreviewed=shown, page=visit.page
            )
        else:
            found = reading.list_newest(
                session, visit.language, show_unreviewed=shown, page=visit.page
            )
        topics = reading.list_topics(session, visit.language, show_unreviewed=shown)
        home = visit.addresses.home
        page = HomePage(
            site=site,
            query=query,
            searched=bool(query),
            answers=present_cards(visit, found.answers),
            total=found.total,
            more_url=_more_url(visit, home, found),
            topics=tuple(
                TopicLink(topic.name, visit.addresses.topic(topic.slug), topic.answers)
                for topic in topics
            ),
            chooser=present_chooser(visit, visit.chosen, home),
            canonical_url=_canonical(visit, home),
            feed_url=visit.addresses.feed(),
        )
    return _by_language(make_private(render("reader/home.html", page)))


def _by_language(response: WerkzeugResponse) -> WerkzeugResponse:
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/topics/<slug>")
def show_topic(slug: str) -> Response:
    """Show the answers of one topic."""
    visit = current_reader_request()
    with open_read_session() as session:
        found = reading.find_topic(
            session,
            visit.language,
            slug,
            show_unreviewed=visit.settings.show_unreviewed,
            page=visit.page,
        )
        if found is None:
            abort(404)
        topic, answers = found
        path = visit.addresses.topic(slug)
        there = reading.list_topic_languages(
            session,
            slug,
            visit.settings.languages,
            show_unreviewed=visit.settings.show_unreviewed,
        )
        page = TopicPage(
            site=present_site(visit, path, list_language_paths(visit, path, there)),
            topic=topic.name,
            answers=present_cards(visit, answers.answers),
            total=answers.total,
            more_url=_more_url(visit, path, answers),
            canonical_url=_canonical(visit, path),
            feed_url=visit.addresses.feed(path),
        )
    return make_public(render("reader/topic.html", page))


@blueprint.get("/answers/<slug>")
def show_answer(slug: str) -> WerkzeugResponse:
    """Show the text written for who the reader says they are."""
    visit = current_reader_request()
    chosen = visit.chosen
    persona = chosen or visit.default_persona()
    wanted = visit.wanted(persona)
    with open_read_session() as session:
        found = reading.find_answer(session, slug, wanted)
        if found is None:
            new = reading.find_current_slug(session, slug, show_unreviewed=wanted.show_unreviewed)
            return _moved(None if new is None else visit.addresses.answer(new))
    return _answer(visit, found, persona, chosen=chosen, at_stable_address=False)


@blueprint.get("/answers/<slug>/<any(lay, clinician):audience>")
def show_variant(slug: str, audience: str) -> WerkzeugResponse:
    """Show one text to everybody, at the address it is cited by."""
    visit = current_reader_request()
    persona = visit.own_persona(Audience(audience))
    wanted = visit.wanted(persona)
    with open_read_session() as session:
        found = reading.find_variant(session, slug, wanted)
        if found is None:
            new = reading.find_current_slug(session, slug, show_unreviewed=wanted.show_unreviewed)
            if new is not None:
                return _moved(visit.addresses.variant(new, persona.audience))
            if reading.find_answer(session, slug, wanted) is None:
                abort(404)
            # Only the other text is public: the page by choice shows it and says so.
            return redirect(with_query(visit.addresses.answer(slug), persona=persona.key), 302)
    return _answer(visit, found, persona, chosen=persona, at_stable_address=True)


def _answer(
    visit: ReaderRequest,
    found: Publication,
    persona: Persona,
    *,
    chosen: Persona | None,
    at_stable_address: bool,
) -> Response:
    if found.rendering is None:
        return render("reader/withdrawn.html", present_withdrawn(visit, found), 410)
    page = present_answer(
        visit,
        found,
        found.rendering,
        persona,
        chosen=chosen,
        at_stable_address=at_stable_address,
    )
    response = render("reader/answer.html", page)
    response.last_modified = found.changed
    return make_public(response) if at_stable_address else make_private(response)


def _moved(path: str | None) -> WerkzeugResponse:
    """Lead from a former address to the one of today; without one there is no page."""
    if path is None:
        abort(404)
    response = redirect(path, 301)
    response.headers["Cache-Control"] = PUBLIC
    return response


def _canonical(visit: ReaderRequest, path: str) -> str:
    """Return the address of a part of a list without what else was asked for."""
    page = visit.page if visit.page > 1 else None
    return visit.settings.base_url + with_query(path, page=page)


def _more_url(visit: ReaderRequest, path: str, found: AnswerList) -> str | None:
    return with_query(path, q=visit.query, page=visit.page + 1) if found.more else None
