"""Images, files and pastes in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_all_looks, check_with_axe
from tests.browser.desk.conftest import Sit
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.interchange.documents.test_word_html import WORD
from tests.interchange.word.test_word_to_markdown import with_picture

ANSWER = "/edit/answers/pending"
PASTE = """(element, [html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  element.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def paste(page: Page, html: str, plain: str = "plain words") -> None:
    editor = page.locator("[data-side=lay] .cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    editor.evaluate(PASTE, [html, plain])


def text_of(page: Page) -> str:
    value: str = page.locator("textarea[name=lay]").evaluate("area => area.value")
    return value


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "My scan.png"
    path.write_bytes(encode(draw(size=(300, 200)), "PNG"))
    return path


def test_text_pasted_from_word_becomes_markdown_and_plain_text_stays(sit: Sit) -> None:
    page = sit("editor").open(ANSWER)
    paste(page, WORD.replace("<!--EndFragment-->", "<p><s>gone</s> here</p>"))
    notice = page.locator("[data-side=lay] .paste-notice")
    expect(notice).to_contain_text("“gone” was crossed out or deleted")
    assert text_of(page).startswith("# Gout\n\n## Causes\n\n**Uric** acid, 5 mg\n\n- First *thing*")
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()
    # Plain words stay as they are.
    paste(page, "", "a *star*")
    assert text_of(page) == "a *star*"
    paste(page, "<meta charset='utf-8'><span>a *star*</span>", "a *star*")
    assert text_of(page) == "a *star*"


def test_without_the_desk_the_words_are_pasted_and_the_loss_is_told(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(ANSWER)
    page.route("**/edit/clean", lambda route: route.abort())
    paste(page, "<p><b>Rest</b> now</p>", "Rest now")
    expect(page.locator(".paste-notice")).to_contain_text("We could not format the text you pasted")
    assert text_of(page) == "Rest now"
    seat.troubles.clear()


def test_a_picture_is_added_copied_and_seen_in_the_preview(sit: Sit, scan: Path) -> None:
    seat = sit("editor", permissions=["clipboard-read", "clipboard-write"])
    page = seat.open(f"{ANSWER}/pictures")
    page.get_by_label("File").set_input_files(scan)
    page.get_by_label("Description").fill("Two halves")
    page.get_by_role("button", name="Add the image").click()
    expect(page.get_by_text("Image added.")).to_be_visible()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("link", name="Write").click()
    page.locator("[data-side=lay] .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    picture = page.frame_locator("[data-side=lay] iframe").get_by_alt_text("Two halves")
    expect(picture).to_be_visible()
    page.wait_for_function(
        "() => document.querySelector('[data-side=lay] iframe').contentDocument"
        ".querySelector('figure img').naturalWidth === 300"
    )


def test_a_picture_is_put_into_the_text_that_is_being_written(sit: Sit, scan: Path) -> None:
    page = sit("editor").open(ANSWER)
    editor = page.locator("[data-side=lay] .cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Before.")
    page.keyboard.press("Control+Alt+p")
    dialog = page.get_by_role("dialog", name="Insert an image")
    expect(dialog).to_be_visible()
    check_with_axe(page)
    dialog.get_by_label("File").set_input_files(scan)
    dialog.get_by_label("Description").fill("Two [halves]")
    dialog.get_by_label("Description").press("Enter")
    expect(dialog).to_be_hidden()
    line = text_of(page).removeprefix("Before.\n\n")
    assert line.startswith("![Two \\[halves\\]](images/my-scan-")
    picture = page.frame_locator("[data-side=lay] iframe").get_by_alt_text("Two [halves]")
    expect(picture).to_be_visible()
    page.locator("[data-side=lay] [data-command=picture]").click()
    dialog.get_by_label("Description").fill("Again")
    dialog.get_by_role("button", name="my-scan-").click()
    expect(dialog).to_be_hidden()
    again = line.replace("Two \\[halves\\]", "Again")
    assert text_of(page) == f"Before.\n\n{line}\n\n{again}"


def test_a_screenshot_that_is_pasted_asks_for_its_description(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open(ANSWER)
    page.locator("[data-side=lay] .cm-content").evaluate(
        """element => {
          const data = new DataTransfer();
          data.items.add(new File(["no picture"], "shot.png", { type: "image/png" }));
          const options = { clipboardData: data, bubbles: true, cancelable: true };
          element.dispatchEvent(new ClipboardEvent("paste", options));
        }"""
    )
    dialog = page.get_by_role("dialog", name="Insert an image")
    dialog.get_by_role("button", name="Add the image").click()
    expect(dialog.get_by_role("alert")).to_have_text("Describe the image.")
    dialog.get_by_label("Description").fill("A toe")
    dialog.get_by_role("button", name="Add the image").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not an image we can show")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    # Chromium logs each answer of 422.
    assert len(seat.troubles) == 2
    seat.troubles.clear()


def test_a_word_file_becomes_a_draft_by_keyboard(sit: Sit, tmp_path: Path) -> None:
    path = tmp_path / "Gout.docx"
    path.write_bytes(with_picture(encode(draw(), "PNG"), ""))
    page = sit("editor").open("/edit/import")
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Continue").press("Enter")
    page.get_by_label("Plain language").press("Space")
    page.get_by_label("Description").fill("A toe")
    page.get_by_role("button", name="Save as a draft").press("Enter")
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert text_of(page).startswith("![A toe](images/picture-")


def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    sit: Sit, scan: Path, tmp_path: Path
) -> None:
    path = tmp_path / "Gout.docx"
    path.write_bytes(with_picture(encode(draw(), "PNG"), ""))
    table = tmp_path / "Doses.html"
    table.write_text("<table><tr><th colspan=2>Dose</th></tr><tr><td>5</td><td>7</td></tr></table>")
    page = sit("editor").open(f"{ANSWER}/pictures")
    page.get_by_label("File").set_input_files(scan)
    page.get_by_label("Description").fill("Two halves")
    page.get_by_role("button", name="Add the image").click()
    expect(page.get_by_text("Image added.")).to_be_visible()
    check_all_looks(page)
    page.goto("/edit/import")
    check_all_looks(page)
    page.get_by_label("File").set_input_files([path, table])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check the texts")).to_be_visible()
    expect(page.get_by_text("As readers see it")).to_be_visible()
    for preview in page.get_by_text("Preview the text").all():
        preview.click()
    check_all_looks(page)
