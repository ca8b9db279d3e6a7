"""A finding of the checks in a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a text: `code` is its kind, `data` the values for its message."""

    code: str
    severity: str
    """`blocks` or `warns`."""
    line: int | None
    """Line in the Markdown, from 1."""
    column: int | None
    text: str
    data: Mapping[str, Any]
