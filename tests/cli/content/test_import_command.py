import signal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from readlevel.cli.content.import_command import BATCH
from readlevel.core.model.answer import Audience
from readlevel.storage.answers.answers import get_answer, iter_answers
from readlevel.storage.database import content_tables
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.usecases.publishing.renderer import Renderer
from tests.cli.command import Command, answer
from tests.cli.conftest import BOTH
from tests.thoroughness import choose
from tests.waiting import wait_until

SHARED = Path(__file__).parents[4] / "shared"


def put(folder: Path, slug: str = "gout") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "answer.toml").write_text(
        f'slug = "{slug}"\n[question]\nen = "What helps?"\n[review.lay.en]\nstatus = "approved"\n'
    )
    (folder / "lay.en.md").write_text("Bed rest helps.\n")
    return folder


def put_glossary(folder: Path, table: str) -> None:
    (folder / "glossary").mkdir(parents=True, exist_ok=True)
    (folder / "glossary" / "en.csv").write_text(table)


def put_lines(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


def count(readlevel: Command, what: str) -> int:
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with read_transaction(engine) as session:
        found = session.scalar(
            select(func.count()).select_from(content_tables.metadata.tables[what])
        )
    engine.dispose()
    return found or 0


def has_answers(readlevel: Command, wanted: int) -> bool:
    return count(readlevel, "answer") >= wanted


@BOTH
def test_a_folder_of_everything_is_taken_in(readlevel: Command, tmp_path: Path) -> None:
    put(tmp_path / "gout")
    put_glossary(tmp_path, "term,definition_lay\nedema,Swelling.\n")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "privacy.en.md").write_text("# Privacy\n\nWe keep nothing.\n")
    assert readlevel("import", tmp_path).lines == [
        "Terms: 1 new or changed, 0 unchanged, 0 failed.",
        "Pages: 1 new or changed, 0 unchanged, 0 failed.",
        "Answers: 1 new or changed, 0 unchanged, 0 failed.",
    ]


@BOTH
def test_the_same_content_again_changes_nothing(readlevel: Command, tmp_path: Path) -> None:
    put_lines(tmp_path / "a.jsonl", *(answer(f"a-{number}") for number in range(12)))
    put_glossary(tmp_path, "term,definition_lay\nbed rest,Lying down.\n")
    put(tmp_path / "gout")
    readlevel("import", tmp_path, tmp_path / "a.jsonl")
    stored = {name: count(readlevel, name) for name in content_tables.metadata.tables}
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with read_transaction(engine) as session:
        version = session.scalar(select(content_tables.site.c.version))
    assert readlevel("import", tmp_path, tmp_path / "a.jsonl").lines == [
        "Terms: 0 new or changed, 1 unchanged, 0 failed.",
        "Answers: 0 new or changed, 13 unchanged, 0 failed.",
    ]
    with read_transaction(engine) as session:
        assert session.scalar(select(content_tables.site.c.version)) == version
    engine.dispose()
    assert {name: count(readlevel, name) for name in content_tables.metadata.tables} == stored
    assert stored["revision"] == 25


def test_a_changed_text_becomes_a_new_revision(readlevel: Command, tmp_path: Path) -> None:
    path = put_lines(tmp_path / "a.jsonl", answer("gout"), answer("flu"))
    readlevel("import", path)
    put_lines(path, answer("gout", lay="Rest and drink."), answer("flu"))
    assert readlevel("import", path).lines == ["Answers: 1 new or changed, 1 unchanged, 0 failed."]
    assert count(readlevel, "revision") == 5


def test_terms_come_first_so_that_texts_explain_them(readlevel: Command, tmp_path: Path) -> None:
    put(tmp_path / "a")
    put_glossary(tmp_path, "term,definition_lay\nbed rest,Lying down.\n")
    readlevel("import", tmp_path)
    assert count(readlevel, "term_use") == 1


def test_bad_records_are_named_and_the_good_ones_kept(readlevel: Command, tmp_path: Path) -> None:
    put(tmp_path / "good")
    bad = put(tmp_path / "bad", "Bad Slug")
    put_glossary(tmp_path, "term,definition_lay\nedema,Swelling.\nsepsis,\n")
    path = put_lines(tmp_path / "a.jsonl", answer("flu"), "{", answer("cold", status="done"))
    said = readlevel("import", tmp_path, path, tmp_path / "nowhere", status=1)
    assert said.lines == [
        "Terms: 1 new or changed, 0 unchanged, 1 failed.",
        "Answers: 2 new or changed, 0 unchanged, 4 failed.",
    ]
    problems = said.err.splitlines()
    assert problems[0] == f"{tmp_path}/nowhere: There is no such file or folder."
    assert problems[1].startswith(f"{tmp_path}/glossary/en.csv:3: sepsis: The term has no def")
    assert problems[2].startswith(f"{bad}/answer.toml:1: bad: slug is 'Bad Slug'.")
    assert problems[3].startswith(f"{path}:2: This is not JSON")
    assert problems[4].startswith(f"{path}:3: cold: status is 'done'.")
    assert len(problems) == 5


@BOTH
def test_an_address_of_another_answer_is_refused_and_the_rest_of_the_batch_kept(
    readlevel: Command, tmp_path: Path
) -> None:
    path = put_lines(
        tmp_path / "a.jsonl",
        answer("gout", former_slugs=["joint-pain"]),
        answer("joint-pain"),
        answer("flu"),
    )
    said = readlevel("import", path, status=1)
    assert said.lines == ["Answers: 2 new or changed, 0 unchanged, 1 failed."]
    assert said.err == (
        f"{path}:2: joint-pain: The address 'joint-pain' belongs to another answer. "
        "Choose another one.\n"
    )


@BOTH
def test_pictures_are_taken_in(readlevel: Command, tmp_path: Path) -> None:
    folder = put(tmp_path / "gout")
    (folder / "images").mkdir()
    (folder / "images" / "toe.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    readlevel("import", folder)
    assert count(readlevel, "image") == 1


def test_an_import_that_is_killed_leaves_whole_answers(readlevel: Command, tmp_path: Path) -> None:
    # If the machine was too busy to kill it in time, retry with a longer import.
    for total in (3 * BATCH, 60 * BATCH):
        lines = (answer(f"a-{n}", "Rest. " * 99) for n in range(total))
        path = put_lines(tmp_path / "a.jsonl", *lines)
        enough = count(readlevel, "answer") + BATCH
        with readlevel.start("import", path) as process:
            wait_until(partial(has_answers, readlevel, enough))
            process.send_signal(signal.SIGKILL)
            process.wait()
        whole = count(readlevel, "answer")
        if whole < total:
            break
    assert 0 < whole < total
    assert count(readlevel, "variant") == count(readlevel, "revision") == 2 * whole
    assert count(readlevel, "publication") == 2 * whole
    assert count(readlevel, "rendering") == 3 * whole
    said = readlevel("import", path)
    assert said.lines == [f"Answers: {total - whole} new or changed, {whole} unchanged, 0 failed."]


def test_an_interrupted_import_says_what_is_stored(readlevel: Command, tmp_path: Path) -> None:
    # More than any machine can store before the signal arrives.
    path = put_lines(tmp_path / "a.jsonl", *(answer(f"a-{n}", "Rest. " * 99) for n in range(9_000)))
    with readlevel.start("import", path) as process:
        wait_until(partial(has_answers, readlevel, BATCH))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    stored = count(readlevel, "answer")
    assert out.decode() == f"Answers: {stored} new or changed, 0 unchanged, 0 failed.\n"
    assert err.decode().strip() == "Aborted!"
    assert process.returncode == 1


def test_a_database_that_is_locked_is_a_sentence(
    readlevel: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readlevel.storage.database.engine.BACKGROUND_SECONDS", 0.1)
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with write_transaction(engine):
        said = readlevel("import", put(tmp_path / "gout"), status=2)
    engine.dispose()
    assert "is held by another process" in said.err
    assert said.err.count("\n") == 1


def test_a_folder_that_the_system_cannot_read_is_named(readlevel: Command) -> None:
    said = readlevel("import", "x" * 5_000, status=1)
    assert said.err.endswith("The folder cannot be read: File name too long.\n")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not beside the project")
def test_the_shared_sample_goes_in_and_comes_out(readlevel: Command, tmp_path: Path) -> None:
    readlevel("import", SHARED / "samples")
    readlevel("export", tmp_path / "first")
    folder = tmp_path / "first" / "microhemorrhages-unclear-condition"
    sample = SHARED / "samples" / "microhemorrhages"
    for name in ("clinician.en.md", "lay.en.md"):
        assert (folder / name).read_bytes() == (sample / name).read_bytes()
    assert readlevel("import", tmp_path / "first").lines[-1] == (
        "Answers: 0 new or changed, 1 unchanged, 0 failed."
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
def test_pairs_of_cochrane_texts_are_taken_in(readlevel: Command, tmp_path: Path) -> None:
    from benchmarks.cochrane import convert_lines

    with (SHARED / "data" / "cochrane-pairs.jsonl").open(encoding="utf-8") as pairs:
        lines = list(convert_lines(pairs))
    assert len(lines) == 240
    known = [line for line in lines if "cd001290" in line]
    some = [*known, *(line for line in choose(lines, one_in=10) if line not in known)]
    path = tmp_path / "cochrane.jsonl"
    path.write_text("".join(some), "utf-8")
    assert readlevel("import", path).lines == [
        f"Answers: {len(some)} new or changed, 0 unchanged, 0 failed."
    ]
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with read_transaction(engine) as session:
        assert len(list(iter_answers(session))) == len(some)
        stored = get_answer(session, "10-1002-14651858-cd001290-pub2")
    engine.dispose()
    assert "(RR 0.73, 95% CI 0.65 to 0.81, N = 3008)" in stored.variants[0].markdown


@BOTH
def test_an_import_renders_each_text_once(
    readlevel: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    render_text = Renderer.render_text

    def render(renderer: Renderer, audience: Audience, markdown: str, *about: Any) -> Any:
        rendered.append(markdown)
        return render_text(renderer, audience, markdown, *about)

    monkeypatch.setattr(Renderer, "render_text", render)
    folder = put(tmp_path / "gout")
    (folder / "images").mkdir()
    Image.new("RGB", (3, 2)).save(folder / "images" / "toe.png")
    (folder / "lay.en.md").write_text("![A toe](images/toe.png) hurts.\n")
    put(tmp_path / "pain", "pain")
    readlevel("import", tmp_path)
    assert sorted(rendered) == ["![A toe](images/toe.png) hurts.\n", "Bed rest helps.\n"]
    (folder / "lay.en.md").write_text("Another ![toe](images/toe.png) hurts.\n")
    readlevel("import", tmp_path)
    assert rendered[2:] == ["Another ![toe](images/toe.png) hurts.\n"]
