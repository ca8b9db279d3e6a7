"""Renders texts for the personas of a site with its stored glossary."""

from collections.abc import Mapping, Sequence
from copy import copy

from sqlalchemy.orm import Session

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import NO_SIZES, AnswerHead, Audience, ImageSizes, Reference
from readlevel.core.model.persona import Persona, TooltipPolicy, tooltip_policies
from readlevel.core.rendering.pipeline import (
    ParsedSource,
    parse_source,
    render_source,
    shape_source,
)
from readlevel.core.rendering.rendered_blocks import RenderedBlock, render_blocks
from readlevel.core.rendering.rendering import Rendering
from readlevel.storage import slow_work
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import site_version
from readlevel.storage.glossary import terms


class Renderer:
    """Renders texts for the personas of a site, with the stored glossary.

    One is used for many answers; `follow` reloads the glossary after changes. Loading it takes
    seconds if there are many terms, so a write uses a renderer that is `pinned` before it begins.
    """

    is_outdated = False
    """Whether the glossary has changed since this renderer was pinned."""
    _is_pinned = False

    def __init__(
        self,
        session: Session,
        personas: Sequence[Persona],
        site_language: str,
        *,
        site_name: str = "",
    ) -> None:
        self.policies = tooltip_policies(personas)
        self.site_language = site_language
        self.site_name = site_name
        """Stands on card images; without it, none are drawn."""
        self._known = (
            site_version.get_glossary_version(session),
            Glossary(terms.iter_terms(session)),
        )
        """The glossary and its version, which change together: threads share a renderer."""

    @property
    def glossary(self) -> Glossary:
        """The glossary that texts are rendered with."""
        return self._known[1]

    def follow(self, session: Session) -> None:
        """Reload the glossary if it has changed; a pinned renderer only notes it."""
        version = site_version.get_glossary_version(session)
        if version == self._known[0]:
            return
        if self._is_pinned:
            self.is_outdated = True
        else:
            self._known = version, Glossary(terms.iter_terms(session))

    def pin(self) -> "Renderer":
        """Return a renderer for one write, which keeps the glossary as it is now."""
        pinned = copy(self)
        pinned._is_pinned = True
        return pinned

    def render_each(
        self, answer: AnswerHead, revisions: Sequence[StoredRevision], sizes: ImageSizes
    ) -> list[Mapping[str, Rendering]]:
        """Render each revision as `render_text` does."""
        about = answer.slug, answer.references, sizes
        texts = [(one.audience, one.markdown, one.language) for one in revisions]
        return slow_work.do_each(self.render_text, [(*text, *about) for text in texts])

    def render_text(
        self,
        audience: Audience,
        markdown: str,
        language: str,
        slug: str,
        references: Sequence[Reference],
        sizes: ImageSizes,
    ) -> Mapping[str, Rendering]:
        """Render a text for the readers of an audience, by the keys of their tooltip policies."""
        source = parse_source(markdown, language)
        return {
            policy.key: self.render_with(self.glossary, source, slug, references, policy, sizes)
            for policy in self.list_policies(audience)
        }

    def list_policies(self, audience: Audience) -> list[TooltipPolicy]:
        """Return the tooltip policies of the readers of an audience."""
        return [policy for one, policy in self.policies if one is audience]

    def render_source(
        self,
        answer: AnswerHead,
        source: ParsedSource,
        policy: TooltipPolicy,
        sizes: ImageSizes = NO_SIZES,
    ) -> Rendering:
        """Render a parsed text of `answer`, stored or not, under one tooltip policy."""
        return self.render_with(
            self.glossary, source, answer.slug, answer.references, policy, sizes
        )

    def render_blocks(
        self,
        answer: AnswerHead,
        source: ParsedSource,
        policy: TooltipPolicy,
        sizes: ImageSizes = NO_SIZES,
    ) -> tuple[RenderedBlock, ...]:
        """Render a parsed text of `answer` block by block, under one tooltip policy."""
        shaped = shape_source(
            source,
            slug=answer.slug,
            references=answer.references,
            glossary=self.glossary,
            policy=policy,
            sizes=sizes,
        )
        return render_blocks(shaped, self._glossary_path(source.language), source.language)

    def render_with(
        self,
        glossary: Glossary,
        source: ParsedSource,
        slug: str,
        references: Sequence[Reference],
        policy: TooltipPolicy,
        sizes: ImageSizes = NO_SIZES,
    ) -> Rendering:
        """Render a text with another glossary than the stored one, under one tooltip policy."""
        return render_source(
            source,
            slug=slug,
            references=references,
            glossary=glossary,
            policy=policy,
            glossary_path=self._glossary_path(source.language),
            sizes=sizes,
        )

    def _glossary_path(self, language: str) -> str:
        return "/glossary/" if language == self.site_language else f"/{language}/glossary/"
