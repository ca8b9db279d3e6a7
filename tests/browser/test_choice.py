"""A reader says who they are and gets the text written for them."""

from urllib.parse import parse_qs

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import ANSWER, OpenPage

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def choose(page: Page, label: str) -> None:
    page.locator("[data-chooser]").get_by_role("button", name=label).click()


def other_answer(page: Page) -> str:
    page.goto("/")
    links = page.locator("main a[href^='/answers/']")
    paths = [link.get_attribute("href") or "" for link in links.all()]
    return next(path for path in paths if not path.startswith(ANSWER))


def test_without_a_choice_the_plain_text_is_shown_with_the_question(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    first = page.get_by_role("button", name="Which best describes you? Patient or caregiver")
    expect(first).to_be_visible()
    expect(page.locator("[data-audience=lay]")).to_be_visible()


def test_choosing_swaps_the_text_in_place(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    page.evaluate("window.stillTheSamePage = true")
    choose(page, "Health professional")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()
    expect(page.locator("[data-audience=lay]")).to_have_count(0)
    assert page.evaluate("window.stillTheSamePage")


def test_a_page_holds_nothing_of_the_other_variant(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/clinician")
    clinical = page.locator(".prose p, .prose li").all_inner_texts()
    sentences = [text for text in clinical if len(text.split()) > 8]
    assert sentences
    page.goto(ANSWER + "/lay")
    plain = page.content()
    assert not [sentence for sentence in sentences if sentence in plain]


def test_a_choice_holds_on_every_page(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    choose(page, "Health professional")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()
    page.goto(other_answer(page))
    expect(page.locator("[data-audience=clinician]")).to_be_visible()


def test_the_choice_works_without_script(open_page: OpenPage) -> None:
    page = open_page(ANSWER, java_script_enabled=False)
    choose(page, "Health professional")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()
    page.goto(other_answer(page))
    expect(page.locator("[data-audience=clinician]")).to_be_visible()


def test_the_choice_can_be_changed_after_it_was_made(open_page: OpenPage) -> None:
    for script in (True, False):
        page = open_page(ANSWER + "?persona=clinician", java_script_enabled=script)
        page.get_by_text("Change", exact=True).click()
        choose(page, "Patient or caregiver")
        expect(page.locator("[data-audience=lay]")).to_be_visible()


def test_choosing_works_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    page.get_by_role("button", name="Patient or caregiver").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()
    chosen = page.get_by_role("button", name="Health professional", pressed=True)
    expect(chosen).to_be_focused()


def test_only_the_chosen_button_is_pressed(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    pressed = page.locator("[data-chooser] [aria-pressed=true]")
    expect(pressed).to_have_count(0)
    for label in ("Health professional", "Health student or trainee"):
        choose(page, label)
        expect(pressed).to_have_text(label)
        expect(page.locator("[aria-busy]")).to_have_count(0)
    page.reload()
    page.get_by_text("Change", exact=True).click()
    expect(pressed).to_have_text("Health student or trainee")


def test_of_two_quick_choices_the_last_one_holds(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    page.evaluate(
        """() => ["clinician", "patient"].forEach(
            (value) => document.querySelector(`[data-chooser] [value=${value}]`).click())"""
    )
    expect(page.locator("[aria-busy]")).to_have_count(0)
    expect(page.locator("[data-audience=lay]")).to_be_visible()
    expect(page.locator("[data-chooser] [aria-pressed=true]")).to_have_attribute("value", "patient")
    (cookie,) = page.context.cookies()
    assert cookie["value"] == "patient"


def test_choosing_moves_the_chooser_nowhere(open_page: OpenPage) -> None:
    page = open_page(ANSWER, **PHONE)
    chooser = page.locator("[data-chooser]")
    chooser.scroll_into_view_if_needed()
    before = chooser.bounding_box()
    choose(page, "Health professional")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()
    after = chooser.bounding_box()
    assert before and after
    assert abs(before["y"] - after["y"]) <= 2


def test_the_choice_survives_a_server_that_refuses_the_request(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    choose(page, "Health professional")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()


def test_a_choice_after_one_that_failed_is_sent_alone(open_page: OpenPage) -> None:
    sent: list[str] = []
    page = open_page(ANSWER)

    def stay(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(status=204)

    page.route(lambda address: address.endswith("/persona"), stay)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    for choice in ("Patient or caregiver", "Health professional"):
        with page.expect_request(lambda request: request.method == "POST"):
            choose(page, choice)
    assert [parse_qs(body)["persona"] for body in sent] == [["patient"], ["clinician"]]


def test_the_cookie_holds_the_choice_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    choose(page, "Health professional")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()
    (cookie,) = page.context.cookies()
    assert cookie["value"] == "clinician"
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
