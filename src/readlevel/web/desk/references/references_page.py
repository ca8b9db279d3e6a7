"""The page that lists the references of an answer, as each way of changing them ends there."""

from flask import Response

from readlevel.core.rendering.bibliography import format_reference
from readlevel.usecases.writing import references
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.answer_header import get_answer, present_head
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.references.reference_pages import ReferenceRow, ReferencesPage
from readlevel.web.http.services import render


def show_list(
    slug: str,
    problem: str = "",
    *,
    kept: str = "",
    sentence: str = "",
    pasted: str = "",
    status: int = 200,
) -> Response:
    """Show the references, and what was not done with them."""
    with read_session() as session:
        answer = get_answer(session, slug)
        sources = references.list_references(session, answer)
    works = [
        ReferenceRow(
            reference.key,
            format_reference(reference),
            sources.uses[reference.key],
            urls.reference(slug, reference.key),
        )
        for reference in sources.references
    ]
    page = ReferencesPage(
        present_layout("answers"),
        present_head(answer),
        works,
        sources.version,
        problem,
        kept,
        sentence,
        pasted,
    )
    return render("desk/references/references.html", page, status)
