"""`readlevel glossary history` and `levels`."""

from pathlib import Path

import pytest

from readlevel.storage.database import engine
from readlevel.storage.database.process_locks import LockName, try_lock
from tests.cli.command import Command, answer

CSV = "term,language,definition_lay\nstroke,en,{}\nbrain,en,The organ one thinks with.\n"
HARD = "Cerebral ischaemia subsequent to thromboembolic occlusion."


def import_terms(readlevel: Command, tmp_path: Path, definition: str) -> None:
    (tmp_path / "a.csv").write_text(CSV.format(definition))
    readlevel("glossary", "import", tmp_path / "a.csv")


def test_the_history_of_a_term_says_what_it_was_before(readlevel: Command, tmp_path: Path) -> None:
    import_terms(readlevel, tmp_path, "A clot.")
    import_terms(readlevel, tmp_path, "A part of the brain gets no blood.")
    for asked in ("stroke", "Stroke"):
        head, changed, field, new = readlevel("glossary", "history", asked).lines
        assert head == "stroke (en, stroke)"
        assert changed.endswith(" UTC, import:")
        assert field == ("    definition_lay: 'A clot.' → 'A part of the brain gets no blood.'")
        assert new.endswith(" UTC, import: new")


def test_a_term_that_is_not_there_is_said(readlevel: Command) -> None:
    said = readlevel("glossary", "history", "stroke", status=1)
    assert said.err.startswith("Error: The glossary has no term 'stroke'.")


def test_a_removed_term_keeps_its_history_and_its_texts_lose_it(
    readlevel: Command, tmp_path: Path
) -> None:
    import_terms(readlevel, tmp_path, "A clot.")
    (tmp_path / "a.jsonl").write_text(answer("stopped", "A stroke."))
    readlevel("import", tmp_path / "a.jsonl")
    said = readlevel("glossary", "remove", "Stroke").out
    assert said == "Removed: stroke (en). Answers rendered again: 1.\n"
    head, removed, new = readlevel("glossary", "history", "stroke").lines
    assert head == "stroke (en, stroke)"
    assert removed.endswith(" UTC, command line: removed")
    assert new.endswith(" UTC, import: new")
    assert "no term" in readlevel("glossary", "remove", "stroke", status=1).err


def test_a_term_of_two_languages_is_removed_of_the_one_that_is_given(
    readlevel: Command, tmp_path: Path
) -> None:
    rows = "term,language,definition_lay\ntumor,en,A lump.\ntumor,es,Un bulto.\n"
    (tmp_path / "b.csv").write_text(rows)
    readlevel("glossary", "import", tmp_path / "b.csv")
    assert "--language" in readlevel("glossary", "remove", "tumor", status=1).err
    assert "(es)" in readlevel("glossary", "remove", "tumor", "--language", "es").out
    assert "tumor,en" in readlevel("glossary", "export").out


def test_the_hardest_definitions_come_first(readlevel: Command, tmp_path: Path) -> None:
    assert readlevel("glossary", "levels").out == "No term has a plain definition.\n"
    import_terms(readlevel, tmp_path, HARD)
    head, first, second = readlevel("glossary", "levels").lines
    assert head.split() == ["hardness", "words", "longest", "sentence", "term"]
    assert first.endswith("stroke (en)")
    assert second.split()[1:] == ["5", "5", "brain", "(en)"]
    assert float(first.split()[0]) > float(second.split()[0])
    assert len(readlevel("glossary", "levels", "--limit", "1").lines) == 2


def test_a_term_is_stored_though_its_texts_cannot_be_rendered_now(
    readlevel: Command, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BACKGROUND_SECONDS", 0)
    import_terms(readlevel, tmp_path, "A clot.")
    (tmp_path / "a.jsonl").write_text(answer("stopped", "A stroke."))
    readlevel("import", tmp_path / "a.jsonl")
    made = engine.make_engine(database_url)
    writer = try_lock(made, LockName.WRITERS, shared=True)
    assert writer is not None
    said = readlevel("glossary", "remove", "Stroke")
    assert said.out.startswith("Removed: stroke (en). Answers rendered again: 0")
    assert said.err.startswith("Texts go on waiting to be rendered again: The database ")
    writer.release()
    made.dispose()
    assert readlevel("rerender").out == "Answers rendered again: 1.\n"
