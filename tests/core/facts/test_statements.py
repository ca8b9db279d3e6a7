"""Statements: their text, position and citations."""

from readlevel.core.facts.statements import read_statements

TEXT = """\
# Heart [@title]

One. Two [@a]. Three.[@b] Four

- item
  goes on [@c; @a]. More.

## Doses

| Drug | Days |
|---|---|
| *a* drug | 5 [@d] |
| other | two |
"""


def test_headings_sentences_and_rows_are_statements() -> None:
    found = read_statements(TEXT, "en")
    assert [(one.text, one.heading, one.citations) for one in found] == [
        ("Heart", "Heart", ("title",)),
        ("One.", "Heart", ()),
        ("Two.", "Heart", ("a",)),
        ("Three.", "Heart", ("b",)),
        ("Four", "Heart", ()),
        ("item goes on.", "Heart", ("c", "a")),
        ("More.", "Heart", ()),
        ("Doses", "Doses", ()),
        ("a drug | 5 Days", "Doses", ("d",)),
        ("other | two", "Doses", ()),
    ]


def test_statements_have_a_line_and_a_span() -> None:
    found = {one.text: one for one in read_statements(TEXT, "en")}
    for text, line, written in (
        ("Two.", 3, "Two [@a]."),
        ("item goes on.", 5, "item\n  goes on [@c; @a]."),
        ("a drug | 5 Days", 12, "| *a* drug | 5 [@d] |\n"),
        ("Heart", 1, "# Heart [@title]\n"),
    ):
        assert found[text].line == line
        start, end = found[text].span or (0, 0)
        assert TEXT[start:end] == written


def test_a_text_without_words_has_no_statements() -> None:
    assert read_statements("\n\n---\n", "en") == ()
