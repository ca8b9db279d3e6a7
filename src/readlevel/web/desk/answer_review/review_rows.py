"""Sections of the texts side by side, and what is shown at their blocks."""

import re
from collections.abc import Iterator, Sequence

from readlevel.core.alignment.section_alignment import TextSection, split_sections
from readlevel.core.alignment.section_rows import align_sections
from readlevel.core.consistency.difference import DifferenceKind, FactLocation
from readlevel.core.model.finding import Finding
from readlevel.usecases.review.consistency import TextPair
from readlevel.web.desk.answer_review.answer_review_contexts import (
    BlockChange,
    ReviewBlock,
    ReviewRow,
)
from readlevel.web.desk.review.consistency_pages import list_questions, present_card

_SECTION_START = re.compile(r'<h[23] id="')
_PARITY_FINDING = "unanswered_parity"

Group = list[ReviewBlock]


def arrange_rows(columns: Sequence[Sequence[ReviewBlock]], language: str) -> list[ReviewRow]:
    """Return the rows of all columns; what stands before the first heading is the first row."""
    grouped = [list(_group(blocks)) for blocks in columns]
    rows = [ReviewRow([groups[0] for groups in grouped])]
    sections = [[_read_section(group) for group in groups[1:]] for groups in grouped]
    for row in align_sections(sections, language):
        cells = [
            [block for place in places for block in groups[place + 1]]
            for groups, places in zip(grouped, row, strict=True)
        ]
        rows.append(ReviewRow(cells))
    return [row for row in rows if any(row.cells)]


def place_findings(blocks: Sequence[ReviewBlock], findings: Sequence[Finding]) -> list[Finding]:
    """Put each finding at the block that it is about; return those that are about none.

    Differences from the other text are placed by `place_facts`.
    """
    others: list[Finding] = []
    for finding in findings:
        if finding.code == _PARITY_FINDING:
            continue
        block = None if finding.line is None else _find_block(blocks, finding.line)
        (others if block is None else block.findings).append(finding)
    return others


def place_facts(
    lay: Sequence[ReviewBlock], clinician: Sequence[ReviewBlock], pair: TextPair
) -> None:
    """Put each difference that needs an answer, or has one, at the block that it is about."""
    cards = [(one, present_card(one, pair)) for one in pair.differences]
    lines = {card.key: one.lay.line for one, card in cards if one.lay is not None}
    open_cards = [card for _, card in cards if card.asks and card.answer is None]
    for question in list_questions(open_cards):
        block = find_nearest(lay, lines.get(question.key))
        if block is not None:
            block.questions.append(question)
    for one, card in cards:
        stated, left_out = _find_place(lay, one.lay), _find_place(clinician, one.clinician)
        if stated and card.asks and card.answer:
            stated.answered.append(card)
        if left_out and one.kind is DifferenceKind.ONLY_CLINICIAN and card.about == "warning":
            (left_out.answered if card.answer else left_out.warnings).append(card)


def _find_place(blocks: Sequence[ReviewBlock], place: FactLocation | None) -> ReviewBlock | None:
    return None if place is None else find_nearest(blocks, place.line)


def _find_block(blocks: Sequence[ReviewBlock], line: int) -> ReviewBlock | None:
    return next((block for block in blocks if block.covers(line)), None)


def find_nearest(blocks: Sequence[ReviewBlock], line: int | None) -> ReviewBlock | None:
    """Return the block at a line, else the last one of the text; None if it has none."""
    there = [block for block in blocks if block.change is not BlockChange.REMOVED]
    found = None if line is None else _find_block(there, line)
    return found or (there[-1] if there else None)


def _group(blocks: Sequence[ReviewBlock]) -> Iterator[Group]:
    """Yield what stands before the first heading, perhaps nothing, then each section."""
    group: Group = []
    for block in blocks:
        if block.change is not BlockChange.REMOVED and _SECTION_START.match(block.original.text):
            yield group
            group = []
        group.append(block)
    yield group


def _read_section(group: Group) -> TextSection:
    html = "".join(one.original.text for one in group if one.change is not BlockChange.REMOVED)
    return next(split_sections(html))
