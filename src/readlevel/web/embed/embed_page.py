"""Contexts of embedded answers and of the snippet builder."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flask import request

from readlevel.core.model.persona import Persona
from readlevel.core.model.slug import is_slug
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import Rendering
from readlevel.storage.public.listings import ListedAnswer
from readlevel.storage.public.publications import Publication
from readlevel.usecases.public.reading import Tombstone, TombstoneReason
from readlevel.web.embed.parse_answer_url import parse_answer_url
from readlevel.web.http.frame_options import EMBED_ROOT, EmbedOptions
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.answer_page import present_variant
from readlevel.web.reader.page_contexts import (
    ExplainControl,
    LanguageLink,
    SiteContext,
    VariantContext,
)
from readlevel.web.reader.page_parts import custom_label, present_site
from readlevel.web.reader.reader_request import ReaderRequest
from readlevel.web.reader.text_title import make_title

FRAME_HEIGHT = 600
"""Height in pixels of a frame that does not grow."""


@dataclass(frozen=True, slots=True)
class EmbedChoice:
    """One persona, as a link that stays in the frame."""

    key: str
    label: str
    """The site's own label; empty if it has none: templates have the default ones."""
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """`/embed/<slug>` (`embed/answer.html`)."""

    site: SiteContext
    variant: VariantContext
    flags: EmbedOptions
    choices: tuple[EmbedChoice, ...]
    languages: tuple[LanguageLink, ...]
    """The frame in each language that has the answer; empty if that is one."""
    canonical_url: str
    full_url: str
    """URL of the answer's full page, for the same persona."""
    takes_questions: bool


@dataclass(frozen=True, slots=True)
class EmptyEmbedPage:
    """`/embed/<slug>` if there is no text to read (`embed/no_answer.html`)."""

    site: SiteContext
    flags: EmbedOptions
    reason: str
    """`withdrawn`, `being_revised` or `removed`; empty if it was never public."""
    question: str
    """Empty if the answer does not exist or is not public yet."""
    because: str | None
    """Reason for the withdrawal, if known."""


@dataclass(frozen=True, slots=True)
class EmbedErrorPage:
    """`/embed/<slug>` after an error (`embed/error.html`)."""

    site: SiteContext
    flags: EmbedOptions
    code: str
    """The same as in `ErrorPage`."""
    request_id: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """The HTML to embed in another page: `embed/{iframe_snippet,script_snippet,oembed}.html`."""

    title: str
    url: str
    frame_url: str
    width: str
    height: str
    max_width: str = "none"
    """CSS `max-width` of the frame."""
    script_url: str = ""
    slug: str = ""
    flags: EmbedOptions = field(default_factory=EmbedOptions)


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """`/embed` (`embed/snippet_builder.html`)."""

    site: SiteContext
    action: str
    """URL the form is sent to: this page."""
    canonical_url: str
    answer: str
    """The answer as entered: a URL or a slug."""
    flags: EmbedOptions
    slug: str
    """Empty if there is no such public answer."""
    title: str
    shown_path: str
    """Path of the frame that the page shows as a preview."""
    url: str
    scripted: str
    """The HTML to copy."""
    framed: str
    """The HTML to copy for pages that may not run scripts."""
    oembed_url: str
    personas: tuple[tuple[str, str], ...]
    """(key, the site's own label or "")."""
    languages: tuple[tuple[str, str], ...]
    """(tag, name)."""
    newest: tuple[tuple[str, str], ...]
    """(slug, question) of answers to choose from."""


def embed_path(slug: str) -> str:
    """Return the path of an embedded answer."""
    return f"{EMBED_ROOT}{slug}"


def present_embed(
    visit: ReaderRequest,
    found: Publication,
    rendering: Rendering,
    persona: Persona,
    flags: EmbedOptions,
) -> EmbedPage:
    """Return the frame of a public text, for readers with `persona`.

    Nothing is submitted from the frame, unless its host asks for the question after the text: it
    links to the answer's page for that.
    """
    path = embed_path(found.slug)
    control = ExplainControl(visit.settings.explain, None, "")
    shown = present_variant(visit, found, rendering, persona, control)
    check = shown.check if flags.check else None
    shown = replace(shown, explain=None, ask_url="", ease_url="", check=check)
    shown = replace(shown, contents=(), sections={}, other_url=None, topics=())
    own, base = visit.urls_in(found.language), visit.settings.base_url
    return EmbedPage(
        site=present_site(visit, path),
        variant=shown,
        flags=flags,
        choices=tuple(
            EmbedChoice(
                one.key,
                custom_label(one, visit),
                replace(flags, persona=one.key).put_on(path),
                one is persona,
            )
            for one in visit.settings.personas
        ),
        languages=_list_languages(visit, found, flags),
        canonical_url=base + own.variant(found.slug, found.audience),
        full_url=base + with_query(visit.urls.answer(found.slug), persona=persona.key),
        takes_questions=visit.settings.questions,
    )


def _list_languages(
    visit: ReaderRequest, found: Publication, flags: EmbedOptions
) -> tuple[LanguageLink, ...]:
    public = {one.language for one in found.siblings if one.status is not Status.WITHDRAWN}
    there = [tag for tag in visit.settings.languages if tag in public]
    path = embed_path(found.slug)
    return tuple(
        LanguageLink(
            tag,
            name_language(tag),
            replace(flags, language=tag).put_on(path),
            tag == found.language,
        )
        for tag in (there if len(there) > 1 else ())
    )


def present_empty_embed(
    visit: ReaderRequest, found: Publication | Tombstone | None, flags: EmbedOptions
) -> EmptyEmbedPage:
    """Return the frame of an answer that was withdrawn or is not public."""
    site = present_site(visit, EMBED_ROOT)
    if found is None:
        return EmptyEmbedPage(site, flags, reason="", question="", because=None)
    if isinstance(found, Tombstone):
        return EmptyEmbedPage(site, flags, found.reason, found.question, found.because)
    because = found.review.withdrawn_because
    return EmptyEmbedPage(site, flags, TombstoneReason.WITHDRAWN, found.question, because)


def present_embed_error(visit: ReaderRequest, code: str, request_id: str) -> EmbedErrorPage:
    """Return the frame shown after an error."""
    return EmbedErrorPage(
        present_site(visit, EMBED_ROOT), EmbedOptions.read(visit.parameters), code, request_id
    )


def present_builder(
    visit: ReaderRequest,
    answer: str,
    flags: EmbedOptions,
    found: Publication | None,
    newest: Iterable[ListedAnswer],
) -> BuilderPage:
    """Return the snippet builder, with the snippets of an answer."""
    base = visit.settings.base_url
    slug = "" if found is None else found.slug
    path = with_query(visit.urls.builder, answer=slug)
    shown = flags
    if not flags.language and visit.language != visit.settings.languages[0]:
        shown = replace(flags, language=visit.language)  # a frame does not see the page around it
    snippet = Snippet(
        title="" if found is None else make_title(found),
        url=base + visit.urls.answer(slug),
        frame_url=base + shown.put_on(embed_path(slug)),
        width="100%",
        height=str(FRAME_HEIGHT),
        script_url=f"{base}/embed.js",
        slug=slug,
        flags=flags,
    )
    return BuilderPage(
        site=present_site(visit, path),
        action=visit.urls.builder,
        canonical_url=base + visit.urls.builder,
        answer=answer or slug,
        flags=flags,
        slug=slug,
        title=snippet.title,
        shown_path=shown.put_on(embed_path(slug)),
        url=snippet.url,
        scripted=_write("embed/script_snippet.html", snippet),
        framed=_write("embed/iframe_snippet.html", snippet),
        oembed_url=f"{base}/oembed",
        personas=tuple((one.key, custom_label(one, visit)) for one in visit.settings.personas),
        languages=tuple((tag, name_language(tag)) for tag in visit.settings.languages),
        newest=tuple((one.slug, one.question) for one in newest),
    )


def _write(template: str, snippet: Snippet) -> str:
    return render(template, snippet).get_data(as_text=True).strip()


def read_slug(given: str, visit: ReaderRequest) -> str:
    """Return the slug in the user's input, a slug or the URL of an answer; or ""."""
    given = given.strip()
    if is_slug(given):
        return given
    named = parse_answer_url(given, visit.settings, request.host)
    return "" if named is None else named.slug
