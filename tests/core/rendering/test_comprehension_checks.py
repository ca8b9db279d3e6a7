"""The question after a text is read, set apart from the text, and reported when it is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.block import NOT_SURE
from readlevel.core.rendering.comprehension_checks import read_check
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.content_digest import digest_content, digest_translated
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose
from readlevel.core.text.source_positions import locate_sentences
from tests.core.rendering.render_markdown import render_markdown

TEXT = """\
## What to do

- Rest and drink.
- Have your baby seen by a doctor **right away**, day or night [@one].
"""
CHECK = """\
::: check Your baby has 38.5 °C. What do you do?
- [ ] Wait until morning
- [x] See a *doctor*
- [ ] Give aspirin

> Have your baby seen by a doctor right away, day or night.
:::
"""


def render(markdown: str) -> Rendering:
    return render_markdown(markdown, glossary=Glossary([]))


def problem(check: str) -> list[object]:
    found, findings = read_check(parse(TEXT + "\n" + check))
    assert (found is None) == bool(findings)
    assert all(one.code == "broken_check" and one.severity == "blocks" for one in findings)
    return [one.data["problem"] for one in findings]


def test_a_question_has_choices_and_the_sentence_that_answers_it() -> None:
    check, findings = read_check(parse(TEXT + "\n" + CHECK))
    assert not findings
    assert check
    assert check.question == "Your baby has 38.5 °C. What do you do?"
    assert check.choices == ("Wait until morning", "See a doctor", "Give aspirin")
    assert check.right == 1
    assert check.sentence == "Have your baby seen by a doctor right away, day or night."
    assert [check.has_choice(one) for one in (NOT_SURE, 0, 2, 3, -2)] == [True] * 3 + [False] * 2


def test_the_question_may_be_a_paragraph() -> None:
    longer = CHECK.replace(
        " Your baby has 38.5 °C. What do you do?\n", "\nIt is night.\n\nWhat now?\n\n"
    )
    check, _ = read_check(parse(TEXT + longer))
    assert check
    assert check.question == "It is night. What now?"


def test_another_question_is_counted_apart() -> None:
    keys = set()
    for changed in (CHECK, CHECK.replace("aspirin", "water"), CHECK.replace("38.5", "39")):
        check, _ = read_check(parse(TEXT + changed))
        assert check
        keys.add(check.key)
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (" Your baby has 38.5 °C. What do you do?", "", "no_question"),
        ("- [ ] Give aspirin\n", "", "choices"),
        ("- [ ] Give aspirin\n", "- [ ] a\n- [ ] b\n- [ ] c\n", "choices"),
        ("Give aspirin", "Wait until morning", "choices"),
        ("- [ ] Give aspirin", "- Give aspirin", "choices"),
        ("[x]", "[ ]", "right"),
        ("- [ ] Give", "- [x] Give", "right"),
        ("> Have", "Have", "no_sentence"),
        ("> Have your baby", "> Have your cat", "unknown_sentence"),
        ("night.\n:::", "night.\n", "unclosed"),
        (":::\n", ":::\n\n" + CHECK, "second"),
    ],
)
def test_a_broken_question_is_named_and_not_shown(old: str, new: str, expected: str) -> None:
    assert old in CHECK
    changed = TEXT + "\n" + CHECK.replace(old, new) if expected != "second" else ""
    if expected == "second":
        check, [finding] = read_check(parse(TEXT + CHECK + "\n" + CHECK))
        assert check
        assert finding.data == {"problem": "second"}
        return
    check, [finding] = read_check(parse(changed))
    assert check is None
    assert finding.data == {"problem": expected}
    assert finding.line == 6


def test_a_question_within_another_block_is_named() -> None:
    inside = ":::: note\n" + CHECK + "::::\n"
    assert problem(inside) == ["nested"]
    assert "aspirin" not in render(TEXT + inside).html.text


def test_text_after_a_question_without_punctuation_is_kept() -> None:
    text = "::: check What?\n- [x] a\n\n::: emergency\nCall now.\n:::\n\nRest."
    rendering = render(text)
    assert rendering.check is None
    assert "Call now." in rendering.html.text
    assert "Rest." in rendering.html.text
    codes = [(one.code, one.data["problem"]) for one in rendering.findings]
    assert codes == [("broken_check", "unclosed")]


def test_nothing_of_a_question_is_part_of_the_text() -> None:
    alone, asked = render(TEXT), render(TEXT + "\n" + CHECK)
    assert asked.check
    assert asked.plain_text == alone.plain_text
    assert asked.readability == alone.readability
    assert "aspirin" not in asked.html.text
    assert asked.blocks == ()
    assert prose(parse(TEXT + CHECK), "en") == prose(parse(TEXT), "en")


def test_the_answer_has_an_anchor_of_its_own() -> None:
    html = render(TEXT + "\n" + CHECK).html.text
    assert html.count('id="said"') == 1
    assert '<li id="said">' in html
    assert 'id="said"' not in render(TEXT).html.text
    paragraph = TEXT.replace("- Have", "\nHave")
    assert '<p id="said">' in render(paragraph + "\n" + CHECK).html.text


def test_a_translation_follows_the_question_and_the_plain_text_of_a_clinician_text_does_not() -> (
    None
):
    other = CHECK.replace("aspirin", "water")
    assert digest_content(TEXT + CHECK) == digest_content(TEXT)
    assert digest_translated(TEXT + CHECK) != digest_translated(TEXT + other)
    asked = CHECK.replace("38.5", "39.5")
    assert digest_translated(TEXT + CHECK) != digest_translated(TEXT + asked)


def test_sentences_after_a_long_question_are_still_located() -> None:
    long = CHECK.replace("Give aspirin", "Give " + "very " * 80 + "much")
    text = TEXT + "\n" + long + "\nSleep well.\n"
    located = locate_sentences(prose(parse(text), "en").sentences, text)
    assert all(one.span for one in located)


LINES = st.sampled_from(
    [
        "::: check Q?",
        "::: check",
        ":::",
        "::::",
        "::: note",
        "> ::: check A",
        "- [x] a",
        "- [ ] b",
        "> s",
        "",
    ]
)


@given(st.lists(LINES, max_size=14))
def test_no_nesting_of_questions_breaks_the_page(lines: list[str]) -> None:
    rendering = render("\n".join(lines))
    html = rendering.html.text
    assert html.count("<div") == html.count("</div>")
    asked = sum("check" in line for line in lines)
    assert len([one for one in rendering.findings if one.code == "broken_check"]) <= asked
