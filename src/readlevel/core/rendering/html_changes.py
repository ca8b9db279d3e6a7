"""Marks what one version of a rendered text has changed, word by word."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple
from zlib import crc32

from readlevel.core.text.versions.text_diff import interleave_words

TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
"""A tag of sanitised HTML."""

_PART = re.compile(rf"({TAG.pattern})|([^<]+)")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_INLINE = frozenset({"a", "code", "em", "i", "span", "strong", "sub", "sup"})
_EMPTY = frozenset({"br", "hr", "img"})
_LISTS = frozenset({"ol", "ul"})
_WITHOUT_TEXT = frozenset({"table", "tbody", "thead", "tr"})
_FIRST_BREAK = 0xE000
_BREAKS = "\ue000-\ue0ff"
"""Private characters that stand for tags across which no word goes on."""
_NOT_BREAKS = dict.fromkeys(range(_FIRST_BREAK, _FIRST_BREAK + 0x100), " ")


class _HtmlPart(NamedTuple):
    """A tag, by its name, or the text between two tags without entities."""

    text: str
    tag: str

    @property
    def words(self) -> str:
        """What is compared."""
        if self.tag:
            return "" if self.tag in _INLINE else _choose_break(self)
        return self.text.translate(_NOT_BREAKS)


def mark_changes(old: str, new: str) -> str:
    """Return `new` with `<ins>` around words that `old` lacks, and its missing words in `<del>`.

    Both are well-formed HTML. Only words are compared, not elements and attributes.
    """
    before, after = list(_split(old)), list(_split(new))
    writer = _Writer(after)
    for change in interleave_words(_read_words(before), _read_words(after)):
        if change.in_new:
            writer.copy(len(change.text), is_new=not change.in_old)
        else:
            writer.insert_removed(re.sub(rf"[\s{_BREAKS}]+", " ", change.text))
    return writer.finish()


def _split(html: str) -> Iterator[_HtmlPart]:
    for tag, text in _PART.findall(html):
        name = _TAG_NAME.match(tag)
        yield _HtmlPart(tag, name[1]) if name else _HtmlPart(unescape(tag or text), "")


def _choose_break(part: _HtmlPart) -> str:
    """Return the character for a tag: another one for its closing tag and for most other tags."""
    number = 2 * (crc32(part.tag.encode()) % 0x80) + part.text.startswith("</")
    return chr(_FIRST_BREAK + number)


def _read_words(parts: Sequence[_HtmlPart]) -> str:
    return "".join(part.words for part in parts)


class _Writer:
    """Writes the new version, and the words that were removed where text may stand."""

    def __init__(self, parts: Sequence[_HtmlPart]) -> None:
        self._parts = parts
        self._place = 0
        self._offset = 0
        """Characters of the current part that are written."""
        self._open: list[str] = []
        self._removed = ""
        self._written: list[str] = []

    def copy(self, length: int, *, is_new: bool) -> None:
        """Write the next `length` characters of what is compared."""
        while length:
            part = self._parts[self._place]
            if part.tag:
                length -= len(part.words)
                self._write_tag(part)
                continue
            text = part.text[self._offset : self._offset + length]
            length -= len(text)
            self._offset += len(text)
            self._write_text(text, is_new=is_new)
            if self._offset == len(part.text):
                self._place, self._offset = self._place + 1, 0

    def insert_removed(self, words: str) -> None:
        """Write words that were removed here, or where text may stand next."""
        if words.strip():
            self._removed += words
            self._write_removed()

    def finish(self) -> str:
        """Write the remaining tags and return everything."""
        while self._place < len(self._parts):
            self._write_tag(self._parts[self._place])
        return "".join(self._written)

    def _write_text(self, text: str, *, is_new: bool) -> None:
        escaped = escape(text, quote=False)
        self._written.append(f"<ins>{escaped}</ins>" if is_new and text.strip() else escaped)

    def _write_tag(self, part: _HtmlPart) -> None:
        self._written.append(part.text)
        self._place += 1
        if part.text.startswith("</"):
            self._open.pop()
        elif part.tag not in _EMPTY:
            self._open.append(part.tag)
        self._write_removed()

    def _write_removed(self) -> None:
        inside = self._open[-1] if self._open else ""
        if not self._removed or inside in _WITHOUT_TEXT:
            return
        is_alone = not inside or inside in _LISTS
        words = self._removed.strip() if is_alone else self._removed
        marked = f"<del>{escape(words, quote=False)}</del>"
        if inside in _LISTS:
            marked = f"<li>{marked}</li>"
        elif not inside:
            marked = f"<p>{marked}</p>"
        self._written.append(marked)
        self._removed = ""
