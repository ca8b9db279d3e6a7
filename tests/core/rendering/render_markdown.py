"""Renders Markdown in one call."""

from collections.abc import Sequence

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import NO_SIZES, ImageSizes, Reference
from readlevel.core.model.persona import EVERY_LAY, TooltipPolicy
from readlevel.core.rendering.pipeline import parse_source, render_source
from readlevel.core.rendering.rendering import Rendering


def render_markdown(
    markdown: str,
    *,
    slug: str = "an-answer",
    language: str = "en",
    references: Sequence[Reference] = (),
    glossary: Glossary,
    policy: TooltipPolicy = EVERY_LAY,
    glossary_path: str = "/glossary/",
    sizes: ImageSizes = NO_SIZES,
) -> Rendering:
    """Parse and render a text."""
    return render_source(
        parse_source(markdown, language),
        slug=slug,
        references=references,
        glossary=glossary,
        policy=policy,
        glossary_path=glossary_path,
        sizes=sizes,
    )
