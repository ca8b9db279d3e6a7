"""The commands of docs/operating/ exist, and those that need no other machine are run."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from readlevel.cli import main
from tests.cli.command import Command, answer

PAGES = sorted((Path(__file__).parent.parent / "docs" / "operating").glob("*.md"))
FOLDER = "/var/backups/readlevel"
STAMP = re.compile(r"readlevel-\d{8}T\d{6}Z\.tar\.gz")


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the arguments of each `readlevel` command in the code blocks of a page."""
    for block in re.findall(r"^```sh$(.*?)^```$", page.read_text("utf-8"), re.M | re.S):
        for line in block.splitlines():
            if re.search(r"(^|bin/)readlevel ", line):
                yield shlex.split(re.split(r"(?:^|bin/)readlevel ", line.partition("#")[0])[-1])
            elif " app " in line:
                yield shlex.split(line.partition(" app ")[2])


ALL = [(page, arguments) for page in PAGES for arguments in commands(page)]


@pytest.mark.parametrize(("page", "arguments"), ALL, ids=lambda value: str(value)[-40:])
def test_every_command_exists_with_its_options(page: Path, arguments: list[str]) -> None:
    command = main
    while isinstance(found := getattr(command, "commands", None), dict):
        command = found[arguments.pop(0)] if arguments else command
    command.make_context("readlevel", list(arguments))


def test_there_are_commands_on_each_page_about_them() -> None:
    named = {page.stem for page, _ in ALL}
    assert named >= {"install", "deploy", "upgrade", "back-up"}


@pytest.fixture
def site(tmp_path: Path) -> Command:
    """A site with one answer, in a folder of its own."""
    readlevel = Command({"READLEVEL_DATABASE_URL": f"sqlite:///{tmp_path}/readlevel.sqlite"})
    readlevel("init")
    (tmp_path / "a.jsonl").write_text(answer("gout"))
    readlevel("import", tmp_path / "a.jsonl")
    return readlevel


def test_the_page_about_backups_can_be_followed(site: Command, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    (page,) = (page for page in PAGES if page.stem == "back-up")
    ran: list[str] = []
    for arguments in commands(page):
        newest = max((one.name for one in folder.glob("*")), default="") if ran else ""
        arguments = [STAMP.sub(newest, one.replace(FOLDER, str(folder))) for one in arguments]
        if arguments[0] == "restore":
            (tmp_path / "readlevel.sqlite").rename(tmp_path / "lost.sqlite")
        site(*arguments)
        ran.append(arguments[0])
    assert ran == ["backup", "verify", "restore"]
    site("export", tmp_path / "out")
    assert (tmp_path / "out" / "gout" / "answer.toml").exists()


def test_the_page_about_upgrades_can_be_followed(site: Command) -> None:
    (page,) = (page for page in PAGES if page.stem == "upgrade")
    ran = [arguments for arguments in commands(page) if not site(*arguments).err]
    assert [arguments[0] for arguments in ran] == ["migrate", "rerender"]
