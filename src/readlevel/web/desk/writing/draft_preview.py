"""Unpublished texts as readers would get them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import g

from readlevel.core.model.answer import AnswerHead, Audience, Review
from readlevel.core.model.persona import Persona
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.rendering.safe_html import replace_image_folder
from readlevel.storage.public.publications import Publication
from readlevel.web.desk.layout import urls
from readlevel.web.http.services import services
from readlevel.web.reader.answer_page import present_variant
from readlevel.web.reader.page_contexts import ExplainControl, VariantContext
from readlevel.web.reader.reader_request import ReaderRequest, current_reader_request


@contextmanager
def reader_context(language: str) -> Iterator[ReaderRequest]:
    """Set the request's language to `language` within the block, if the site has it."""
    before = current_reader_request().language
    if language in services().settings.languages:
        g.language = language
    try:
        yield current_reader_request()
    finally:
        g.language = before


def list_personas(reader: ReaderRequest, audience: Audience) -> tuple[Persona, ...]:
    """Return the personas of an audience, its default first."""
    own = reader.own_persona(audience)
    others = (one for one in reader.settings.personas if one.audience is audience and one != own)
    return (own, *others)


def present_draft(
    reader: ReaderRequest,
    answer: AnswerHead,
    language: str,
    persona: Persona,
    rendering: Rendering,
    *,
    number: int = 0,
    review: Review | None = None,
    images_url: str = "",
) -> VariantContext:
    """Return the context of the public template for a rendering that is not published.

    `images_url` is the URL of the folder of images; by default the one for editors.
    """
    folder = images_url or urls.image(answer.slug)
    rendering = replace(rendering, html=replace_image_folder(rendering.html, folder))
    question_language, question = answer.question_in(language, persona.audience)
    draft = Publication(
        slug=answer.slug,
        audience=persona.audience,
        language=language,
        number=number,
        question=question,
        question_language=question_language,
        topics=answer.topics,
        review=review or Review(),
        siblings=(),
        rendering=rendering,
        sample=answer.is_sample,
    )
    control = ExplainControl(reader.settings.explain, None, "")
    variant = present_variant(reader, draft, rendering, persona, control)
    unsent = replace(variant, ask_url="", ease_url="", check=rendering.check, check_url="")
    return replace(unsent, explain=None, untranslated="")
