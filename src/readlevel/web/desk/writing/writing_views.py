"""The writing page: both texts of an answer, saved in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers.answers import SlugTaken
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import inbox
from readlevel.usecases.writing import answers
from readlevel.usecases.writing.editor import autosave
from readlevel.usecases.writing.editor.draft_merge import DraftEditConflict
from readlevel.usecases.writing.editor.editor_state import new_editor, open_editor
from readlevel.usecases.writing.editor.save_draft import IncompleteDraft, foresee_draft, save_draft
from readlevel.web.desk.assistant.assistant_pages import present_panel
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_rendered
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.layout.notifications import mail_sender
from readlevel.web.desk.writing.conflict_merge import ChoiceMissing, merge_choices, present_merge
from readlevel.web.desk.writing.editor_panes import present_pane
from readlevel.web.desk.writing.save_and_submit import read_submitted, submit_texts
from readlevel.web.desk.writing.sync_notice import find_sync_notice
from readlevel.web.desk.writing.translations import (
    find_beside_paths,
    order_panes,
    present_source,
    read_beside_audience,
)
from readlevel.web.desk.writing.writing_forms import (
    MAX_QUESTION_LENGTH,
    WriteForm,
    form_of,
    read_form,
    restore_form,
)
from readlevel.web.desk.writing.writing_pages import MergeOutcome, WritePage
from readlevel.web.http.i18n import name_language
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services
from readlevel.web.reader.page_contexts import LanguageLink
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

_NOTHING: Mapping[str, str] = {}

blueprint = Blueprint("writing", __name__)


@blueprint.get("/new")
@require_role(Role.EDITOR)
def show_new_answer() -> Response:
    """Show the form of a new answer, with a reader's question if it starts from one."""
    language = find_language(request.args.get("language"))
    asked = parse_number(request.args.get("asked", ""))
    with read_session() as session:
        form = form_of(new_editor(language), "")
        if (opened := _open_kept(session, form, "")) is not None:
            return opened
        searched = " ".join(request.args.get("question", "").replace("\0", " ").split())
        form = replace(form, question=searched[:MAX_QUESTION_LENGTH])
        if asked is not None:
            question = inbox.find_message(session, asked)
            words = question.asked.words if question else ""
            form = replace(form, question=" ".join(words.split())[:MAX_QUESTION_LENGTH])
        return _show(session, form, "")


@blueprint.get("/answers/<slug>")
@require_role(Role.EDITOR)
def show_answer(slug: str) -> Response:
    """Show the form of an answer."""
    language = find_language(request.args.get("language"))
    with read_session() as session:
        desk = open_editor(session, slug, language)
        if desk is None:
            abort(404)
        form = form_of(desk, slug)
        return _open_kept(session, form, slug) or _show(session, form, slug)


@blueprint.post("/new")
@require_role(Role.EDITOR)
def create_answer() -> WerkzeugResponse:
    """Save or preview a new answer."""
    return _submit("")


@blueprint.post("/answers/<slug>")
@require_role(Role.EDITOR)
def save_answer(slug: str) -> WerkzeugResponse:
    """Save or preview both texts of an answer."""
    with read_session() as session:
        if not answers.has_answer(session, slug):
            abort(404)
    return _submit(slug)


@blueprint.post("/answers/<slug>/merge")
@require_role(Role.EDITOR)
def merge_edits(slug: str) -> WerkzeugResponse:
    """Merge two edits as chosen and show the result, which is not saved yet."""
    form = read_form(request.form, slug, find_language(request.form.get("language")))
    with read_session() as session:
        try:
            merged = merge_choices(session, form, request.form)
        except ChoiceMissing as missing:
            page = present_merge(form, missing.merge, present_layout("answers"), missing.problem)
            status = 409 if missing.problem == "changed" else 422
            return render("desk/writing/merge_conflict.html", page, status)
        return _show(session, merged.form, slug, outcome=merged.outcome)


def find_language(asked: str | None) -> str:
    """Return the requested language if the site has it, else the site's first."""
    languages = services().settings.languages
    return asked if asked in languages else languages[0]


def _submit(slug: str) -> WerkzeugResponse:
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
    """Save the draft; return the response, or the codes of invalid fields."""
    account, moment, draft = current_account(), now(), form.draft()
    chosen = read_submitted(request.form.get("do", ""))

    def store(session: Session, renderer: Renderer) -> tuple[bool, Sequence[Audience]]:
        if not slug and answers.has_answer(session, form.slug):
            raise SlugTaken(form.slug)
        is_saved = save_draft(session, renderer, draft, actor=account, why=form.why, now=moment)
        sent = submit_texts(session, renderer, form.slug, form.language, chosen, now=moment)
        autosave.remove_saved(session, account, request.form.getlist("tab"))
        return is_saved, sent

    try:
        saved, submitted = write_rendered(
            store,
            lambda session, renderer: foresee_draft(
                session, renderer, draft, actor=account, now=moment
            ),
        )
    except SlugTaken:
        return {"slug": "taken"}
    except UnreadableMarkdown as problem:
        return {"texts": problem.code}
    except IncompleteDraft as incomplete:
        field = "topics" if incomplete.code == "topics_reviewer" else "question"
        return {field: incomplete.code}
    except DraftEditConflict as conflict:
        page = present_merge(form, conflict.merge, present_layout("answers"))
        return render("desk/writing/merge_conflict.html", page, 409)
    beside = read_beside_audience(request.form.get("beside"))
    here = (
        urls.write_beside_source(form.slug, form.language, beside)
        if beside
        else urls.answer(form.slug, form.language)
    )
    if submitted:
        mail_sender().nudge()
        return redirect_with_flash(here, "saved_submitted" if saved else "review_submit")
    return redirect_with_flash(here, "saved" if saved else "unchanged")


def _open_kept(session: Session, stored: WriteForm, slug: str) -> Response | None:
    """Return the form with the kept text that the query asks for, if it is this user's."""
    asked = parse_number(request.args.get("kept", ""))
    if asked is None:
        return None
    found = autosave.find_kept(session, current_account(), asked)
    if found is None or (found[0].slug, found[0].language) != (slug, stored.language):
        return None
    form = restore_form(found[1], stored)
    return None if form is None else _show(session, form, slug, opened=found[0])


def _show(
    session: Session,
    form: WriteForm,
    slug: str,
    *,
    problems: Mapping[str, str] = _NOTHING,
    previewed: bool = False,
    outcome: MergeOutcome | None = None,
    opened: autosave.KeptText | None = None,
    status: int = 200,
) -> Response:
    reader, account = current_reader_request(), current_account()
    stored = open_editor(session, slug, form.language) if slug else None
    desk = stored or new_editor(form.language)
    answer = _with_question(desk.answer, form)
    kept = autosave.list_kept(session, account, slug)
    tabs = request.form.getlist("tab") + ([opened.tab] if opened else [])
    source = present_source(session, slug, form.language, request.values.get("beside"))
    page = WritePage(
        layout=present_layout("answers" if slug else "new"),
        site=present_site(reader),
        path=urls.answer(slug) if slug else urls.NEW_ANSWER,
        slug=form.slug if slug or opened or request.method == "POST" else "",
        is_new=not slug,
        language=form.language,
        languages=_languages(slug, form.language),
        direction=direction(form.language),
        question=form.question,
        base_question=form.base_question,
        topics=form.topics,
        base_topics=form.base_topics,
        why=form.why,
        panes=[
            present_pane(
                session,
                reader,
                answer,
                form.language,
                audience,
                form.texts[audience],
                base_number=form.base_numbers[audience],
                review=desk.texts[audience].review,
                previewed=previewed,
                assistant=present_panel(
                    session, services().settings, account, slug, audience, form.language
                ),
            )
            for audience in order_panes(source)
        ],
        source=source,
        is_archived=desk.answer is not None and desk.answer.is_archived,
        sync_notice=find_sync_notice(session, slug, form.language),
        beside_paths=find_beside_paths(desk.answer, form.language),
        kept=[one for one in kept if one.tab not in tabs and one.language == form.language],
        opened=opened,
        replaced=tabs,
        others=autosave.list_open(session, account, slug, now=now()) if slug else (),
        problems=problems,
        outcome=outcome,
    )
    return render("desk/writing/write.html", page, status)


def _with_question(answer: AnswerHead | None, form: WriteForm) -> AnswerHead:
    """Return the answer with the question as typed, for the preview."""
    known = answer or AnswerHead(form.slug or "new", {})
    return AnswerHead(
        known.slug,
        {**known.question, form.language: form.question},
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
