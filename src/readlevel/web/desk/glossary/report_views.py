"""Reports on the glossary: hard definitions, ambiguous forms, missing terms."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm
from readlevel.core.model.roles import Role
from readlevel.usecases.glossary import browse, missing_terms
from readlevel.usecases.glossary.glossary_report import GlossaryReport
from readlevel.web.desk.glossary.glossary_languages import find_language, list_languages
from readlevel.web.desk.glossary.term_pages import (
    AmbiguousFormRow,
    AmbiguousFormsPage,
    HardestPage,
    MissingPage,
    present_term,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.db_sessions import desk_renderer, read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.layout.pagination import ROWS_PER_PAGE, paginate
from readlevel.web.http.services import render
from readlevel.web.reader.reader_request import current_reader_request

_REPORT_KEY = "readlevel.glossary_report"
_MAX_WORDS = 60
_MAX_TEXTS = 300

blueprint = Blueprint("reports", __name__)


@blueprint.get("/glossary/hardest")
@require_role(Role.EDITOR)
def list_hardest() -> Response:
    """List the lay definitions, the hardest first."""
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        slugs = _glossary_report().list_hardest(session, language)
        pages = paginate(
            urls.HARDEST,
            current_reader_request().page,
            len(slugs),
            parameters={"language": language},
        )
        keys = [(language, slug) for slug in slugs[pages.skip : pages.skip + ROWS_PER_PAGE]]
        listed = browse.find_listed(session, keys)
    rows = [present_term(listed[key]) for key in keys if key in listed]
    page = HardestPage(present_layout("glossary"), language, languages, rows, pages)
    return render("desk/glossary/hard_definitions.html", page)


@blueprint.get("/glossary/clashes")
@require_role(Role.EDITOR)
def list_ambiguous_forms() -> Response:
    """List the word forms that several terms share."""
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        clashes = _glossary_report().list_clashes(session, language)
        pages = paginate(
            urls.CLASHES,
            current_reader_request().page,
            len(clashes),
            parameters={"language": language},
        )
        rows = _present_ambiguous_forms(session, clashes[pages.skip : pages.skip + ROWS_PER_PAGE])
    page = AmbiguousFormsPage(present_layout("glossary"), language, languages, rows, pages)
    return render("desk/glossary/ambiguous_forms.html", page)


@blueprint.get("/glossary/missing")
@require_role(Role.EDITOR)
def show_missing() -> Response:
    """List the hard words and phrases that no term explains, in one answer or the public texts."""
    slug = request.args.get("slug", "").replace("\0", "")
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        texts = (
            browse.list_answer_texts(session, slug)
            if slug
            else browse.list_public_texts(session, limit=_MAX_TEXTS)
        )
        is_partial = not slug and len(texts) == _MAX_TEXTS
        missing = missing_terms.rank_missing_words(
            texts, desk_renderer(session).glossary, language, _MAX_WORDS
        )
    page = MissingPage(
        present_layout("glossary"),
        language,
        languages,
        slug,
        missing,
        len(texts),
        is_partial=is_partial,
        add_paths={word.word: urls.new_term(language, word.word) for word in missing.words},
        answer_paths={place: urls.answer(place, language) for place in missing.places},
    )
    return render("desk/glossary/missing_terms.html", page)


def _glossary_report() -> GlossaryReport:
    """Return the report that this worker caches."""
    survey: GlossaryReport = current_app.extensions.setdefault(_REPORT_KEY, GlossaryReport())
    return survey


def _present_ambiguous_forms(
    session: Session, clashes: Sequence[AmbiguousForm]
) -> list[AmbiguousFormRow]:
    keys = [(term.language, term.slug) for clash in clashes for term in clash.terms]
    listed = browse.find_listed(session, dict.fromkeys(keys))
    return [
        AmbiguousFormRow(
            clash.form,
            [
                present_term(listed[term.language, term.slug])
                for term in clash.terms
                if (term.language, term.slug) in listed
            ],
        )
        for clash in clashes
    ]
