"""Converts foreign HTML to inline Markdown: only words and emphasis are kept."""

import re
from html.parser import HTMLParser

from readlevel.core.text.document import UnreadableMarkdown, parse_inline, text_of

_MARKS = {
    "em": "*",
    "i": "*",
    "strong": "**",
    "b": "**",
    "sub": "~",
    "sup": "^",
}
_SKIPPED_TAGS = frozenset(
    {"script", "style", "template", "title", "iframe", "object", "svg", "math"}
)
_INLINE = frozenset(
    {"a", "abbr", "bdi", "bdo", "cite", "code", "dfn", "font", "mark", "q", "s", "small", "span"}
    | {"strike", "tt", "u", "wbr", "ins", "del", "kbd", "samp", "var", *_MARKS}
)
"""Inline elements; all others separate words."""

_ESCAPED = re.compile(r"([\\`*_\[\]<>~^&])")


def escape_markdown(text: str) -> str:
    """Escape plain `text` so that Markdown shows it literally, and collapse its white space."""
    return _ESCAPED.sub(r"\\\1", " ".join(text.split()))


def to_markdown(html: str) -> str:
    """Return `html` as one line of Markdown: emphasis is kept, links become their text.

    Scripts, styles, images and comments are left out.
    """
    reader = _InlineParser()
    reader.feed(html)
    reader.close()
    runs = _join(reader.runs)
    words = " ".join("".join(text for text, _ in runs).split())
    marked = " ".join("".join(_wrap(text, mark) for text, mark in runs).split())
    # Markdown does not take every place for the begin or end of an emphasis: rather none then.
    return marked if _shows(marked, words) else escape_markdown(words)


def _shows(marked: str, words: str) -> bool:
    try:
        (shown,) = parse_inline(marked).tokens
    except UnreadableMarkdown:
        return False
    return text_of(shown) == words


class _InlineParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[tuple[str, str]] = []
        """Runs of text, each with the marker of its innermost emphasis."""
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED_TAGS:
            self._silent += 1
        elif tag in _MARKS:
            self._open.append(tag)
        elif tag not in _INLINE:
            self._add(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # An element that is closed at once holds nothing: `<script/>` must not silence the rest.
        if tag not in _INLINE and tag not in _SKIPPED_TAGS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED_TAGS:
            self._silent = max(0, self._silent - 1)
        elif tag in self._open:
            last = len(self._open) - 1 - self._open[::-1].index(tag)
            del self._open[last]
        elif tag not in _INLINE:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._add(data)

    def _add(self, text: str) -> None:
        self.runs.append((text, _MARKS[self._open[-1]] if self._open else ""))


def _join(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Merge adjacent runs with the same emphasis."""
    joined: list[tuple[str, str]] = []
    for text, mark in runs:
        if joined and joined[-1][1] == mark:
            joined[-1] = (joined[-1][0] + text, mark)
        elif text:
            joined.append((text, mark))
    return joined


def _wrap(text: str, mark: str) -> str:
    """Return a run as Markdown, with its spaces outside the markers."""
    inner = escape_markdown(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    if not inner:
        return before
    if mark in ("~", "^"):
        inner = inner.replace(" ", "\\ ")
    return f"{before}{mark}{inner}{mark}{after}"
