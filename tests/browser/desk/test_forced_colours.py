"""What is current is seen at the desk without colours and backgrounds, and in dark scrollbars."""

import pytest

from tests.browser.desk.conftest import Sit

OUTLINES = """() => {
  const paper = document.body.appendChild(document.createElement('i'));
  paper.style.cssText = 'forced-color-adjust: none; color: Canvas';
  const canvas = getComputedStyle(paper).color;
  const links = [...document.querySelectorAll('nav a')].filter((one) => one.checkVisibility());
  return links.map((one) => {
    const style = getComputedStyle(one);
    const line = one.closest('.tabs') !== null && style.borderBlockEndColor !== canvas;
    return [one.textContent.trim(), one.hasAttribute('aria-current'),
      style.outlineStyle !== 'none', line];
  });
}"""


@pytest.mark.parametrize("path", ["/edit/answers/both", "/edit/glossary"])
def test_only_the_current_page_is_marked_in_forced_colours(sit: Sit, path: str) -> None:
    page = sit("editor", forced_colors="active").open(path)
    links = page.evaluate(OUTLINES)
    assert any(current for _, current, _, _ in links)
    assert [one for one in links if one[1] != (one[2] or one[3])] == []


def test_the_editor_has_scrollbars_in_the_colours_of_the_page(sit: Sit) -> None:
    page = sit("editor", color_scheme="dark").open("/edit/answers/both")
    field = page.locator("textarea, .cm-scroller").first
    assert field.evaluate("one => getComputedStyle(one).scrollbarColor") != "auto"
