"""Previews as somebody else: any persona, language, theme and width; and links to share them."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Answer
from readlevel.core.model.persona import Persona, find_persona
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.accounts import shared_previews
from readlevel.storage.accounts.shared_previews import SharedPreview
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision, iter_revisions
from readlevel.usecases.writing import preview_links
from readlevel.usecases.writing.drafts import preview_draft
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import allow_anonymous, current_account, require_role
from readlevel.web.desk.layout.db_sessions import desk_renderer, now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.layout.look import PreviewOptions
from readlevel.web.desk.preview_as.pages import (
    THEMES,
    WIDTHS,
    FramedPreviewPage,
    PreviewAsPage,
    PreviewLink,
    SharedPage,
)
from readlevel.web.desk.writing.draft_preview import personas_of, present_draft, reader_context
from readlevel.web.desk.writing.preview_views import FRAME_POLICY
from readlevel.web.http.headers import IMAGE_POLICY
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.image_views import TYPES
from readlevel.web.reader.page_contexts import VariantContext
from readlevel.web.reader.page_parts import label_of, present_site
from readlevel.web.reader.reader_request import ReaderRequest, current_reader_request

blueprint = Blueprint("preview_as", __name__)


@dataclass(frozen=True, slots=True)
class _PreviewTarget:
    """The answer and persona that are looked at, and the revisions that there are."""

    answer_id: int
    answer: Answer
    persona: Persona
    revisions: list[StoredRevision]
    """Of the persona's audience, the newest first, in all languages."""
    look: PreviewOptions

    @property
    def revision(self) -> StoredRevision | None:
        """The revision to be shown; None where there is none in that language."""
        here = (one for one in self.revisions if one.language == self.look.language)
        wanted = (one for one in here if self.look.number in (0, one.number))
        return next(wanted, None)


@blueprint.get("/answers/<slug>/preview")
@require_role(Role.EDITOR)
def show_preview(slug: str) -> Response:
    """Show a text as somebody else would get it, in a frame, with what can be chosen."""
    with read_session() as session:
        found = _find(session, slug)
        links = _links(session, found.answer_id)
    visit, look, revision = current_reader_request(), found.look, found.revision
    tags = dict.fromkeys(one.language for one in found.revisions)
    page = PreviewAsPage(
        frame=present_layout("answers"),
        slug=slug,
        question=found.answer.question_in(look.language)[1],
        look=look,
        personas=[(one, label_of(one, visit)) for one in visit.settings.personas],
        languages=[(tag, name_language(tag)) for tag in tags],
        numbers=[one.number for one in found.revisions if one.language == look.language],
        audience=found.persona.audience,
        framed_url=urls.preview_page(slug, look) if revision else "",
        links=links,
        days=preview_links.LINK_LIFETIME_DAYS,
        made=next((one.url for one in links if str(one.shared.id) == _asked("link")), ""),
    )
    return render("desk/preview_as/preview_as.html", page)


@blueprint.get("/answers/<slug>/preview/page")
@require_role(Role.EDITOR)
def show_framed(slug: str) -> Response:
    """Show the reader's page that stands in the frame."""
    with read_session() as session:
        found = _find(session, slug)
        if found.revision is None:
            abort(404)
        with reader_context(found.revision.language) as visit:
            variant = _present(session, visit, found.answer, found.persona, found.revision)
            page = FramedPreviewPage(present_site(visit), variant, found.look)
            response = render("desk/preview_as/framed_page.html", page)
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    return response


@blueprint.post("/answers/<slug>/preview/links")
@require_role(Role.EDITOR)
def make_link(slug: str) -> WerkzeugResponse:
    """Make a link to a revision, for people without an account."""
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
        newest = shared_previews.list_active(session, found.answer_id, now=now())[0]
    return redirect_with_flash(urls.preview_as(slug, found.look, link=newest.id), "preview_shared")


@blueprint.post("/answers/<slug>/preview/revocation")
@require_role(Role.EDITOR)
def revoke_link(slug: str) -> WerkzeugResponse:
    """End a link."""
    number = request.form.get("link", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(404)
    try:
        with write_session() as session:
            preview_links.revoke_preview_link(
                session, current_account(), slug, int(number), now=now()
            )
    except LookupError:
        abort(404)
    return redirect_with_flash(f"{urls.answer(slug)}/preview", "preview_revoked")


@blueprint.get("/shared/<token>")
@allow_anonymous
def show_shared(token: str) -> Response:
    """Show a preview to whoever has its link."""
    with read_session() as session:
        shared, answer, revision = _open(session, token)
        personas = personas_of(current_reader_request(), shared.audience)
        persona = find_persona(personas, request.args.get("persona")) or personas[0]
        folder = urls.shared_picture(token)
        with reader_context(revision.language) as visit:
            page = SharedPage(
                present_site(visit),
                _present(session, visit, answer, persona, revision, folder),
                shared.by,
                shared.expires_at,
                token,
                [(one, label_of(one, visit)) for one in personas],
            )
            response = render("desk/preview_as/shared_preview.html", page)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/shared/<token>/images/<name>")
@allow_anonymous
def show_shared_picture(token: str, name: str) -> Response:
    """Send a picture of the answer that is shared."""
    content_type = TYPES.get(name.rpartition(".")[2].lower())
    with read_session() as session:
        shared, _, _ = _open(session, token)
        content = answers.find_image(session, shared.slug, name)
    if content is None or content_type is None:
        abort(404)
    response = Response(content, content_type=content_type)
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    return response


def _find(session: Session, slug: str) -> _PreviewTarget:
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        abort(404)
    visit = current_reader_request()
    personas = visit.settings.personas
    persona = find_persona(personas, _asked("persona")) or visit.default_persona()
    revisions = [
        one for one in iter_revisions(session, answer_id) if one.audience is persona.audience
    ]
    tags = [one.language for one in revisions]
    language = _asked("language")
    if language not in tags:
        language = tags[0] if tags and visit.language not in tags else visit.language
    number = _asked("number")
    look = PreviewOptions(
        persona=persona.key,
        language=language,
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0,
        theme=_asked("theme") if _asked("theme") in THEMES else THEMES[0],
        width=_asked("width") if _asked("width") in WIDTHS else WIDTHS[0],
        embedded=_asked("embedded") == "yes",
    )
    return _PreviewTarget(answer_id, answers.get_answer(session, slug), persona, revisions, look)


def _open(session: Session, token: str) -> tuple[SharedPreview, Answer, StoredRevision]:
    try:
        shared = preview_links.open_preview_link(session, _secret(), token, now=now())
    except preview_links.PreviewLinkExpired:
        raise RequestRefused("ended_preview", 410) from None
    except LookupError:
        abort(404)
    answer_id = answers.find_id(session, shared.slug)
    if answer_id is None:
        abort(404)
    wanted = (shared.audience, shared.language, shared.number)
    revision = next(
        one
        for one in iter_revisions(session, answer_id)
        if (one.audience, one.language, one.number) == wanted
    )
    return shared, answers.get_answer(session, shared.slug), revision


def _present(
    session: Session,
    visit: ReaderRequest,
    answer: Answer,
    persona: Persona,
    revision: StoredRevision,
    pictures: str = "",
) -> VariantContext:
    renderer, language = desk_renderer(session), revision.language
    try:
        shown = preview_draft(renderer, answer, language, revision.markdown, persona.tooltips)
    except UnreadableMarkdown as problem:
        raise RequestRefused(f"text_{problem.code}", 422) from None
    return present_draft(
        visit,
        answer,
        language,
        persona,
        shown.rendering,
        number=revision.number,
        review=revision.review,
        pictures=pictures,
    )


def _links(session: Session, answer_id: int) -> list[PreviewLink]:
    base = services().settings.base_url
    return [
        PreviewLink(
            shared, base + urls.shared(preview_links.preview_token(session, _secret(), shared))
        )
        for shared in shared_previews.list_active(session, answer_id, now=now())
    ]


def _asked(name: str) -> str:
    given: str = request.values.get(name, "")
    return given


def _secret() -> str | None:
    secret = services().settings.secret_key
    return None if secret is None else secret.get_secret_value()
