"""The difficulties of a single text, in Markdown or plain, as JSON."""

from typing import Any

from readlevel.core.hints.difficulties import difficulties_to_json
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.hints.score_text import make_readable, read_prose
from readlevel.core.readability.prose_words import ProseWords


def explain_difficulty(text: str, language: str, *, markdown: bool) -> dict[str, Any]:
    """Return the difficulties of a text as `readlevel score --why --json` prints them.

    Raise `UnreadableMarkdown` for Markdown that cannot be parsed.
    """
    words = ProseWords(read_prose(text, language, markdown=markdown), language)
    source = make_readable(text)
    return difficulties_to_json(find_difficulties(words, source), source)
