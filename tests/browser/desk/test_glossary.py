"""The glossary of the desk in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check_all_looks, check_with_axe
from tests.browser.desk.conftest import Sit

GLOSSARY = "/edit/glossary"
STROKE = f"{GLOSSARY}/term?language=en&slug=stroke"


def test_a_missing_word_becomes_a_term_whose_level_is_told_while_it_is_typed(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(f"{GLOSSARY}/missing")
    page.get_by_role("link", name="Add as a term antihypertensive").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("antihypertensive")
    definition = page.get_by_label("Definition in plain language")
    definition.fill("A medicine that lowers blood pressure.")
    expect(page.get_by_text("6 words")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    expect(page.get_by_role("heading", name="antihypertensive")).to_be_visible()
    assert seat.troubles == []


def test_a_file_is_taken_in_after_a_look(sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("term,definition_lay\nangina,Pain in the chest.\ncoma,\n", "utf-8")
    seat = sit("editor", viewport={"width": 360, "height": 800}, color_scheme="dark")
    page = seat.open(f"{GLOSSARY}/import")
    page.get_by_label("A file").set_input_files(file)
    page.get_by_role("button", name="Preview the changes").click()
    expect(page.get_by_text("Line 3")).to_be_visible()
    check_with_axe(page)
    page.get_by_role("button", name="Submit 1 term for review").click()
    expect(page.get_by_text("These are the drafts of the import.")).to_be_visible()
    check_with_axe(page)
    page.get_by_role("link", name="angina").click()
    check_with_axe(page)
    assert seat.troubles == []


def test_conflicting_edits_are_shown_side_by_side_and_are_readable(sit: Sit) -> None:
    seat = sit("writer2")
    first, second = sit("editor").open(STROKE), seat.open(STROKE)
    for page, words in ((first, "Theirs it is."), (second, "Mine it is.")):
        page.get_by_label("Definition in plain language").fill(words)
        page.get_by_role("button", name="Save draft").click()
    expect(second.get_by_role("alert")).to_contain_text("Theirs it is.")
    expect(second.get_by_label("Definition in plain language")).to_have_value("Mine it is.")
    # The browser itself logs that a form was refused.
    assert ["409" in trouble for trouble in seat.troubles] == [True]
    seat.troubles.clear()
    check_with_axe(second)


@pytest.mark.parametrize(
    "path",
    [
        f"{GLOSSARY}?letter=H",
        STROKE,
        f"{GLOSSARY}/hardest",
        f"{GLOSSARY}/clashes",
        f"{GLOSSARY}/missing",
        f"{GLOSSARY}/import",
    ],
)
def test_axe_finds_no_violation(sit: Sit, path: str) -> None:
    seat = sit("editor")
    check_all_looks(seat.open(path))
    assert seat.troubles == []
