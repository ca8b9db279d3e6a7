"""What differences are called on pages."""

import re
from pathlib import Path

import pytest

from readlevel.core.claims.claim import ClaimKind
from readlevel.core.consistency.second_reading import FACT_TYPE

ROOT = Path(__file__).parents[4]
LABELS = re.findall(
    r"^  '(\w+)': _\(", (ROOT / "templates/desk/review/_differences.html").read_text(), re.M
)


@pytest.mark.parametrize("kind", [*ClaimKind, FACT_TYPE])
def test_every_kind_has_a_name_and_is_documented(kind: str) -> None:
    assert kind in LABELS
    assert f"`{kind}`" in (ROOT / "docs/check.md").read_text()
