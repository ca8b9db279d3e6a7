"""The commands of docs/operating/ are followed word for word on a scratch machine."""

import re
import shlex
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from readlevel.cli import main
from tests.databases import PostgreSQL
from tests.operating.machine import STAND_INS, Machine
from tests.operating.pages import FOLDER, Page, read_pages
from tests.storage.database.cluster import find_programs

PAGES = read_pages()
PROGRAMS = ("bash", "curl", "logrotate", "openssl")
"""What the pages call, and what a machine may lack."""


@pytest.fixture
def machine(postgresql: PostgreSQL, tmp_path: Path) -> Iterator[Machine]:
    path = "/usr/sbin:/usr/bin:/bin"
    if missing := [name for name in PROGRAMS if shutil.which(name, path=path) is None]:
        pytest.skip(f"missing programs: {', '.join(missing)}")
    with postgresql.database(None) as url:
        address = url.replace("+psycopg", "")
        machine = Machine(tmp_path, programs=find_programs(), DATABASE_URL_OF_CONTAINERS=address)
        yield machine
        machine.stop()


def test_the_pages_are_followed_in_their_order(machine: Machine) -> None:
    for page in PAGES:
        ended = machine.follow(page.script)
        assert ended.status == 0, f"{page.name}:\n{ended.said}"
    with urllib.request.urlopen(f"http://127.0.0.1:{machine.port}/", timeout=60) as home:
        assert home.status == 200
    assert len(list((machine.root / "var" / "backups" / "readlevel").iterdir())) > 0
    assert machine.processes.names == ["app-1", "app-2", "readlevel"]


def test_every_page_is_in_the_list() -> None:
    assert {page.name for page in PAGES} == {path.name for path in FOLDER.glob("[a-z]*.md")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_the_text_names_exist_with_their_options(page: Page) -> None:
    for said in page.mentioned:
        names, *options = re.split(r" (?=--)", said)
        command: click.Command = main
        for name in shlex.split(names):
            if isinstance(command, click.Group):
                command = command.commands[name]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {option.split()[0] for option in options} <= known, said


@pytest.mark.parametrize("program", sorted(STAND_INS.iterdir()), ids=lambda path: path.name)
def test_a_stand_in_is_for_a_command_of_the_pages_and_says_why(program: Path) -> None:
    called = {line.split()[0] for page in PAGES for line in page.lines if line}
    called |= {"runuser"}  # by `readlevel` of deploy/systemd/
    assert program.name in called | {"visit"}
    assert program.read_text("utf-8").splitlines()[1].startswith("# ")
