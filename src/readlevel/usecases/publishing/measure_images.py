"""Measures the images that an earlier version stored without their size.

Pages keep room for an image whose size is known, so the answers that have it are queued.
"""

import logging

from sqlalchemy import Engine

from readlevel.core.rendering.image_size import measure_image
from readlevel.storage.answers import images
from readlevel.storage.answers.images import UnmeasuredImage
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.objects.object_store import MissingObject, UnreachableObjects, find_store
from readlevel.storage.public import render_queue

log = logging.getLogger(__name__)

_AT_ONCE = 10


def measure_images(engine: Engine) -> None:
    """Store the sizes of all readable images; the next call retries the others."""
    contents = _Contents(engine)
    after = (0, "")
    while True:
        with read_transaction(engine) as session:
            found = images.list_unmeasured(session, _AT_ONCE, after=after)
        if not found:
            return
        after = (found[-1].answer_id, found[-1].name)
        read = [(one, content) for one in found if (content := contents.find(one)) is not None]
        sizes = [(one, measure_image(content)) for one, content in read]
        with write_transaction(engine, background=True) as session:
            changed = {one.answer_id for one, size in sizes if images.save_size(session, one, size)}
            render_queue.enqueue(session, changed)


class _Contents:
    """Reads image contents; skips the object storage after its first failure."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_reachable = True

    def find(self, image: UnmeasuredImage) -> bytes | None:
        """Return the content of an image, or None if it cannot be read now."""
        if image.object_name is None:
            return image.content
        try:
            store = find_store(self._engine) if self._is_reachable else None
            return None if store is None else store.get(image.object_name)
        except MissingObject as problem:
            log.error("the image %s cannot be measured: %s", image.name, problem)
        except UnreachableObjects as problem:
            self._is_reachable = False
            log.error("images in object storage are not measured yet: %s", problem)
        return None
