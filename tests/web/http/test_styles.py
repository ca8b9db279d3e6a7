"""Style sheets use only what every engine understands."""

import re
from pathlib import Path

import pytest

import readlevel

SHEETS = sorted((Path(readlevel.__file__).parent / "static" / "css").rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_decorations_are_longhands(sheet: Path) -> None:
    """WebKit knows `text-decoration` with a line alone: with more it drops the declaration."""
    declared = re.findall(r"(?<![\w-])text-decoration:\s*([^;}]+)", sheet.read_text("utf-8"))
    assert [value for value in declared if len(value.split()) > 1] == []
