"""Import of Word files and web pages, previewed before they are stored as drafts."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.storage.answers.answers import SlugTaken
from readlevel.usecases.writing import answers, document_import
from readlevel.usecases.writing.document_import import MAX_BYTES, ImportedDocument, ImportRejected
from readlevel.usecases.writing.images import ImageRejected
from readlevel.web.desk.imports.import_forms import (
    ImportForm,
    find_file,
    form_of,
    image_data_url,
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
"""More than a file may have, so that the form can report one that is too large."""

_DRAFT_BYTES = MAX_BYTES * 4 // 3 + 2 * 2**20
"""The form sends the file back in base 64, with its text."""

blueprint = Blueprint("import", __name__)


@dataclass(frozen=True, slots=True)
class DocumentImportPage:
    """`/edit/import` (`desk/imports/import_file.html`)."""

    layout: DeskLayout
    language: str
    languages: tuple[str, ...]
    target_slug: str
    """Slug of the answer to add the text to; empty for a new one."""
    target_question: str
    problem: str = ""
    most_megabytes: int = MAX_BYTES // 2**20


@dataclass(frozen=True, slots=True)
class ImportedImage:
    """An image of the file, not stored yet."""

    name: str
    address: str
    description: str


@dataclass(frozen=True, slots=True)
class ImportDraftPage:
    """The converted document, before it is stored (`desk/imports/import_draft.html`)."""

    layout: DeskLayout
    form: ImportForm
    languages: tuple[str, ...]
    losses: tuple[LossCount, ...]
    images: tuple[ImportedImage, ...]
    existing_question: str
    """Question of the answer that has the slug already; empty if none has."""
    problems: Mapping[str, str]


@blueprint.get("/import")
@require_role(Role.EDITOR)
def show_import() -> Response:
    """Ask for a file."""
    return _ask(_find_into(request.args.get("slug", "")))


@blueprint.post("/import")
@require_role(Role.EDITOR, max_bytes=_FILE_BYTES)
def read_file() -> Response:
    """Convert a file and show text and losses; nothing is stored."""
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
@require_role(Role.EDITOR, max_bytes=_DRAFT_BYTES)
def store_draft() -> WerkzeugResponse:
    """Store the text as a draft, with the images that it uses."""
    form = read_form(request.form, _find_language())
    brought = _reload_document(form)
    problems = form.find_problems()
    if not problems:
        problems = _store(form, brought.image_files)
    if problems:
        return _show(form, brought, problems, 422)
    return redirect_with_flash(urls.answer(form.slug, form.language), "imported")


def _store(form: ImportForm, image_files: Mapping[str, bytes]) -> dict[str, str]:
    """Store a text; return the codes of invalid fields if it was rejected."""
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
                image_files,
                joins=form.joins_existing,
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


def _reload_document(form: ImportForm) -> ImportedDocument:
    """Convert the form's file again; if it is missing or damaged, use the form's text alone."""
    content = find_file(form)
    try:
        if content is not None:
            return document_import.read_file(content)
    except UnreadableDocument:
        pass  # not the file that was shown: store the text without its images
    return ImportedDocument("", form.markdown, (), {})


def _ask(into: tuple[str, str], problem: str = "") -> Response:
    page = DocumentImportPage(
        layout=present_layout("import"),
        language=_find_language(),
        languages=services().settings.languages,
        target_slug=into[0],
        target_question=into[1],
        problem=problem,
    )
    return render("desk/imports/import_file.html", page, 422 if problem else 200)


def _show(
    form: ImportForm, brought: ImportedDocument, problems: Mapping[str, str], status: int = 200
) -> Response:
    with read_session() as session:
        existing_question = answers.find_question(session, form.slug, form.language)
    page = ImportDraftPage(
        layout=present_layout("import"),
        form=form,
        languages=services().settings.languages,
        losses=count_losses(brought.left_out),
        images=tuple(
            ImportedImage(name, image_data_url(content), form.descriptions.get(name, ""))
            for name, content in brought.image_files.items()
        ),
        existing_question=existing_question,
        problems=problems,
    )
    # The page shows images as data URLs: they are not stored yet.
    g.image_sources = "'self' data:"
    return render("desk/imports/import_draft.html", page, status)


def _find_into(slug: str) -> tuple[str, str]:
    """Return slug and question of the answer to add the text to; empty for a new one."""
    with read_session() as session:
        question = answers.find_question(session, slug, _find_language())
    return (slug, question) if question else ("", "")


def _find_language() -> str:
    languages = services().settings.languages
    asked = request.values.get("language")
    return asked if asked in languages else languages[0]
