"""Rows of the worklists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from readlevel.core.languages.search_folding import fold
from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import PENDING, Status
from readlevel.core.readability.targets import TARGETS
from readlevel.settings import Settings
from readlevel.usecases.review.assignments import Assignment
from readlevel.usecases.review.worklists import WorklistItem
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.worklists.list_pages import AnswerRow, TextCell, Wait

_MAX_QUERY_LENGTH = 200
_KEY_SEPARATOR = " "

Texts = Mapping[tuple[int, str], Sequence[WorklistItem]]
"""All texts of answers, by answer and language."""


def present_answers(
    items: Sequence[WorklistItem],
    texts: Texts,
    assignments: Mapping[tuple[int, str], Assignment],
    settings: Settings,
    today: date,
) -> list[AnswerRow]:
    """Return a row for each answer with listed `items`, in their order."""
    listed: dict[tuple[int, str], set[Audience]] = {}
    for item in items:
        listed.setdefault((item.answer_id, item.language), set()).add(item.audience)
    return [
        _present_answer(texts[place], audiences, assignments.get(place), settings, today)
        for place, audiences in listed.items()
    ]


def link_to_reviews(rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """Return rows whose questions link to the reviews of their answers."""
    return [replace(row, path=row.review_path) for row in rows]


def link_to_translations(rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """Return rows whose questions link to the translations of their answers."""
    return [replace(row, path=urls.translations(row.slug)) for row in rows]


def find_topic(given: str, topics: Sequence[str]) -> str:
    """Return the topic that matches regardless of case and accents, else what was given."""
    line = read_line(given)
    if line in topics:
        return line
    return {fold(one): one for one in topics}.get(fold(line), line)


def read_line(given: str) -> str:
    """Clean a search field's value and cut it to the maximum length."""
    return given[:_MAX_QUERY_LENGTH].replace("\x00", " ").strip()


def split_values(values: Sequence[str]) -> list[list[str]]:
    """Return the keys of texts in each of the form values of rows."""
    return [value.split(_KEY_SEPARATOR) for value in values]


def row_key(item: WorklistItem) -> str:
    """Return the form value of a text; it names the revision, to detect edits made since."""
    return f"{item.slug}/{item.audience}/{item.language}/{item.number}/{item.status}"


def _present_answer(
    items: Sequence[WorklistItem],
    listed: Collection[Audience],
    assignment: Assignment | None,
    settings: Settings,
    today: date,
) -> AnswerRow:
    first = items[0]
    by_audience = {item.audience: item for item in items}
    newest = max(items, key=lambda item: item.touched_at)
    due = assignment.due if assignment else None
    return AnswerRow(
        slug=first.slug,
        question=first.question,
        language=first.language,
        path=urls.answer(first.slug, first.language),
        write_path=urls.answer(first.slug, first.language),
        review_path=urls.review_of_answer(first.slug, first.language),
        value=_KEY_SEPARATOR.join(row_key(item) for item in items if item.audience in listed),
        texts={
            audience: _present_text(by_audience[audience], audience in listed, settings)
            if audience in by_audience
            else None
            for audience in Audience
        },
        shows_language=first.language != settings.languages[0],
        waits=_find_waits(items, today),
        next_review=min((item.next_review for item in items if item.next_review), default=None),
        touched_at=newest.touched_at,
        author=newest.author,
        assignment=assignment,
        is_assigned_to_user=assignment is not None
        and assignment.account_id == current_account().id,
        is_assignment_overdue=due is not None and due < today,
    )


def _present_text(item: WorklistItem, is_listed: bool, settings: Settings) -> TextCell:
    target = TARGETS[settings.target_of(item.audience)]
    above = item.grade_low is not None and item.grade_low > target.high
    return TextCell(
        item=item,
        review_path=urls.review(item.slug, item.audience, item.language),
        is_listed=is_listed,
        above_target=above,
        partly_above_target=not above
        and item.grade_high is not None
        and item.grade_high > target.high,
    )


def _find_waits(items: Sequence[WorklistItem], today: date) -> list[Wait]:
    """Return what an answer waits for, the most urgent first."""
    statuses = {item.status for item in items}
    waits = {
        Wait.OUTDATED_STATEMENTS: any(item.has_outdated_statements for item in items),
        Wait.BEHIND: any(item.behind and not item.has_outdated_statements for item in items),
        Wait.DUE: any(item.next_review and item.next_review <= today for item in items),
        Wait.CHANGES: Status.CHANGES_REQUESTED in statuses,
        Wait.REVIEW: bool(statuses & PENDING),
        Wait.SUBMISSION: Status.DRAFT in statuses,
    }
    return [wait for wait, is_waiting in waits.items() if is_waiting]
