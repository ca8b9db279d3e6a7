"""Content-addressed names of images: some readable words and a digest of the content."""

import re
from hashlib import sha256

from readlevel.core.model.slug import slugify

_DIGITS = 12
_MAX_STEM = 60
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_NAME = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]*-([0-9a-f]{{{_DIGITS}}})\.[A-Za-z0-9]+")


def make_image_name(content: bytes, given: str, ending: str) -> str:
    """Return the name under which an image is stored.

    It keeps the letters and digits of `given`, the file name or path from the sender.
    """
    file = given.replace("\\", "/").rpartition("/")[2]
    stem = file.rpartition(".")[0] or file
    words = _NOT_PLAIN.sub("-", slugify(stem)) if any(map(str.isalnum, stem)) else ""
    return f"{words[:_MAX_STEM].strip('-') or 'picture'}-{_digest(content)}.{ending}"


def is_content_addressed(name: str, digest: str) -> bool:
    """Return whether `name` contains the SHA-256 digest of an image's content.

    Then the content under that name can never change.
    """
    found = _NAME.fullmatch(name)
    return found is not None and digest.startswith(found[1])


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:_DIGITS]
