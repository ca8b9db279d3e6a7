"""Splits a text into blocks, and into the parts that a model is given one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from readlevel.core.text.document import parse, split_lines

MAX_PART_CHARACTERS = 6_000
"""A longer section is split between its blocks."""


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block of a text: a heading, paragraph, list, table or content block."""

    text: str
    heading_level: int = 0
    """From 1; 0 if it is no heading."""


def split_blocks(markdown: str) -> tuple[SourceBlock, ...]:
    """Return the blocks of a text; questions for readers (`::: check`) are left out.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    document = parse(markdown)
    lines = split_lines(markdown)
    found = []
    for token in document.tokens:
        if token.level or token.nesting < 0 or not token.map:
            continue
        first, end = token.map
        if token.type == "container_block_open":
            end += 1
        text = "\n".join(lines[first:end]).strip("\n").rstrip()
        level = int(token.tag[1:]) if token.type == "heading_open" else 0
        found.append(SourceBlock(text, level))
    return tuple(found)


def split_parts(markdown: str) -> tuple[str, ...]:
    """Return the sections of a text, each with its heading; a long one is several.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    return tuple(_iter_parts(split_blocks(markdown)))


def _iter_parts(blocks: tuple[SourceBlock, ...]) -> Iterator[str]:
    top = min((one.heading_level for one in blocks if one.heading_level), default=0)
    part: list[str] = []
    for block in blocks:
        starts = block.heading_level == top > 0
        size = sum(map(len, part)) + len(block.text)
        if part and (starts or size > MAX_PART_CHARACTERS):
            yield "\n\n".join(part)
            part = []
        part.append(block.text)
    if part:
        yield "\n\n".join(part)
