"""Reading levels of the site: their distribution, and the hardest texts."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.settings import Settings
from readlevel.storage.database.desk_tables import worklist
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.web.desk.worklists.level_pages import MAX_GRADE, present_distributions
from tests.statements import recorded_statements
from tests.web.desk.conftest import DeskSite

LAY, CLINICIAN = Audience.LAY, Audience.CLINICIAN
HARD = re.compile(r'<a class="work-question" href="([^"]+)"')


def set_level(desk: DeskSite, slug: str, low: int, high: int) -> None:
    engine = make_engine(desk.settings.database_url)
    is_it = (worklist.c.slug == slug) & (worklist.c.audience == LAY)
    with write_transaction(engine) as session:
        session.execute(update(worklist).where(is_it).values(grade_low=low, grade_high=high))
    engine.dispose()


def test_the_hardest_plain_text_comes_first_with_how_far_it_is_above_the_target(
    desk: DeskSite,
) -> None:
    set_level(desk, "both", 16, 17)
    set_level(desk, "pending", 7, 8)
    page = desk.client("editor").get("/edit/levels").text
    paths = HARD.findall(page)
    assert paths[:2] == [f"/edit/answers/{slug}?language=en" for slug in ("both", "pending")]
    assert "10 grades above the target" in page
    assert "1 grade above the target" in page
    assert 'href="/edit/answers/both/lay/en/review"' in page


def test_a_site_without_texts_in_its_own_language_shows_those_of_another(
    make_desk: Callable[..., DeskSite],
) -> None:
    desk = make_desk(languages=("es-MX", "en"))
    set_level(desk, "both", 16, 17)
    assert HARD.findall(desk.client("editor").get("/edit/levels").text)


def test_levels_are_drawn_and_stand_in_a_table(desk: DeskSite) -> None:
    set_level(desk, "both", 16, 17)
    page = desk.client("editor").get("/edit/levels").text
    assert "Plain language: texts by reading level</title>" in page
    assert "Target: 6th grade or lower" in page
    assert re.search(r'<tr><th scope="row">16</th><td>1</td>', page)
    assert "style=" not in page


def test_a_topic_is_looked_at_alone_however_it_is_typed(desk: DeskSite) -> None:
    set_level(desk, "both", 16, 17)
    set_level(desk, "pending", 7, 8)
    page = desk.client("editor").get("/edit/levels?topic=herbs").text
    assert HARD.findall(page) == ["/edit/answers/pending?language=en"]
    assert 'value="Herbs"' in page


def test_an_answer_without_text_says_what_to_do(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "Choose another topic" in client.get("/edit/levels?topic=xylophones").text
    assert "There are no texts in this language yet" in client.get("/edit/levels?language=ar").text


@pytest.mark.parametrize("query", ["language=xx&topic=%00'&page=-1", "page=99999"])
def test_nonsense_parameters_are_no_error(desk: DeskSite, query: str) -> None:
    assert desk.client("editor").get(f"/edit/levels?{query}").status_code == 200


def test_texts_without_a_level_are_counted_and_said(desk: DeskSite) -> None:
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        session.execute(update(worklist).values(grade_low=None, grade_high=None))
    engine.dispose()
    page = desk.client("editor").get("/edit/levels").text
    assert "No text has a grade." in page
    assert "No plain-language text in this language has a grade." in page
    assert '<svg class="spread-drawing' not in page


def test_the_page_takes_few_statements_however_many_texts_it_lists(desk: DeskSite) -> None:
    client = desk.client("editor")
    with recorded_statements() as noted:
        assert client.get("/edit/levels").status_code == 200
    asked = [statement for statement in noted if not statement.startswith("PRAGMA")]
    assert len(asked) <= 10


def test_values_off_the_scale_are_counted_at_its_end() -> None:
    counts = {LAY: {-1: 2, 0: 1, 22: 3, None: 4}, CLINICIAN: {}}
    plain, clinical = present_distributions(counts, Settings())
    assert (
        plain.counts_by_grade[0],
        plain.counts_by_grade[MAX_GRADE],
        plain.total,
        plain.ungraded,
    ) == (3, 3, 6, 4)
    assert (plain.median_grade, plain.above_target) == (0, 3)
    assert (clinical.total, clinical.median_grade, clinical.above_target) == (0, None, 0)


def test_withdrawn_texts_are_not_listed(desk: DeskSite) -> None:
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        session.execute(
            update(worklist)
            .where(worklist.c.slug == "both")
            .values(status=Status.WITHDRAWN, grade_low=16)
        )
    engine.dispose()
    assert "/edit/answers/both" not in desk.client("editor").get("/edit/levels").text
