import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest

from readlevel.cli import main
from tests.cli.command import Command, answer


def commands(command: click.Command, *path: str) -> list[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        return [
            found
            for name, inner in command.commands.items()
            for found in commands(inner, *path, name)
        ]
    return [(path, command)]


@pytest.mark.parametrize("path", [path for path, _ in commands(main)], ids=" ".join)
def test_every_command_and_option_is_explained(
    path: tuple[str, ...], lone_readlevel: Command
) -> None:
    assert len(lone_readlevel(*path, "--help").lines[2].strip()) > 10
    (command,) = [command for other, command in commands(main) if other == path]
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help


def test_help_is_quick_and_imports_little() -> None:
    script = (
        "import sys; from readlevel.cli import main\n"
        "for words in (['--help'], ['score', '--help'], ['glossary', 'import', '--help']):\n"
        "    main(words, standalone_mode=False)\n"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('sqlalchemy', 'flask', 'pydantic', 'textstat', 'markdown_it', 'granian', 'citeproc', "
        "'rdflib')])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert said.stdout.splitlines()[-1] == b"[]"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"READLEVEL_DATABASE_ULR": "x"}, "READLEVEL_DATABASE_ULR is not a setting. Did you mean"),
        ({"READLEVEL_DATABASE_URL": "mysql://x"}, "READLEVEL_DATABASE_URL"),
        ({"READLEVEL_PORT": "none"}, "READLEVEL_PORT is 'none', which cannot be used"),
        ({"READLEVEL_CONFIG": "nowhere.toml"}, "READLEVEL_CONFIG is 'nowhere.toml'"),
    ],
)
def test_a_wrong_setting_is_a_sentence(settings: dict[str, str], sentence: str) -> None:
    said = Command(settings)("init", status=2)
    assert said.err.startswith(sentence)
    assert "Traceback" not in said.err


def test_a_reader_who_has_enough_is_no_problem(readlevel: Command, tmp_path: Path) -> None:
    rows = "".join(f"term {number},{'x' * 1000}\n" for number in range(500))
    (tmp_path / "en.csv").write_text(f"term,definition_lay\n{rows}")
    readlevel("glossary", "import", tmp_path / "en.csv")
    with readlevel.start("glossary", "export") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_no_bar_is_drawn_where_nobody_watches(readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(answer("gout"))
    assert readlevel("import", tmp_path / "a.jsonl").err == ""
    (told,) = readlevel("export", tmp_path / "out").err.splitlines()
    assert told.startswith("Left out: earlier revisions")
    assert readlevel("rerender", "--all").err == ""


def test_a_bar_is_drawn_in_a_terminal(readlevel: Command, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    import os

    (tmp_path / "a.jsonl").write_text(f"{answer('gout')}\n{{\n")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "readlevel", "import", str(tmp_path / "a.jsonl")],
        env={**os.environ, **readlevel.settings},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    assert process.wait(timeout=60) == 1
    drawn = ""
    with suppress(OSError):  # what Linux says at the end of what was written
        while piece := os.read(ours, 100_000):
            drawn += piece.decode()
    os.close(ours)
    assert "Importing  [" in drawn
    assert f"\r\x1b[K{tmp_path}/a.jsonl:2: This is not JSON" in drawn
    assert "100%" in drawn
