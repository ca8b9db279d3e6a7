"""The README says what is true of the code."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from readlevel.cli import main
from readlevel.cli.content.finding_messages import MESSAGES
from readlevel.core.readability.targets import TARGETS
from readlevel.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def commands(command: click.Command, path: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}")
    else:
        yield path


def settings() -> set[str]:
    return {f"READLEVEL_{name.upper()}" for name in Settings.model_fields} | {"READLEVEL_CONFIG"}


@pytest.mark.parametrize("setting", sorted(settings()))
def test_every_setting_is_described(setting: str) -> None:
    assert f"| `{setting}` |" in README


def test_no_setting_is_made_up() -> None:
    assert set(re.findall(r"READLEVEL_[A-Z_]+[A-Z]", README)) <= settings()


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_is_described(name: str) -> None:
    target = TARGETS[name]
    grades = f"{target.low:g} to {target.high:g}" if target.low else f"up to {target.high:g}"
    assert f"| `{name}` | {grades} |" in README


def test_every_finding_is_described_and_none_is_made_up() -> None:
    assert set(re.findall(r"^\| `(\w+)` \| (?:blocks|warns) \|", README, re.M)) == set(MESSAGES)


@pytest.mark.parametrize("command", sorted(commands(main, "readlevel")))
def test_every_command_is_described(command: str) -> None:
    assert f"`{command}" in README


@pytest.mark.parametrize(
    "target", re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.M)
)
def test_every_make_target_is_described(target: str) -> None:
    assert f"`make {target}`" in README


@pytest.mark.parametrize("dependency", PROJECT["dependencies"])
def test_every_dependency_is_explained(dependency: str) -> None:
    name = re.split(r"[\[<>=]", dependency)[0]
    assert re.search(rf"^\| {re.escape(name)} \|", README, re.M | re.I)


def test_every_picture_and_link_of_the_project_is_there() -> None:
    prose = re.sub(r"```.*?```", "", README, flags=re.S)
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", prose)
    missing = [target for target in targets if not (ROOT / target).exists()]
    assert targets
    assert missing == []
