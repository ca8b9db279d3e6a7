"""Of two reviewers who decide at the same moment one is first, on each database."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.usecases.review import review_state
from readlevel.usecases.review.transitions import ReviewEditConflict
from tests.usecases.review.cast import PLACE, person, step, write


def test_the_second_of_two_concurrent_decisions_is_refused(engine: Engine) -> None:
    with write_transaction(engine) as session:
        ed, rita, ada = (
            person(session, name, role)
            for name, role in (("ed", Role.EDITOR), ("rita", Role.REVIEWER), ("ada", Role.ADMIN))
        )
        write(session, ed)
        step(session, ed, Transition.SUBMIT)
        step(session, rita, Transition.BEGIN_REVIEW)

    def decide(who: Account, move: Transition) -> bool:
        try:
            with write_transaction(engine) as session:
                step(session, who, move, seen=Status.UNDER_REVIEW, comment="x")
        except ReviewEditConflict:
            return False
        return True

    with ThreadPoolExecutor() as threads:
        decided = [
            threads.submit(decide, rita, Transition.APPROVE),
            threads.submit(decide, ada, Transition.REQUEST_CHANGES),
        ]
        assert sorted(one.result() for one in decided) == [False, True]
    with read_transaction(engine) as session:
        case = review_state.find_review_state(session, ed, *PLACE)
        assert case
        assert len(case.events) == 3
