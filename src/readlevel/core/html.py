"""The only maker of safe HTML, and the only importer of nh3.

Reading restores what was made safe when it was written, so nh3 is imported by writers alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nh3 import Cleaner

    from readlevel.core.citations import Citations, Mark
    from readlevel.core.document import Document, Token

_BLOCKS = {
    "blockquote",
    "div",
    "dd",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_INLINE = {"a", "br", "code", "em", "i", "img", "span", "strong", "sub", "sup"}
_ELEMENTS = {*_BLOCKS, "ul", *_HEADINGS, *_TABLES, *_INLINE}
_ATTRIBUTES = {
    "a": {"href", "id", "data-term", "rel"},
    "div": {"role", "tabindex"},
    **{heading: {"id"} for heading in _HEADINGS},
    "img": {"src", "alt", "loading"},
    "li": {"value"},
    "ol": {"start"},
    "th": {"scope"},
}
_CLASSES = {"a": {"term"}, "div": {"table"}, "span": {"cite", "cite-unknown"}}
_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class SafeHTML:
    """HTML that went through the sanitiser; nothing else may be shown as markup."""

    text: str


def restore(stored: str) -> SafeHTML:
    """Return HTML that this module made safe before it was stored."""
    return SafeHTML(stored)


def sanitise(markup: str) -> SafeHTML:
    """Keep the elements and attributes that the product's own rendering makes, drop the rest."""
    return SafeHTML(_cleaner().clean(markup))


def escape_text(text: str) -> SafeHTML:
    """Return plain text as HTML."""
    return SafeHTML(escape(text, quote=False))


def mark_hits(text: str, start: str, end: str) -> SafeHTML:
    """Return plain text as HTML, what stands between the signs `start` and `end` in `<mark>`."""
    marked = escape(text, quote=False).replace(start, "<mark>").replace(end, "</mark>")
    return SafeHTML(marked)


def inline(markdown: str) -> SafeHTML:
    """Render Markdown of one paragraph, such as a definition, without the paragraph around it."""
    from readlevel.core.document import parse, to_markup

    inner = sanitise(to_markup(parse(markdown), _RULES)).text.strip()
    one_paragraph = inner.startswith("<p>") and inner.endswith("</p>") and inner.count("<p>") == 1
    return SafeHTML(inner[3:-4] if one_paragraph else inner)


def render(document: "Document", citations: "Citations", glossary_path: str) -> SafeHTML:
    """Render a shaped and annotated document; terms link to `glossary_path` and their slug."""
    from readlevel.core.document import to_markup

    marks = iter(citations.marks)
    rules: dict[str, Callable[[Token], str]] = {
        **_RULES,
        "citation": lambda token: _citation(marks),
        "term_open": lambda token: _term(str(token.attrGet("slug")), glossary_path),
        "term_close": lambda token: "</a>",
    }
    return sanitise(to_markup(document, rules))


def _citation(marks: "Iterator[tuple[Mark | None, ...]]") -> str:
    here = next(marks)
    known = [mark for mark in here if mark is not None]
    links = ", ".join(
        f'<a href="#ref-{mark.number}" id="cite-{mark.number}-{mark.use}">{mark.number}</a>'
        for mark in known
    )
    unknown = '<span class="cite cite-unknown">[?]</span>' * (len(here) - len(known))
    return (f'<span class="cite">[{links}]</span>' if links else "") + unknown


def _term(slug: str, glossary_path: str) -> str:
    href = escape(glossary_path + slug)
    return f'<a class="term" href="{href}" data-term="{escape(slug)}">'


def _image(token: "Token") -> str:
    source, alt = escape(str(token.attrGet("src"))), escape(token.content)
    title = token.attrGet("title")
    picture = f'<img src="{source}" alt="{alt}" loading="lazy">'
    if not title:
        return picture
    return f"<figure>{picture}<figcaption>{escape(str(title))}</figcaption></figure>"


_RULES: "Mapping[str, Callable[[Token], str]]" = {
    "image": _image,
    "span_open": lambda token: "",
    "span_close": lambda token: "",
    "citation": lambda token: escape(token.content),
    "table_open": lambda token: '<div class="table" role="region" tabindex="0"><table>',
    "table_close": lambda token: "</table></div>",
}


@cache
def _cleaner() -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        tags=set(_ELEMENTS),
        attributes={element: set(names) for element, names in _ATTRIBUTES.items()},
        allowed_classes={element: set(names) for element, names in _CLASSES.items()},
        url_schemes=set(_SCHEMES),
        link_rel=None,
        clean_content_tags={"script", "style"},
    )
