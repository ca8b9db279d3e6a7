"""Prose: the scored sentences of a text and their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from readlevel.core.languages.sentence_boundaries import split_sentences
from readlevel.core.languages.words import split_words
from readlevel.core.text.cleaning.numbered_lines import find_numbered_lines
from readlevel.core.text.cleaning.superscripts import resolve_superscript
from readlevel.core.text.cleanup import clean_block, split_markup
from readlevel.core.text.inline_lists import split_inline_list
from readlevel.core.text.line_breaks import find_emoji_bullets, is_label_line, join_lines
from readlevel.core.text.plain_text_blocks import find_unmarked_items, split_blocks

if TYPE_CHECKING:
    from readlevel.core.text.document import Document, Token

MAX_SCORED_CHARACTERS = 400_000
"""Only the beginning of a longer text is scored."""


class Sentence(NamedTuple):
    """A scored sentence: its text without markup and addresses, and its words (at least one)."""

    text: str
    words: tuple[str, ...]
    line: int
    """Line of the source, from 1, on which its block begins."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The scored sentences of a text, in order; headings are excluded."""

    sentences: tuple[Sentence, ...]
    cut: bool = False
    """Whether this is only the beginning, because the text exceeded `MAX_SCORED_CHARACTERS`."""


def prose(document: "Document", language: str) -> Prose:
    """Return the scored sentences of `document`.

    Paragraphs, list items, table cells and quotations are scored; headings, code blocks, images
    and citation marks are not. No sentence continues from one block into the next.
    """
    found = [
        sentence
        for text, line, numbered in _blocks_of(document.tokens, language)
        for item in split_inline_list(text, numbered=numbered)
        for sentence in _sentences(item, line, language)
    ]
    return Prose(tuple(found))


def prose_of_text(text: str, language: str) -> Prose:
    """Return the scored sentences of a plain `text`; list items and headings are guessed.

    Only the first `MAX_SCORED_CHARACTERS` characters are read.
    """
    found = [
        sentence
        for block in split_blocks(text[:MAX_SCORED_CHARACTERS], language)
        for sentence in _sentences(block.text, block.line, language)
    ]
    return Prose(tuple(found), cut=len(text) > MAX_SCORED_CHARACTERS)


def _sentences(text: str, line: int, language: str) -> Iterator[Sentence]:
    for block in split_markup(text):
        for sentence in split_sentences(clean_block(block), language):
            if words := split_words(sentence):
                yield Sentence(sentence, words, line)


def _blocks_of(tokens: "tuple[Token, ...]", language: str) -> Iterator[tuple[str, int, bool]]:
    """Yield the text and first line (from 1) of each scored block of a document.

    The last value tells whether it begins the first item of a numbered list.
    """
    line = 1
    in_heading = numbered = False
    for token in tokens:
        if token.map:
            line = token.map[0] + 1
        if token.type in {"heading_open", "heading_close"}:
            in_heading = token.type == "heading_open"
        elif token.type == "inline" and not in_heading:
            lines = read_inline(token.children or []).split("\n")
            for part in _split_lines(lines):
                yield join_lines(part, language), line, numbered
                numbered = False
        elif token.type == "list_item_open":
            numbered = token.info == "1"


def _split_lines(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the lines of each part of a paragraph: items without bullets, and lines with labels.

    Items are without numbers and emoji that Markdown does not know: "1 Shake it", "✅ Rest".
    """
    if len(lines) == 1:
        yield lines
        return
    marked = find_numbered_lines(lines) or find_emoji_bullets(lines)
    items = {*find_unmarked_items(lines), *marked}
    lines = [line[marked.get(index, 0) :] for index, line in enumerate(lines)]
    start = 0
    for index in range(1, len(lines)):
        labels = is_label_line(lines[index - 1]) and is_label_line(lines[index])
        if index in items or labels:
            yield lines[start:index]
            start = index
    yield lines[start:]


def read_inline(children: "Sequence[Token]") -> str:
    """Return the text of inline tokens, without citations, images and raised citation numbers."""
    parts: list[str] = []
    raised: int | None = None
    for child, following in zip_longest(children, children[1:]):
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif child.type == "citation" and parts:
            parts[-1] = parts[-1].rstrip()
        elif child.type == "sup_open":
            raised = len(parts)
        elif child.type == "sup_close" and raised is not None:
            before, text = "".join(parts[max(0, raised - 2) : raised]), "".join(parts[raised:])
            after = following.content if following is not None else ""
            parts[raised:] = [resolve_superscript(before, text, after)]
            raised = None
    return "".join(parts)
