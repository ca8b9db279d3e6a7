"""Style sheets use only what every engine understands."""

import re
from pathlib import Path

import pytest

import readlevel
from readlevel.template_folder import find_templates

SHEETS = sorted((Path(readlevel.__file__).parent / "static" / "css").rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_decorations_are_longhands(sheet: Path) -> None:
    """WebKit knows `text-decoration` with a line alone: with more it drops the declaration."""
    declared = re.findall(r"(?<![\w-])text-decoration:\s*([^;}]+)", sheet.read_text("utf-8"))
    assert [value for value in declared if len(value.split()) > 1] == []


def test_every_class_of_the_styles_for_readers_is_on_a_page() -> None:
    package = Path(readlevel.__file__).parent
    sources = [*find_templates().rglob("*.html"), *package.rglob("*.js"), *package.rglob("*.py")]
    written = "".join(source.read_text("utf-8") for source in sources)
    sheets = "".join(sheet.read_text("utf-8") for sheet in SHEETS if sheet.parent.name == "css")
    rules = re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL)
    named = re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", rules)
    classes = {re.sub(r"-\d$", "-", name) for name in named}
    assert len(classes) > 100
    assert sorted(name for name in classes if name not in written) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_styles_do_not_hang_on_names_for_the_ear(sheet: Path) -> None:
    assert "aria-label" not in sheet.read_text("utf-8")
