"""Writing in a real browser: live previews and autosaving."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_all_looks, check_with_axe
from tests.browser.desk.conftest import Served, Sit, sign_in
from tests.web.desk.conftest import PASSWORD

BOTH = "/edit/answers/both"
HARD = "Physicians utilize antihypertensive pharmacotherapy in hypertension. " * 6
NARROW = {"width": 360, "height": 740}


def type_into(page: Page, words: str, audience: str = "lay") -> None:
    page.locator(f"[data-side={audience}] .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def text_of(page: Page, audience: str = "lay") -> str:
    value: str = page.locator(f"textarea[name={audience}]").evaluate("area => area.value")
    return value


def kept(page: Page) -> None:
    expect(page.locator("[data-state=kept]")).to_be_visible()


def reopen(page: Page) -> None:
    """Open the first text that was typed and not saved."""
    page.locator("[data-recover] a").first.click()
    expect(page.locator(".notice", has_text="did not save")).to_be_visible()


def test_typing_shows_what_readers_get_and_what_makes_it_hard(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, HARD)
    frame = page.frame_locator("[data-side=lay] iframe")
    expect(frame.locator(".prose")).to_contain_text("Physicians utilize")
    expect(frame.locator("a.term").first).to_have_text("hypertension")
    side = page.locator("[data-side=lay]")
    expect(side.locator(".meter")).to_contain_text("above the target")
    expect(side.locator(".mark-plainer", has_text="Physicians").first).to_be_visible()


def test_a_plainer_wording_is_taken_with_a_click(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "Doctors utilize this drug.")
    page.locator("[data-side=lay] .mark-plainer").hover()
    page.locator(".mark-card button", has_text=re.compile("^use$")).click()
    assert text_of(page) == "Doctors use this drug."


def test_an_explained_word_explains_itself_in_the_preview(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    frame = page.frame_locator("[data-side=lay] iframe")
    frame.locator("a.term").first.hover()
    expect(frame.locator("[popover]:popover-open")).to_be_visible()


def test_typed_text_is_recovered_after_the_tab_was_closed(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    type_into(page, "Half a sentence")
    page.close()
    again = seat.open(BOTH)
    reopen(again)
    assert text_of(again) == "Half a sentence"


def test_an_autosaved_draft_is_offered_in_another_browser(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "Half a sentence")
    kept(page)
    other = sit("editor").open(BOTH)
    reopen(other)
    assert text_of(other) == "Half a sentence"


def test_without_a_connection_it_is_said_and_kept_and_sent_later(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    expect(page.locator("[data-side=lay] .meter")).to_be_visible()
    seat.context.set_offline(True)
    type_into(page, "Written in a tunnel.")
    expect(page.locator("[data-state=offline]")).to_be_visible()
    seat.context.set_offline(False)
    kept(page)
    assert all("ERR_INTERNET_DISCONNECTED" in trouble for trouble in seat.troubles)
    seat.troubles.clear()


def test_a_saved_draft_is_not_offered_again(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    type_into(page, "Saved words.")
    page.keyboard.press("Control+s")
    expect(page.locator(".said")).to_contain_text("Saved as a new revision")
    assert text_of(page).strip() == "Saved words."
    expect(page.locator("[data-recover]")).to_have_count(0)
    expect(seat.open(BOTH).locator("[data-recover]")).to_have_count(0)


def test_typing_past_the_offer_overwrites_nothing(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open("/edit/new")
    type_into(page, "First tab.")
    kept(page)
    other = seat.open("/edit/new")
    type_into(other, "Second tab.")
    kept(other)
    page.close()
    other.close()
    home = seat.open("/edit")
    expect(home.locator("#kept li")).to_have_count(2)
    expect(home.locator("#kept")).to_contain_text("First tab.")
    expect(home.locator("#kept")).to_contain_text("Second tab.")


def test_an_unsaved_new_answer_is_listed_by_its_question(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open("/edit/new")
    page.locator("[name=question]").fill("Does rest help a bad back?")
    type_into(page, "It seldom does.")
    kept(page)
    page.close()
    expect(seat.open("/edit").locator("#kept")).to_contain_text("Does rest help a bad back?")


def test_what_was_typed_without_a_connection_is_listed_later(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    seat.context.set_offline(True)
    type_into(page, "Written in a tunnel.")
    expect(page.locator("[data-state=offline]")).to_be_visible()
    page.close()
    seat.context.set_offline(False)
    again = seat.open(BOTH)
    reopen(again)
    assert text_of(again) == "Written in a tunnel."
    seat.troubles.clear()


def test_typed_words_are_saved_and_submitted_with_one_click(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "Typed at the last moment.")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator(".said")).to_contain_text("Saved and submitted")
    assert text_of(page).strip() == "Typed at the last moment."
    expect(page.locator("[data-side=lay] .status")).to_have_text("Submitted")


def test_who_was_signed_out_signs_in_inside_the_page_and_goes_on(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    expect(page.locator("[data-side=lay] .meter")).to_be_visible()
    seat.context.clear_cookies()
    type_into(page, "Typed after the end.")
    dialog = page.locator("dialog[data-sign-in]")
    expect(dialog).to_be_visible()
    check_with_axe(page)
    dialog.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(dialog.locator("[data-problem=wrong]")).to_be_visible()
    dialog.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    kept(page)
    page.keyboard.press("Control+s")
    expect(page.locator(".said")).to_contain_text("Saved as a new revision")
    assert text_of(page).strip() == "Typed after the end."
    seat.troubles.clear()


def test_signing_in_in_another_tab_lets_a_save_go_on(sit: Sit, served: Served) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    type_into(page, "Typed before the end.")
    kept(page)
    seat.context.clear_cookies()
    page.keyboard.press("Control+s")
    expect(page.locator("dialog[data-sign-in]")).to_be_visible()
    token = sign_in(served.database_url, "editor")
    seat.context.add_cookies([{"name": "readlevel-desk", "value": token, "url": served.address}])
    seat.open("/edit/signed-in")
    expect(page.locator(".said")).to_contain_text("Saved as a new revision")
    seat.troubles.clear()


def test_somebody_else_who_signed_in_does_not_save_these_words(sit: Sit, served: Served) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    type_into(page, "Words of the editor.")
    kept(page)
    token = sign_in(served.database_url, "admin")
    seat.context.add_cookies([{"name": "readlevel-desk", "value": token, "url": served.address}])
    page.keyboard.press("Control+s")
    dialog = page.locator("dialog[data-sign-in]")
    expect(dialog.locator("[data-problem=other]")).to_contain_text("Sign in as Ed Editor")
    expect(page).to_have_url(re.compile(f"{BOTH}$"))
    seat.troubles.clear()


def test_saving_without_a_connection_leaves_the_page_and_its_words(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    expect(page.locator("[data-side=lay] .meter")).to_be_visible()
    seat.context.set_offline(True)
    type_into(page, "Saved in a tunnel.")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-state=offline]")).to_be_visible()
    assert text_of(page) == "Saved in a tunnel."
    seat.context.set_offline(False)
    page.keyboard.press("Control+s")
    expect(page.locator(".said")).to_contain_text("Saved as a new revision")
    seat.troubles.clear()


def test_who_else_has_the_answer_open_is_shown(sit: Sit) -> None:
    sit("writer2").open(BOTH)
    page = sit("editor").open(BOTH)
    expect(page.locator("[data-others]")).to_contain_text("Will Writer has this answer open")


def test_a_recovered_draft_does_not_overwrite_later_saves(sit: Sit) -> None:
    first, second = sit("editor"), sit("writer2")
    page = first.open(BOTH)
    type_into(page, "Mine, unsaved.")
    kept(page)
    page.close()
    other = second.open(BOTH)
    type_into(other, "Theirs, saved.")
    other.keyboard.press("Control+s")
    expect(other.locator(".said")).to_be_visible()
    again = first.open(BOTH)
    reopen(again)
    again.keyboard.press("Control+s")
    expect(again.locator("h1")).to_contain_text("Someone else saved changes while you were writing")
    first.troubles.clear()


def test_two_edits_are_put_together_by_keyboard(sit: Sit) -> None:
    first, second = sit("editor"), sit("writer2")
    mine, theirs = first.open(BOTH), second.open(BOTH)
    type_into(theirs, "Theirs.")
    theirs.keyboard.press("Control+s")
    expect(theirs.locator(".said")).to_be_visible()
    type_into(mine, "Mine.")
    mine.keyboard.press("Control+s")
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Someone else saved changes")
    check_with_axe(mine)
    mine.get_by_role("radio", name="Keep both, one after the other").focus()
    mine.keyboard.press("Space")
    mine.keyboard.press("Enter")
    expect(mine.locator(".notice").first).to_contain_text("The changes are combined below")
    assert text_of(mine).split() == ["Mine.", "Theirs."]
    kept(mine)
    first.troubles.clear()


@pytest.mark.parametrize(
    ("keys", "before", "after"),
    [
        ("Control+b", "word", "**word**"),
        ("Control+i", "word", "*word*"),
        ("Control+Alt+2", "word", "## word"),
        ("Control+Shift+8", "word", "- word"),
        ("Control+Shift+7", "word", "1. word"),
    ],
)
def test_shortcuts_write_markdown(sit: Sit, keys: str, before: str, after: str) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, before)
    page.keyboard.press("Control+a")
    page.keyboard.press(keys)
    assert text_of(page) == after


def test_the_toolbar_is_one_stop_of_the_tab_key(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    toolbar = page.locator("[data-side=lay] [role=toolbar]")
    toolbar.locator("button").first.focus()
    page.keyboard.press("ArrowRight")
    expect(toolbar.locator("[data-command=strong]")).to_be_focused()
    page.keyboard.press("Home")
    expect(toolbar.locator("[data-command=heading]")).to_be_focused()


def test_the_toolbar_adds_a_question_for_readers_once(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "Rest today.")
    button = page.locator("[data-side=lay] [data-command=block-check]")
    button.click()
    page.keyboard.type("Can you run?")
    button.click()
    written = text_of(page)
    assert written.count("::: check") == 1
    assert written.startswith("Rest today.\n\n::: check Can you run?\n- [x] \n- [ ] ")
    assert written.rstrip().endswith(">\n:::") or written.rstrip().endswith("> \n:::")


def test_the_shortcuts_are_listed_behind_a_question_mark(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    page.locator("[data-side=lay] .tool").first.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    type_into(page, "Is it?")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_without_script_a_textarea_a_preview_and_saving_do_the_job(sit: Sit) -> None:
    page = sit("editor", java_script_enabled=False).open(BOTH)
    page.locator("textarea[name=lay]").fill("A stroke is **bad**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-side=lay] .prose strong")).to_have_text("bad")
    page.locator("[data-save]").click()
    expect(page.locator(".said")).to_contain_text("Saved as a new revision")


@pytest.mark.parametrize("path", [BOTH, "/edit/new", "/edit/sign-in", "/edit"])
def test_axe_finds_no_violation(sit: Sit, path: str) -> None:
    page = sit(None if path.endswith("sign-in") else "editor").open(path)
    if path == BOTH:
        expect(page.locator("[data-side=lay] .meter")).to_be_visible()
        page.frame_locator("[data-side=lay] iframe").locator(".prose").wait_for()
    check_all_looks(page)


def test_a_server_that_is_killed_takes_nothing_that_was_kept(sit: Sit, served: Served) -> None:
    seat = sit("editor")
    page = seat.open(BOTH)
    type_into(page, "Kept before the end.")
    kept(page)
    page.evaluate("localStorage.clear()")
    again = seat.open(BOTH)
    reopen(again)
    assert text_of(again) == "Kept before the end."


def test_both_texts_scroll_together_by_section(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    for audience, length in (("clinician", 60), ("lay", 20)):
        sections = [f"## Part {n}\n\n" + "Some words of it. " * length for n in range(8)]
        type_into(page, "\n\n".join(sections), audience)
    page.locator("[data-side=lay] .cm-content").click()
    page.keyboard.press("Control+Home")
    page.locator("[data-side=lay] .cm-scroller").hover()
    page.mouse.wheel(0, 600)
    first = """side => {
      const scroller = document.querySelector(`[data-side=${side}] .cm-scroller`);
      const box = scroller.getBoundingClientRect();
      const lines = [...document.querySelectorAll(`[data-side=${side}] .cm-line`)];
      const seen = lines.filter((line) => line.getBoundingClientRect().bottom > box.top + 2);
      const before = lines.slice(0, lines.indexOf(seen[0]) + 1).reverse();
      return before.find((line) => line.textContent.startsWith("## "))?.textContent;
    }"""
    page.wait_for_function(f"({first})('clinician') === ({first})('lay')")
    assert page.evaluate(first, "lay") != "## Part 0"


LONG = (
    "The physician will utilize antihypertensive pharmacotherapy in order to ameliorate the"
    " hypertension of the individual, and subsequently the dosage is titrated by the nurse until"
    " the systolic pressure has been normalized and all of the adverse effects have been discussed."
)


def test_f8_reaches_what_stands_inside_a_long_sentence_and_goes_round(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, LONG)
    expect(page.locator("[data-side=lay] .cm-content .mark").first).to_be_visible()
    page.keyboard.press("Control+Home")
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("F8")
        here: str = page.evaluate("getSelection().toString()")
        if reached and here == reached[0]:
            break
        reached.append(here)
    assert len(reached) > 3
    assert any(one != other and one in other for one in reached for other in reached)
    assert len(reached) < 40


def test_escape_dismisses_the_card_of_a_mark(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, LONG)
    mark = page.locator("[data-side=lay] .cm-content .mark").first
    mark.hover()
    expect(page.locator(".cm-tooltip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cm-tooltip")).to_be_hidden()


def test_what_was_saved_has_the_focus_so_that_it_is_spoken(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "Saved by a key.")
    page.keyboard.press("Control+s")
    expect(page.locator(".said")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Saved as a new revision.")).to_be_visible()


def test_on_a_phone_a_text_comes_before_its_level(sit: Sit) -> None:
    page = sit("editor", viewport={"width": 360, "height": 740}).open(BOTH)
    text = page.locator("[data-side=lay] .side-work").bounding_box()
    level = page.locator("[data-side=lay] .side-meter").bounding_box()
    assert text
    assert level
    assert text["y"] < level["y"]
