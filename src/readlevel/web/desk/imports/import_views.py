"""Import of Word files and web pages, previewed before they are stored as drafts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, g, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.interchange.conversion.read_document import ImportedDocument
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.storage.answers.answers import SlugTaken
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import answers, document_import
from readlevel.usecases.writing.document_import import (
    MAX_BYTES_TOGETHER,
    MAX_FILES,
    ImportRejected,
)
from readlevel.usecases.writing.editor.editor_state import Draft
from readlevel.usecases.writing.images import ImageRejected
from readlevel.usecases.writing.references import ReferenceRejected
from readlevel.web.desk.imports.import_forms import (
    ImportForm,
    find_file,
    form_of,
    make_prefix,
    read_forms,
)
from readlevel.web.desk.imports.import_pages import (
    DocumentImportPage,
    ImportPlanPage,
    RefusedFile,
    present_entry,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import (
    desk_renderer,
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.writing.writing_forms import split_topics
from readlevel.web.http.services import render, services

_FILE_BYTES = MAX_BYTES_TOGETHER * 3 // 2
"""More than the files may have, so that the form can report too large ones."""

_DRAFT_BYTES = MAX_BYTES_TOGETHER * 4 // 3 + 4 * 2**20
"""The form sends the files back in base 64, with their texts."""

_MAY_WORK_LATER = frozenset({"too_slow", "too_large", "stopped"})
"""Why a file that was read before may not be read now: the machine is busy."""

blueprint = Blueprint("import", __name__)


@dataclass(frozen=True, slots=True)
class _ImportPart:
    """One file of a plan: its form, and the document that it was converted to."""

    form: ImportForm
    brought: ImportedDocument


class _PlanRejected(Exception):
    """One text of a plan was refused, so nothing is stored; `problems` are codes by field."""

    def __init__(self, prefix: str, problems: Mapping[str, str]) -> None:
        super().__init__(prefix)
        self.prefix = prefix
        self.problems = problems


@blueprint.get("/import")
@require_role(Role.EDITOR)
def show_import() -> Response:
    """Ask for files."""
    return _ask(_find_into(request.args.get("slug", "")))


@blueprint.post("/import")
@require_role(Role.EDITOR, max_bytes=_FILE_BYTES)
def read_file() -> Response:
    """Convert files and show texts and losses; nothing is stored."""
    into = _find_into(request.form.get("slug", ""))
    files = [(one.filename or "", one.read()) for one in request.files.getlist("file")]
    refused = _check_files(files)
    if refused:
        return _ask(into, [refused])
    parts: list[_ImportPart] = []
    unread: list[RefusedFile] = []
    for name, content in files:
        try:
            brought = document_import.read_file(content)
        except UnreadableDocument as problem:
            unread.append(RefusedFile(name, problem.code, problem.kind))
            continue
        prefix = make_prefix(len(parts))
        form = form_of(brought, content, _find_language(), name, into[0], prefix)
        parts.append(_ImportPart(form, brought))
    return _show(parts, {}, unread) if parts else _ask(into, unread)


@blueprint.post("/import/draft")
@require_role(Role.EDITOR, max_bytes=_DRAFT_BYTES)
def store_draft() -> WerkzeugResponse:
    """Store the texts as drafts, all of them or none, with the images that they use."""
    forms = read_forms(request.form, _find_language())
    parts = [_ImportPart(form, _reload_document(form)) for form in forms]
    problems: dict[str, Mapping[str, str]] = {
        form.prefix: found for form in forms if form.is_included and (found := form.find_problems())
    }
    chosen = [part for part in parts if part.form.is_included]
    if not chosen:
        problems = {forms[0].prefix: {"left_out": "nothing_chosen"}}
    if not problems:
        try:
            _store_all(chosen)
        except _PlanRejected as refused:
            problems = {refused.prefix: refused.problems}
    if problems:
        return _show(parts, problems, status=422)
    if len(chosen) > 1:
        return redirect_with_flash(urls.answers("draft"), "imported_files")
    return redirect_with_flash(
        urls.answer(chosen[0].form.slug, chosen[0].form.language), "imported"
    )


def _check_files(files: Sequence[tuple[str, bytes]]) -> RefusedFile | None:
    """Return why these files cannot be read together, if so."""
    if not files:
        return RefusedFile("", "empty")
    if len(files) > MAX_FILES:
        return RefusedFile("", "too_many_files")
    if sum(len(content) for _, content in files) > MAX_BYTES_TOGETHER:
        return RefusedFile("", "too_large_together")
    return None


def _store_all(parts: Iterable[_ImportPart]) -> None:
    """Store the texts in one transaction. Raise `_PlanRejected` if one is refused."""
    given = list(parts)

    def store(session: Session, renderer: Renderer) -> None:
        stored: set[str] = set()
        for part in given:
            problems = _store(session, renderer, part, joins_plan=part.form.slug in stored)
            if problems:
                raise _PlanRejected(part.form.prefix, problems)
            stored.add(part.form.slug)

    def foresee(session: Session, renderer: Renderer) -> None:
        for part in given:
            document_import.foresee_import(
                session,
                renderer,
                _build_draft(session, part.form),
                part.brought.references,
                actor=current_account(),
                now=now(),
            )

    write_rendered(store, foresee)


def _build_draft(session: Session, form: ImportForm) -> Draft:
    return document_import.build_draft(
        session,
        form.slug,
        form.language,
        Audience(form.audience),
        question=form.question,
        topics=split_topics(form.topics),
        markdown=form.described,
    )


def _store(
    session: Session, renderer: Renderer, part: _ImportPart, *, joins_plan: bool
) -> dict[str, str]:
    """Store a text; return the codes of invalid fields if it was rejected."""
    form = part.form
    try:
        document_import.store_import(
            session,
            renderer,
            _build_draft(session, form),
            part.brought.image_files,
            part.brought.references,
            joins=form.joins_existing or joins_plan,
            actor=current_account(),
            now=now(),
        )
    except SlugTaken:
        return {"slug": "taken"}
    except ImageRejected as problem:
        return {"markdown": problem.code}
    except ReferenceRejected as problem:
        return {"markdown": f"references_{problem.code}"}
    except ImportRejected as problem:
        return {"markdown" if problem.code == "undescribed" else "slug": problem.code}
    return {}


def _reload_document(form: ImportForm) -> ImportedDocument:
    """Convert the form's file again; if it is missing or damaged, use the form's text alone."""
    content = find_file(form)
    try:
        if content is not None:
            return document_import.read_file(content)
    except UnreadableDocument as problem:
        if problem.code in _MAY_WORK_LATER:
            abort(503)
        # Not the file that was shown: its text is stored without its images.
    return ImportedDocument("", form.markdown, (), {})


def _ask(into: tuple[str, str], refused: Sequence[RefusedFile] = ()) -> Response:
    page = DocumentImportPage(
        layout=present_layout("answers"),
        language=_find_language(),
        languages=services().settings.languages,
        target_slug=into[0],
        target_question=into[1],
        refused=refused,
    )
    return render("desk/imports/import_file.html", page, 422 if refused else 200)


def _show(
    parts: Sequence[_ImportPart],
    problems: Mapping[str, Mapping[str, str]],
    refused: Sequence[RefusedFile] = (),
    status: int = 200,
) -> Response:
    with read_session() as session:
        renderer = desk_renderer(session)
        entries = tuple(
            present_entry(
                session,
                renderer,
                part.form,
                part.brought,
                answers.find_question(session, part.form.slug, part.form.language),
                problems.get(part.form.prefix, {}),
            )
            for part in parts
        )
    page = ImportPlanPage(present_layout("answers"), entries, refused, _find_language())
    # The page shows images as data URLs: they are not stored yet.
    g.image_sources = "'self' data:"
    return render("desk/imports/import_plan.html", page, status)


def _find_into(slug: str) -> tuple[str, str]:
    """Return slug and question of the answer to add the text to; empty for a new one."""
    with read_session() as session:
        question = answers.find_question(session, slug, _find_language())
    return (slug, question) if question else ("", "")


def _find_language() -> str:
    languages = services().settings.languages
    asked = request.values.get("language")
    return asked if asked in languages else languages[0]
