"""The writing desk: both texts of an answer, saved together or not at all."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.languages.tags import direction
from readlevel.core.model.answer import Answer
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers import answers, autosaved_drafts
from readlevel.storage.answers.answers import SlugTaken
from readlevel.storage.feedback import reader_questions
from readlevel.usecases.writing.drafts import (
    DraftEditConflict,
    IncompleteDraft,
    new_editor,
    open_editor,
    save_draft,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import desk_renderer, now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.writing.conflict_merge import merge_choices, present_merge
from readlevel.web.desk.writing.editor_panes import present_pane
from readlevel.web.desk.writing.sync_notice import find_sync_notice
from readlevel.web.desk.writing.translations import (
    find_beside,
    find_beside_paths,
    order_sides,
    present_source,
)
from readlevel.web.desk.writing.writing_forms import LONGEST_QUESTION, WriteForm, form_of, read_form
from readlevel.web.desk.writing.writing_pages import AutosaveNotice, WritePage
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render, services
from readlevel.web.reader.page_contexts import LanguageLink
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

_NOTHING: Mapping[str, str] = {}

blueprint = Blueprint("writing", __name__)


@blueprint.get("/new")
@require_role(Role.EDITOR)
def show_new() -> Response:
    """Offer an empty desk, with the question of a reader where it is begun from one."""
    language = find_language(request.args.get("language"))
    asked = request.args.get("asked", "")
    with read_session() as session:
        form = form_of(new_editor(language), "")
        if asked.isascii() and asked.isdigit() and len(asked) < 10:
            question = reader_questions.find(session, int(asked))
            words = question.asked.words if question else ""
            form = replace(form, question=" ".join(words.split())[:LONGEST_QUESTION])
        return _show(session, form, "")


@blueprint.get("/answers/<slug>")
@require_role(Role.EDITOR)
def show_answer(slug: str) -> Response:
    """Offer both texts of an answer."""
    language = find_language(request.args.get("language"))
    with read_session() as session:
        desk = open_editor(session, slug, language)
        if desk is None:
            abort(404)
        return _show(session, form_of(desk, slug), slug)


@blueprint.post("/new")
@require_role(Role.EDITOR)
def create() -> WerkzeugResponse:
    """Save a new answer, or preview it."""
    return _take("")


@blueprint.post("/answers/<slug>")
@require_role(Role.EDITOR)
def save(slug: str) -> WerkzeugResponse:
    """Save both texts of an answer, or preview them."""
    with read_session() as session:
        if answers.find_id(session, slug) is None:
            abort(404)
    return _take(slug)


@blueprint.post("/answers/<slug>/merge")
@require_role(Role.EDITOR)
def merge(slug: str) -> WerkzeugResponse:
    """Put two edits together as they were chosen; the result is on the desk, not saved yet."""
    form = read_form(request.form, slug, find_language(request.form.get("language")))
    with read_session() as session:
        merged = merge_choices(session, form, request.form)
        return _show(session, merged, slug, merged=True)


def find_language(asked: str | None) -> str:
    """Return the language that is asked for where the site has it, else the site's own."""
    languages = services().settings.languages
    return asked if asked in languages else languages[0]


def _take(slug: str) -> WerkzeugResponse:
    form = read_form(request.form, slug, find_language(request.form.get("language")))
    if request.form.get("do") == "preview":
        with read_session() as session:
            return _show(session, form, slug, previewed=True)
    problems = form.find_problems()
    if not problems:
        saved = _save(form, slug)
        if not isinstance(saved, Mapping):
            return saved
        problems = dict(saved)
    with read_session() as session:
        return _show(session, form, slug, problems=problems, status=422)


def _save(form: WriteForm, slug: str) -> WerkzeugResponse | Mapping[str, str]:
    """Store the draft; return where to go on, or what is wrong by field."""
    account, moment = current_account(), now()
    try:
        with write_session() as session:
            if not slug and answers.find_id(session, form.slug) is not None:
                return {"slug": "taken"}
            saved = save_draft(
                session,
                desk_renderer(session),
                form.draft(),
                actor=account,
                why=form.why,
                now=moment,
            )
            if not isinstance(saved, DraftEditConflict):
                autosaved_drafts.delete_draft(session, account.id, slug, form.language)
    except SlugTaken:
        return {"slug": "taken"}
    except UnreadableMarkdown as problem:
        return {"texts": problem.code}
    except IncompleteDraft as incomplete:
        return {"question": incomplete.code}
    if isinstance(saved, DraftEditConflict):
        page = present_merge(form, saved, present_layout("answers"))
        return render("desk/writing/merge_conflict.html", page, 409)
    beside = find_beside(request.form.get("beside"))
    here = (
        urls.beside(form.slug, form.language, beside)
        if beside
        else urls.answer(form.slug, form.language)
    )
    return redirect_with_flash(here, "saved" if saved else "unchanged")


def _show(
    session: Session,
    form: WriteForm,
    slug: str,
    *,
    problems: Mapping[str, str] = _NOTHING,
    previewed: bool = False,
    merged: bool = False,
    status: int = 200,
) -> Response:
    visit, account = current_reader_request(), current_account()
    stored = open_editor(session, slug, form.language) if slug else None
    desk = stored or new_editor(form.language)
    answer = _with_question(desk.answer, form)
    kept = autosaved_drafts.find_draft(session, account.id, slug, form.language)
    source = present_source(session, slug, form.language, request.values.get("beside"))
    page = WritePage(
        frame=present_layout("answers"),
        site=present_site(visit),
        path=urls.answer(slug) if slug else urls.NEW_ANSWER,
        slug=form.slug if slug or request.method == "POST" else "",
        is_new=not slug,
        language=form.language,
        languages=_languages(slug, form.language),
        direction=direction(form.language),
        question=form.question,
        began_with=form.began_with,
        topics=form.topics,
        began_topics=form.began_topics,
        why=form.why,
        sides=[
            present_pane(
                session,
                visit,
                answer,
                form.language,
                audience,
                form.texts[audience],
                began_from=form.began_from[audience],
                review=desk.texts[audience].review,
                previewed=previewed,
            )
            for audience in order_sides(source)
        ],
        source=source,
        behind=find_sync_notice(session, slug, form.language),
        beside_paths=find_beside_paths(desk.answer, form.language),
        left=AutosaveNotice(kept.draft, kept.updated_at.timestamp() * 1000) if kept else None,
        problems=problems,
        merged=merged,
    )
    return render("desk/writing/write.html", page, status)


def _with_question(answer: Answer | None, form: WriteForm) -> Answer:
    """Return the answer as a preview needs it: with the question that is typed."""
    known = answer or Answer(form.slug or "new", {}, ())
    return Answer(
        known.slug,
        {**known.question, form.language: form.question},
        (),
        topics=known.topics,
        references=known.references,
    )


def _languages(slug: str, current: str) -> tuple[LanguageLink, ...]:
    def path(tag: str) -> str:
        return urls.answer(slug, tag) if slug else f"{urls.NEW_ANSWER}?language={tag}"

    return tuple(
        LanguageLink(tag, name_language(tag), path(tag), tag == current)
        for tag in services().settings.languages
    )
