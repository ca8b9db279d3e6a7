"""The two texts on the desk: each with its meter, and with its preview where one is asked for."""

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Review
from readlevel.core.model.persona import Persona
from readlevel.core.readability.readability import Readability, measure
from readlevel.core.readability.targets import TARGETS, find_above_target
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.public import publications
from readlevel.usecases.writing.drafts import preview_draft
from readlevel.web.desk.layout.db_sessions import desk_renderer
from readlevel.web.desk.writing.draft_preview import personas_of, present_draft
from readlevel.web.desk.writing.writing_pages import EditorPane, LevelMeter
from readlevel.web.reader.page_contexts import VariantContext
from readlevel.web.reader.page_parts import custom_label
from readlevel.web.reader.reader_request import ReaderRequest


def present_pane(
    session: Session,
    visit: ReaderRequest,
    answer: Answer,
    language: str,
    audience: Audience,
    markdown: str,
    *,
    began_from: int,
    review: Review | None,
    previewed: bool,
) -> EditorPane:
    """Return one text with its meter."""
    personas = personas_of(visit, audience)
    unreadable, meter, shown = "", None, None
    try:
        if previewed and markdown.strip():
            shown = _preview(session, visit, answer, language, personas[0], markdown)
            readability: Readability | None = shown.readability
        else:
            readability = _measure(markdown, language)
    except UnreadableMarkdown as problem:
        unreadable, readability = problem.code, None
    if readability is not None:
        meter = present_meter(session, visit, answer.slug, language, audience, readability)
    return EditorPane(
        audience=audience,
        markdown=markdown,
        began_from=began_from,
        review=review,
        personas=[(persona, custom_label(persona, visit)) for persona in personas],
        meter=meter,
        preview=shown,
        unreadable=unreadable,
    )


def present_meter(
    session: Session,
    visit: ReaderRequest,
    slug: str,
    language: str,
    audience: Audience,
    readability: Readability,
) -> LevelMeter:
    """Return how hard a text is, against its target and against what is public."""
    name = visit.settings.target_of(audience)
    policy = visit.own_persona(audience).tooltips.key
    public = publications.find(session, slug, audience, language, policy, show_unreviewed=False)
    rendering = public.rendering if public else None
    return LevelMeter(
        readability=readability,
        target_profile=name,
        target_low=TARGETS[name].low,
        target_high=TARGETS[name].high,
        above=find_above_target(readability, name) is not None,
        before=rendering.readability if rendering else None,
    )


def _measure(markdown: str, language: str) -> Readability | None:
    if not markdown.strip():
        return None
    return measure(parse_source(markdown, language).prose, language)


def _preview(
    session: Session,
    visit: ReaderRequest,
    answer: Answer,
    language: str,
    persona: Persona,
    markdown: str,
) -> VariantContext:
    shown = preview_draft(desk_renderer(session), answer, language, markdown, persona.tooltips)
    return present_draft(visit, answer, language, persona, shown.rendering)
