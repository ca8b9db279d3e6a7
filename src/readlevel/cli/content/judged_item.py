"""An item of a checklist for one text, as the output formats of `readlevel check` have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """What a program can tell of one item."""

    text_name: str
    """How the report calls the text."""
    file: str
    line: int | None
    """Of the text's record in a file of several; None if the file is that of the text."""
    audience: str
    language: str
    checklist: str
    """`pemat` or `cdc`."""
    item: int
    """The number, as it is published."""
    name: str
    """The published name of the checklist, and the number."""
    judgement: str | None
    """`yes`, `no`, `na`, or None if a person has to judge."""
    evidence: str
    """What was counted."""
    values: Mapping[str, int]
    message: str
    """The judgement and the evidence, in words."""

    @property
    def code(self) -> str:
        """Return what identifies the item in logs and forms."""
        return f"{self.checklist}-{self.item}"

    def to_json(self) -> dict[str, Any]:
        """Return the item as `--json` prints it."""
        return {
            "checklist": self.checklist,
            "item": self.item,
            "audience": self.audience,
            "language": self.language,
            "judgement": self.judgement,
            "evidence": self.evidence,
            "values": dict(self.values),
            "message": f"{self.name}: {self.message}",
        }
