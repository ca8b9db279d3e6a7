"""What screen readers get of a page: in which order, without words that run together or come twice.

Orca was used to find what these tests hold: it speaks the accessibility tree that Chromium gives.
"""

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

FEVER = "/answers/fever-in-children/lay"
FIRST = "How your child looks"
CALL = "Call your emergency number at once"
WHO = "Which best describes you?"
CHOICES = ("Patient or caregiver", "Health student or trainee", "Health professional")
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 740}
SPOKEN_WHOLE = ("button", "DisclosureTriangle", "image", "link", "radio", "searchbox", "textbox")
"""Roles of which name, state and role are spoken, each a piece of its own."""

Node = dict[str, Any]
"""A node of the accessibility tree, as Chromium describes it."""

STANDING_OUT = ("strong", "emphasis", "mark")

ENTERED_AND_LEFT = (
    "complementary", "contentinfo", "figure", "form", "list", "main", "navigation", "region",
    "search", "sectionheader",
)  # fmt: skip
"""Roles of parts of the page that are spoken on entering them and on leaving them."""

RUN_TOGETHER = r"""() => {
  const found = [];
  const blocks = "li, p, a, button, th, td, dt, dd, h1, h2, h3, summary";
  const isBox = (one) => one.classList.contains("visually-hidden")
    || !getComputedStyle(one).display.startsWith("inline");
  const isApart = (from, common) => {
    for (let one = from; one !== common; one = one.parentElement) if (isBox(one)) return true;
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let before = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    if (own.closest("[aria-hidden=true]") || !own.checkVisibility()) continue;
    if (!node.data.trim()) {
      range.selectNode(node);
      if (range.getClientRects().length) before = null;
      continue;
    }
    const block = own.closest(blocks);
    if (before && block && before.parentElement.closest(blocks) === block) {
      let common = before.parentElement;
      while (!common.contains(node)) common = common.parentElement;
      if (isApart(before.parentElement, common) || isApart(own, common)) {
        const ends = before.data.replace(/[ \n]+$/, ""), begins = node.data.replace(/^[ \n]+/, "");
        if (/[^\s(]$/.test(ends) && /^[\p{L}\p{N}(]/u.test(begins)) {
          found.push([ends + begins, own.closest("a, button, summary") !== null]);
        }
      }
    }
    before = node;
  }
  return found;
}"""
"""Texts of one block in boxes of their own: the spaces between them are lost."""


def list_names(page: Page) -> list[str]:
    """Return the names of all links, buttons and other things of the accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node.get("name", {}).get("value", "") for node in nodes]


def list_spoken(page: Page) -> list[tuple[str, str]]:
    """Return (role, name) of what a screen reader comes to, in order: texts, fields and groups."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    spoken: list[tuple[str, str]] = []

    def walk(node: dict[str, Any]) -> None:
        role = node.get("role", {}).get("value", "")
        name = " ".join(node.get("name", {}).get("value", "").split())
        if not node.get("ignored"):
            if role in ("StaticText", "searchbox", "textbox", "combobox", "radio", "image"):
                spoken.append(("text", name))
                return
            if name and role in ("group", "form", "navigation", "region", "search", "figure"):
                spoken.append((role, name))
        for child in node.get("childIds", ()):
            walk(by_id[child])

    walk(nodes[0])
    session.detach()
    return spoken


def list_parts(node: Node, by_id: dict[str, Node]) -> list[str]:
    """Return the texts into which a word that stands out divides a link; none if none does."""
    inside = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
    if any(one["role"]["value"] in STANDING_OUT for one in inside):
        return [read_text(one, by_id) for one in inside]
    return [part for one in inside for part in list_parts(one, by_id)]


def read_text(node: Node, by_id: dict[str, Node]) -> str:
    if node["role"]["value"] == "StaticText":
        return str(node["name"]["value"])
    inside = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
    return "".join(read_text(one, by_id) for one in inside)


def list_pieces(page: Page) -> list[str]:
    """Return the pieces of speech in which Orca reads a page: names, and roles and states apart.

    The rules are those of Orca 43 as it comes, found by listening to it.
    """
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node: dict[str, Any]) -> list[str]:
        inside = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
        role = "" if node.get("ignored") else node["role"]["value"]
        name = " ".join(node.get("name", {}).get("value", "").split())
        states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
        if role == "StaticText":
            return re.split(r"(?<=[.!?]) ", name) if name else []
        if role == "heading":
            return [name, f"heading level {states['level']}"]
        if role == "link" and (parts := list_parts(node, by_id)):
            return [piece for part in parts for piece in (part, "link")]
        if role in SPOKEN_WHOLE:
            said = [state for state in ("expanded", "pressed", "checked") if state in states]
            return [name, *(f"{state}: {states[state]}" for state in said), role]
        pieces = [piece for child in inside for piece in walk(child)]
        if role == "banner":
            return [*pieces, "leaving banner"]
        if role == "group" and name:
            return [name, "panel", *pieces, "leaving panel"]
        if role in ENTERED_AND_LEFT:
            return [role, *pieces, f"leaving {role}"]
        return pieces

    return walk(nodes[0])


def count_before(pieces: list[str], words: str) -> int:
    return next(place for place, piece in enumerate(pieces) if piece.startswith(words))


@pytest.mark.parametrize(
    ("path", "viewport", "most"),
    [
        (FEVER, WIDE, 22),
        (FEVER, NARROW, 22),
        (FEVER.removesuffix("/lay"), WIDE, 25),
        (FEVER.removesuffix("/lay"), NARROW, 25),
    ],
    ids=["wide", "narrow", "first visit", "first visit, narrow"],
)
def test_the_first_sentence_is_among_the_first_pieces_of_speech(
    open_page: OpenPage, path: str, viewport: dict[str, int], most: int
) -> None:
    pieces = list_pieces(open_page(path, viewport=viewport))
    first, call = count_before(pieces, FIRST), count_before(pieces, CALL)
    assert first <= most, pieces[:first]
    assert call - first <= 17
    assert "What is a fever?" not in pieces[first:call]


def test_the_contents_are_heard_after_the_text(open_page: OpenPage) -> None:
    pieces = list_pieces(open_page(FEVER, viewport=WIDE))
    assert pieces.index("On this page") > count_before(pieces, CALL)


@pytest.mark.parametrize(
    "path",
    [FEVER, "/es" + FEVER, "/ar" + FEVER, "/answers/gout-attack/clinician", "/", "/glossary",
     "/glossary/fever", "/embed/fever-in-children?check=1"],
)  # fmt: skip
def test_no_words_run_together_and_no_group_is_heard_twice(open_page: OpenPage, path: str) -> None:
    page = open_page(path, viewport={"width": 1280, "height": 800})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    names = list_names(page)
    joined = [
        words
        for words, is_named in page.evaluate(RUN_TOGETHER)
        if not is_named or any(words in name for name in names)
    ]
    assert joined == []
    spoken = list_spoken(page)
    pairs = pairwise(spoken)
    assert [one for one, after in pairs if one[0] != "text" and one[1] == after[1]] == []


def list_choices(page: Page, role: str) -> list[tuple[str, str]]:
    """Return (name, description) of each choice of who reads."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (node["name"]["value"], node.get("description", {}).get("value", ""))
        for node in nodes
        if not node.get("ignored")
        and node["role"]["value"] == role
        and node["name"]["value"].endswith(CHOICES)
    ]


@pytest.mark.parametrize(
    ("path", "role"),
    [
        (FEVER.removesuffix("/lay"), "button"),
        ("/", "button"),
        ("/embed/fever-in-children?persona=patient", "link"),
    ],
)
def test_the_question_is_heard_with_whichever_choice_gets_the_focus(
    open_page: OpenPage, path: str, role: str
) -> None:
    choices = list_choices(open_page(path), role)
    assert len(choices) == 3
    for name, description in choices:
        assert [name, description].count(WHO) + name.startswith(f"{WHO} ") == 1, choices


def test_the_choices_of_the_reading_bar_have_the_question(open_page: OpenPage) -> None:
    page = open_page(FEVER, viewport=NARROW)
    page.locator("#about-level").scroll_into_view_if_needed()
    page.locator(".reach-who").click()
    choices = list_choices(page, "button")
    assert [description for _, description in choices] == [WHO] * 3


def test_the_list_of_languages_opens_below_its_link(open_page: OpenPage) -> None:
    page = open_page(FEVER, viewport=NARROW)
    link, menu = page.locator(".languages-link"), page.locator(".languages ul")
    link.focus()
    page.keyboard.press("Enter")
    expect(menu.locator("a").first).to_be_focused()
    expect(menu.locator("[lang=es]")).to_have_attribute("href", "/es" + FEVER)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(link).to_be_focused()
    link.click()
    page.mouse.click(10, 600)
    expect(menu).to_be_hidden()


def test_without_script_the_languages_are_at_the_end_of_the_page(open_page: OpenPage) -> None:
    page = open_page(FEVER, viewport=NARROW, java_script_enabled=False)
    page.locator(".languages-link").click()
    expect(page.locator("#languages [lang=ar]")).to_be_in_viewport()
