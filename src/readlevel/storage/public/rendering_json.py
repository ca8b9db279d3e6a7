"""Renderings as JSON, including those that older versions stored."""

from readlevel.core.rendering.rendering import Rendering
from readlevel.storage.database.stored_json import JSON_OBJECT, StoredJSON

_RENDERING = StoredJSON[Rendering](Rendering)


def dump_rendering(rendering: Rendering) -> str:
    """Return `rendering` as JSON; `aside` is there only if the text explains something."""
    nothing_explained = rendering.readability.aside is None
    return _RENDERING.dump(
        rendering, exclude={"readability": {"aside"}} if nothing_explained else None
    )


def load_rendering(stored: str) -> Rendering:
    """Return the rendering that was stored. Raise ValueError if it is corrupt."""
    try:
        return _RENDERING.load(stored)
    except ValueError as error:
        # Tried second because it parses twice, and few renderings are that old.
        try:
            return _RENDERING.load(_upgrade_version_1(stored))
        except ValueError:
            raise error from None


def _upgrade_version_1(stored: str) -> str:
    """Add the measures to a rendering of version 1, which stored only the reading time.

    Such texts stay public until they are rendered again, which takes a large site a while.
    """
    rendering = JSON_OBJECT.load(stored)
    try:
        readability = rendering["readability"]
        counts = readability["counts"]
        readability["measures"] = {
            "mean_sentence_words": (
                counts["words"] / counts["sentences"] if counts["sentences"] else None
            ),
            "longest_sentence_words": 0,
            "hardness": None,
            "reading_seconds": readability.pop("reading_seconds"),
        }
    except (KeyError, TypeError) as error:
        raise ValueError("not a rendering of version 1") from error
    return JSON_OBJECT.dump(rendering)
