"""Use cases of a writer: the images of an answer, stored under names with their digest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Image
from readlevel.core.model.image_names import make_image_name
from readlevel.core.text.document import parse
from readlevel.core.text.shown_images import iter_images
from readlevel.interchange.documents.image_cleaning import SUFFIX
from readlevel.storage import slow_work
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, images
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.storage.database import site_version
from readlevel.storage.public import publications

MAX_IMAGES = 60
"""Images of one answer; saving it reads them all."""


@dataclass(frozen=True, slots=True)
class ImageUse:
    """A text that shows an image."""

    audience: Audience
    language: str
    description: str
    """The alternative text, or empty."""
    public: bool
    """Whether the text is public; otherwise only the newest draft shows the image."""


@dataclass(frozen=True, slots=True)
class AnswerImage:
    """An image of an answer, and the texts that show it."""

    name: str
    size: int
    """In bytes."""
    places: tuple[ImageUse, ...]

    @property
    def description(self) -> str:
        """Return the first alternative text, or empty."""
        return next((place.description for place in self.places if place.description), "")


class ImageRejected(ValueError):
    """An image is not added or not removed; `code` is `too_many`, `shown` or `unsaved`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def list_images(session: Session, slug: str) -> tuple[AnswerImage, ...]:
    """Return the images of an answer, the newest first.

    Raise LookupError if there is no such answer.
    """
    answer_id = _get_id(session, slug)
    places = _find_uses(session, answer_id)
    return tuple(
        AnswerImage(one.name, one.size, tuple(places.get(one.name, ())))
        for one in reversed(images.list_images(session, answer_id))
    )


def add_image(
    session: Session, account: Account, slug: str, content: bytes, given: str, *, now: datetime
) -> str:
    """Store a re-encoded image, and return its name; `given` is the name of the uploaded file.

    Raise the errors of `store_image`.
    """
    image = Image(make_image_name(content, given, SUFFIX), content)
    store_image(session, account, slug, image, now=now)
    return image.name


def store_image(
    session: Session, account: Account, slug: str, image: Image, *, now: datetime
) -> None:
    """Store an image under its name, unless it is there already.

    Raise LookupError if there is no such answer, `ImageRejected` if it has `MAX_IMAGES`.
    """
    answer_id = _get_id(session, slug)
    kept = images.list_images(session, answer_id)
    if len(kept) >= MAX_IMAGES and image.name not in {one.name for one in kept}:
        raise ImageRejected("too_many")
    if images.add_image(session, answer_id, image):
        size = len(image.content)
        audit_log.record_action(
            session, account, "picture.added", slug, now=now, name=image.name, size=size
        )
        site_version.bump(session, site_version.name_answer(slug))


def remove_image(
    session: Session, account: Account, slug: str, name: str, *, now: datetime
) -> None:
    """Remove an image from an answer.

    Raise LookupError if there is none of that name, `ImageRejected` while a text shows it: the
    newest of each audience and language, the public one, or a kept text.
    """
    answer_id = _get_id(session, slug)
    if _find_uses(session, answer_id).get(name):
        raise ImageRejected("shown")
    if images.is_in_kept_text(session, slug, name):
        raise ImageRejected("unsaved")
    if not images.remove_image(session, answer_id, name):
        raise LookupError(f"{slug} has no picture {name!r}")
    audit_log.record_action(session, account, "picture.removed", slug, now=now, name=name)
    site_version.bump(session, site_version.name_answer(slug))


def _get_id(session: Session, slug: str) -> int:
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return answer_id


def _find_uses(session: Session, answer_id: int) -> dict[str, list[ImageUse]]:
    """Return the texts that show each image, by its name."""
    revisions = list_current(session, answer_id)
    public = {one.id for one in publications.choose_public(revisions).values()}
    places: dict[str, list[ImageUse]] = {}
    current = list(_iter_current(revisions, public))
    shown = slow_work.do_each(_list_images, [(one.markdown,) for one in current])
    for revision, found in zip(current, shown, strict=True):
        for name, description in found:
            place = ImageUse(
                revision.audience, revision.language, description, revision.id in public
            )
            places.setdefault(name, []).append(place)
    return places


def _list_images(markdown: str) -> Sequence[tuple[str, str]]:
    """Return the name and description of each image that a text shows."""
    return list(iter_images(parse(markdown)))


def _iter_current(
    revisions: Sequence[StoredRevision], public: set[int]
) -> Iterator[StoredRevision]:
    """Yield the newest revision of each variant, and the public one if it is older."""
    seen = set()
    for revision in revisions:
        key = (revision.audience, revision.language)
        if key not in seen or revision.id in public:
            yield revision
        seen.add(key)
