"""An uncached page costs one lookup, however many answers there are."""

from collections.abc import Callable

import pytest

from readlevel.storage.database.engine import make_engine
from readlevel.web.finish_pages import finish_pages
from tests.statements import recorded_statements
from tests.web.conftest import Site


@pytest.mark.parametrize(
    "path", ["/answers/both/lay", "/answers/both/clinician", "/answers/both?persona=student"]
)
def test_a_page_that_is_not_finished_takes_two_more_statements(
    make_site: Callable[..., Site], path: str
) -> None:
    site = make_site(cache_megabytes=0)
    site.get("/answers/only-lay/lay")
    with recorded_statements() as noted:
        assert site.get(path).status_code == 200
    finished, row, related = noted
    assert "FROM finished_page" in finished
    assert "FROM publication" in row
    assert "FROM related_answer" in related


@pytest.mark.parametrize("path", ["/answers/both/lay", "/answers/both/clinician", "/answers/both"])
def test_a_finished_page_takes_one_statement(make_site: Callable[..., Site], path: str) -> None:
    site = make_site(cache_megabytes=0)
    engine = make_engine(site.settings.database_url)
    assert finish_pages(engine, site.settings, None) > 0
    engine.dispose()
    with recorded_statements() as noted:
        assert site.get(path).status_code == 200
    assert len(noted) == 1
    assert "FROM finished_page" in noted[0]
