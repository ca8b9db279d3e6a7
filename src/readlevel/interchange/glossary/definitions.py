"""Definitions in plain-text formats: as Markdown only if plain text would lose something."""

from readlevel.core.text.document import parse_inline, text_of
from readlevel.interchange.documents.inline_html import escape_markdown

MARKDOWN = "text/markdown"
"""The media type of definitions in Markdown."""


def read_plain_text(markdown: str) -> str:
    """Return the visible text of a definition."""
    (words,) = parse_inline(markdown).tokens
    return text_of(words)


def as_plain(markdown: str) -> str | None:
    """Return a definition as plain text; None if it has markup."""
    words = read_plain_text(markdown)
    return words if escape_markdown(words) == markdown else None


def from_text(text: str, format_: str | None) -> str:
    """Return a definition as Markdown from a text in the given format."""
    return text.strip() if format_ == MARKDOWN else escape_markdown(text)
