"""Proposals that make a text easier to read, for the panel of the writing page and as a page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.simplify.proposal import ABOUT_WORDS, Proposal
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.usecases.operations import house_styles
from readlevel.usecases.writing.simplify import (
    SimplifyQueue,
    find_ignored,
    find_saved_text,
    ignore_proposal,
    list_simplifications,
    restore_ignored,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import (
    desk_renderer,
    now,
    read_session,
    write_session,
)
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.writing.difficulty_highlights import Utf16Offsets
from readlevel.web.desk.writing.writing_forms import read_text
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused

MAX_SHOWN = 50
"""Suggestions on a page."""

blueprint = Blueprint("simplify", __name__)


class IgnoreAction(StrEnum):
    """What forms ask for in their field `do`."""

    IGNORE = "ignore"
    IGNORE_WORD = "ignore_word"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class SuggestionsPage:
    """`…/suggestions` of a text (`desk/writing/suggestions.html`)."""

    layout: DeskLayout
    slug: str
    audience: Audience
    language: str
    path: str
    proposals: Sequence[Proposal]
    """The most valuable ones."""
    more: int
    """How many others there are."""
    ignored: int
    about_words: frozenset[str] = ABOUT_WORDS
    """Kinds that may be ignored for a word."""


@blueprint.post("/simplify")
@require_role(Role.EDITOR)
def show_proposals() -> Response:
    """Return the proposals for a text, with spans in UTF-16 units, the most valuable first."""
    settings = services().settings
    audience, language = _read_text_place()
    markdown = read_text(request.form.get("markdown", ""))
    with read_session() as session:
        glossary = desk_renderer(session).glossary
        style = house_styles.find_style(session)
        ignored = find_ignored(session, _read_slug(), audience, language)
    try:
        queue = list_simplifications(
            markdown, language, audience, settings.target_of(audience), glossary, style, ignored
        )
    except UnreadableMarkdown as problem:
        raise RequestRefused(f"text_{problem.code}", 422) from None
    return _json(_present(queue, markdown))


@blueprint.post("/simplify/ignored")
@require_role(Role.EDITOR)
def change_ignored() -> Response:
    """Ignore a proposal or a word in a text, or bring back what is ignored in it."""
    slug = _read_slug()
    audience, language = _read_text_place()
    _change_ignored(slug, audience, language, request.form.get("key", ""))
    return _json({})


@blueprint.get("/answers/<slug>/<audience>/<language>/suggestions")
@require_role(Role.EDITOR)
def show_suggestions(slug: str, audience: str, language: str) -> Response:
    """List what would make a saved text easier to read."""
    reader = _read_audience(audience)
    settings = services().settings
    with read_session() as session:
        markdown = find_saved_text(session, slug, reader, language)
        if markdown is None:
            abort(404)
        glossary, style = desk_renderer(session).glossary, house_styles.find_style(session)
        ignored = find_ignored(session, slug, reader, language)
    target = settings.target_of(reader)
    try:
        queue = list_simplifications(markdown, language, reader, target, glossary, style, ignored)
    except UnreadableMarkdown as problem:
        raise RequestRefused(f"text_{problem.code}", 422) from None
    page = SuggestionsPage(
        layout=present_layout("answers"),
        slug=slug,
        audience=reader,
        language=language,
        path=urls.suggestions(slug, audience, language),
        proposals=queue.proposals[:MAX_SHOWN],
        more=max(0, len(queue.proposals) - MAX_SHOWN),
        ignored=queue.ignored,
    )
    return render("desk/writing/suggestions.html", page)


@blueprint.post("/answers/<slug>/<audience>/<language>/suggestions")
@require_role(Role.EDITOR)
def change_suggestions(slug: str, audience: str, language: str) -> WerkzeugResponse:
    """Ignore a suggestion or a word, or bring back what is ignored."""
    reader = _read_audience(audience)
    with read_session() as session:
        if find_saved_text(session, slug, reader, language) is None:
            abort(404)
    field = "word" if request.form.get("do") == IgnoreAction.IGNORE_WORD else "key"
    _change_ignored(slug, reader, language, request.form.get(field, ""))
    return redirect_with_flash(urls.suggestions(slug, audience, language), "suggestions_changed")


def _change_ignored(slug: str, audience: Audience, language: str, key: str) -> None:
    """Do what the form asks for; `key` is the proposal's, or the word."""
    action = request.form.get("do", "")
    if action not in set(IgnoreAction):
        raise RequestRefused("unknown_action", 400)
    try:
        with write_session() as session:
            if action == IgnoreAction.RESTORE:
                known = restore_ignored(session, slug, audience, language)
            else:
                known = ignore_proposal(
                    session,
                    current_account(),
                    slug,
                    audience,
                    language,
                    key.replace("\0", ""),
                    is_word=action == IgnoreAction.IGNORE_WORD,
                    now=now(),
                )
    except ValueError:
        raise RequestRefused("unknown_proposal", 400) from None
    if not known:
        abort(404)


def _read_audience(given: str) -> Audience:
    if given not in set(Audience):
        abort(404)
    return Audience(given)


def _read_slug() -> str:
    return request.form.get("slug", "").replace("\0", "")


def _read_text_place() -> tuple[Audience, str]:
    """Return the audience and the language of the text that a form is about."""
    audience, language = request.form.get("audience", ""), request.form.get("language", "")
    if audience not in set(Audience):
        raise RequestRefused("unknown_audience", 400)
    if language not in services().settings.languages:
        raise RequestRefused("unknown_language", 400)
    return Audience(audience), language


def _json(given: dict[str, object]) -> Response:
    return Response(json.dumps(given), content_type="application/json; charset=utf-8")


def _present(queue: SimplifyQueue, markdown: str) -> dict[str, object]:
    offsets = Utf16Offsets(markdown)
    return {
        "target": queue.target,
        "to_target": queue.to_target,
        "ignored": queue.ignored,
        "proposals": [
            {
                "key": one.key,
                "kind": one.kind,
                "from": offsets.in_script(one.span[0]),
                "to": offsets.in_script(one.span[1]),
                "text": one.text,
                "sentence": one.sentence,
                "options": one.options,
                "note": one.note,
                "grade": round(one.worth.grade, 1),
                "hardness": round(one.worth.hardness, 1),
                "reason": one.reason,
                "term": one.term,
                "level": one.level,
                **dict(one.data),
            }
            for one in queue.proposals
        ],
    }
