"""Every template compiles, and shows only sanitised HTML as markup."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError, meta

from readlevel.core.rendering.safe_html import escape_text
from readlevel.template_folder import find_templates
from readlevel.web.http.templating import Templates, html, json_ld
from readlevel.web.reader.linked_data import encode

FOLDER = find_templates()
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Templates(lambda name: f"/static/{name}").environment("en")


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles_and_includes_only_what_is_there(
    environment: Environment, name: str
) -> None:
    assert environment.get_template(name)
    tree = environment.parse(Path(FOLDER, name).read_text("utf-8"))
    assert {used for used in meta.find_referenced_templates(tree) if used} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_colons_are_parts_of_messages(name: str) -> None:
    """French has a space before them, and a name and its value are one message."""
    assert ") }}:" not in Path(FOLDER, name).read_text("utf-8")


@pytest.mark.parametrize("given", ["<b>text</b>", None, 1])
def test_only_safe_html_is_shown_as_markup(given: object) -> None:
    with pytest.raises(TypeError):
        html(given)  # type: ignore[arg-type]


def test_unsafe_html_is_escaped(environment: Environment) -> None:
    template = environment.from_string("{{ page }} {{ _('Hello %(name)s', name=page) }}")
    assert "<" not in template.render(page="<script>")


def test_a_name_nobody_gave_is_an_error(environment: Environment) -> None:
    assert environment.undefined is StrictUndefined
    with pytest.raises(UndefinedError):
        environment.from_string("{{ page.title }}").render()


def test_a_percent_sign_stands_in_texts_with_and_without_variables(
    environment: Environment,
) -> None:
    template = environment.from_string("{{ _('100%%') }} {{ _('%(n)s%%', n=5) }}")
    assert template.render() == "100% 5%"


def test_one_and_several_are_told_apart(environment: Environment) -> None:
    source = "{% trans count=n %}{{ count }} word{% pluralize %}{{ count }} words{% endtrans %}"
    template = environment.from_string(source)
    assert [template.render(n=n) for n in (1, 2)] == ["1 word", "2 words"]


def test_linked_data_cannot_end_its_element() -> None:
    encoded = encode({"name": "</script><!-- & \u2028"})
    assert not set(encoded) & set("<>&\u2028")
    assert json_ld(encoded) == encoded
    with pytest.raises(ValueError, match="escaped"):
        json_ld('{"name": "</script>"}')


def test_a_context_is_a_dataclass() -> None:
    @dataclass
    class Page:
        title: str

    templates = Templates(lambda name: name)
    with pytest.raises(TypeError, match="no dataclass"):
        templates.render("reader/base.html", {"title": "x"})
    with pytest.raises(TypeError, match="no dataclass"):
        templates.render("reader/base.html", Page)


def test_safe_html_is_shown_as_it_is() -> None:
    assert html(escape_text("a < b")) == "a &lt; b"
