"""One text of an answer, made ready for its page."""

from readlevel.core.languages.tags import direction
from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona
from readlevel.core.model.slug import slugify
from readlevel.core.model.workflow import PENDING, Status
from readlevel.core.readability.targets import TARGETS
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.rendering.tooltip_uses import TooltipUses, filter_tooltips
from readlevel.core.text.excerpt import make_excerpt
from readlevel.storage.public.publications import Publication, Sibling
from readlevel.web.http.frame_options import EVERYBODY, NOBODY
from readlevel.web.http.urls import PERSONA_PATH, with_query
from readlevel.web.reader.linked_data import describe_answer
from readlevel.web.reader.page_contexts import (
    AnswerPage,
    ExplainControl,
    VariantContext,
    WithdrawnPage,
)
from readlevel.web.reader.page_parts import present_chooser, present_site
from readlevel.web.reader.reader_request import ReaderRequest

DESCRIPTION_CHARACTERS = 155
"""As much as search engines show."""


def present_answer(
    visit: ReaderRequest,
    publication: Publication,
    rendering: Rendering,
    persona: Persona,
    *,
    chosen: Persona | None,
    at_stable_address: bool,
) -> AnswerPage:
    """Return the page of a text that is public, for the reader `persona`."""
    addresses = visit.addresses
    slug, audience = publication.slug, publication.audience
    path = addresses.variant(slug, audience) if at_stable_address else addresses.answer(slug)
    uses = visit.uses_asked if at_stable_address else visit.uses
    control = ExplainControl(uses, None if at_stable_address else PERSONA_PATH, path)
    variant = present_variant(visit, publication, rendering, persona, control)
    canonical = visit.addresses_of(publication.language).variant(slug, audience)
    canonical_url = visit.settings.base_url + canonical
    return AnswerPage(
        site=present_site(visit, path, _languages(visit, publication, at_stable_address)),
        variant=variant,
        chooser=present_chooser(visit, chosen, addresses.answer(slug)),
        canonical_url=canonical_url,
        description=make_excerpt(rendering.plain_text, DESCRIPTION_CHARACTERS),
        alternates=_alternates(visit, publication),
        json_ld=describe_answer(visit, variant, canonical_url, _texts(visit, publication)),
        build_url=_build_url(visit, slug),
        has_oembed=visit.settings.frame_ancestors == EVERYBODY,
    )


def _build_url(visit: ReaderRequest, slug: str) -> str:
    if visit.settings.frame_ancestors == NOBODY:
        return ""
    return with_query(visit.addresses.builder, answer=slug)


def present_withdrawn(visit: ReaderRequest, publication: Publication) -> WithdrawnPage:
    """Return the page of a text that was taken back."""
    return WithdrawnPage(
        site=present_site(visit, visit.addresses.answer(publication.slug)),
        question=publication.question,
        because=publication.review.withdrawn_because,
    )


def present_variant(
    visit: ReaderRequest,
    publication: Publication,
    rendering: Rendering,
    persona: Persona,
    control: ExplainControl,
) -> VariantContext:
    """Return one text as page, iframe and preview show it."""
    audience = publication.audience
    shown_to = persona if persona.audience is audience else visit.own_persona(audience)
    settings, uses = visit.settings, TooltipUses(control.current)
    profile = settings.target_lay if audience is Audience.LAY else settings.target_clinician
    return VariantContext(
        slug=publication.slug,
        question=publication.question,
        question_language=publication.question_language,
        audience=audience,
        language=publication.language,
        direction=direction(publication.language),
        persona=shown_to.key,
        review=publication.review,
        version=publication.number,
        pending=publication.review.status in PENDING,
        behind=publication.behind and settings.show_drift,
        untranslated="" if publication.language == visit.language else visit.language,
        ask_url=visit.addresses.ask(publication.slug) if settings.questions else "",
        ease_url=visit.addresses.ease(publication.slug) if settings.questions else "",
        only_variant=persona.audience is not audience,
        html=filter_tooltips(rendering.html, uses),
        contents=rendering.contents,
        readability=rendering.readability,
        target_profile=profile,
        target_low=TARGETS[profile].low,
        target_high=TARGETS[profile].high,
        references=rendering.references,
        terms=() if uses is TooltipUses.NONE else rendering.terms,
        term_urls={
            term.slug: visit.addresses_of(publication.language).term(term.slug)
            for term in rendering.terms
        },
        explain=control if rendering.terms else None,
        disclaimer=_disclaimer(shown_to, publication.language, visit),
        other_url=_other_url(visit, publication),
        topics=tuple(
            (name, visit.addresses_of(publication.language).topic(slugify(name)))
            for name in publication.topics
        ),
    )


def _public(publication: Publication, audience: Audience) -> list[Sibling]:
    return [
        sibling
        for sibling in publication.siblings
        if sibling.audience is audience and sibling.status is not Status.WITHDRAWN
    ]


def _other_url(visit: ReaderRequest, publication: Publication) -> str | None:
    """Return where the other audience's text stands: in the same language where it is there."""
    other = publication.audience.other
    languages = [sibling.language for sibling in _public(publication, other)]
    if not languages:
        return None
    preferred = (publication.language, *visit.languages)
    language = next((tag for tag in preferred if tag in languages), languages[0])
    return visit.addresses_of(language).variant(publication.slug, other)


def _alternates(visit: ReaderRequest, publication: Publication) -> tuple[tuple[str, str], ...]:
    """Return (tag, absolute address) of the text in each language of the site that has it."""
    there = {sibling.language for sibling in _public(publication, publication.audience)}
    return tuple(
        (
            tag,
            visit.settings.base_url
            + visit.addresses_of(tag).variant(publication.slug, publication.audience),
        )
        for tag in visit.settings.languages
        if tag in there
    )


def _texts(visit: ReaderRequest, publication: Publication) -> list[str]:
    """Return the absolute address of each public text of the answer."""
    return [
        visit.settings.base_url
        + visit.addresses_of(one.language).variant(publication.slug, audience)
        for audience in Audience
        for one in _public(publication, audience)
    ]


def _languages(
    visit: ReaderRequest, publication: Publication, at_stable_address: bool
) -> list[tuple[str, str]]:
    """Return (tag, path) of the answer in each language that it can be read in."""
    public = [one for audience in Audience for one in _public(publication, audience)]
    there = {sibling.language for sibling in public} | {visit.language}
    slug, audience = publication.slug, publication.audience
    return [
        (
            tag,
            visit.addresses_of(tag).variant(slug, audience)
            if at_stable_address
            else visit.addresses_of(tag).answer(slug),
        )
        for tag in visit.settings.languages
        if tag in there
    ]


def _disclaimer(persona: Persona, language: str, visit: ReaderRequest) -> str | None:
    for tag in (language, *visit.languages):
        if tag in persona.disclaimers:
            return persona.disclaimers[tag]
    return None
