"""What of the whole glossary needs an editor: hard definitions, shared forms, missing terms."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm
from readlevel.core.model.roles import Role
from readlevel.storage.answers import answers
from readlevel.storage.glossary import terms
from readlevel.storage.public.published_texts import list_texts
from readlevel.usecases.glossary import terms as term_usecases
from readlevel.usecases.glossary.glossary_report import GlossaryReport
from readlevel.usecases.glossary.terms import ScannedText
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

_SURVEY = "readlevel.survey"
_WORDS = 60
_TEXTS = 300

blueprint = Blueprint("survey", __name__)


@blueprint.get("/glossary/hardest")
@require_role(Role.EDITOR)
def list_hardest() -> Response:
    """List plain definitions, the hardest first."""
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        slugs = _survey().list_hardest(session, language)
        pages = paginate(
            urls.HARDEST,
            current_reader_request().page,
            len(slugs),
            parameters={"language": language},
        )
        keys = [(language, slug) for slug in slugs[pages.skip : pages.skip + ROWS_PER_PAGE]]
        listed = terms.find_listed(session, keys)
    rows = [present_term(listed[key]) for key in keys if key in listed]
    page = HardestPage(present_layout("glossary"), language, languages, rows, pages)
    return render("desk/glossary/hard_definitions.html", page)


@blueprint.get("/glossary/clashes")
@require_role(Role.EDITOR)
def list_clashes() -> Response:
    """List forms that several terms share."""
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        clashes = _survey().list_clashes(session, language)
        pages = paginate(
            urls.CLASHES,
            current_reader_request().page,
            len(clashes),
            parameters={"language": language},
        )
        rows = _present_clashes(session, clashes[pages.skip : pages.skip + ROWS_PER_PAGE])
    page = AmbiguousFormsPage(present_layout("glossary"), language, languages, rows, pages)
    return render("desk/glossary/ambiguous_forms.html", page)


@blueprint.get("/glossary/missing")
@require_role(Role.EDITOR)
def show_missing() -> Response:
    """List hard words that no term explains, of one answer or of texts that are public."""
    slug = request.args.get("slug", "")
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        texts = list(_of_answer(session, slug) if slug else _public(session))
        is_part = not slug and len(texts) == _TEXTS
        missing = term_usecases.rank_missing_words(
            texts, desk_renderer(session).glossary, language, _WORDS
        )
    page = MissingPage(
        present_layout("glossary"),
        language,
        languages,
        slug,
        missing,
        len(texts),
        is_part=is_part,
        add_paths={word.word: urls.new_term(language, word.word) for word in missing.words},
        answer_paths={place: urls.answer(place, language) for place in missing.places},
    )
    return render("desk/glossary/missing_terms.html", page)


def _survey() -> GlossaryReport:
    """Return the one of this worker."""
    survey: GlossaryReport = current_app.extensions.setdefault(_SURVEY, GlossaryReport())
    return survey


def _present_clashes(session: Session, clashes: Sequence[AmbiguousForm]) -> list[AmbiguousFormRow]:
    keys = [(term.language, term.slug) for clash in clashes for term in clash.terms]
    listed = terms.find_listed(session, dict.fromkeys(keys))
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


def _of_answer(session: Session, slug: str) -> Iterator[ScannedText]:
    answer = answers.find_answer(session, slug)
    for variant in answer.variants if answer else ():
        yield f"{variant.audience}.{variant.language}", variant.language, variant.markdown


def _public(session: Session) -> Iterator[ScannedText]:
    for text in list_texts(session, after=None, limit=_TEXTS):
        yield text.slug, text.language, text.markdown
