"""Contexts of the answer page and of a withdrawn answer."""

from collections.abc import Sequence
from dataclasses import replace

from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.persona import Persona
from readlevel.core.model.slug import slugify
from readlevel.core.model.workflow import PENDING, Status
from readlevel.core.readability.level_comparison import LevelDifference, compare_levels
from readlevel.core.readability.targets import TARGETS
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.rendering.safe_html import SafeHTML, name_emergency_numbers
from readlevel.core.rendering.tooltip_uses import TooltipUses, filter_tooltips
from readlevel.core.text.excerpt import make_excerpt
from readlevel.storage.public.publications import Publication, Sibling
from readlevel.usecases.public.reading import ListedAnswer, Tombstone, TombstoneReason
from readlevel.web.http.frame_options import EVERYBODY, NOBODY
from readlevel.web.http.i18n import name_territory
from readlevel.web.http.urls import PERSONA_PATH, with_query
from readlevel.web.reader.linked_data import describe_answer
from readlevel.web.reader.page_contexts import (
    AnswerPage,
    ExplainControl,
    VariantContext,
    WithdrawnPage,
)
from readlevel.web.reader.page_parts import (
    name_topics,
    present_cards,
    present_chooser,
    present_site,
)
from readlevel.web.reader.reader_request import ReaderRequest

DESCRIPTION_CHARACTERS = 155
"""About as much as search engines show of a description."""


def present_answer(
    reader: ReaderRequest,
    publication: Publication,
    rendering: Rendering,
    persona: Persona,
    *,
    chosen: Persona | None,
    at_stable_address: bool,
    related: Sequence[ListedAnswer] = (),
) -> AnswerPage:
    """Return the page of a public text for a reader with `persona`."""
    urls = reader.urls
    slug, audience = publication.slug, publication.audience
    path = urls.variant(slug, audience) if at_stable_address else urls.answer(slug)
    uses = reader.uses_in_url if at_stable_address else reader.uses
    control = ExplainControl(uses, None if at_stable_address else PERSONA_PATH, path)
    variant = present_variant(reader, publication, rendering, persona, control)
    canonical = reader.urls_in(publication.language).variant(slug, audience)
    canonical_url = reader.settings.base_url + canonical
    return AnswerPage(
        site=present_site(reader, path, _languages(reader, publication, at_stable_address)),
        variant=variant,
        related=present_cards(reader, related),
        chooser=present_chooser(reader, chosen, urls.answer(slug)),
        canonical_url=canonical_url,
        description=make_excerpt(rendering.plain_text, DESCRIPTION_CHARACTERS),
        alternates=_alternates(reader, publication),
        json_ld=describe_answer(
            reader, variant, canonical_url, _list_text_urls(reader, publication)
        ),
        card_url=find_card_url(reader, publication),
        build_url=_build_url(reader, slug),
        has_oembed=reader.settings.frame_ancestors == EVERYBODY,
    )


def find_card_url(reader: ReaderRequest, publication: Publication) -> str:
    """Return the absolute URL of the card image of a text; empty if there is none.

    A language that is not one of the site's has no address of its own.
    """
    if not publication.card or publication.language not in reader.settings.languages:
        return ""
    own = reader.urls_in(publication.language)
    path = own.card(publication.slug, publication.audience, publication.card)
    return reader.settings.base_url + path


def _build_url(reader: ReaderRequest, slug: str) -> str:
    if reader.settings.frame_ancestors == NOBODY:
        return ""
    return with_query(reader.urls.builder, answer=slug)


def present_withdrawn(reader: ReaderRequest, publication: Publication) -> WithdrawnPage:
    """Return the page of a withdrawn text."""
    return WithdrawnPage(
        site=present_site(reader, reader.urls.answer(publication.slug)),
        question=publication.question,
        reason=TombstoneReason.WITHDRAWN,
        because=publication.review.withdrawn_because,
    )


def present_tombstone(reader: ReaderRequest, former: Tombstone) -> WithdrawnPage:
    """Return the page of a text that is no longer public."""
    return WithdrawnPage(
        site=present_site(reader, reader.urls.answer(former.slug)),
        question=former.question,
        reason=former.reason,
        because=former.because,
    )


def present_variant(
    reader: ReaderRequest,
    publication: Publication,
    rendering: Rendering,
    persona: Persona,
    control: ExplainControl,
) -> VariantContext:
    """Return one text as the page, the iframe, the API and the preview show it."""
    audience = publication.audience
    shown_to = persona if persona.audience is audience else reader.own_persona(audience)
    settings, uses = reader.settings, TooltipUses(control.current)
    profile = settings.target_lay if audience is Audience.LAY else settings.target_clinician
    return VariantContext(
        slug=publication.slug,
        question=publication.question,
        question_language=publication.question_language,
        audience=audience,
        language=publication.language,
        direction=direction(publication.language),
        persona=shown_to.key,
        review=_hide_sample_review(publication),
        version=publication.number,
        sample=publication.sample,
        assisted=publication.assisted and settings.assistant_disclosure,
        pending=publication.review.status in PENDING,
        behind=publication.behind and settings.show_drift,
        outdated_statements=publication.outdated_statements
        if settings.warn_of_changed_facts
        else (),
        untranslated="" if publication.language == reader.language else reader.language,
        ask_url=reader.urls.ask(publication.slug) if settings.questions else "",
        ease_url=reader.urls.ease(publication.slug) if settings.questions else "",
        check=rendering.check if settings.questions else None,
        check_url=reader.urls.check(publication.slug) if settings.questions else "",
        only_variant=persona.audience is not audience,
        html=_name_numbers(filter_tooltips(rendering.html, uses), publication.language, reader),
        blocks=rendering.blocks,
        contents=rendering.contents,
        readability=rendering.readability,
        comparisons=_compare_levels(publication),
        target_profile=profile,
        target_low=TARGETS[profile].low,
        target_high=TARGETS[profile].high,
        references=rendering.references,
        terms=() if uses is TooltipUses.NONE else rendering.terms,
        term_urls={
            term.slug: reader.urls_in(publication.language).term(term.slug)
            for term in rendering.terms
        },
        explain=control if rendering.terms else None,
        disclaimer=_disclaimer(shown_to, publication.language, reader),
        sections=_list_section_urls(reader, publication),
        other_url=_other_url(reader, publication),
        topics=tuple(
            (name, reader.urls_in(publication.language).topic(slugify(name)))
            for name in publication.topics
        ),
        topic_names=name_topics(reader, publication.topics),
    )


def _hide_sample_review(publication: Publication) -> Review:
    """Return the review of a text; nobody has reviewed a sample, whatever its file says."""
    review = publication.review
    if publication.sample:
        return replace(review, reviewer=None, reviewed=None, next_review=None, outside_approvals=())
    return review


def _name_numbers(html: SafeHTML, language: str, reader: ReaderRequest) -> SafeHTML:
    """Name the emergency numbers of the site in the emergency blocks of a text."""
    pairs = (one.split(":", 1) for one in reader.settings.emergency_numbers)
    return name_emergency_numbers(
        html, [(name_territory(code, language), number) for code, number in pairs]
    )


def _list_public_variants(publication: Publication, audience: Audience) -> list[Sibling]:
    return [
        sibling
        for sibling in publication.siblings
        if sibling.audience is audience and sibling.status is not Status.WITHDRAWN
    ]


def _list_section_urls(
    reader: ReaderRequest, publication: Publication
) -> dict[str, dict[str, str]]:
    urls, language = reader.urls_in(publication.language), publication.language
    public = {one.audience for one in publication.siblings if one.language == language}
    return {
        audience: {
            anchor: f"{urls.variant(publication.slug, Audience(audience))}#{partner}"
            for anchor, partner in partners.items()
        }
        for audience, partners in publication.sections.items()
        if audience in public
    }


def _compare_levels(publication: Publication) -> tuple[tuple[Audience, LevelDifference], ...]:
    """Return how the public texts for other audiences differ in level from this one."""
    own = publication.levels.get(publication.audience)
    found = [
        (audience, compare_levels(own, publication.levels[audience]))
        for audience in Audience
        if own is not None
        and audience is not publication.audience
        and audience in publication.levels
        and any(
            one.language == publication.language
            for one in _list_public_variants(publication, audience)
        )
    ]
    return tuple((audience, one) for audience, one in found if one is not None)


def _other_url(reader: ReaderRequest, publication: Publication) -> str | None:
    """Return the path of the other audience's text, in the same language if possible."""
    other = publication.audience.other
    languages = [sibling.language for sibling in _list_public_variants(publication, other)]
    if not languages:
        return None
    preferred = (publication.language, *reader.languages)
    language = next((tag for tag in preferred if tag in languages), languages[0])
    return reader.urls_in(language).variant(publication.slug, other)


def _alternates(reader: ReaderRequest, publication: Publication) -> tuple[tuple[str, str], ...]:
    """Return (language tag, absolute URL) of the text in each language that has it."""
    languages = {
        sibling.language for sibling in _list_public_variants(publication, publication.audience)
    }
    return tuple(
        (
            tag,
            reader.settings.base_url
            + reader.urls_in(tag).variant(publication.slug, publication.audience),
        )
        for tag in reader.settings.languages
        if tag in languages
    )


def _list_text_urls(reader: ReaderRequest, publication: Publication) -> list[str]:
    """Return the absolute URL of each public text of the answer."""
    return [
        reader.settings.base_url + reader.urls_in(one.language).variant(publication.slug, audience)
        for audience in Audience
        for one in _list_public_variants(publication, audience)
    ]


def _languages(
    reader: ReaderRequest, publication: Publication, at_stable_address: bool
) -> list[tuple[str, str]]:
    """Return (language tag, path) of the answer in each language of the site.

    Where it is not there in a language, its page says so in that language.
    """
    slug, audience = publication.slug, publication.audience
    return [
        (
            tag,
            reader.urls_in(tag).variant(slug, audience)
            if at_stable_address
            else reader.urls_in(tag).answer(slug),
        )
        for tag in reader.settings.languages
    ]


def _disclaimer(persona: Persona, language: str, reader: ReaderRequest) -> str | None:
    for tag in (language, *reader.languages):
        if tag in persona.disclaimers:
            return persona.disclaimers[tag]
    return None
