"""What a new version of a rendered text changed, marked word by word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.rendering.html import render_plain
from readlevel.core.rendering.html_changes import TAG, mark_changes
from readlevel.core.rendering.safe_html import prefix_ids, restore_html
from readlevel.core.text.document import parse

MARKDOWN = st.lists(
    st.sampled_from(
        [
            "Take *two* tablets & rest.",
            "Take three tablets < 4.",
            "- one\n- two **bold**\n",
            "- one\n",
            "1. first\n2. second\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "| a |\n|---|\n| 3 mg |\n| 4 mg |\n",
            "> quoted\n>\n> - inner\n",
            "## A heading",
            "",
        ]
    ),
    max_size=4,
).map("\n\n".join)


def render(markdown: str) -> str:
    return render_plain(parse(markdown)).text


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("<p>Take 2 mg.</p>", "<p>Take 4 mg.</p>", "<p>Take <del>2</del><ins>4</ins> mg.</p>"),
        ("<p>Same.</p>", "<p>Same.</p>", "<p>Same.</p>"),
        ("<p>a</p>", "<p>a &lt;b&gt;</p>", "<p>a<ins> &lt;b&gt;</ins></p>"),
        (
            "<p>a <em>b</em></p>",
            "<p>a <em>c</em></p>",
            "<p>a <del>b</del><em><ins>c</ins></em></p>",
        ),
        (
            "<ul><li>a</li><li>b</li></ul>",
            "<ul><li>a</li></ul>",
            "<ul><li>a</li><li><del>b</del></li></ul>",
        ),
        ("<p>a</p><p>b</p>", "<p>a</p>", "<p>a</p><p><del>b</del></p>"),
        (
            "<table><tr><td>a</td></tr></table>",
            "<table><tr><td>b</td></tr></table>",
            "<table><tr><td><del>a</del><ins>b</ins></td></tr></table>",
        ),
    ],
)
def test_words_are_marked(old: str, new: str, marked: str) -> None:
    assert mark_changes(old, new) == marked


@given(MARKDOWN, MARKDOWN)
def test_without_its_marks_a_text_is_the_new_one(old: str, new: str) -> None:
    marked = mark_changes(render(old), render(new))
    without = re.sub(r"<(li|p)><del>[^<]*</del></\1>|<del>[^<]*</del>|</?ins>", "", marked)
    assert without == render(new)


@given(MARKDOWN, MARKDOWN)
def test_marked_text_is_well_formed(old: str, new: str) -> None:
    open_tags: list[str] = []
    for tag in TAG.findall(mark_changes(render(old), render(new))):
        name = tag.strip("</>").split()[0]
        if tag.startswith("</"):
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []


@given(MARKDOWN)
def test_all_words_of_a_removed_text_are_shown(old: str) -> None:
    shown = " ".join(re.findall(r"<del>([^<]*)</del>", mark_changes(render(old), "<p>x</p>")))
    assert re.findall(r"\w+", shown) == re.findall(r"\w+", TAG.sub(" ", render(old)))


def test_ids_and_links_to_them_get_a_prefix_and_words_do_not() -> None:
    html = '<h2 id="s-a">id="b"</h2><p><a href="#s-a">x</a> <a href="/#s-a">href="#y"</a></p>'
    assert prefix_ids(restore_html(html), "lay-").text == (
        '<h2 id="lay-s-a">id="b"</h2><p><a href="#lay-s-a">x</a> <a href="/#s-a">href="#y"</a></p>'
    )


def test_a_prefix_that_could_be_markup_is_refused() -> None:
    with pytest.raises(ValueError, match="no beginning of an ID"):
        prefix_ids(restore_html("<p>x</p>"), '" onload="')
