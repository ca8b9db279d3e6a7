"""Citations in a text: works numbered in order of first use, as Vancouver style has it."""

from collections.abc import Collection
from dataclasses import dataclass

from readlevel.core.document import Document, Token
from readlevel.core.rendering import Finding


@dataclass(frozen=True, slots=True)
class Mark:
    """One cited work at one place: its number, and how many times it was cited up to here."""

    number: int
    use: int


@dataclass(frozen=True, slots=True)
class Citations:
    """What a text cites."""

    keys: tuple[str, ...]
    """The cited works, numbered from 1 in this order."""
    uses: tuple[int, ...]
    """How often each of them is cited."""
    marks: tuple[tuple[Mark | None, ...], ...]
    """For each citation of the text, in order, its marks; None for a key that is not known."""
    findings: tuple[Finding, ...]
    """`unknown_citation` for each key that no reference has."""


def number(document: Document, known: Collection[str]) -> Citations:
    """Give numbers to the works that `document` cites; `known` are the keys of its references."""
    uses: dict[str, int] = {}
    marks: list[tuple[Mark | None, ...]] = []
    findings: list[Finding] = []
    lines = document.source.splitlines()
    numbers: dict[str, int] = {}
    for token, line in _citations(document):
        here: list[Mark | None] = []
        for key in token.meta["keys"]:
            if key not in known:
                findings.append(_unknown(key, token, line, lines))
                here.append(None)
                continue
            uses[key] = uses.get(key, 0) + 1
            here.append(Mark(numbers.setdefault(key, len(numbers) + 1), uses[key]))
        marks.append(tuple(here))
    return Citations(tuple(numbers), tuple(uses.values()), tuple(marks), tuple(findings))


def _citations(document: Document) -> list[tuple[Token, int]]:
    """Return the citation tokens, each with the line (from 1) its block begins on."""
    return [
        (child, block.map[0] + 1 if block.map else 1)
        for block in document.tokens
        for child in block.children or ()
        if child.type == "citation"
    ]


def _unknown(key: str, token: Token, first_line: int, lines: list[str]) -> Finding:
    for line in range(first_line, len(lines) + 1):
        column = lines[line - 1].find(token.content)
        if column >= 0:
            return Finding("unknown_citation", "blocks", line, column + 1, f"@{key}", {"key": key})
    return Finding("unknown_citation", "blocks", first_line, None, f"@{key}", {"key": key})
