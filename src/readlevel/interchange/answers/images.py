"""The images of an answer, as files in its folder `images/`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from readlevel.core.model.answer import Image
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import read_bytes, write_bytes

FOLDER = "images"
MAX_BYTES = 5_000_000

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+")
_MAX_NAME = 100
_SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.S),
    # At most a declaration, comments and a document type precede the root of an SVG.
    ".svg": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*"
        rb"|<!DOCTYPE svg[^>\[]{0,500}>\s*){0,9}<svg[\s>]",
        re.S,
    ),
}


def read(folder: Path) -> Iterator[Image]:
    """Yield the images of an answer's folder. Raise `BadRecord` for an unusable file."""
    if not (folder / FOLDER).is_dir():
        return
    for path in sorted((folder / FOLDER).iterdir()):
        if not path.name.startswith("."):
            yield _read(path, folder)


def write(images: Iterable[Image], folder: Path) -> None:
    """Write images into an answer's folder, and remove any others."""
    names = set()
    for image in images:
        write_bytes(folder / FOLDER / image.name, image.content)
        names.add(image.name)
    if (folder / FOLDER).is_dir():
        for path in (folder / FOLDER).iterdir():
            if path.is_file() and path.name not in names:
                path.unlink()


def is_name(name: str) -> bool:
    """Return whether `name` can name an image: it must need no escaping in a URL."""
    return len(name) <= _MAX_NAME and _NAME.fullmatch(name) is not None


def _read(path: Path, folder: Path) -> Image:
    if not is_name(path.name):
        raise BadRecord(
            "A picture's name has letters a-z, digits, hyphens and underscores, and ends in "
            f"one of {', '.join(_SIGNATURES)}. Rename it.",
            path=path,
        )
    content = read_bytes(path, MAX_BYTES, within=folder)
    kind = _SIGNATURES.get(path.suffix.lower())
    if kind is None or not kind.match(content):
        raise BadRecord(
            f"The picture is not what its name says. Shown are {', '.join(_SIGNATURES)}.", path=path
        )
    return Image(path.name, content)
