"""Previews as any persona, in any language, theme and width; and links to share them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import AnswerTexts
from readlevel.core.model.persona import Persona, find_persona
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.usecases.writing import answers, preview_links
from readlevel.usecases.writing.editor.preview_draft import preview_draft
from readlevel.usecases.writing.preview_links import SharedPreview, StoredRevision
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import allow_anonymous, current_account, require_role
from readlevel.web.desk.layout.answer_header import get_answer_or_404
from readlevel.web.desk.layout.db_sessions import desk_renderer, now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.layout.preview_options import PreviewOptions
from readlevel.web.desk.preview_as.preview_as_pages import (
    THEMES,
    WIDTHS,
    FramedPreviewPage,
    PreviewAsPage,
    PreviewLink,
    SharedPage,
)
from readlevel.web.desk.writing.draft_preview import list_personas, present_draft, reader_context
from readlevel.web.desk.writing.preview_views import FRAME_POLICY
from readlevel.web.http.headers import IMAGE_POLICY
from readlevel.web.http.i18n import name_language
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.image_views import MEDIA_TYPES
from readlevel.web.reader.page_contexts import VariantContext
from readlevel.web.reader.page_parts import custom_label, present_site
from readlevel.web.reader.reader_request import ReaderRequest, current_reader_request

blueprint = Blueprint("preview_as", __name__)


@dataclass(frozen=True, slots=True)
class _PreviewTarget:
    """What is previewed, and as whom."""

    answer: AnswerTexts
    persona: Persona
    numbers: Sequence[tuple[str, int]]
    """(language, number) of the revisions for the persona's audience, the newest first."""
    options: PreviewOptions
    revision: StoredRevision | None
    """The revision to show; None if that language has none."""


@blueprint.get("/answers/<slug>/preview")
@require_role(Role.EDITOR)
def show_preview(slug: str) -> Response:
    """Show the preview in a frame, with its options and links."""
    with read_session() as session:
        found = _find(session, slug)
        links = _links(session, slug)
    reader, options, revision = current_reader_request(), found.options, found.revision
    tags = dict.fromkeys(tag for tag, _ in found.numbers)
    page = PreviewAsPage(
        layout=present_layout("answers"),
        slug=slug,
        question=found.answer.question_in(options.language, found.persona.audience)[1],
        options=options,
        personas=[(one, custom_label(one, reader)) for one in reader.settings.personas],
        languages=[(tag, name_language(tag)) for tag in tags],
        numbers=[number for tag, number in found.numbers if tag == options.language],
        audience=found.persona.audience,
        framed_url=urls.preview_page(slug, options) if revision else "",
        links=links,
        days=preview_links.LINK_LIFETIME_DAYS,
        new_link_url=next(
            (one.url for one in links if str(one.shared.id) == _read_option("link")), ""
        ),
    )
    return render("desk/preview_as/preview_as.html", page)


@blueprint.get("/answers/<slug>/preview/page")
@require_role(Role.EDITOR)
def show_framed(slug: str) -> Response:
    """Show the reader's page for the frame."""
    with read_session() as session:
        found = _find(session, slug)
        if found.revision is None:
            abort(404)
        with reader_context(found.revision.language) as reader:
            variant = _present(session, reader, found.answer, found.persona, found.revision)
            page = FramedPreviewPage(present_site(reader), variant, found.options)
            response = render("desk/preview_as/framed_page.html", page)
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    return response


@blueprint.post("/answers/<slug>/preview/links")
@require_role(Role.EDITOR)
def make_link(slug: str) -> WerkzeugResponse:
    """Create a link to a revision, for people without an account."""
    days = request.form.get("days", "")
    if days not in map(str, preview_links.LINK_LIFETIME_DAYS):
        raise RequestRefused("bad_request", 422)
    with write_session() as session:
        found = _find(session, slug)
        if found.revision is None:
            abort(404)
        preview_links.create_preview_link(
            session,
            _secret(),
            current_account(),
            slug,
            found.revision,
            days=int(days),
            now=now(),
        )
        newest = preview_links.list_links(session, slug, now=now())[0]
    return redirect_with_flash(
        urls.preview_as(slug, found.options, link=newest.id), "preview_shared"
    )


@blueprint.post("/answers/<slug>/preview/revocation")
@require_role(Role.EDITOR)
def revoke_link(slug: str) -> WerkzeugResponse:
    """Revoke a link."""
    number = request.form.get("link", "")
    revoked = parse_number(number)
    if revoked is None:
        abort(404)
    try:
        with write_session() as session:
            preview_links.revoke_preview_link(session, current_account(), slug, revoked, now=now())
    except LookupError:
        abort(404)
    return redirect_with_flash(urls.preview_as(slug), "preview_revoked")


@blueprint.get("/shared/<token>")
@allow_anonymous
def show_shared(token: str) -> Response:
    """Show a preview to anyone who has its link."""
    with read_session() as session:
        shared, answer, revision = _open_shared_preview(session, token)
        personas = list_personas(current_reader_request(), shared.audience)
        persona = find_persona(personas, request.args.get("persona")) or personas[0]
        folder = urls.shared_images(token)
        with reader_context(revision.language) as reader:
            page = SharedPage(
                present_site(reader),
                _present(session, reader, answer, persona, revision, folder),
                shared.by,
                shared.expires_at,
                token,
                [(one, custom_label(one, reader)) for one in personas],
            )
            response = render("desk/preview_as/shared_preview.html", page)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/shared/<token>/images/<name>")
@allow_anonymous
def show_shared_image(token: str, name: str) -> Response:
    """Send an image of a shared answer."""
    content_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    with read_session() as session:
        shared, _, _ = _open_shared_preview(session, token)
        content = answers.find_image(session, shared.slug, name)
    if content is None or content_type is None:
        abort(404)
    response = Response(content.read(), content_type=content_type)
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    return response


def _find(session: Session, slug: str) -> _PreviewTarget:
    answer = get_answer_or_404(session, slug)
    reader = current_reader_request()
    personas = reader.settings.personas
    persona = find_persona(personas, _read_option("persona")) or reader.default_persona()
    numbers = preview_links.list_numbers(session, slug, persona.audience)
    tags = [tag for tag, _ in numbers]
    language = _read_option("language")
    if language not in tags:
        language = tags[0] if tags and reader.language not in tags else reader.language
    options = PreviewOptions(
        persona=persona.key,
        language=language,
        number=parse_number(_read_option("number")) or 0,
        theme=_read_option("theme") if _read_option("theme") in THEMES else THEMES[0],
        width=_read_option("width") if _read_option("width") in WIDTHS else WIDTHS[0],
        embedded=_read_option("embedded") == "yes",
    )
    here = (one for tag, one in numbers if tag == language)
    wanted = next((one for one in here if options.number in (0, one)), 0)
    place = (persona.audience, language, wanted)
    revision = preview_links.find_revision(session, slug, *place) if wanted else None
    return _PreviewTarget(answer, persona, numbers, options, revision)


def _open_shared_preview(
    session: Session, token: str
) -> tuple[SharedPreview, AnswerTexts, StoredRevision]:
    try:
        shared = preview_links.open_preview_link(session, _secret(), token, now=now())
    except preview_links.PreviewLinkExpired:
        raise RequestRefused("ended_preview", 410) from None
    except LookupError:
        abort(404)
    answer = get_answer_or_404(session, shared.slug)
    return shared, answer, preview_links.get_revision(session, shared)


def _present(
    session: Session,
    reader: ReaderRequest,
    answer: AnswerTexts,
    persona: Persona,
    revision: StoredRevision,
    images_url: str = "",
) -> VariantContext:
    renderer, language = desk_renderer(session), revision.language
    try:
        shown = preview_draft(
            session, renderer, answer, language, revision.markdown, persona.tooltips
        )
    except UnreadableMarkdown as problem:
        raise RequestRefused(f"text_{problem.code}", 422) from None
    return present_draft(
        reader,
        answer,
        language,
        persona,
        shown.rendering,
        number=revision.number,
        review=revision.review,
        images_url=images_url,
    )


def _links(session: Session, slug: str) -> list[PreviewLink]:
    base = services().settings.base_url
    return [
        PreviewLink(
            shared, base + urls.shared(preview_links.preview_token(session, _secret(), shared))
        )
        for shared in preview_links.list_links(session, slug, now=now())
    ]


def _read_option(name: str) -> str:
    given: str = request.values.get(name, "")
    return given


def _secret() -> str | None:
    secret = services().settings.secret_key
    return None if secret is None else secret.get_secret_value()
