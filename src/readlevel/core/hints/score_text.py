"""How hard a text is that stands by itself, in Markdown or plain."""

from dataclasses import replace
from typing import Any

from readlevel.core.hints.difficulties import difficulties_to_json
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.readability.readability import Readability, measure
from readlevel.core.readability.textstat_comparison import Comparison, compare
from readlevel.core.text.document import MAX_CHARACTERS, parse
from readlevel.core.text.prose import Prose, prose, prose_of_text


def score_text(text: str, language: str, *, markdown: bool) -> Readability:
    """Return the scores of a text; one that is longer than is read says so.

    Raise `UnreadableMarkdown` for what cannot be a text in Markdown.
    """
    return measure(_read(text, language, markdown=markdown), language)


def explain_difficulty(text: str, language: str, *, markdown: bool) -> dict[str, Any]:
    """Return what makes a text hard, as `readlevel score --why --json` prints it."""
    found = find_difficulties(_read(text, language, markdown=markdown), _readable(text), language)
    return difficulties_to_json(found, _readable(text))


def compare_text(markdown: str, language: str) -> Comparison:
    """Return what textstat says of a text in Markdown as it stands, beside our scores.

    Raise `UnreadableMarkdown` for what cannot be a text in Markdown.
    """
    return compare(markdown, _read(markdown, language, markdown=True), language)


def extract_prose_from_markdown(text: str, language: str) -> Prose:
    """Return what is scored of a text in Markdown, cut where it is longer than is read."""
    read = prose(parse(text[:MAX_CHARACTERS]), language)
    return replace(read, cut=len(text) > MAX_CHARACTERS)


def _read(text: str, language: str, *, markdown: bool) -> Prose:
    read = extract_prose_from_markdown if markdown else prose_of_text
    return read(_readable(text), language)


def _readable(text: str) -> str:
    # NUL stands for nothing that could be read; CommonMark replaces it too.
    return text.replace("\0", "\ufffd")
