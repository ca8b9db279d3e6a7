"""`readlevel glossary check`."""

from pathlib import Path

from tests.cli.command import Command

CSV = """term,language,definition_lay,other_forms,see_also,not_in
acid,en,Plain words.,,ulcer|bile,uric acid|acids|gastric
stroke,en,Plain words.,insult,,
lesion,en,Plain words.,insult,,
ulcer,es,Palabras.,,,
"""


def test_mistakes_are_named_with_their_terms(readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    readlevel("glossary", "import", tmp_path / "a.csv")
    said = readlevel("glossary", "check", status=1).lines
    assert [line.split(". ")[0] for line in said] == [
        "acid (en): see_also names “ulcer”, which is no term",
        "acid (en): see_also names “bile”, which is no term",
        "acid (en): not_in has “acids”, which is the term itself, so it is never explained there",
        "acid (en): not_in has “gastric”, which does not contain the term",
        "lesion (en): “insult” is also a form of stroke (en), so it is not explained unless a text "
        "says which is meant",
        "Terms: 4",
    ]
    assert said[-1] == "Terms: 4. Problems: 5."


def test_a_language_without_mistakes_passes(readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    readlevel("glossary", "import", tmp_path / "a.csv")
    assert readlevel("glossary", "check", "--language", "es").out == "Terms: 1. Problems: 0.\n"
