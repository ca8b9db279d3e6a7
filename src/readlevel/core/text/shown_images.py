"""The images that a text shows, and their descriptions."""

import re
from collections.abc import Iterator

from readlevel.core.text.document import Document, text_of

_OWN = re.compile(r"images/([A-Za-z0-9][A-Za-z0-9._-]*)")
_SHOWN = re.compile(r"!\[(?:[^\[\]\\]|\\.)*\]\(images/[^()\s]+(?:\s\"(?:[^\"\\]|\\.)*\")?\)")
_SPECIAL = re.compile(r"([\\`*_\[\]<~^]|&(?=#?\w+;))")
_SPECIAL_BELOW = re.compile(r"([\\\"]|&(?=#?\w+;))")


def iter_images(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (name, description) of each image of the answer that a text shows, in order."""
    for token in document.tokens:
        for child in token.children or ():
            found = _OWN.fullmatch(str(child.attrGet("src") or ""))
            if child.type == "image" and found is not None:
                yield found[1], text_of(child)


def image_markdown(name: str, description: str, caption: str = "") -> str:
    """Return the Markdown of an image, with the caption as title."""
    said = _SPECIAL.sub(r"\\\1", " ".join(description.split()))
    below = _SPECIAL_BELOW.sub(r"\\\1", " ".join(caption.split()))
    return f'![{said}](images/{name} "{below}")' if below else f"![{said}](images/{name})"


def set_alt_text(markdown: str, name: str, description: str) -> str:
    """Replace the description of an image wherever the text shows it."""
    shown = re.compile(rf"!\[(?:[^\[\]\\]|\\.)*\](?=\(images/{re.escape(name)}[\s)])")
    said = image_markdown(name, description).partition("](")[0]
    return shown.sub(lambda _: f"{said}]", markdown)


def remove_images(markdown: str) -> str:
    """Return a text without the images of its answer."""
    return _SHOWN.sub("", markdown)
