"""Renders documents as HTML, with rules for terms, citations, images and tables."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from readlevel.core.languages.registry import get_language
from readlevel.core.rendering.safe_html import SafeHTML, sanitise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readlevel.core.text.citations import CitationMark, Citations
    from readlevel.core.text.document import Document, Token


def inline(markdown: str) -> SafeHTML:
    """Render Markdown as inline HTML without images, for a definition."""
    from readlevel.core.text.document import parse_inline
    from readlevel.core.text.transform import transform_document

    return render_plain(transform_document(parse_inline(markdown), None).document)


def block(markdown: str) -> SafeHTML:
    """Render Markdown as HTML without terms and references, as a table of an import is shown."""
    from readlevel.core.text.document import parse
    from readlevel.core.text.transform import transform_document

    return render_plain(transform_document(parse(markdown), None).document)


def render_document(
    document: "Document", citations: "Citations", glossary_path: str, language: str
) -> SafeHTML:
    """Render a transformed and annotated document with its `citations`.

    Terms link to their slug below `glossary_path`.
    """
    from readlevel.core.text.document import to_markup

    marks = iter(citations.marks)
    source_word = get_language(language).source_word
    rules: dict[str, Callable[[Token], str]] = {
        **_RULES,
        "citation": lambda token: _citation(token, next(marks), source_word),
        "term_open": lambda token: _term(token, glossary_path),
        "term_close": lambda token: "</a>",
    }
    return sanitise(to_markup(document, rules))


def render_plain(document: "Document") -> SafeHTML:
    """Render a transformed document without references; citation marks stay text."""
    from readlevel.core.text.document import to_markup

    return sanitise(to_markup(document, _RULES))


def _citation(token: "Token", here: "tuple[CitationMark | None, ...]", source_word: str) -> str:
    """Return the numbers of the cited works with their locators: "[1, p. 4; 2]"."""
    around = token.meta["around"]
    links = [
        f"{escape(before)}{' ' if before else ''}"
        f'<a href="#ref-{mark.number}" id="cite-{mark.number}-{mark.use}"'
        f' aria-label="{source_word} {mark.number}">{mark.number}</a>'
        f"{', ' if after else ''}{escape(after)}"
        for mark, (before, after) in zip(here, around, strict=True)
        if mark is not None
    ]
    joined = ("; " if any(map(any, around)) else ", ").join(links)
    unknown = '<span class="cite cite-unknown">[?]</span>' * here.count(None)
    return (f'<span class="cite">[{joined}]</span>' if links else "") + unknown


def _term(token: "Token", glossary_path: str) -> str:
    """Open a term. `tooltip_uses` parses it: `class` must be first and `data-again` last."""
    slug = str(token.attrGet("slug"))
    again = token.attrGet("again")
    also = f' data-again="{again}"' if again else ""
    href = escape(glossary_path + slug)
    return f'<a class="term" href="{href}" data-term="{escape(slug)}"{also}>'


def _image(token: "Token") -> str:
    source, alt = escape(str(token.attrGet("src"))), escape(token.content)
    title = token.attrGet("title")
    also = f' title="{escape(str(title))}"' if title else ""
    sides = ((name, token.attrGet(name)) for name in ("width", "height"))
    room = "".join(f' {name}="{side}"' for name, side in sides if side)
    return f'<img src="{source}" alt="{alt}"{room} loading="lazy"{also}>'


def _table(token: "Token") -> str:
    """Open a table in a scrolling box that keyboards can focus and screen readers can name."""
    label = token.meta.get("label")
    name = f' aria-label="{escape(label)}"' if label else ""
    return f'<div class="table" role="group" tabindex="0"{name}><table>'


def _block(token: "Token") -> str:
    """Open a block with its title. `safe_html` adds numbers below that of an emergency."""
    kind, level = token.meta["kind"], token.meta["level"]
    title = f'<h{level} class="block-title">{escape(token.meta["title"])}</h{level}>'
    return f'<div class="block block-{kind}">\n{title}\n'


_RULES: "Mapping[str, Callable[[Token], str]]" = {
    "image": _image,
    "span_open": lambda token: "",
    "span_close": lambda token: "",
    "citation": lambda token: escape(token.content),
    "container_block_open": _block,
    "container_block_close": lambda token: "</div>\n",
    "table_open": _table,
    "table_close": lambda token: "</table></div>\n",
}
