"""The pictures of an answer: adding them, showing where each one stands, taking them away."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.core.text.shown_images import image_markdown
from readlevel.interchange.documents.image_cleaning import MAX_BYTES, UnusableImage, reencode
from readlevel.storage.answers import answers
from readlevel.usecases.writing import images
from readlevel.usecases.writing.images import ImageRejected
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.headers import IMAGE_POLICY
from readlevel.web.http.services import render, services
from readlevel.web.reader.image_views import MEDIA_TYPES

LONGEST_DESCRIPTION = 1_000
_FORM_BYTES = 2 * MAX_BYTES
"""More than a picture may have, so that one that is too large is told beside its field."""

blueprint = Blueprint("pictures", __name__)


@dataclass(frozen=True, slots=True)
class ImageCard:
    """One picture, where it is shown, and what a text writes to show it."""

    name: str
    address: str
    size: int
    places: tuple[images.ImageUse, ...]
    markdown: str
    """Empty where no text describes the picture yet."""
    removal: str


@dataclass(frozen=True, slots=True)
class ImageForm:
    """What was typed of a picture that is to be added."""

    description: str = ""
    caption: str = ""
    problem: str = ""
    """Why the file is not taken; empty where it is not known to be wrong."""
    undescribed: bool = False


@dataclass(frozen=True, slots=True)
class ImagesPage:
    """`/edit/answers/<slug>/pictures` (`desk/imports/images.html`)."""

    frame: DeskLayout
    slug: str
    question: str
    language: str
    """Of the texts one comes from and goes back to."""
    address: str
    cards: tuple[ImageCard, ...]
    chosen: ImageCard | None
    """The picture whose Markdown is handed over."""
    given: ImageForm
    most_megabytes: int = MAX_BYTES // 2**20


@blueprint.get("/answers/<slug>/pictures")
@require_role(Role.EDITOR)
def show_pictures(slug: str) -> Response:
    """Show the pictures of an answer, and what shows the one that was just added."""
    return _show(slug, ImageForm())


@blueprint.post("/answers/<slug>/pictures")
@require_role(Role.EDITOR, most_bytes=_FORM_BYTES)
def add_picture(slug: str) -> WerkzeugResponse:
    """Make a picture anew, keep it, and hand over what a text writes to show it."""
    file = request.files.get("file") or FileStorage()
    description, caption = _read_words("description"), _read_words("caption")
    if not description:
        return _show(slug, ImageForm(description, caption, undescribed=True), 422)
    with read_session() as session:
        if answers.find_id(session, slug) is None:
            abort(404)
    try:
        content = reencode(file.read()).content
        with write_session() as session:
            name = images.add_image(
                session, current_account(), slug, content, file.filename or "", now=now()
            )
    except LookupError:
        abort(404)
    except (UnusableImage, ImageRejected) as refused:
        return _show(slug, ImageForm(description, caption, refused.code), 422)
    shown = {"name": name, "description": description, "caption": caption}
    here = urls.pictures(slug, language=_find_language(), **shown)
    return redirect_with_flash(here, "picture_added")


@blueprint.post("/answers/<slug>/pictures/<name>/removal")
@require_role(Role.EDITOR)
def remove_picture(slug: str, name: str) -> WerkzeugResponse:
    """Take a picture away that no text shows."""
    try:
        with write_session() as session:
            images.remove_image(session, current_account(), slug, name, now=now())
    except LookupError:
        abort(404)
    except ImageRejected as kept:
        raise RequestRefused(f"picture_{kept.code}") from kept
    return redirect_with_flash(urls.pictures(slug, language=_find_language()), "picture_removed")


@blueprint.get("/answers/<slug>/images/<name>")
@require_role(Role.EDITOR)
def show_picture(slug: str, name: str) -> Response:
    """Send a picture to those who write, whether or not the public sees it."""
    content_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    with read_session() as session:
        content = answers.find_image(session, slug, name)
    if content is None or content_type is None:
        abort(404)
    response = Response(content, content_type=content_type)
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    return response


def _find_language() -> str:
    languages = services().settings.languages
    asked = request.values.get("language")
    return asked if asked in languages else languages[0]


def _read_words(field: str) -> str:
    return " ".join(request.form.get(field, "").split())[:LONGEST_DESCRIPTION]


def _show(slug: str, given: ImageForm, status: int = 200) -> Response:
    try:
        with read_session() as session:
            kept = images.list_images(session, slug)
            answer = answers.get_answer(session, slug)
    except LookupError:
        abort(404)
    language = _find_language()
    cards = tuple(_present(slug, one) for one in kept)
    page = ImagesPage(
        frame=present_layout("answers"),
        slug=slug,
        question=answer.question_in(language)[1],
        language=language,
        address=urls.pictures(slug),
        cards=cards,
        chosen=_find_chosen(cards),
        given=given,
    )
    return render("desk/imports/images.html", page, status)


def _present(slug: str, one: images.AnswerImage) -> ImageCard:
    return ImageCard(
        name=one.name,
        address=urls.picture(slug, one.name),
        size=one.size,
        places=one.places,
        markdown=image_markdown(one.name, one.description) if one.description else "",
        removal=urls.picture_removal(slug, one.name),
    )


def _find_chosen(cards: tuple[ImageCard, ...]) -> ImageCard | None:
    """Return the picture that the address names, with the words that it gives for it."""
    name, description = request.args.get("name", ""), request.args.get("description", "")
    for card in cards:
        if card.name == name and description.strip():
            caption = request.args.get("caption", "")
            markdown = image_markdown(name, description, caption)
            return ImageCard(
                card.name, card.address, card.size, card.places, markdown, card.removal
            )
    return None
