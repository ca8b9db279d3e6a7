"""Scores and difficulties of a single text, in Markdown or plain."""

from dataclasses import replace
from typing import Any

from readlevel.core.hints.difficulties import difficulties_to_json
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.readability import Readability, measure
from readlevel.core.readability.textstat_comparison import Comparison, compare
from readlevel.core.text.document import MAX_CHARACTERS, parse
from readlevel.core.text.prose import Prose, prose, prose_of_text


def score_text(text: str, language: str, *, markdown: bool) -> Readability:
    """Return the scores of a text, marked as cut if it is too long to be read completely.

    Raise `UnreadableMarkdown` for Markdown that cannot be parsed.
    """
    return measure(_read(text, language, markdown=markdown), language)


def explain_difficulty(text: str, language: str, *, markdown: bool) -> dict[str, Any]:
    """Return the difficulties of a text as `readlevel score --why --json` prints them."""
    words = ProseWords(_read(text, language, markdown=markdown), language)
    found = find_difficulties(words, _readable(text))
    return difficulties_to_json(found, _readable(text))


def compare_text(markdown: str, language: str) -> Comparison:
    """Return textstat's scores of the raw Markdown beside ours.

    Raise `UnreadableMarkdown` for Markdown that cannot be parsed.
    """
    return compare(markdown, _read(markdown, language, markdown=True), language)


def extract_prose_from_markdown(text: str, language: str) -> Prose:
    """Return the prose of a text in Markdown, cut at `MAX_CHARACTERS`."""
    read = prose(parse(text[:MAX_CHARACTERS]), language)
    return replace(read, cut=len(text) > MAX_CHARACTERS)


def _read(text: str, language: str, *, markdown: bool) -> Prose:
    read = extract_prose_from_markdown if markdown else prose_of_text
    return read(_readable(text), language)


def _readable(text: str) -> str:
    # CommonMark replaces NUL too.
    return text.replace("\0", "\ufffd")
