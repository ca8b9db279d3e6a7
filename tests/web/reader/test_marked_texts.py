"""Every word of a template is marked for translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from jinja2 import Environment

from readlevel.template_folder import find_templates

FOLDER = find_templates()
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
SAID = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder"}
SAID |= {"title"}
UNTRANSLATED = {"code", "kbd", "script", "style", "svg"}
"""Elements whose text is not translated."""
NAMES_OF_THINGS = {"Alt", "DOI", "PageDown", "PageUp", "PubMed", "Readlevel", "TOML"}
WIDTH = re.compile(r"{% block width %}.*?{% endblock %}")
"""A block that sets a class of an element in the parent template."""
TERMINAL = re.compile(r"{% macro in_terminal\(.*?{%- endmacro %}", re.DOTALL)
"""The terminal speaks English."""
WORD = re.compile(r"(?<![/?&\w])[^\W\d_]{2,}")


class Words(HTMLParser):
    """Collects the visible words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNTRANSLATED:
            self._inside.append(tag)
        self._gather(*(value or "" for name, value in attrs if name in SAID))

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._gather(data)

    def _gather(self, *texts: str) -> None:
        words = (word for text in texts for word in WORD.findall(text))
        self.found.extend(word for word in words if word not in NAMES_OF_THINGS)


def unmarked(source: str) -> list[str]:
    """Return the words of a template that are not marked for translation."""
    words = Words()
    words.feed("".join(_plain_parts(source)))
    words.close()
    return words.found


def _plain_parts(source: str) -> Iterator[str]:
    """Yield the literal text of a template, without expressions and marked messages."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    source = TERMINAL.sub("", WIDTH.sub("", source))
    block: list[str] = []
    marked = False
    for _, kind, value in environment.lex(source):
        if kind == "block_begin":
            block = []
        elif kind == "block_end":
            marked = "trans" in block[:1] or (marked and "endtrans" not in block[:1])
        elif kind == "name":
            block.append(value)
        elif kind == "variable_begin":
            yield " "
        elif kind == "data" and not marked:
            yield value


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_template_is_marked(name: str) -> None:
    assert unmarked((FOLDER / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>{{ _('Read on') }}</p>", []),
        ("<p>{% trans %}Read <b>on</b>{% endtrans %}</p>", []),
        ("<p>Read {{ name }}</p>", ["Read"]),
        ("<a {% if x %}class='y'{% endif %} title='Go on'>1</a>", ["Go", "on"]),
        ("{% trans a=b %}Marked{% pluralize %}Marked too{% endtrans %}Not", ["Not"]),
        ("<code>plain</code><kbd>Ctrl</kbd> <input placeholder='Name'>", ["Name"]),
    ],
)
def test_words_that_are_not_marked_are_found(source: str, found: list[str]) -> None:
    assert unmarked(source) == found
