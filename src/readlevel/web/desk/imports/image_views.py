"""The images of an answer: upload, uses and removal."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.core.text.shown_images import image_markdown
from readlevel.interchange.documents.image_cleaning import MAX_BYTES, UnusableImage, reencode
from readlevel.usecases.writing import answers, images
from readlevel.usecases.writing.images import ImageRejected
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import get_answer_or_404
from readlevel.web.desk.layout.db_sessions import now, read_session, write_prepared
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.headers import IMAGE_POLICY
from readlevel.web.http.services import render, services
from readlevel.web.reader.image_views import MEDIA_TYPES

MAX_DESCRIPTION_LENGTH = 1_000
_FORM_BYTES = 2 * MAX_BYTES
"""More than an image may have, so that the form can report one that is too large."""

blueprint = Blueprint("images", __name__)


@dataclass(frozen=True, slots=True)
class ImageCard:
    """An image, where it is used, and its Markdown."""

    name: str
    address: str
    size: int
    places: tuple[images.ImageUse, ...]
    markdown: str
    """Empty if no text describes the image yet."""
    removal: str


@dataclass(frozen=True, slots=True)
class ImageForm:
    """The submitted fields of a new image."""

    description: str = ""
    caption: str = ""
    problem: str = ""
    """Code of why the file was rejected."""
    undescribed: bool = False


@dataclass(frozen=True, slots=True)
class ImagesPage:
    """`/edit/answers/<slug>/pictures` (`desk/imports/images.html`)."""

    layout: DeskLayout
    slug: str
    question: str
    language: str
    """Of the texts that the user came from."""
    address: str
    cards: tuple[ImageCard, ...]
    chosen: ImageCard | None
    """The image whose Markdown is offered for copying."""
    given: ImageForm
    most_megabytes: int = MAX_BYTES // 2**20


@blueprint.get("/answers/<slug>/pictures")
@require_role(Role.EDITOR)
def show_images(slug: str) -> Response:
    """Show the images of an answer, and the Markdown of the one just added."""
    return _show(slug, ImageForm())


@blueprint.post("/answers/<slug>/pictures")
@require_role(Role.EDITOR, max_bytes=_FORM_BYTES)
def add_image(slug: str) -> WerkzeugResponse:
    """Re-encode and store an image, then offer its Markdown."""
    file = request.files.get("file") or FileStorage()
    description, caption = _read_words("description"), _read_words("caption")
    if not description:
        return _show(slug, ImageForm(description, caption, undescribed=True), 422)
    with read_session() as session:
        if not answers.has_answer(session, slug):
            abort(404)
    try:
        content = reencode(file.read()).content
        name = write_prepared(
            lambda session: images.add_image(
                session, current_account(), slug, content, file.filename or "", now=now()
            )
        )
    except LookupError:
        abort(404)
    except (UnusableImage, ImageRejected) as refused:
        return _show(slug, ImageForm(description, caption, refused.code), 422)
    shown = {"name": name, "description": description, "caption": caption}
    here = urls.images(slug, language=_find_language(), **shown)
    return redirect_with_flash(here, "picture_added")


@blueprint.post("/answers/<slug>/pictures/<name>/removal")
@require_role(Role.EDITOR)
def remove_image(slug: str, name: str) -> WerkzeugResponse:
    """Remove an image that no text uses."""
    try:
        write_prepared(
            lambda session: images.remove_image(session, current_account(), slug, name, now=now())
        )
    except LookupError:
        abort(404)
    except ImageRejected as kept:
        raise RequestRefused(f"picture_{kept.code}") from kept
    return redirect_with_flash(urls.images(slug, language=_find_language()), "picture_removed")


@blueprint.get("/answers/<slug>/images/<name>")
@require_role(Role.EDITOR)
def show_image(slug: str, name: str) -> Response:
    """Send an image to editors, whether or not a public text uses it."""
    content_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    with read_session() as session:
        content = answers.find_image(session, slug, name)
    if content is None or content_type is None:
        abort(404)
    response = Response(content.read(), content_type=content_type)
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    return response


def _find_language() -> str:
    languages = services().settings.languages
    asked = request.values.get("language")
    return asked if asked in languages else languages[0]


def _read_words(field: str) -> str:
    return " ".join(request.form.get(field, "").split())[:MAX_DESCRIPTION_LENGTH]


def _show(slug: str, given: ImageForm, status: int = 200) -> Response:
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        kept = images.list_images(session, slug)
    language = _find_language()
    cards = tuple(_present(slug, one) for one in kept)
    page = ImagesPage(
        layout=present_layout("answers"),
        slug=slug,
        question=answer.question_in(language)[1],
        language=language,
        address=urls.images(slug),
        cards=cards,
        chosen=_find_chosen(cards),
        given=given,
    )
    return render("desk/imports/images.html", page, status)


def _present(slug: str, one: images.AnswerImage) -> ImageCard:
    return ImageCard(
        name=one.name,
        address=urls.image(slug, one.name),
        size=one.size,
        places=one.places,
        markdown=image_markdown(one.name, one.description) if one.description else "",
        removal=urls.image_removal(slug, one.name),
    )


def _find_chosen(cards: tuple[ImageCard, ...]) -> ImageCard | None:
    """Return the image that the query names, with its description and caption."""
    name, description = request.args.get("name", ""), request.args.get("description", "")
    for card in cards:
        if card.name == name and description.strip():
            caption = request.args.get("caption", "")
            markdown = image_markdown(name, description, caption)
            return ImageCard(
                card.name, card.address, card.size, card.places, markdown, card.removal
            )
    return None
