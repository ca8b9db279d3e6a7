"""The editor panes of the two texts: level meter, and preview if it was requested."""

from sqlalchemy.orm import Session

from readlevel.core.hints.difficulties import DifficultyReport, find_hardest
from readlevel.core.model.answer import AnswerHead, Audience, Review
from readlevel.core.model.persona import Persona
from readlevel.core.readability.level_comparison import (
    LevelDifference,
    compare_levels,
    summarise_level,
)
from readlevel.core.readability.readability import Readability, measure
from readlevel.core.readability.targets import TARGETS, find_above_target, is_partly_above_target
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.public import publications
from readlevel.usecases.writing.editor.preview_draft import preview_draft
from readlevel.web.desk.assistant.assistant_pages import AssistantPanel
from readlevel.web.desk.layout.db_sessions import desk_renderer
from readlevel.web.desk.writing.draft_preview import list_personas, present_draft
from readlevel.web.desk.writing.writing_pages import EditorPane, LevelMeter
from readlevel.web.reader.page_contexts import VariantContext
from readlevel.web.reader.page_parts import custom_label
from readlevel.web.reader.reader_request import ReaderRequest


def present_pane(
    session: Session,
    reader: ReaderRequest,
    answer: AnswerHead,
    language: str,
    audience: Audience,
    markdown: str,
    *,
    base_number: int,
    review: Review | None,
    previewed: bool,
    assistant: AssistantPanel | None = None,
) -> EditorPane:
    """Return the pane of one text."""
    personas = list_personas(reader, audience)
    error_code, meter, shown = "", None, None
    try:
        if previewed and markdown.strip():
            shown = _preview(session, reader, answer, language, personas[0], markdown)
            readability: Readability | None = shown.readability
        else:
            readability = _score_readability(markdown, language)
    except UnreadableMarkdown as problem:
        error_code, readability = problem.code, None
    if readability is not None:
        meter = present_meter(session, reader, answer.slug, language, audience, readability)
    return EditorPane(
        audience=audience,
        markdown=markdown,
        base_number=base_number,
        review=review,
        personas=[(persona, custom_label(persona, reader)) for persona in personas],
        level=meter,
        preview=shown,
        error_code=error_code,
        assistant=assistant,
    )


def present_meter(
    session: Session,
    reader: ReaderRequest,
    slug: str,
    language: str,
    audience: Audience,
    readability: Readability,
    reasons: DifficultyReport | None = None,
) -> LevelMeter:
    """Return the reading level of a text, with its target and the public text's level.

    `reasons` tell the hardest sentence.
    """
    name = reader.settings.target_of(audience)
    policy = reader.own_persona(audience).tooltips.key
    public = publications.find(session, slug, audience, language, policy, show_unreviewed=False)
    rendering = public.rendering if public else None
    return LevelMeter(
        readability=readability,
        target_profile=name,
        target_low=TARGETS[name].low,
        target_high=TARGETS[name].high,
        above_target=find_above_target(readability, name) is not None,
        partly_above_target=is_partly_above_target(readability, name),
        approved_level=rendering.readability if rendering else None,
        comparisons=_compare_levels(session, slug, language, audience, readability),
        hardest=find_hardest(reasons) if reasons else None,
    )


def _compare_levels(
    session: Session, slug: str, language: str, audience: Audience, readability: Readability
) -> list[tuple[Audience, LevelDifference]]:
    """Return how the public texts for other audiences differ in level from a text."""
    levels = publications.find_levels(session, slug, language)
    own = summarise_level(readability)
    found = [
        (one, compare_levels(own, levels[one]))
        for one in Audience
        if one is not audience and one in levels
    ]
    return [(one, difference) for one, difference in found if difference is not None]


def _score_readability(markdown: str, language: str) -> Readability | None:
    if not markdown.strip():
        return None
    return measure(parse_source(markdown, language).prose, language)


def _preview(
    session: Session,
    reader: ReaderRequest,
    answer: AnswerHead,
    language: str,
    persona: Persona,
    markdown: str,
) -> VariantContext:
    shown = preview_draft(
        session, desk_renderer(session), answer, language, markdown, persona.tooltips
    )
    return present_draft(reader, answer, language, persona, shown.rendering)
