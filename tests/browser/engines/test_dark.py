"""On a dark page nothing is left in the colours of a light one, in every engine."""

import pytest

from tests.browser.engines.engine import Engine

PALE_CONTROLS = """
document.documentElement.dataset.theme = 'dark';
const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const measure = (colour) => {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  const linear = [red, green, blue].map((one) => {
    const share = one / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return { light: 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], alpha };
};
const ground = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const found = measure(getComputedStyle(one).backgroundColor);
    if (found.alpha === 255) return found.light;
  }
  return 1;
};
const found = [];
for (const one of document.querySelectorAll('input, select, textarea, button, summary, a')) {
  const box = one.getBoundingClientRect();
  if (!box.width || !box.height || one.type === 'hidden' || one.type === 'checkbox') continue;
  const ink = measure(getComputedStyle(one).color).light, paper = ground(one);
  const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  const isField = one.matches('input, select, textarea');
  if (contrast < 4.5 || (isField && paper > 0.2)) {
    found.push([one.tagName, one.className, one.textContent.trim().slice(0, 30), contrast]);
  }
}
return found;
"""

UNMATCHED_BARS = """
document.documentElement.dataset.theme = 'dark';
const scheme = getComputedStyle(document.documentElement).colorScheme;
if (!scheme.includes('dark')) return ['the page'];
if (!CSS.supports('scrollbar-color', 'red blue')) return [];
return [...document.querySelectorAll('body, .prose, .table, textarea, dialog, [popover]')]
  .filter((one) => getComputedStyle(one).scrollbarColor === 'auto')
  .map((one) => one.className || one.tagName);
"""


@pytest.mark.parametrize(
    "path", ["/", "/?q=fever", "/answers/fever-in-children", "/glossary", "/embed"]
)
def test_fields_and_buttons_are_dark_and_can_be_read(
    engine: Engine, server: str, path: str
) -> None:
    engine.open(server + path)
    assert engine.run(PALE_CONTROLS) == []


def test_scrollbars_have_the_colours_of_the_page(engine: Engine, server: str) -> None:
    engine.open(server + "/answers/fever-in-children/clinician")
    assert engine.run(UNMATCHED_BARS) == []
