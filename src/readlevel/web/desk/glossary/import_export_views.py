"""Import and export of the glossary; an import is previewed, and then reviewed as drafts."""

import base64
import binascii
import zlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.interchange.files.encodings import OTHER_ENCODINGS, DecodedText, decode_text
from readlevel.interchange.files.file_kinds import describe_binary
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.glossary import formats
from readlevel.interchange.glossary.entries import TermEntry
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan
from readlevel.usecases.glossary import browse, glossary_import
from readlevel.usecases.glossary.term_drafts import Key
from readlevel.web.desk.glossary.glossary_languages import find_language, list_languages
from readlevel.web.desk.glossary.term_pages import GlossaryImportPage
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused

MAX_FILE_BYTES = 20 * 2**20
"""Limit of a file, also after decompression."""

_FORM_BYTES = MAX_FILE_BYTES * 3 // 2
_EXPORTS = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "skos": ("ttl", "text/turtle; charset=utf-8"),
    "tbx": ("tbx", "application/xml; charset=utf-8"),
}
_IMPORTED = ("csv", "nci", "skos", "tbx")
_MAX_NOTICES = 100

blueprint = Blueprint("glossary_files", __name__)


@dataclass(frozen=True, slots=True)
class _UploadedGlossary:
    """An uploaded file and the options chosen for it."""

    name: str
    content: bytes
    format: str
    """Empty: detected from the file."""
    language: str
    audience: str
    encoding: str | None
    """None: UTF-8, or to be guessed."""


@dataclass(frozen=True, slots=True)
class _ParsedGlossary:
    """The entries and notices of a parsed file."""

    format: str
    encoding: str | None
    """The encoding that the file was read in, if it was not UTF-8."""
    samples: list[str]
    """Places where another encoding would read other characters."""
    entries: list[TermEntry]
    notices: list[tuple[int | None, str, str]]


@blueprint.get("/glossary/import")
@require_role(Role.EDITOR)
def show_import() -> Response:
    """Ask for a file."""
    with read_session() as session:
        languages = list_languages(session)
    language = find_language(request.args.get("language"), languages)
    return render(
        "desk/glossary/import_export.html",
        GlossaryImportPage(present_layout("glossary"), language, languages),
    )


@blueprint.post("/glossary/import")
@require_role(Role.EDITOR, max_bytes=_FORM_BYTES)
def import_terms() -> WerkzeugResponse:
    """Preview the import of a file, then make drafts of it."""
    given = _read_request()
    try:
        read = _read(given)
    except BadRecord as bad:
        return _show_problem(given.language, bad.reason)
    with read_session() as session:
        planned = glossary_import.plan_import(session, read.entries)
    if request.form.get("do") != "take":
        return _show_plan(given, read, planned)
    if request.form.get("seen") != glossary_import.plan_version(planned):
        return _show_plan(given, read, planned, "changed")
    moment = now()
    batch = glossary_import.name_batch(given.name, now=moment)
    drafted = left = 0
    kept = _read_kept(planned)
    for part in glossary_import.split_into_batches(planned):
        with write_session() as session:
            done = glossary_import.draft_terms(
                session, current_account(), part, batch=batch, kept=kept, now=moment
            )
        drafted, left = drafted + done.drafted, left + done.moved
    if left:
        with read_session() as session:
            planned = glossary_import.plan_import(session, read.entries)
        return _show_plan(given, read, planned, "left")
    if not drafted:
        return redirect_with_flash(urls.glossary(given.language), "no_terms")
    return redirect_with_flash(urls.term_drafts(batch=batch), "terms_taken")


@blueprint.get("/glossary/export")
@require_role(Role.EDITOR)
def export_terms() -> Response:
    """Download the complete glossary."""
    asked = request.args.get("format", "csv")
    if asked not in _EXPORTS:
        raise RequestRefused("bad_request", 400)
    settings = services().settings
    with read_session() as session:
        given = browse.export_terms(session)
    publisher = formats.Publisher(settings.site_name, settings.base_url, settings.languages[0])
    written = formats.write(given, asked, publisher, None)
    ending, content_type = _EXPORTS[asked]
    response = Response(written.text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="glossary.{ending}"'
    return response


def _read_kept(planned: GlossaryImportPlan) -> set[Key]:
    """Return the terms that stay as they are: those that were ticked.

    Drafts that the page did not show are not replaced either.
    """
    ticked = {tuple(key.split("/", 1)) for key in request.form.getlist("keep") if "/" in key}
    shown = set(request.form.getlist("drafted"))
    with read_session() as session:
        drafts = glossary_import.find_open_drafts(session, planned)
    unseen = {key for key in drafts if "/".join(key) not in shown}
    return {(term.language, term.slug) for term in planned.to_save} & (ticked | unseen)


def _read_request() -> _UploadedGlossary:
    """Return the uploaded file, or the one that the preview's form carries."""
    with read_session() as session:
        language = find_language(request.form.get("language"), list_languages(session))
    uploaded = request.files.get("file")
    if uploaded is not None and uploaded.filename:
        name, content = uploaded.filename, uploaded.read()
    else:
        name, content = request.form.get("name", ""), _unpack(request.form.get("content", ""))
    asked, encoding = request.form.get("format", ""), request.form.get("encoding", "")
    return _UploadedGlossary(
        Path(name).name[-100:] or "glossary",
        content,
        asked if asked in _IMPORTED else "",
        language,
        "clinician" if request.form.get("audience") == "clinician" else "lay",
        encoding if encoding in OTHER_ENCODINGS else None,
    )


def _read(given: _UploadedGlossary) -> _ParsedGlossary:
    """Parse a file by way of a temporary one. Raise `BadRecord`."""
    if not given.content:
        raise BadRecord("no_file")
    if len(given.content) > MAX_FILE_BYTES:
        raise BadRecord("too_long")
    with TemporaryDirectory() as folder:
        path = Path(folder, f"glossary{_ending(given.name)}")
        path.write_bytes(given.content)
        name = given.format or formats.guess(path)
        decoded = _decode(given, name)
        read = _ParsedGlossary(name, decoded.guessed, decoded.samples, [], [])
        options = formats.ReadOptions(given.language, decoded.guessed, given.audience)
        for item in formats.read(path, read.format, options):
            if isinstance(item, TermEntry):
                read.entries.append(item)
            else:
                record = item.record if isinstance(item, RecordProblem) else ""
                read.notices.append((item.line, record, item.reason))
    return read


def _decode(given: _UploadedGlossary, name: str) -> DecodedText:
    """Return the text of a table; other formats declare their encoding. Raise `BadRecord`."""
    if name == "csv":
        return decode_text(given.content, given.encoding, given.language)
    kind = describe_binary(given.content)
    if kind:
        raise BadRecord(f"This is {kind}, not a glossary.")
    return DecodedText("")


def _ending(name: str) -> str:
    """Return the file extension, from which the format is detected; empty if it is unusual."""
    ending = Path(name).suffix
    return ending if ending.isascii() and ending[1:].isalnum() and len(ending) < 10 else ""


def _pack(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 6)).decode("ascii")


def _unpack(packed: str) -> bytes:
    """Undo `_pack`, decompressing at most one byte more than a file may have."""
    try:
        content = zlib.decompressobj().decompress(base64.b64decode(packed), MAX_FILE_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise RequestRefused("bad_request", 400) from None
    return content


def _show_plan(
    given: _UploadedGlossary, read: _ParsedGlossary, planned: GlossaryImportPlan, problem: str = ""
) -> Response:
    with read_session() as session:
        languages = list_languages(session)
        drafts = glossary_import.find_open_drafts(session, planned)
    page = GlossaryImportPage(
        present_layout("glossary"),
        given.language,
        languages,
        problem=problem,
        planned=planned,
        drafts=drafts,
        version=glossary_import.plan_version(planned),
        notices=read.notices[:_MAX_NOTICES],
        more_notices=max(0, len(read.notices) - _MAX_NOTICES),
        content=_pack(given.content),
        name=given.name,
        format=read.format,
        encoding=read.encoding,
        samples=read.samples if read.encoding else (),
        audience=given.audience,
    )
    return render("desk/glossary/import_export.html", page, 409 if problem else 200)


def _show_problem(language: str, problem: str) -> Response:
    with read_session() as session:
        languages = list_languages(session)
    page = GlossaryImportPage(present_layout("glossary"), language, languages, problem=problem)
    return render("desk/glossary/import_export.html", page, 422)
