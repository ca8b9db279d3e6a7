"""Prose: the scored sentences of a text and their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readlevel.core.languages.abbreviations import ends_sentence
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import split_words
from readlevel.core.text.cleanup import clean_block
from readlevel.core.text.plain_text_blocks import split_blocks

if TYPE_CHECKING:
    from readlevel.core.text.document import Document, Token

MAX_SCORED_CHARACTERS = 400_000
"""Only the beginning of a longer text is scored."""


@dataclass(frozen=True, slots=True)
class Sentence:
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


_CANDIDATE = re.compile(
    r"""
    [。！？]+["'”’)\]」』]*            # Chinese and Japanese have no space here
    | (?<![.!?؟۔।…])[.!?؟۔।…]+["'”’)\]»]*(?=\s)
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s(\[\"'«“/-]{1,40}$")
_FIRST_WORD = re.compile(r"[\w']+")
_NAMED_SMALL = re.compile(r"[a-z]{1,2}[A-Z\d]")
"""Names that are lower case even at the start of a sentence: mRNA, p53, eGFR."""

_OPENING = "\"'“”‘’«»([{¿¡-–— "


def split_sentences(text: str, language: str) -> Iterator[str]:
    """Yield the sentences of one cleaned block of text, in order.

    `language` is a tag; a language without a list of abbreviations uses the English list.
    """
    spoken = primary(language)
    start = 0
    for stop in _CANDIDATE.finditer(text):
        counts_off = text[start : stop.start()].strip().isdecimal()
        if not counts_off and _is_end(text, stop, spoken):
            yield text[start : stop.end()].strip()
            start = stop.end()
    if text[start:].strip():
        yield text[start:].strip()


def prose(document: "Document", language: str) -> Prose:
    """Return the scored sentences of `document`.

    Paragraphs, list items, table cells and quotations are scored; headings, code blocks, images
    and citation marks are not. No sentence continues from one block into the next.
    """
    found = [
        sentence
        for text, line in _blocks_of(document.tokens)
        for sentence in _sentences(text, line, language)
    ]
    return Prose(tuple(found))


def prose_of_text(text: str, language: str) -> Prose:
    """Return the scored sentences of a plain `text`; list items and headings are guessed.

    Only the first `MAX_SCORED_CHARACTERS` characters are read.
    """
    found = [
        sentence
        for block in split_blocks(text[:MAX_SCORED_CHARACTERS])
        for sentence in _sentences(block.text, block.line, language)
    ]
    return Prose(tuple(found), cut=len(text) > MAX_SCORED_CHARACTERS)


def _sentences(text: str, line: int, language: str) -> Iterator[Sentence]:
    for sentence in split_sentences(clean_block(text), language):
        words = split_words(sentence)
        if words:
            yield Sentence(sentence, words, line)


def _is_end(text: str, stop: re.Match[str], language: str) -> bool:
    after = text[stop.end() : stop.end() + 40].lstrip(_OPENING)
    if not after or stop.group()[0] in "。！？":
        return True
    if after[0].islower() and not _NAMED_SMALL.match(after):
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(0, stop.start() - 40), stop.start())
    if before is None or _is_divisor(text, before):
        return True
    first = _FIRST_WORD.match(after)
    return ends_sentence(before.group(), first.group() if first else after[0], language)


def _is_divisor(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is the unit after a slash, such as L in 10 mIU/L."""
    return len(word.group()) == 1 and text[: word.start()].endswith("/")


def _blocks_of(tokens: "tuple[Token, ...]") -> Iterator[tuple[str, int]]:
    """Yield the text and first line (from 1) of each scored block of a document."""
    line = 1
    in_heading = False
    for token in tokens:
        if token.map:
            line = token.map[0] + 1
        if token.type in {"heading_open", "heading_close"}:
            in_heading = token.type == "heading_open"
        elif token.type == "inline" and not in_heading:
            yield _text_of(token.children or []), line


def _text_of(children: "list[Token]") -> str:
    """Return the text of inline tokens without citations, images and superscript numbers."""
    parts: list[str] = []
    raised: int | None = None
    for child in children:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "citation" and parts:
            parts[-1] = parts[-1].rstrip()
        elif child.type == "sup_open":
            raised = len(parts)
        elif child.type == "sup_close" and raised is not None:
            parts[raised:] = [part for part in parts[raised:] if not _is_mark(part)]
            raised = None
    return "".join(parts)


def _is_mark(text: str) -> bool:
    """Return whether superscript `text` is a number or a mark, not part of a word such as 1st."""
    return not any(map(str.isalpha, text))
