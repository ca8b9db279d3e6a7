"""What makes a draft hard to read, and how far it is from its target."""

from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Audience
from readlevel.core.readability.readability import measure
from readlevel.core.readability.targets import TARGETS
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.simplify.proposal import Proposal
from readlevel.core.simplify.queue import count_to_target, list_proposals


@dataclass(frozen=True, slots=True)
class SimplifyQueue:
    """The proposals for a text, the most valuable first."""

    proposals: Sequence[Proposal]
    target: float
    """The highest grade of the target."""
    to_target: int | None
    """How many of the first proposals bring the text to its target: 0 if it is there, None if all
    of them do not or its grade is unknown."""


def list_simplifications(
    markdown: str, language: str, audience: Audience, target: str, glossary: Glossary | None = None
) -> SimplifyQueue:
    """Return what would make a text easier to read; `target` is the name of one in `TARGETS`.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    for_patients = audience is Audience.LAY
    proposals = list_proposals(markdown, language, glossary, for_patients=for_patients)
    high = TARGETS[target].high
    grade = measure(parse_source(markdown, language).prose, language).headline.grade_high
    to_target = None if grade is None else count_to_target(proposals, grade, high)
    return SimplifyQueue(proposals, high, to_target)
