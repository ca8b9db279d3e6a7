"""Hostile texts in a real browser: previews are opened with no policy to stop a script."""

from playwright.sync_api import Browser

from tests.browser.desk.conftest import Sit
from tests.thoroughness import choose
from tests.web.desk.test_hostile_preview import AT_ONCE, payloads

TOUCH_EVERYTHING = """() => {
  document.addEventListener("click", (event) => event.preventDefault());
  for (const element of document.querySelectorAll("*")) {
    for (const kind of ["mouseover", "focus", "click", "toggle", "error", "load"]) {
      element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
    }
  }
}"""
RAN = "() => window.ran"


def test_nothing_runs_of_thousands_of_payloads_without_a_policy(sit: Sit, browser: Browser) -> None:
    seat = sit("editor")
    desk = seat.open("/edit/answers/both")
    token = desk.evaluate("document.body.dataset.csrf")
    bare = browser.new_context()
    page = bare.new_page()
    page.set_content("<img src=x onerror='window.ran=1'>")
    page.wait_for_function(RAN)
    # The tests of previews search all of them for markup that could run.
    tried = choose(payloads(), one_in=3)
    for start in range(0, len(tried), AT_ONCE):
        text = "\n\n".join(tried[start : start + AT_ONCE])
        form = {"csrf_token": token, "slug": "both", "audience": "lay", "markdown": text}
        answer = seat.context.request.post("/edit/preview", form=form)
        page.goto("about:blank")  # a new window object, in which nothing ran
        page.set_content(answer.json()["html"])
        page.evaluate(TOUCH_EVERYTHING)
        assert page.evaluate(RAN) is None, f"payloads from {start}"
    bare.close()
