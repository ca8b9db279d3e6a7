"""Rows of the worklists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from readlevel.core.languages.search_folding import fold
from readlevel.core.readability.targets import TARGETS
from readlevel.settings import Settings
from readlevel.usecases.review.assignments import Assignment
from readlevel.usecases.review.worklists import WorklistItem
from readlevel.web.desk.layout import urls
from readlevel.web.desk.worklists.list_pages import WaitingRow, WorklistRow

_MAX_QUERY_LENGTH = 200


def present_rows(
    items: Sequence[WorklistItem], settings: Settings, today: date
) -> list[WorklistRow]:
    """Return the rows of texts."""
    return [_present_row(item, settings, today) for item in items]


def present_waiting(
    items: Sequence[WorklistItem],
    assignments: Mapping[tuple[int, str], Assignment],
    settings: Settings,
    today: date,
) -> list[WaitingRow]:
    """Return a row for each answer and language with texts that await review."""
    grouped: dict[tuple[int, str], list[WorklistRow]] = {}
    for row in present_rows(items, settings, today):
        grouped.setdefault((row.item.answer_id, row.item.language), []).append(row)
    return [
        _present_waiting(rows, assignments.get(place), today) for place, rows in grouped.items()
    ]


def present_translations(
    items: Sequence[WorklistItem], settings: Settings, today: date
) -> list[WorklistRow]:
    """Return rows that link to the translations of their answers."""
    return [
        replace(row, path=urls.translations(row.item.slug))
        for row in present_rows(items, settings, today)
    ]


def find_topic(given: str, topics: Sequence[str]) -> str:
    """Return the topic that matches regardless of case and accents, else what was given."""
    line = read_line(given)
    if line in topics:
        return line
    return {fold(one): one for one in topics}.get(fold(line), line)


def read_line(given: str) -> str:
    """Clean a search field's value and cut it to the maximum length."""
    return given[:_MAX_QUERY_LENGTH].replace("\x00", " ").strip()


def row_key(item: WorklistItem) -> str:
    """Return the form value of a text; it names the revision, to detect edits made since."""
    return f"{item.slug}/{item.audience}/{item.language}/{item.number}/{item.status}"


def _present_waiting(
    rows: Sequence[WorklistRow], assignment: Assignment | None, today: date
) -> WaitingRow:
    item = rows[0].item
    due = assignment.due if assignment else None
    return WaitingRow(
        path=urls.review_of_answer(item.slug, item.language),
        rows=rows,
        assignment=assignment,
        overdue=due is not None and due < today,
    )


def _present_row(item: WorklistItem, settings: Settings, today: date) -> WorklistRow:
    target = TARGETS[settings.target_of(item.audience)]
    return WorklistRow(
        item=item,
        path=urls.answer(item.slug, item.language),
        review_path=urls.review(item.slug, item.audience, item.language),
        key=row_key(item),
        above_target=item.grade_low is not None and item.grade_low > target.high,
        overdue=item.next_review is not None and item.next_review <= today,
    )
