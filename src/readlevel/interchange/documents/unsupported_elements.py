"""What Markdown cannot express: it is taken out of a page, and told as losses."""

import re
from collections.abc import Container, Iterator

from bs4 import BeautifulSoup, Tag

from readlevel.interchange.documents import word_html
from readlevel.interchange.documents.cited_works import has_marks
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.table_grid import make_tables_rectangular

_MARKED = ("u", "mark")
_UNSUPPORTED_TAGS = {
    "picture": ("img", "svg", "canvas"),
    "media": ("video", "audio", "iframe", "object", "embed"),
    "form": ("input", "select", "textarea", "button"),
    "struck": ("s", "strike", "del"),
}
"""Elements that Markdown cannot express, by the kind of loss they are reported as."""

_FOLDER = "images/"
_MAX_QUOTED_LENGTH = 200
_LINKED = re.compile(r"(?:https?://|mailto:|/(?!/)|#)", re.IGNORECASE)


def remove_unsupported(
    main: Tag, soup: BeautifulSoup, images: Container[str]
) -> Iterator[ConversionLoss]:
    """Remove what Markdown cannot express from `main`, and yield the losses."""
    for kind, names in _UNSUPPORTED_TAGS.items():
        for element in main(names):
            if not element.decomposed and find_own_image(element) not in images:
                yield ConversionLoss(kind, _describe(element))
                element.decompose()
    yield from _remove_hidden(main)
    if any(one.get_text(strip=True) and not _is_link(one) for one in main(_MARKED)):
        yield ConversionLoss("marks")
    if word_html.unlink_notes(main):
        yield ConversionLoss("notes")
    yield from _unlink(main)
    crowded = word_html.find_multiline_cell(main)
    merged = make_tables_rectangular(main, soup)
    if merged:
        yield ConversionLoss("merged_cells", ", ".join(dict.fromkeys(merged))[:_MAX_QUOTED_LENGTH])
    if crowded:
        yield ConversionLoss("crowded_cells", crowded[:_MAX_QUOTED_LENGTH])


def find_own_image(element: Tag) -> str | None:
    """Return the name of a picture of the answer itself; None of others."""
    source = str(element.get("src") or "")
    return source.removeprefix(_FOLDER) if source.startswith(_FOLDER) else None


def _remove_hidden(main: Tag) -> Iterator[ConversionLoss]:
    for element in main(_is_hidden):
        if not element.decomposed:
            text = " ".join(element.get_text(" ", strip=True).split())
            if text:
                yield ConversionLoss("hidden", text[:_MAX_QUOTED_LENGTH])
            element.decompose()


def _unlink(main: Tag) -> Iterator[ConversionLoss]:
    """Unwrap links that would not work in an answer."""
    for link in main("a"):
        address = str(link.get("href") or "")
        if address and not _LINKED.match(address):
            yield ConversionLoss("link", f"{link.get_text(' ', strip=True)} ({address})")
        if not _LINKED.match(address) or has_marks(link.get_text()):
            link.unwrap()


def _is_hidden(element: Tag) -> bool:
    styles = word_html.styles_of(element)
    return (
        element.has_attr("hidden")
        or styles.get("display") == "none"
        or styles.get("visibility") == "hidden"
        or styles.get("mso-hide") == "all"
    )


def _is_link(element: Tag) -> bool:
    return element.find_parent("a") is not None or element.find("a") is not None


def _describe(element: Tag) -> str:
    for name in ("alt", "title", "src", "data", "name", "value"):
        said = str(element.get(name) or "")
        if said and not said.startswith("data:"):
            return " ".join(said.split())[:_MAX_QUOTED_LENGTH]
    return element.get_text(" ", strip=True)[:_MAX_QUOTED_LENGTH]
