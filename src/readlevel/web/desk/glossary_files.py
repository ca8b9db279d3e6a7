"""The glossary from and into files, and the words it lacks."""

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel import naming
from readlevel.core.roles import Role
from readlevel.interchange import glossary_formats
from readlevel.interchange.glossary import Entry
from readlevel.interchange.problem import BadRecord
from readlevel.naming import Text
from readlevel.storage import answers, terms
from readlevel.storage.published import list_texts
from readlevel.web.desk import addresses
from readlevel.web.desk.access import allowed, current_account
from readlevel.web.desk.database import desk_renderer, now, reading_session, writing_session
from readlevel.web.desk.frame import present_frame, redirect_said
from readlevel.web.desk.term_pages import ImportPage, MissingPage
from readlevel.web.desk.term_views import find_language, list_languages
from readlevel.web.errors import Refused
from readlevel.web.services import render, services

MOST_BYTES = 10 * 2**20
_FORM_BYTES = MOST_BYTES * 3 // 2
_FORMATS = {"csv": "csv", "skos": "ttl", "tbx": "tbx"}
_IMPORTED = ("csv", "nci", "skos", "tbx")
_NOTICES = 50
_WORDS = 60
_TEXTS = 300

blueprint = Blueprint("glossary_files", __name__)


@blueprint.get("/glossary/import")
@allowed(Role.EDITOR)
def show_import() -> Response:
    """Ask for a file."""
    language = find_language(request.args.get("language"))
    page = ImportPage(present_frame("glossary"), language, list_languages())
    return render("editing/glossary_import.html", page)


@blueprint.post("/glossary/import")
@allowed(Role.EDITOR, most_bytes=_FORM_BYTES)
def take_terms() -> WerkzeugResponse:
    """Show what would become of the terms of a file, then take them in."""
    language = find_language(request.form.get("language"))
    name, content = _given_file()
    if not content:
        return _show_problem(language, "no_file")
    try:
        format_, entries, notices = _read(name, content, language)
    except BadRecord as bad:
        return _show_problem(language, bad.reason)
    if request.form.get("do") == "take":
        with writing_session() as session:
            naming.take_in(session, current_account(), entries, now=now())
        return redirect_said(addresses.GLOSSARY, "terms_taken")
    with reading_session() as session:
        planned = naming.plan_terms(session, entries)
    page = ImportPage(
        present_frame("glossary"),
        language,
        list_languages(),
        planned=planned,
        notices=notices[:_NOTICES],
        more_notices=max(0, len(notices) - _NOTICES),
        content=base64.b64encode(content).decode("ascii"),
        name=name,
        format=format_,
        audience=_audience(),
    )
    return render("editing/glossary_import.html", page)


@blueprint.get("/glossary/export")
@allowed(Role.EDITOR)
def export_terms() -> Response:
    """Send the whole glossary as a file."""
    asked = request.args.get("format", "csv")
    if asked not in _FORMATS:
        raise Refused("bad_request", 400)
    settings = services().settings
    with reading_session() as session:
        given = list(terms.iter_terms(session))
    publisher = glossary_formats.Publisher(
        settings.site_name, settings.base_url, settings.languages[0]
    )
    written = glossary_formats.write(given, asked, publisher, None)
    types = {
        "csv": "text/csv; charset=utf-8",
        "skos": "text/turtle; charset=utf-8",
        "tbx": "application/xml; charset=utf-8",
    }
    response = Response(written.text, content_type=types[asked])
    file = f"glossary.{_FORMATS[asked]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


@blueprint.get("/glossary/missing")
@allowed(Role.EDITOR)
def show_missing() -> Response:
    """List hard words that no term explains, of one answer or of texts that are public."""
    language, slug = find_language(request.args.get("language")), request.args.get("slug", "")
    with reading_session() as session:
        texts = list(_of_answer(session, slug) if slug else _public(session))
        missing = naming.rank_missing(texts, desk_renderer(session).glossary, language, _WORDS)
    page = MissingPage(
        present_frame("glossary"),
        language,
        list_languages(),
        slug,
        missing,
        len(texts),
        {word.word: addresses.new_term(language, word.word) for word in missing.words},
    )
    return render("editing/missing.html", page)


def _given_file() -> tuple[str, bytes]:
    """Return name and bytes of what is uploaded, or of what was shown before."""
    uploaded = request.files.get("file")
    if uploaded is not None and uploaded.filename:
        content: bytes = uploaded.read()
        return Path(uploaded.filename).name[:100], content
    try:
        content = base64.b64decode(request.form.get("content", ""), validate=True)
    except (binascii.Error, ValueError):
        raise Refused("bad_request", 422) from None
    return Path(request.form.get("name", "")).name[:100] or "glossary", content


def _read(name: str, content: bytes, language: str) -> tuple[str, list[Entry], list[str]]:
    """Return the format of a file, its entries, and what is to be said of the rest."""
    if len(content) > MOST_BYTES:
        raise BadRecord(
            "The file has more than 10 MB. Take it in with: readlevel glossary import FILE"
        )
    with TemporaryDirectory() as folder:
        path = Path(folder, f"glossary{Path(name).suffix[:10]}")
        path.write_bytes(content)
        asked = request.form.get("format", "")
        format_ = asked if asked in _IMPORTED else glossary_formats.guess(path)
        options = glossary_formats.Options(language, None, _audience())
        entries, notices = [], []
        for item in glossary_formats.read(path, format_, options):
            if isinstance(item, Entry):
                entries.append(item)
            else:
                place = f"{item.line}: " if item.line else ""
                notices.append(f"{place}{item.reason}")
    return format_, entries, notices


def _audience() -> str:
    return "clinician" if request.form.get("audience") == "clinician" else "lay"


def _show_problem(language: str, problem: str) -> Response:
    page = ImportPage(present_frame("glossary"), language, list_languages(), problem=problem)
    return render("editing/glossary_import.html", page, 422)


def _of_answer(session: Session, slug: str) -> Iterator[Text]:
    answer = answers.find_answer(session, slug)
    for variant in answer.variants if answer else ():
        yield f"{variant.audience}.{variant.language}", variant.language, variant.markdown


def _public(session: Session) -> Iterator[Text]:
    for text in list_texts(session, after=None, limit=_TEXTS):
        yield text.slug, text.language, text.markdown
