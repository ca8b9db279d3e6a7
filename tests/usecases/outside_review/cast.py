"""People inside and outside who review one answer, and what they do."""

from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.outside_review import answer_link, ask
from readlevel.usecases.outside_review.answer_link import (
    OutsideAnswer,
    OutsideOutcome,
    OutsideReview,
)
from tests.usecases.review.cast import DUE, NOW, checker

CLINICIAN = "Colchicine 0.5 mg twice daily."
LAY = "Take 0.5 mg of colchicine twice a day."
OLGA = OutsideAnswer(OutsideOutcome.APPROVED, "Olga Out", "rheumatologist", may_name=True)
UNNAMED = OutsideAnswer(OutsideOutcome.APPROVED, "Olga Out", "rheumatologist", may_name=False)
CHANGES = OutsideAnswer(
    OutsideOutcome.CHANGES_REQUESTED, "Olga Out", "rheumatologist", True, "Say when to stop."
)


def ask_olga(
    session: Session,
    who: Account,
    email: str = "olga@elsewhere.org",
    days: int = 14,
    now: datetime = NOW,
) -> str:
    """Ask for a review of the gout texts; return the token of the link."""
    return ask.ask(session, who, "gout", "en", email, days, now=now)[1]


def answer(
    session: Session,
    token: str,
    said: OutsideAnswer = OLGA,
    *blocking: str,
    suffices: bool = False,
    now: datetime = NOW,
) -> tuple[OutsideReview, bool]:
    """Answer by a link."""
    return answer_link.answer_link(
        session,
        checker(session, *blocking),
        token,
        said,
        suffices=suffices,
        next_review=DUE,
        now=now,
    )
