"""An answer made ready for a frame on another site."""

from dataclasses import dataclass, replace

from readlevel.core.persona import Persona
from readlevel.core.rendering import Rendering
from readlevel.storage.publications import Publication
from readlevel.web.addresses import with_query
from readlevel.web.answer_presentation import present_variant
from readlevel.web.contexts import ExplainControl, Site, VariantContext
from readlevel.web.frames import ROOT, Flags
from readlevel.web.presentation import label_of, present_site
from readlevel.web.visit import Visit


@dataclass(frozen=True, slots=True)
class FramedChoice:
    """One persona, as a link that stays in the frame."""

    key: str
    label: str
    """A site's own label; empty where it has none: templates have the default set's."""
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """`/embed/<slug>` (`embedding/answer.html`)."""

    site: Site
    variant: VariantContext
    flags: Flags
    choices: tuple[FramedChoice, ...]
    canonical_url: str
    full_url: str
    """Where the answer stands whole, for the same reader."""
    takes_questions: bool


@dataclass(frozen=True, slots=True)
class EmptyFramePage:
    """`/embed/<slug>`, where there is no text to read (`embedding/empty.html`)."""

    site: Site
    flags: Flags
    withdrawn: bool
    question: str
    """Empty where there is no such answer, or none for readers yet."""
    because: str | None
    """Why it was withdrawn."""


def frame_path(slug: str) -> str:
    """Return the path of an answer in a frame."""
    return f"{ROOT}{slug}"


def present_frame(
    visit: Visit, found: Publication, rendering: Rendering, persona: Persona, flags: Flags
) -> EmbedPage:
    """Return what a frame shows of a text that is public, for the reader `persona`.

    Nothing in it is sent from the frame: what writes leads to the page of the answer.
    """
    path = frame_path(found.slug)
    control = ExplainControl(visit.settings.explain, None, "")
    shown = present_variant(visit, found, rendering, persona, control)
    shown = replace(shown, explain=None, ask_url="", ease_url="")
    shown = replace(shown, contents=(), other_url=None, topics=())
    own, base = visit.addresses_of(found.language), visit.settings.base_url
    return EmbedPage(
        site=present_site(visit, path),
        variant=shown,
        flags=flags,
        choices=tuple(
            FramedChoice(
                one.key,
                label_of(one, visit),
                replace(flags, persona=one.key).put_on(path),
                one is persona,
            )
            for one in visit.settings.personas
        ),
        canonical_url=base + own.variant(found.slug, found.audience),
        full_url=base + with_query(visit.addresses.answer(found.slug), persona=persona.key),
        takes_questions=visit.settings.questions,
    )


def present_empty_frame(visit: Visit, found: Publication | None, flags: Flags) -> EmptyFramePage:
    """Return what a frame says of an answer that was withdrawn, or that nobody can read."""
    return EmptyFramePage(
        site=present_site(visit, ROOT),
        flags=flags,
        withdrawn=found is not None,
        question="" if found is None else found.question,
        because=None if found is None else found.review.withdrawn_because,
    )
