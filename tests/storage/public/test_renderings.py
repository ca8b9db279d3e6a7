from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, OutsideApproval
from readlevel.core.model.persona import (
    DEFAULT_PERSONAS,
    Persona,
    TermSelection,
    TooltipPolicy,
    tooltip_policies,
)
from readlevel.storage.public import renderings
from tests.storage.cast import (
    APPROVED,
    DRAFT,
    NOW,
    WAITING,
    WITHDRAWN,
    answer,
    clinician,
    lay,
    save,
)

POLICIES = tooltip_policies(DEFAULT_PERSONAS)


def count(session: Session) -> int:
    return session.scalar(text("SELECT count(*) FROM rendering")) or 0


def test_new_renderings_are_not_outdated(session: Session) -> None:
    save(session, answer(), answer("waiting", lay(review=WAITING)))
    assert renderings.list_outdated(session, POLICIES) == frozenset()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE rendering SET renderer_version = renderer_version - 1",
        "DELETE FROM rendering",
        "DELETE FROM rendering WHERE policy LIKE 'specialist%'",
    ],
)
def test_missing_renderings_and_those_of_older_renderers_are_outdated(
    session: Session, change: str
) -> None:
    save(session, answer("headache"))
    session.execute(text(change))
    save(session, answer("later"))
    assert renderings.list_outdated(session, POLICIES) == {"headache"}


def test_texts_published_without_the_names_of_their_outside_reviewers_are_outdated(
    session: Session,
) -> None:
    named = replace(APPROVED, outside_approvals=(OutsideApproval("Olga Out", "", NOW.date()),))
    save(session, answer("named", lay(review=named)), answer("other", lay()))
    assert renderings.list_outdated(session, POLICIES) == frozenset()
    session.execute(text("UPDATE publication SET outside_approvals = '[]'"))
    assert renderings.list_outdated(session, POLICIES) == {"named"}


def test_a_persona_with_a_policy_of_its_own_makes_texts_outdated(session: Session) -> None:
    save(session, answer("both"), answer("plain", lay()))
    plain = Persona("plain", Audience.CLINICIAN, TooltipPolicy(TermSelection.NONE, Audience.LAY))
    policies = tooltip_policies([*DEFAULT_PERSONAS, plain])
    assert renderings.list_outdated(session, policies) == {"both"}


def test_texts_that_nobody_can_read_are_never_outdated(session: Session) -> None:
    save(session, answer("draft", lay(review=DRAFT)), answer("gone", lay(review=WITHDRAWN)))
    assert count(session) == 0
    assert renderings.list_outdated(session, POLICIES) == frozenset()


def test_only_what_is_public_keeps_its_renderings(session: Session) -> None:
    save(session, answer("headache", lay("one"), clinician()))
    assert count(session) == 3
    save(session, answer("headache", lay("two"), clinician()))
    assert count(session) == 3
    save(session, answer("headache", lay("two", WITHDRAWN), clinician()))
    assert count(session) == 2
