"""Sanitises HTML; the only module that creates `SafeHTML` and the only importer of nh3.

HTML is sanitised when it is stored and restored when it is read, so only writers load nh3.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from readlevel.core.model.block import ANSWER_ANCHOR, BlockKind
from readlevel.core.rendering.html_changes import TAG, mark_changes

if TYPE_CHECKING:
    from nh3 import Cleaner


_BLOCKS = {"blockquote", "div", "figcaption", "figure", "hr", "li", "ol", "p", "pre", "ul"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_INLINE = {"a", "br", "code", "em", "i", "img", "span", "strong", "sub", "sup"}
_ELEMENTS = _BLOCKS | _HEADINGS | _TABLES | _INLINE
_ATTRIBUTES = {
    "a": {"href", "id", "data-term", "rel", "aria-label"},
    "div": {"aria-label"},
    **{heading: {"id"} for heading in _HEADINGS},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
}
_VALUES = {
    "a": {"data-again": {"section", "text"}},
    "div": {"role": {"group"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}},
    **{part: {"id": {ANSWER_ANCHOR}} for part in ("li", "p", "td")},
    "th": {"scope": {"col"}, "id": {ANSWER_ANCHOR}},
}
_BLOCK_CLASSES = {"block", *(f"block-{kind}" for kind in BlockKind)}
_CLASSES = {
    "a": {"term"},
    "div": {"table", *_BLOCK_CLASSES},
    **{heading: {"block-title"} for heading in _HEADINGS},
    "span": {"cite", "cite-unknown"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_OWN_VALUES = {
    "id": re.compile(rf"s-\S+|cite-\d+-\d+|{ANSWER_ANCHOR}"),
    "src": re.compile(r"/answers/[a-z0-9-]+/images/[A-Za-z0-9][A-Za-z0-9._-]*"),
    "width": re.compile(r"[1-9][0-9]{0,4}"),
    "height": re.compile(r"[1-9][0-9]{0,4}"),
}
"""The patterns that values of these attributes must match, on any element."""

_OWN_PICTURE = re.compile(r'(<img src=")/answers/[a-z0-9-]+/images/')
"""An image of an answer in sanitised HTML.

Its beginning, `<img src="`, occurs neither in sanitised text nor in attribute values.
"""

_EMERGENCY_TITLE = re.compile(
    r'<div class="block block-emergency">\n<h[2-6] class="block-title">.*?</h[2-6]>\n'
)
"""The beginning of an emergency block in sanitised HTML, as `rendering.html` writes it."""

_BLOCK_START = re.compile(r'\s*<div class="block ')
"""The beginning of a block in sanitised HTML."""

_NAME_OR_TARGET = re.compile(r'(?<= )(id="|href="#)')
"""The beginning of an ID, or of a link to one, in a tag of sanitised HTML."""

_FOLDER = re.compile(r"/(?:[A-Za-z0-9._~-]+/)+")

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9-]*")

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
"""Characters that HTML may not contain in any form (HTML standard, section 13.2.3.5)."""


@dataclass(frozen=True, slots=True)
class SafeHTML:
    """Sanitised or escaped HTML; nothing else may be shown as markup."""

    text: str


def restore_html(stored: str) -> SafeHTML:
    """Return stored HTML, which this module made safe before it was stored.

    Raise TypeError if it is not a string.
    """
    if not isinstance(stored, str):
        raise TypeError("stored HTML is text")
    return SafeHTML(stored)


def sanitise(markup: str) -> SafeHTML:
    """Remove all elements and attributes except those that our own rendering uses."""
    # Remove characters first: removing them later could create a URL that was never checked.
    return SafeHTML(_cleaner().clean(_FORBIDDEN.sub("", markup)))


def replace_image_folder(safe: SafeHTML, folder: str) -> SafeHTML:
    """Change the folder of an answer's images to `folder`, a path of this site that ends in `/`.

    Images of drafts are in a folder that readers cannot access. Raise ValueError for any other
    address.
    """
    if not _FOLDER.fullmatch(folder):
        raise ValueError(f"no folder of this site: {folder!r}")
    return SafeHTML(_OWN_PICTURE.sub(rf"\g<1>{folder}", safe.text))


def prefix_ids(safe: SafeHTML, prefix: str) -> SafeHTML:
    """Put `prefix` before all IDs, so that several texts can stand on one page.

    Links to them follow. Raise ValueError unless it consists of letters, digits and hyphens.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"no beginning of an ID: {prefix!r}")

    def change(tag: re.Match[str]) -> str:
        return _NAME_OR_TARGET.sub(rf"\g<1>{prefix}", tag[0])

    return SafeHTML(TAG.sub(change, safe.text))


def mark_html_changes(old: SafeHTML, new: SafeHTML) -> SafeHTML:
    """Return `new` with words that `old` lacks in `<ins>`, and its missing words in `<del>`."""
    return SafeHTML(mark_changes(old.text, new.text))


def name_emergency_numbers(safe: SafeHTML, numbers: Sequence[tuple[str, str]]) -> SafeHTML:
    """Add (country, number) as links that call them below the title of each emergency block."""
    if not numbers:
        return safe
    links = " ".join(
        f'<a href="tel:{escape(number)}">{escape(country)} {escape(number)}</a>'
        for country, number in numbers
    )
    line = f'<p class="block-numbers">{links}</p>\n'
    return SafeHTML(_EMERGENCY_TITLE.sub(lambda title: title[0] + line, safe.text))


def split_opening_blocks(safe: SafeHTML) -> tuple[SafeHTML, SafeHTML]:
    """Return the blocks with which a text begins, such as its key points, and the rest of it."""
    text, end = safe.text, 0
    while start := _BLOCK_START.match(text, end):
        depth = 0
        for tag in TAG.finditer(text, start.start()):
            depth += tag[0].startswith("<div") - tag[0].startswith("</div")
            if depth == 0:
                end = tag.end()
                break
        else:
            break
    return SafeHTML(text[:end]), SafeHTML(text[end:])


def escape_text(text: str) -> SafeHTML:
    """Return plain text as HTML."""
    return SafeHTML(escape(text, quote=False))


def highlight_hits(text: str, start: str, end: str) -> SafeHTML:
    """Return plain text as HTML with `<mark>` around the hits between `start` and `end`."""
    marked = escape(text, quote=False).replace(start, "<mark>").replace(end, "</mark>")
    return SafeHTML(marked)


@cache
def _cleaner() -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        tags=set(_ELEMENTS),
        attributes={element: set(names) for element, names in _ATTRIBUTES.items()},
        tag_attribute_values={
            element: {name: set(values) for name, values in allowed.items()}
            for element, allowed in _VALUES.items()
        },
        allowed_classes={element: set(names) for element, names in _CLASSES.items()},
        attribute_filter=_keep_own,
        url_schemes=set(_SCHEMES),
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


def _keep_own(element: str, attribute: str, value: str) -> str | None:
    own = _OWN_VALUES.get(attribute)
    return value if own is None or own.fullmatch(value) else None
