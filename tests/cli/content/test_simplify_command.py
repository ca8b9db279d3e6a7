"""`readlevel simplify`: the queue, and a checked draft as a diff."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.assistant import consent
from tests.cli.command import Command
from tests.model_server import ModelServer, run_model_server, stream

TEXT = """\
## Dose

Take 5 mg of warfarin daily. Do not take ibuprofen with it.
"""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with run_model_server(lambda seen: stream(seen.text)) as running:
        yield running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dose.md"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, server: ModelServer) -> Command:
    """The command on a site whose assistant an administrator has agreed to."""
    url = f"sqlite:///{tmp_path}/site.sqlite"
    engine = make_engine(url)
    schema.upgrade(engine)
    now = datetime.now(UTC)
    with write_transaction(engine) as session:
        ada = accounts.add(session, "ada@example.org", "Ada", Role.ADMIN, now=now)
        consent.agree(session, ada, server.url, "tiny", now=now)
    engine.dispose()
    return Command(
        {
            "READLEVEL_DATABASE_URL": url,
            "READLEVEL_ASSISTANT_URL": server.url,
            "READLEVEL_ASSISTANT_MODEL": "tiny",
        }
    )


def test_what_makes_a_text_hard_needs_no_site(tmp_path: Path) -> None:
    path = tmp_path / "hard.md"
    path.write_text("You are examined by a nurse. Doctors utilize xylography.", "utf-8")
    assert Command({})("simplify", path).lines == [
        f"{path}:1:46: an uncommon word (1.3 grades): xylography",
        f"{path}:1:38: simpler words (1.3 grades): utilize",
        "    use",
        f"{path}:1:1: the passive voice: You are examined by a nurse.",
        "    A nurse examines you.",
        "Suggestions: 3. They may not be enough for grade 6.",
    ]


def test_a_draft_is_printed_as_a_diff(run: Command, file: Path, server: ModelServer) -> None:
    server.behaviour = lambda seen: stream(seen.text.replace("daily", "every day"))
    said = run("simplify", file, "--draft")
    assert "-Take 5 mg of warfarin daily. Do not take ibuprofen with it." in said.out
    assert "+Take 5 mg of warfarin every day. Do not take ibuprofen with it." in said.out
    assert "!" not in said.out


def test_what_a_draft_changes_is_said(run: Command, file: Path, server: ModelServer) -> None:
    server.behaviour = lambda seen: stream(seen.text.replace("Do not take", "Take"))
    assert "! Contradicts the source" in run("simplify", file, "--draft").out


def test_a_section_without_a_usable_draft_ends_with_1(
    run: Command, file: Path, server: ModelServer
) -> None:
    server.behaviour = lambda seen: stream("Take it daily.")
    said = run("simplify", file, "--draft", status=1)
    assert "! The answer lacks “5 mg”" in said.out


def test_nothing_is_sent_without_consent(
    run: Command, file: Path, server: ModelServer, tmp_path: Path
) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/site.sqlite")
    with write_transaction(engine) as session:
        ada = accounts.find_by_email(session, "ada@example.org")
        assert ada
        consent.withdraw(session, ada, server.url, now=datetime.now(UTC))
    engine.dispose()
    assert "No administrator has agreed" in run("simplify", file, "--draft", status=1).err
    assert server.seen == []


def test_without_an_assistant_it_is_said_how_to_set_one_up(file: Path) -> None:
    said = Command({})("simplify", file, "--draft", status=1)
    assert "READLEVEL_ASSISTANT_URL" in said.err


def test_an_unknown_audience_is_named(run: Command, file: Path) -> None:
    said = run("simplify", file, "--draft", "--for", "children", status=2)
    assert "'children' is no audience. There are clinician, lay." in said.err


def test_the_house_style_comes_first(tmp_path: Path) -> None:
    path, style = tmp_path / "a.md", tmp_path / "style.toml"
    path.write_text("Doctors utilize xylography in everyday medication.", "utf-8")
    style.write_text('[[rule]]\navoid = ["medication"]\nsay = ["medicine"]\nlevel = "error"\n')
    lines = Command({})("simplify", path, "--house-style", style).lines
    assert lines[:2] == [f"{path}:1:40: the house style, error: medication", "    medicine"]
    style.write_text("[[rule]]\n")
    said = Command({})("simplify", path, "--house-style", style, status=1)
    assert "style.toml:1: The rule has no wording" in said.err


def test_a_model_is_told_the_house_style(run: Command, server: ModelServer, file: Path) -> None:
    style = file.parent / "style.toml"
    style.write_text('[[rule]]\navoid = ["medication"]\nsay = ["medicine"]\n')
    run("simplify", "--draft", file, "--house-style", style)
    assert "\nmedication = medicine\n" in server.seen[0].prompt


def test_unwanted_wordings_of_a_draft_are_said(
    run: Command, server: ModelServer, file: Path
) -> None:
    style = file.parent / "style.toml"
    style.write_text('[[rule]]\navoid = ["daily"]\nsay = ["each day"]\nlevel = "warning"\n')
    said = run("simplify", "--draft", file, "--house-style", style).lines
    assert "! The house style advises against 'daily'. Use: each day." in said
