"""Texts that are no longer public, on both databases."""

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.workflow import Status
from readlevel.storage.public import tombstones
from readlevel.storage.public.tombstones import TombstoneReason
from tests.storage.cast import APPROVED, DRAFT, WAITING, WITHDRAWN, answer, clinician, lay, save

START = ("", "", "")
SENT_BACK = Review(Status.CHANGES_REQUESTED)


def reasons(session: Session, *, show_unreviewed: bool = True) -> dict[tuple[str, str, str], str]:
    found = tombstones.list_all(session, after=START, show_unreviewed=show_unreviewed, limit=99)
    return {(one.slug, one.audience, one.language): one.reason for one in found}


def test_withdrawn_texts_are_listed_by_slug_audience_and_language(session: Session) -> None:
    save(
        session,
        answer("b", lay(review=WITHDRAWN), clinician(review=WITHDRAWN)),
        answer("a", lay(review=WITHDRAWN, language="es"), lay(review=WITHDRAWN), clinician()),
        answer("c"),
    )
    found = tombstones.list_all(session, after=START, show_unreviewed=True, limit=9)
    assert (found[0].question, found[0].because) == ("What is a?", "A trial showed harm.")
    places = [(one.slug, str(one.audience), one.language) for one in found]
    assert places == [
        ("a", "lay", "en"),
        ("a", "lay", "es"),
        ("b", "clinician", "en"),
        ("b", "lay", "en"),
    ]
    for number, place in enumerate(places):
        rest = tombstones.list_all(session, after=place, show_unreviewed=True, limit=9)
        assert rest == found[number + 1 :]
    first = tombstones.list_all(session, after=START, show_unreviewed=True, limit=1)
    assert first == found[:1]


@pytest.mark.parametrize("review", [SENT_BACK, DRAFT])
@pytest.mark.parametrize("before", [WAITING, APPROVED, WITHDRAWN])
def test_a_text_that_is_public_no_more_is_being_revised(
    session: Session, before: Review, review: Review
) -> None:
    save(session, answer("a", lay(review=before), clinician()))
    save(session, answer("a", lay(review=review), clinician()))
    key = ("a", "lay", "en")
    assert reasons(session) == {key: TombstoneReason.BEING_REVISED}
    # Sites that hide unreviewed texts never showed the one that was only waiting.
    hidden = {} if before is WAITING else {key: TombstoneReason.BEING_REVISED}
    assert reasons(session, show_unreviewed=False) == hidden
    save(session, answer("a", lay(review=APPROVED), clinician()))
    assert reasons(session) == reasons(session, show_unreviewed=False) == {}


def test_an_approved_text_that_waits_again_has_left_only_sites_that_hide_it(
    session: Session,
) -> None:
    save(session, answer("a", lay(), clinician()))
    save(session, answer("a", lay(review=WAITING), clinician()))
    assert reasons(session) == {}
    assert list(reasons(session, show_unreviewed=False)) == [("a", "lay", "en")]
    save(session, answer("a", lay(review=SENT_BACK), clinician()))
    assert list(reasons(session)) == [("a", "lay", "en")]


def test_texts_that_never_were_public_leave_no_tombstone(session: Session) -> None:
    save(session, answer("a", lay(review=DRAFT), clinician(review=SENT_BACK)))
    save(
        session, answer("b", lay(), clinician()), answer("b", lay("New."), clinician(review=DRAFT))
    )
    assert list(reasons(session)) == [("b", "clinician", "en")]


def test_a_draft_after_an_approved_text_takes_nothing_away(session: Session) -> None:
    save(session, answer("a", lay("One."), clinician()))
    save(session, answer("a", lay("Two.", review=DRAFT), clinician()))
    assert reasons(session) == {}


def test_a_tombstone_keeps_its_time_until_it_changes(session: Session) -> None:
    save(session, answer("a", lay(), clinician()))
    save(session, answer("a", lay(review=SENT_BACK), clinician()))
    [first] = tombstones.find(session, "a", show_unreviewed=True)
    save(session, answer("a", lay(review=SENT_BACK), clinician("Other words.")))
    assert tombstones.find(session, "a", show_unreviewed=True) == (first,)
    save(session, answer("a", lay(review=WITHDRAWN), clinician()))
    [second] = tombstones.find(session, "a", show_unreviewed=True)
    assert second.reason == TombstoneReason.WITHDRAWN
    assert second.changed > first.changed


def test_texts_that_left_are_listed_by_time_in_one_language(session: Session) -> None:
    for slug in "cab":
        save(session, answer(slug, lay(), lay(language="es"), clinician()))
        save(session, answer(slug, lay(review=DRAFT), lay(review=DRAFT, language="es")))
    found = tombstones.list_changed(
        session, "en", since=0, after=(0, 0), show_unreviewed=True, limit=9
    )
    assert [one.slug for one in found] == ["c", "a", "b"]
    rest = tombstones.list_changed(
        session,
        "en",
        since=found[1].changed,
        after=(found[1].changed, found[1].id),
        show_unreviewed=True,
        limit=9,
    )
    assert rest == found[2:]
    assert {one.audience for one in found} == {Audience.LAY}
