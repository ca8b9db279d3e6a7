"""From enough readers on, editors see how many found in a text what it says."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.block import NOT_SURE
from readlevel.core.rendering.comprehension_checks import read_check
from readlevel.core.text.document import parse
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision, find_revision
from readlevel.storage.feedback import check_choices
from readlevel.usecases.review.comprehension import CheckCounts, find_report
from tests.conftest import ON_SQLITE
from tests.storage.cast import answer, lay, save

pytestmark = ON_SQLITE

CHECK = """

::: check What do you do?
- [ ] Run
- [x] Rest
- [ ] Wait

> Rest today.
:::
"""


def write(session: Session, markdown: str, number: int) -> StoredRevision:
    save(session, answer("headache", replace(lay(), markdown=markdown)))
    answer_id = answers.find_id(session, "headache")
    assert answer_id
    found = find_revision(session, answer_id, Audience.LAY, "en", number)
    assert found
    return found


def choose(session: Session, revision: StoredRevision, **readers: int) -> None:
    check, _ = read_check(parse(revision.markdown))
    assert check
    places = {"run": 0, "rest": 1, "unsure": NOT_SURE}
    for name, count in readers.items():
        for _ in range(count):
            check_choices.add_choice(session, revision.id, check.key, places[name])


@pytest.mark.parametrize(
    ("run", "rest", "unsure", "counts", "unclear"),
    [
        (1, 18, 0, None, False),
        (2, 16, 2, CheckCounts(1, 20, 16), False),
        (2, 15, 3, CheckCounts(1, 20, 15), True),
        (0, 0, 20, CheckCounts(1, 20, 0), True),
    ],
)
def test_counts_are_told_from_20_readers_on(
    session: Session, run: int, rest: int, unsure: int, counts: CheckCounts | None, unclear: bool
) -> None:
    revision = write(session, f"Rest today.{CHECK}", 1)
    choose(session, revision, run=run, rest=rest, unsure=unsure)
    report = find_report(session, revision)
    assert report
    assert (report.counts, report.before, report.is_unclear) == (counts, None, unclear)


def test_a_rewritten_text_is_compared_with_the_revision_before(session: Session) -> None:
    first = write(session, f"It is not unwise. Rest today.{CHECK}", 1)
    choose(session, first, run=10, rest=14)
    second = write(session, f"Lie down. Rest today.{CHECK}", 2)
    choose(session, second, run=3)
    third = write(session, f"Rest today.{CHECK}", 3)
    choose(session, third, run=1, rest=20)
    report = find_report(session, third)
    assert report
    assert report.counts == CheckCounts(3, 21, 20)
    assert report.before == CheckCounts(1, 24, 14)


def test_another_question_is_not_compared(session: Session) -> None:
    first = write(session, f"Rest today.{CHECK}", 1)
    choose(session, first, rest=20)
    second = write(session, "Rest today." + CHECK.replace("Wait", "Sleep"), 2)
    report = find_report(session, second)
    assert report
    assert (report.counts, report.before) == (None, None)


def test_a_text_without_a_question_has_no_report(session: Session) -> None:
    assert find_report(session, write(session, "Rest today.", 1)) is None
