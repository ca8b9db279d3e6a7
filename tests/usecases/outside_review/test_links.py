"""When the link of an outside review ends, on each database."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.outside_review import links
from readlevel.usecases.outside_review.links import OutsideLinkEnded
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import answer_review
from readlevel.usecases.review.answer_review import SeenText
from readlevel.usecases.writing import archive, deletion
from tests.usecases.outside_review.cast import CLINICIAN, LAY, answer, ask_olga
from tests.usecases.review.cast import NOW, checker, person
from tests.usecases.review.test_answer_review import approve, submit, write

pytestmark = pytest.mark.usefixtures("waiting")


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


def end_of(session: Session, token: str, days: float = 0) -> str:
    with pytest.raises(OutsideLinkEnded) as ended:
        links.open_link(session, token, now=NOW + timedelta(days=days))
    return ended.value.code


def test_a_link_expires(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed, days=7)
    links.open_link(session, token, now=NOW + timedelta(days=6.9))
    assert end_of(session, token, 7) == "expired"


def test_a_link_ends_when_a_text_has_a_newer_revision(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed)
    write(session, ed, lay=LAY + " Rest.", clinician=CLINICIAN)
    assert end_of(session, token) == "changed"
    with pytest.raises(OutsideLinkEnded, match="changed"):
        answer(session, token)


def test_a_link_ends_when_the_text_beside_it_has_another_revision(
    session: Session, ed: Account, rita: Account
) -> None:
    approve(session, rita, only="clinician")
    token = ask_olga(session, ed)
    write(session, ed, lay=LAY, clinician=CLINICIAN + " Or 1 mg.")
    links.open_link(session, token, now=NOW)
    submit(session, ed, "clinician")
    assert end_of(session, token) == "changed"


def test_a_link_ends_when_somebody_inside_decides(
    session: Session, ed: Account, rita: Account
) -> None:
    token = ask_olga(session, ed)
    approve(session, rita)
    assert end_of(session, token) == "decided"


def test_a_link_ends_with_the_account_that_asked(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed)
    accounts.update_account(session, ed.id, disabled_at=NOW)
    assert end_of(session, token) == "withdrawn"


def test_a_link_ends_when_its_reviewer_gets_an_account(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed, "will@example.org")
    person(session, "will", Role.EDITOR)
    assert end_of(session, token) == "has_account"


def test_a_link_ends_when_the_answer_is_archived(
    session: Session, ed: Account, rita: Account
) -> None:
    token = ask_olga(session, ed)
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    archive.archive_answer(session, renderer, rita, "gout", because="Outdated.", now=NOW)
    assert end_of(session, token) == "archived"


def test_a_link_is_deleted_with_its_answer(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed)
    contents = deletion.describe_deletion(session, "gout")
    assert contents.reviews == 3
    deletion.delete_answer(session, None, "gout", now=NOW)
    with pytest.raises(LookupError):
        links.open_link(session, token, now=NOW)


@pytest.mark.parametrize("token", ["", "x", "é" * 10, "a" * 10_000])
def test_made_up_tokens_open_nothing(session: Session, token: str) -> None:
    with pytest.raises(LookupError):
        links.open_link(session, token, now=NOW)


@pytest.mark.parametrize("changes_requested", [False, True])
def test_a_text_that_is_not_shown_is_not_compared_with(
    session: Session, ed: Account, rita: Account, changes_requested: bool
) -> None:
    if changes_requested:
        seen = [SeenText(Audience.CLINICIAN, 1, Status.SUBMITTED)]
        place = (session, checker(session), rita, "gout", "en")
        answer_review.request_changes(*place, seen, comment="Why?", now=NOW)
    else:
        write(session, ed, clinician=CLINICIAN + " Draft.", lay=LAY)
    review = links.open_link(session, ask_olga(session, ed), now=NOW)
    shown = links.find_shown_review(session, checker(session), review)
    assert shown
    assert [one.revision.audience for one in shown.texts] == [Audience.LAY]
    assert (shown.pair, shown.counterpart_number) == (None, 0)


def test_a_pair_is_shown_as_it_will_be_once_approved(session: Session, ed: Account) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY.replace("0.5 mg", "5 mg"))
    submit(session, ed, "lay")
    review = links.open_link(session, ask_olga(session, ed), now=NOW)
    shown = links.find_shown_review(session, checker(session), review)
    assert shown
    assert shown.pair
    assert shown.pair.clinician.number == 1
    assert shown.pair.unanswered
