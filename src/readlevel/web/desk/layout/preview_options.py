"""The options of a preview."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """As whom, and on which device, a text is previewed."""

    persona: str
    language: str
    number: int
    """Of the revision; 0 is the newest."""
    theme: str
    width: str
    embedded: bool
