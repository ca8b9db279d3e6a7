"""What an answer is called: its question for each audience, and words by which it is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.writing import clinical_codes, names
from readlevel.usecases.writing.names import AnswerNames
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import (
    AnswerHeader,
    build_answer_header,
    get_answer_or_404,
)
from readlevel.web.desk.layout.db_sessions import (
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.services import render, services

_EXPECTED_PREFIX = "seen_"

blueprint = Blueprint("names", __name__)


@dataclass(frozen=True, slots=True)
class NamesPage:
    """`/edit/answers/<slug>/names/<language>` (`desk/references/names.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    language: str
    languages: tuple[str, ...]
    """The languages of the site."""
    question: str
    """The question that all audiences share, in this language."""
    questions: Mapping[str, str]
    """By audience, as the form shows them; empty where the shared question holds."""
    search_words: str
    """One per line, as the form shows them."""
    stored: Mapping[str, str]
    """The same as they are stored, by the name of the field."""
    may_change: bool
    problem: str
    """`too_many`, `too_long`, `changed`, `needs_reviewer`, or empty."""


@blueprint.get("/answers/<slug>/names/<language>")
@require_role(Role.EDITOR)
def show_names(slug: str, language: str) -> WerkzeugResponse:
    """Show what an answer is called in a language."""
    return _show(slug, language)


@blueprint.post("/answers/<slug>/names/<language>")
@require_role(Role.EDITOR)
def save_names(slug: str, language: str) -> WerkzeugResponse:
    """Save what an answer is called in a language."""
    _check_language(language)
    given, seen = _read(""), _read(_EXPECTED_PREFIX)
    if problem := names.find_problem(given):
        return _show(slug, language, given, problem, 422)
    with read_session() as session:
        get_answer_or_404(session, slug)
    try:
        changed = write_rendered(
            lambda session, renderer: names.save_names(
                session,
                renderer,
                current_account(),
                slug,
                language,
                given,
                expected=seen,
                now=now(),
            ),
            partial(foresee_publication, slug=slug),
        )
    except names.NamesEditConflict:
        return _show(slug, language, given, "changed", 409)
    except clinical_codes.ReviewerRequired:
        return _show(slug, language, given, "needs_reviewer", 403)
    return redirect_with_flash(
        urls.names(slug, language), "names_saved" if changed else "unchanged"
    )


def _show(
    slug: str,
    language: str,
    given: AnswerNames | None = None,
    problem: str = "",
    status: int = 200,
) -> WerkzeugResponse:
    _check_language(language)
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        is_approved = clinical_codes.is_approved(session, slug)
    stored = names.get_names(answer, language)
    shown = stored if given is None else given
    page = NamesPage(
        layout=present_layout("answers"),
        head=build_answer_header(answer),
        language=language,
        languages=services().settings.languages,
        question=answer.question_in(language)[1],
        questions={audience: shown.questions.get(audience, "") for audience in Audience},
        search_words="\n".join(shown.search_words),
        stored={
            **{audience: stored.questions.get(audience, "") for audience in Audience},
            "search_words": "\n".join(stored.search_words),
        },
        may_change=current_account().may(Role.REVIEWER) or not is_approved,
        problem=problem,
    )
    return render("desk/references/names.html", page, status)


def _check_language(language: str) -> None:
    if language not in services().settings.languages:
        abort(404)


def _read(prefix: str) -> AnswerNames:
    questions = {one: _read_line(request.form.get(prefix + one, "")) for one in Audience}
    lines = map(_read_line, request.form.get(f"{prefix}search_words", "").splitlines())
    return AnswerNames(
        {one: asked for one, asked in questions.items() if asked},
        tuple(dict.fromkeys(line for line in lines if line)),
    )


def _read_line(given: str) -> str:
    return " ".join(given.replace("\0", " ").split())
