"""Public texts beneath newer ones, as a content folder carries them from one site to another."""

from collections.abc import Iterator, Sequence

from readlevel.core.model.answer import Variant
from readlevel.core.model.workflow import find_public_revision
from readlevel.storage.answers.revisions import Key, StoredRevision


def find_beneath(current: Sequence[StoredRevision]) -> tuple[Variant, ...]:
    """Return the public texts of an answer that have a newer text above them.

    `current` are its current revisions.
    """
    return tuple(_iter_beneath(current))


def are_stored(current: Sequence[StoredRevision], given: tuple[Variant, ...]) -> bool:
    """Return whether the public texts in `given` are stored beneath newer ones."""
    return not given or set(given) <= set(find_beneath(current))


def _iter_beneath(current: Sequence[StoredRevision]) -> Iterator[Variant]:
    by_variant: dict[Key, list[StoredRevision]] = {}
    for revision in current:
        by_variant.setdefault((revision.audience, revision.language), []).append(revision)
    for newest_first in by_variant.values():
        place = find_public_revision([one.review.status for one in newest_first])
        if place:
            one = newest_first[place]
            yield Variant(one.audience, one.language, one.markdown, one.review)
