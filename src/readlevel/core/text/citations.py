"""Citations in a text, numbered in order of first use as in Vancouver style."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.model.finding import Finding
from readlevel.core.text.document import Document, Token, split_lines


@dataclass(frozen=True, slots=True)
class CitationMark:
    """One citation of a work: the number of the work, and the count of its citations so far."""

    number: int
    use: int


@dataclass(frozen=True, slots=True)
class Citations:
    """The citations of a text."""

    keys: tuple[str, ...]
    """The cited works, numbered from 1 in this order."""
    uses: tuple[int, ...]
    """The number of citations of each work."""
    marks: tuple[tuple[CitationMark | None, ...], ...]
    """The marks of each citation of the text, in order; None for an unknown key."""
    findings: tuple[Finding, ...]
    """`unknown_citation` for each citation of an unknown key."""


def number_citations(document: Document, known: Collection[str]) -> Citations:
    """Assign numbers to the works that `document` cites; `known` are the keys of its references."""
    uses: dict[str, int] = {}
    marks: list[tuple[CitationMark | None, ...]] = []
    findings: list[Finding] = []
    numbers: dict[str, int] = {}
    for token, line, column in locate_citations(document):
        here: list[CitationMark | None] = []
        for key in token.meta["keys"]:
            if key not in known:
                findings.append(
                    Finding("unknown_citation", "blocks", line, column, f"@{key}", {"key": key})
                )
                here.append(None)
                continue
            uses[key] = uses.get(key, 0) + 1
            here.append(CitationMark(numbers.setdefault(key, len(numbers) + 1), uses[key]))
        marks.append(tuple(here))
    return Citations(tuple(numbers), tuple(uses.values()), tuple(marks), tuple(findings))


def locate_citations(document: Document) -> Iterator[tuple[Token, int, int | None]]:
    """Yield the citation tokens, each with its line and column in the source, from 1.

    Tokens know only the lines of their block, so the raw text of a citation is searched in these
    lines. The column is None if it is not found.
    """
    lines = split_lines(document.source)
    line, column, end = 0, 0, len(lines)
    for block in document.tokens:
        if block.map:
            # The cells of a row share a line, so the search continues from the last position.
            first, end = block.map
            line, column = max((first, 0), (line, column))
        for token in block.children or ():
            if token.type == "citation":
                looks = token.content.split("\n", maxsplit=1)[0]
                found = _find(looks, lines, line, column, end)
                if found:
                    line, column = found
                yield token, line + 1, column + 1 if found else None
                column += len(looks) if found else 0


def _find(
    looks: str, lines: Sequence[str], line: int, column: int, end: int
) -> tuple[int, int] | None:
    for place in range(line, min(end, len(lines))):
        found = lines[place].find(looks, column if place == line else 0)
        if found >= 0:
            return place, found
    return None
