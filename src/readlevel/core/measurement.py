"""How hard a text is that stands by itself, in Markdown or plain."""

from dataclasses import replace

from readlevel.core.document import MAX_CHARACTERS, parse
from readlevel.core.readability import Readability, measure
from readlevel.core.sentences import Prose, prose, prose_of_text


def measure_text(text: str, language: str, *, markdown: bool) -> Readability:
    """Return the scores of a text; one that is longer than is read says so.

    Raise `UnreadableMarkdown` for what cannot be a text in Markdown.
    """
    # NUL stands for nothing that could be read; CommonMark replaces it too.
    text = text.replace("\0", "\ufffd")
    read = prose_of_markdown if markdown else prose_of_text
    return measure(read(text, language), language)


def prose_of_markdown(text: str, language: str) -> Prose:
    """Return what is scored of a text in Markdown, cut where it is longer than is read."""
    read = prose(parse(text[:MAX_CHARACTERS]), language)
    return replace(read, cut=len(text) > MAX_CHARACTERS)
