"""The list of an answer's references, which several views show."""

from flask import Response

from readlevel.core.rendering.bibliography import format_reference
from readlevel.usecases.writing import references
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.answer_header import build_answer_header, get_answer_or_404
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.references.reference_contexts import ReferenceRow, ReferencesPage
from readlevel.web.http.services import render


def show_references(
    slug: str,
    problem: str = "",
    *,
    cited_key: str = "",
    import_error: str = "",
    pasted_text: str = "",
    status: int = 200,
) -> Response:
    """Show the references, with a problem if a change was rejected."""
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        sources = references.list_references(session, answer)
    rows = [
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
        build_answer_header(answer),
        rows,
        sources.version,
        problem,
        cited_key,
        import_error,
        pasted_text,
    )
    return render("desk/references/references.html", page, status)
