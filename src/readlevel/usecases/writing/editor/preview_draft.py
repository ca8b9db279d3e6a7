"""Previews a draft as readers would get it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.hints.difficulties import DifficultyReport
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.model.answer import AnswerHead
from readlevel.core.model.persona import TooltipPolicy
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendering import Rendering
from readlevel.storage.answers import images
from readlevel.usecases.publishing.renderer import Renderer


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """What a draft would look like to readers, and what makes it hard."""

    rendering: Rendering
    reasons: DifficultyReport


def preview_draft(
    session: Session,
    renderer: Renderer,
    answer: AnswerHead,
    language: str,
    markdown: str,
    policy: TooltipPolicy,
) -> DraftPreview:
    """Return what `markdown` would be as a text of `answer` for readers under `policy`.

    Nothing is stored. Raise `UnreadableMarkdown` if the text cannot be read.
    """
    source = parse_source(markdown, language)
    sizes = images.find_sizes_of(session, answer.slug, markdown)
    return DraftPreview(
        renderer.render_source(answer, source, policy, sizes),
        find_difficulties(source.words, markdown, renderer.glossary),
    )
