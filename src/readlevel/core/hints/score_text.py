"""Scores of a single text, in Markdown or plain.

None of what finds its difficulties is imported, which would take half as long again.
"""

from dataclasses import replace

from readlevel.core.readability.readability import Readability, measure
from readlevel.core.readability.textstat_comparison import Comparison, compare
from readlevel.core.text.document import MAX_CHARACTERS, parse
from readlevel.core.text.prose import Prose, prose, prose_of_text


def score_text(text: str, language: str, *, markdown: bool) -> Readability:
    """Return the scores of a text, marked as cut if it is too long to be read completely.

    Raise `UnreadableMarkdown` for Markdown that cannot be parsed.
    """
    return measure(read_prose(text, language, markdown=markdown), language)


def compare_text(markdown: str, language: str) -> Comparison:
    """Return textstat's scores of the raw Markdown beside ours.

    Raise `UnreadableMarkdown` for Markdown that cannot be parsed.
    """
    return compare(markdown, read_prose(markdown, language, markdown=True), language)


def extract_prose_from_markdown(text: str, language: str) -> Prose:
    """Return the prose of a text in Markdown, cut at `MAX_CHARACTERS`."""
    read = prose(parse(text[:MAX_CHARACTERS]), language)
    return replace(read, cut=len(text) > MAX_CHARACTERS)


def read_prose(text: str, language: str, *, markdown: bool) -> Prose:
    """Return the prose of a text."""
    read = extract_prose_from_markdown if markdown else prose_of_text
    return read(make_readable(text), language)


def make_readable(text: str) -> str:
    """Return a text without NUL, which CommonMark replaces too."""
    return text.replace("\0", "\ufffd")
