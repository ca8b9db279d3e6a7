from collections.abc import Iterator

import pytest

from tests.slow_work_watch import watching_for_slow_work


@pytest.fixture(autouse=True)
def no_slow_work_while_others_wait(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail if a request writes mails in a write transaction."""
    with watching_for_slow_work(monkeypatch) as noticed:
        yield
    assert noticed == []
