"""A text is split into the sections that a model gets."""

import pytest

from readlevel.core.assistant.source_parts import MAX_PART_CHARACTERS, split_blocks, split_parts

TEXT = """\
Before.

## One

- a
- b

  c

### Deeper

| x | y |
|---|---|
| 1 | 2 |

::: emergency
Call now.

At once.
:::

## Two

End.

::: check What?
- [x] a
- [ ] b
:::
"""


def test_each_block_is_whole() -> None:
    assert [one.text for one in split_blocks(TEXT)] == [
        "Before.",
        "## One",
        "- a\n- b\n\n  c",
        "### Deeper",
        "| x | y |\n|---|---|\n| 1 | 2 |",
        "::: emergency\nCall now.\n\nAt once.\n:::",
        "## Two",
        "End.",
    ]


def test_sections_begin_at_the_highest_headings() -> None:
    parts = split_parts(TEXT)
    assert [part.split("\n")[0] for part in parts] == ["Before.", "## One", "## Two"]
    assert "### Deeper" in parts[1]


def test_a_long_section_is_split_between_its_blocks() -> None:
    block = "word " * 500
    parts = split_parts("\n\n".join([block] * 6))
    assert len(parts) > 1
    assert all(len(part) <= MAX_PART_CHARACTERS + 20 for part in parts)
    assert sum(part.count("word") for part in parts) == 3000


@pytest.mark.parametrize("text", ["", "\n\n", "::: check What?\n- [x] a\n:::\n"])
def test_a_text_without_words_has_no_sections(text: str) -> None:
    assert split_parts(text) == ()
