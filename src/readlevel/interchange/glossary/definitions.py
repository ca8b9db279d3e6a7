"""Definitions in formats of plain text: Markdown only where the words alone would lose some."""

from readlevel.core.text.document import parse_inline, text_of
from readlevel.interchange.documents.inline_html import escape_markdown

MARKDOWN = "text/markdown"
"""What a definition's format is called where it is Markdown."""


def read_plain_text(markdown: str) -> str:
    """Return what is read of a definition."""
    (words,) = parse_inline(markdown).tokens
    return text_of(words)


def as_plain(markdown: str) -> str | None:
    """Return the words of a definition that is them and no more; None if it has marks."""
    words = read_plain_text(markdown)
    return words if escape_markdown(words) == markdown else None


def from_text(text: str, format_: str | None) -> str:
    """Return the definition that a text of that format is: Markdown as it is, else plain words."""
    return text.strip() if format_ == MARKDOWN else escape_markdown(text)
