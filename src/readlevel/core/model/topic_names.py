"""What people call a topic in everyday life: "kidneys" for nephrology."""

from collections.abc import Mapping
from dataclasses import dataclass

MAX_LENGTH = 80
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class TopicNames:
    """The everyday names of one topic."""

    topic: str
    """Slug."""
    names: Mapping[str, str]
    """By language; none that is empty."""
