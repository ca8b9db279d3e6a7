"""The page of the site's look can be used by everyone, and shows what readers will get."""

from playwright.sync_api import expect

from tests.browser.accessibility import check_all_looks
from tests.browser.desk.conftest import Sit

LOGO = {
    "name": "logo.svg",
    "mimeType": "image/svg+xml",
    "buffer": b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"></svg>',
}


def test_a_look_is_tried_in_both_themes_and_published(sit: Sit) -> None:
    page = sit("admin").open("/edit/look")
    page.get_by_label("Accent colour").fill("#ffd600")
    page.locator("#logo").set_input_files(LOGO)  # type: ignore[arg-type]
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("Your colour would be hard to read")).to_be_visible()
    for theme, ground in (("Light", "rgb(253, 252, 250)"), ("Dark", "rgb(20, 25, 27)")):
        specimen = page.frame_locator(f"iframe[title={theme}]")
        expect(specimen.locator("html")).to_have_css("background-color", ground)
        logo = specimen.locator(".bar-logo")
        expect(logo).to_have_css("height", "30px")
        assert logo.evaluate("image => image.naturalWidth") == 90
    check_all_looks(page)
    page.get_by_role("button", name="Publish this look").click()
    expect(page.get_by_text("Published. Every page now looks like this.")).to_be_visible()
    reader = sit(None).open("/")
    expect(reader.locator(".bar-logo")).to_have_css("height", "40px")
    check_all_looks(reader)
