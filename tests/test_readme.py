"""The README and docs/ agree with the code, and their links are not broken."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from readlevel.cli import main
from readlevel.core.checks.registry import FINDING_KINDS
from readlevel.core.readability.targets import TARGETS
from readlevel.settings import SettingDescription, describe_settings
from readlevel.settings.secret_files import SECRET_SETTINGS, name_file_variable
from readlevel.web.api import blueprint
from readlevel.web.api.operations import OPERATIONS
from readlevel.web.api.operations import ROOT as API

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "readlevel"
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SETTINGS = list(describe_settings())
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))
OUTSIDE = ("http:", "https:", "mailto:")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def read(path: Path) -> str:
    return path.read_text("utf-8")


def prose(path: Path) -> str:
    """Return a page without its code blocks."""
    return re.sub(r"^```.*?^```$", "", read(path), flags=re.S | re.M)


def cells(path: Path, line: str) -> list[str]:
    """Return the other cells of the table row whose first cell is `line`."""
    row = re.search(rf"^\| {re.escape(line)} \|(.*)\|$", read(path), re.M)
    assert row, f"{name(path)} has no row for {line}"
    return [cell.strip() for cell in row[1].split(" |")]


def anchors(path: Path) -> set[str]:
    """Return the anchors that GitHub generates for a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.M)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for called, inner in command.commands.items():
            yield from commands(inner, f"{path} {called}")
    else:
        yield path, command


COMMANDS = dict(commands(main, "readlevel"))


def test_the_readme_stays_short() -> None:
    assert len(read(ROOT / "README.md").splitlines()) <= 250


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_every_setting_is_documented_as_in_the_code(setting: SettingDescription) -> None:
    default, description = cells(DOCS / "settings.md", f"`{setting.variable}`")
    assert default.strip("`") == setting.default
    assert re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", description) == setting.description


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_setting_is_made_up(page: Path) -> None:
    known = {setting.variable for setting in SETTINGS} | {"READLEVEL_CONFIG"}
    known |= {name_file_variable("READLEVEL_", name) for name in SECRET_SETTINGS}
    assert set(re.findall(r"READLEVEL_[A-Z_]+[A-Z]", read(page))) <= known


@pytest.mark.parametrize("key", TARGETS)
def test_every_target_is_described(key: str) -> None:
    target = TARGETS[key]
    grades = f"{target.low:g} to {target.high:g}" if target.low else f"up to {target.high:g}"
    assert cells(DOCS / "check.md", f"`{key}`")[0] == grades
    assert f"`{key}`" in cells(DOCS / "settings.md", "`READLEVEL_TARGET_LAY`")[1]


def test_every_finding_is_described_and_none_is_made_up() -> None:
    row = r"^\| `(\w+)` \| (blocks|warns) \| (.*?)(?: \(\[.*\))? \|$"
    rows = re.findall(row, read(DOCS / "check.md"), re.M)
    assert sorted(rows) == [
        (kind.code, "blocks" if kind.blocks_by_default else "warns", kind.summary)
        for kind in FINDING_KINDS
    ]


@pytest.mark.parametrize("called", sorted(COMMANDS))
def test_every_command_is_described_with_its_options(called: str) -> None:
    found = re.search(
        rf"^### `{called}(?: [A-Z|…]+)?`$(.*?)(?=^##|\Z)", read(DOCS / "commands.md"), re.M | re.S
    )
    assert found, f"docs/commands.md has no section for {called}"
    options = {
        option
        for parameter in COMMANDS[called].params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    assert {option for option in options if f"`{option}" not in found[1]} == set()


def test_no_command_is_made_up() -> None:
    described = re.findall(r"^### `(readlevel [a-z ]+[a-z])", read(DOCS / "commands.md"), re.M)
    assert sorted(described) == sorted(COMMANDS)


@pytest.mark.parametrize(
    "target", re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.M)
)
def test_every_make_target_is_described(target: str) -> None:
    assert f"`make {target}`" in read(DOCS / "commands.md")


def test_every_operation_of_the_api_is_described_and_none_is_made_up() -> None:
    assert blueprint.blueprint
    described = re.findall(r"^\| `([A-Z]+ /\S+)` \|", read(DOCS / "api.md"), re.M)
    assert sorted(described) == sorted(
        f"{one.method.upper()} {API}{one.path}" for one in OPERATIONS
    )


@pytest.mark.parametrize("dependency", PROJECT["dependencies"])
def test_every_dependency_is_explained(dependency: str) -> None:
    called = re.split(r"[\[<>=]", dependency)[0]
    assert cells(DOCS / "architecture.md", called)[0]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if target.startswith(OUTSIDE):
            continue
        file, _, heading = target.partition("#")
        led = (page.parent / file).resolve() if file else page
        if not led.exists() or (heading and heading not in anchors(led)):
            broken.append(target)
    assert broken == []


def test_every_page_of_the_docs_is_linked_from_another() -> None:
    linked = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s#]+)", prose(page))
        if not target.startswith(OUTSIDE)
    }
    assert [name(page) for page in DOCS.rglob("*.md") if page not in linked] == []


def paths(page: Path) -> Iterator[str]:
    """Return the repository paths in a page, such as `core/text/` and `tests/test_smtp.py`."""
    tops = {path.name for path in (*ROOT.iterdir(), *SOURCE.iterdir()) if path.is_dir()}
    tops = (tops | {"usecases"}) - {".venv", "instance"}
    for code in re.findall(r"`([^`\s]+)`", prose(page)):
        top, slash, _ = code.partition("/")
        if slash and top in tops and "…" not in code:
            yield code.partition("::")[0]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    missing = []
    for path in paths(page):
        pattern = re.sub(r"<[^>]+>", "*", path).rstrip("/")
        if not any(True for root in (ROOT, SOURCE) for _ in root.glob(pattern)):
            missing.append(path)
    assert missing == []


def test_the_vocabulary_is_in_alphabetical_order() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", read(DOCS / "vocabulary.md"), re.M)
    words = [word for word in rows if word != "word"]
    assert len(words) > 50
    assert words == sorted(set(words), key=str.casefold)


@pytest.mark.parametrize("page", DECISIONS, ids=name)
def test_a_decision_is_short_and_has_its_three_parts(page: Path) -> None:
    text = read(page)
    assert len(text.splitlines()) <= 40
    assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Consequences"]
    number, title = re.match(r"# (\d+)\. (.+)", text).groups()  # type: ignore[union-attr]
    assert page.name.startswith(f"{int(number):04}-")
    assert f"[{number}]({page.name}) | {title} |" in read(page.parent / "README.md")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_changelog_has_the_version_of_the_package() -> None:
    version = re.search(r'__version__ = "(.+)"', read(SOURCE / "__init__.py"))
    assert version
    assert f"## [{version[1]}]" in read(ROOT / "CHANGELOG.md")
