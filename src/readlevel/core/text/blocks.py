"""Content blocks in Markdown: `::: kind`, optionally a title, the content, `:::`.

Without a title of its own, a block has that of its kind in the language of the text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from readlevel.core.languages.tags import primary
from readlevel.core.model.block import BlockKind, ContentBlock
from readlevel.core.model.finding import Finding
from readlevel.core.text.document import (
    Document,
    Token,
    is_block_end,
    parse,
    split_lines,
    text_of,
)

_FALLBACK = "en"
_MARKER = re.compile(r"[ \t>]*:{3,}[ \t]*(?P<name>[\w-]*)")
_END_SIGNS = " \t:：.؟?!"


def get_block_kind(opening: Token) -> BlockKind:
    """Return the kind of a block from the token that opens it."""
    return BlockKind(opening.info.split()[0])


def get_block_title(opening: Token, language: str) -> str:
    """Return the title of a block: its own, else that of its kind in `language` (a tag)."""
    kind, *own = opening.info.split()
    return " ".join(own) or _titles_in(language)[kind][0]


def list_blocks(document: Document, language: str) -> Iterator[ContentBlock]:
    """Yield the blocks of a text, in order; a block within another belongs to the outer one."""
    depth = 0
    opening: Token | None = None
    lines: list[str] = []
    for token in document.tokens:
        if token.type == "container_block_open":
            opening = opening or token
            depth += 1
        elif token.type == "container_block_close":
            depth -= 1
            if opening and not depth:
                title = get_block_title(opening, language)
                yield ContentBlock(get_block_kind(opening), title, "\n".join(lines))
                opening, lines = None, []
        elif token.type == "inline" and opening and (line := text_of(token)):
            lines.append(line)


def locate_blocks(document: Document) -> Iterator[tuple[BlockKind, int]]:
    """Yield the kind and first line (from 1) of each block."""
    for token in document.tokens:
        if token.type == "container_block_open" and token.map:
            yield get_block_kind(token), token.map[0] + 1


def find_broken_blocks(document: Document) -> Iterator[Finding]:
    """Yield `broken_block` (warns) for a block of an unknown kind, and for one without an end.

    The last of the text comes first.
    """
    lines = split_lines(document.source)
    ends: set[int] = set()
    for token in reversed(document.tokens):
        if token.type == "container_block_open" and token.map:
            first, last = token.map
            # Of two blocks with the same end, the outer one lacks its own.
            if last in ends or last >= len(lines) or not is_block_end(lines[last]):
                yield _broken("unclosed", first + 1, lines[first])
            ends.add(last)
        elif token.type == "inline" and token.map and ":::" in token.content:
            for number in range(*token.map):
                marker = _MARKER.match(lines[number])
                if marker:
                    yield _broken(
                        "unknown" if marker["name"] else "stray", number + 1, lines[number]
                    )


def convert_headings_to_blocks(markdown: str) -> str:
    """Turn each section whose heading is the title of a block, in any language, into that block.

    It is how blocks come from Word files and web pages. A section ends before the next heading.
    """
    lines = split_lines(markdown)
    headings = list(_top_headings(parse(markdown).tokens))
    starts = [start for start, _, _ in headings]
    for place in reversed(range(len(headings))):
        start, end, text = headings[place]
        kind = _kinds_by_title().get(_fold(text))
        if kind is None:
            continue
        behind = starts[place + 1] if place + 1 < len(starts) else len(lines)
        content = "\n".join(lines[end:behind]).strip("\n")
        if content:
            title = "" if text in _default_titles() else f" {text.rstrip(_END_SIGNS)}"
            lines[start:behind] = [f"::: {kind}{title}", *content.split("\n"), ":::", ""]
    return "\n".join(lines)


def _top_headings(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield the lines (first, behind) and text of each heading that is in no list or block."""
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            yield token.map[0], token.map[1], text_of(tokens[place + 1])


def _broken(problem: str, line: int, text: str) -> Finding:
    return Finding("broken_block", "warns", line, None, text.strip(), {"problem": problem})


def _fold(title: str) -> str:
    return " ".join(title.casefold().replace("'", "’").strip(_END_SIGNS).split())


def _titles_in(language: str) -> Mapping[str, Sequence[str]]:
    titles = _read_titles()
    return titles.get(primary(language), titles[_FALLBACK])


@cache
def _read_titles() -> Mapping[str, Mapping[str, Sequence[str]]]:
    path = files("readlevel.core").joinpath("data", "block_titles.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _default_titles() -> frozenset[str]:
    return frozenset(known[0] for titles in _read_titles().values() for known in titles.values())


@cache
def _kinds_by_title() -> Mapping[str, BlockKind]:
    return {
        _fold(title): BlockKind(kind)
        for titles in _read_titles().values()
        for kind, known in titles.items()
        for title in known
    }
