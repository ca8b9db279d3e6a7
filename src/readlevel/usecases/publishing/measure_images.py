"""Measures the images that an earlier version stored without their size.

Pages keep room for an image whose size is known, so the answers that have it are queued.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import partial

from sqlalchemy import Engine

from readlevel.core.model.answer import ImageSize
from readlevel.core.rendering.image_size import measure_image
from readlevel.storage.answers import images
from readlevel.storage.answers.images import UnmeasuredImage
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.objects.object_store import MissingObject, UnreachableObjects, get_store
from readlevel.storage.public import render_queue
from readlevel.usecases.publishing.process_priority import at_usual_priority

log = logging.getLogger(__name__)

_AT_ONCE = 10


class UnmeasuredImages:
    """The images without a size. Those that cannot be reached now are left for the next process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._after = (0, "")
        self._is_reachable = True
        """Whether the object storage has answered so far."""

    def measure_some(self) -> bool:
        """Store the sizes of the next few images; return whether there were any."""
        with read_transaction(self._engine) as session:
            found = images.list_unmeasured(
                session, _AT_ONCE, after=self._after, in_objects=self._is_reachable
            )
        if not found:
            return False
        self._after = (found[-1].answer_id, found[-1].name)
        sizes = list(self._measure(found))
        if sizes:
            at_usual_priority(partial(self._save, sizes))
        return True

    def _save(self, sizes: Iterable[tuple[UnmeasuredImage, ImageSize | None]]) -> None:
        """Store the sizes, and queue the answers that show the images."""
        with write_transaction(self._engine, background=True) as session:
            changed = {one.answer_id for one, size in sizes if images.save_size(session, one, size)}
            render_queue.enqueue(session, changed)

    def _measure(
        self, found: Iterable[UnmeasuredImage]
    ) -> Iterator[tuple[UnmeasuredImage, ImageSize | None]]:
        """Yield the images that can be reached, with None for a size that cannot be told."""
        for one in found:
            if one.object_name is None:
                yield one, measure_image(one.content)
            elif self._is_reachable:
                try:
                    content = self._read_object(one.object_name)
                except MissingObject as problem:
                    log.error("the image %s cannot be measured: %s", one.name, problem)
                    yield one, None
                except UnreachableObjects as problem:
                    self._is_reachable = False
                    log.error("images in object storage are not measured yet: %s", problem)
                else:
                    yield one, measure_image(content)

    def _read_object(self, name: str) -> bytes:
        with read_transaction(self._engine) as session:
            store = get_store(session)
        return store.get(name)
