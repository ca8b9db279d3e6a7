"""How a preview is looked at: persona, language, width, colours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """As whom, and on what, a text is looked at."""

    persona: str
    language: str
    number: int
    """Of the revision; 0: the newest."""
    theme: str
    width: str
    embedded: bool
