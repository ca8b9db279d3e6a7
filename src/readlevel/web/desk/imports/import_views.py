"""Texts from Word files and web pages: looked at first, then stored as drafts."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, g, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.slug import is_slug
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.storage.answers import answers
from readlevel.storage.answers.answers import SlugTaken
from readlevel.usecases.writing import document_import
from readlevel.usecases.writing.document_import import MAX_BYTES, ImportedDocument, ImportRejected
from readlevel.usecases.writing.images import ImageRejected
from readlevel.web.desk.imports.import_forms import (
    ImportForm,
    find_file,
    form_of,
    picture_address,
    read_form,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import desk_renderer, now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.writing.losses import LossCount, count_losses
from readlevel.web.desk.writing.writing_forms import split_topics
from readlevel.web.http.services import render, services

_FILE_BYTES = 2 * MAX_BYTES
"""More than a file may have, so that one that is too large is told beside its field."""

_DRAFT_BYTES = MAX_BYTES * 4 // 3 + 2 * 2**20
"""The file comes back with its text, in base 64."""

blueprint = Blueprint("import", __name__)


@dataclass(frozen=True, slots=True)
class DocumentImportPage:
    """`/edit/import` (`desk/imports/import_file.html`)."""

    frame: DeskLayout
    language: str
    languages: tuple[str, ...]
    into: str
    """Slug of the answer that the text is meant for, empty for a new one."""
    into_question: str
    problem: str = ""
    most_megabytes: int = MAX_BYTES // 2**20


@dataclass(frozen=True, slots=True)
class ImportedImage:
    """A picture of a file that is not stored yet."""

    name: str
    address: str
    description: str


@dataclass(frozen=True, slots=True)
class ImportDraftPage:
    """What a file holds, to be looked at before it is stored (`desk/imports/import_draft.html`)."""

    frame: DeskLayout
    form: ImportForm
    languages: tuple[str, ...]
    left_out: tuple[LossCount, ...]
    pictures: tuple[ImportedImage, ...]
    there: str
    """Question of the answer that has the address already, empty where none has."""
    problems: Mapping[str, str]


@blueprint.get("/import")
@require_role(Role.EDITOR)
def show_import() -> Response:
    """Ask for a file."""
    return _ask(_find_into(request.args.get("slug", "")))


@blueprint.post("/import")
@require_role(Role.EDITOR, most_bytes=_FILE_BYTES)
def read_file() -> Response:
    """Show what a file holds and what of it could not be carried; nothing is stored."""
    into = _find_into(request.form.get("slug", ""))
    file = request.files.get("file") or FileStorage()
    content = file.read()
    try:
        brought = document_import.read_file(content)
    except UnreadableDocument as problem:
        return _ask(into, problem.code)
    form = form_of(brought, content, _find_language(), file.filename or "", into[0])
    return _show(form, brought, {})


@blueprint.post("/import/draft")
@require_role(Role.EDITOR, most_bytes=_DRAFT_BYTES)
def store_draft() -> WerkzeugResponse:
    """Store the text as a draft, with the pictures that it shows."""
    form = read_form(request.form, _find_language())
    brought = _read_again(form)
    problems = form.find_problems()
    if not problems:
        problems = _store(form, brought.pictures)
    if problems:
        return _show(form, brought, problems, 422)
    return redirect_with_flash(urls.answer(form.slug, form.language), "imported")


def _store(form: ImportForm, pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Store a text; return the code of what is wrong, by field, where nothing was stored."""
    try:
        with write_session() as session:
            draft = document_import.build_draft(
                session,
                form.slug,
                form.language,
                Audience(form.audience),
                question=form.question,
                topics=split_topics(form.topics),
                markdown=form.described,
            )
            document_import.store_import(
                session,
                desk_renderer(session),
                draft,
                pictures,
                joins=form.joins,
                actor=current_account(),
                now=now(),
            )
    except SlugTaken:
        return {"slug": "taken"}
    except ImageRejected as problem:
        return {"markdown": problem.code}
    except ImportRejected as problem:
        return {"markdown" if problem.code == "undescribed" else "slug": problem.code}
    return {}


def _read_again(form: ImportForm) -> ImportedDocument:
    """Return what the file of a form holds; without a file, what is known without it."""
    content = find_file(form)
    try:
        if content is not None:
            return document_import.read_file(content)
    except UnreadableDocument:
        pass  # it is not the file that was shown: its pictures are left out
    return ImportedDocument("", form.markdown, (), {})


def _ask(into: tuple[str, str], problem: str = "") -> Response:
    page = DocumentImportPage(
        frame=present_layout("import"),
        language=_find_language(),
        languages=services().settings.languages,
        into=into[0],
        into_question=into[1],
        problem=problem,
    )
    return render("desk/imports/import_file.html", page, 422 if problem else 200)


def _show(
    form: ImportForm, brought: ImportedDocument, problems: Mapping[str, str], status: int = 200
) -> Response:
    with read_session() as session:
        there = _find_question(session, form.slug, form.language)
    page = ImportDraftPage(
        frame=present_layout("import"),
        form=form,
        languages=services().settings.languages,
        left_out=count_losses(brought.left_out),
        pictures=tuple(
            ImportedImage(name, picture_address(content), form.descriptions.get(name, ""))
            for name, content in brought.pictures.items()
        ),
        there=there,
        problems=problems,
    )
    # The pictures are on the page itself, for they are stored nowhere yet.
    g.image_sources = "'self' data:"
    return render("desk/imports/import_draft.html", page, status)


def _find_into(slug: str) -> tuple[str, str]:
    """Return slug and question of the answer that a text is meant for; empty where it is new."""
    with read_session() as session:
        question = _find_question(session, slug, _find_language())
    return (slug, question) if question else ("", "")


def _find_question(session: Session, slug: str, language: str) -> str:
    answer = answers.find_answer(session, slug) if is_slug(slug) else None
    return "" if answer is None else answer.question_in(language)[1]


def _find_language() -> str:
    languages = services().settings.languages
    asked = request.values.get("language")
    return asked if asked in languages else languages[0]
