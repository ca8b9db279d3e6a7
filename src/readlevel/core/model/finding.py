"""What an editor should know about a text, named by a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should know about a text; `code` names it, `data` fills the sentence."""

    code: str
    severity: str
    """`blocks` or `warns`."""
    line: int | None
    """Line in the Markdown, from 1."""
    column: int | None
    text: str
    data: Mapping[str, Any]
