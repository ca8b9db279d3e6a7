"""Renders a text block by block, each with the lines of the source that it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from readlevel.core.rendering.html import render_document
from readlevel.core.rendering.pipeline import ShapedSource
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.text.document import Document, Token, is_block_end, split_lines


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """A paragraph, heading, list, table or other block at the top level of a text."""

    html: SafeHTML
    source: str
    """Its Markdown, without blank lines around it."""
    first_line: int
    last_line: int
    """Lines of the Markdown, from 1; the last one is included."""


def render_blocks(
    shaped: ShapedSource, glossary_path: str, language: str
) -> tuple[RenderedBlock, ...]:
    """Render the blocks of a text, in order; blocks that show nothing are left out."""
    document, citations = shaped.document, shaped.citations
    lines = split_lines(document.source)
    marks = iter(citations.marks)
    blocks = []
    for tokens in _split_blocks(document.tokens):
        count = sum(_count_citations(token) for token in tokens)
        own = replace(citations, marks=tuple(next(marks) for _ in range(count)))
        html = render_document(Document(document.source, tokens), own, glossary_path, language)
        first, end = _find_lines(tokens)
        if tokens[0].type == "container_block_open" and end < len(lines):
            end += is_block_end(lines[end])
        while end > first and not lines[end - 1].strip():
            end -= 1
        blocks.append(RenderedBlock(html, "\n".join(lines[first:end]), first + 1, end))
    return tuple(one for one in blocks if one.html.text.strip())


def _split_blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    depth = start = 0
    for place, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tuple(tokens[start : place + 1])
            start = place + 1
    if start < len(tokens):
        yield tuple(tokens[start:])


def _count_citations(token: Token) -> int:
    return sum(child.type == "citation" for child in token.children or ())


def _find_lines(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the first line of a block, from 0, and the line after its last one."""
    maps = [token.map for token in tokens if token.map]
    return (min(one[0] for one in maps), max(one[1] for one in maps)) if maps else (0, 0)
