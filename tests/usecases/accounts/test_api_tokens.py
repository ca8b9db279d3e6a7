from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts
from readlevel.storage.database.engine import write_transaction
from readlevel.usecases.accounts import api_tokens

MINUTE = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)

Use = Callable[[int, datetime], int]


@pytest.fixture
def use(engine: Engine) -> Use:
    """Use one of two tokens, of two uses per minute."""
    with write_transaction(engine) as session:
        actor = accounts.add(session, "ada@example.org", "Ada", Role.ADMIN, now=MINUTE)
        given = [api_tokens.create_token(session, actor, name, now=MINUTE) for name in "ab"]
        tokens = [api_tokens.find_token(session, one) for one in given]

    def count(number: int, now: datetime) -> int:
        token = tokens[number]
        assert token is not None
        with write_transaction(engine) as session:
            return api_tokens.count_use(session, token, 2, now=now)

    return count


def test_the_limit_is_by_token_and_begins_anew_each_minute(use: Use) -> None:
    late = MINUTE + timedelta(seconds=29)
    assert [use(0, MINUTE), use(0, late), use(0, late), use(1, late)] == [0, 0, 31, 0]
    assert use(0, MINUTE + timedelta(seconds=60)) == 0


def test_servers_whose_clocks_differ_count_together(use: Use) -> None:
    ahead = MINUTE + timedelta(minutes=2)
    assert [use(0, now) == 0 for now in (MINUTE, ahead, MINUTE, MINUTE, ahead)] == [
        *(True, True, True),
        *(False, False),
    ]


def test_a_token_works_after_the_clock_was_set_back(use: Use) -> None:
    ahead = MINUTE + timedelta(days=365)
    assert [use(0, ahead), use(0, ahead), use(0, ahead)] == [0, 0, 60]
    assert [use(0, MINUTE), use(0, MINUTE), use(0, MINUTE)] == [0, 0, 60]


def test_many_uses_at_once_are_all_counted(use: Use) -> None:
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: use(0, MINUTE), range(8)))
    assert waits.count(0) == 2
