"""An uncached page costs one lookup, however many answers there are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from tests.web.conftest import Site


@contextmanager
def statements() -> Iterator[list[str]]:
    """Record every statement that SQLAlchemy executes."""
    noted: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement != "BEGIN":
            noted.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "path", ["/answers/both/lay", "/answers/both/clinician", "/answers/both?persona=student"]
)
def test_a_cold_answer_page_takes_one_statement(make_site: Callable[..., Site], path: str) -> None:
    site = make_site(cache_megabytes=0)
    site.get("/answers/only-lay/lay")
    with statements() as noted:
        assert site.get(path).status_code == 200
    assert len(noted) == 1
    assert "FROM publication" in noted[0]
