"""What makes a draft hard to read, and how far it is from its target."""

from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.house_style.find_wordings import WordingUse, find_wordings
from readlevel.core.house_style.house_rule import NO_STYLE, HouseStyle
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
    markdown: str,
    language: str,
    audience: Audience,
    target: str,
    glossary: Glossary | None = None,
    house_style: HouseStyle = NO_STYLE,
) -> SimplifyQueue:
    """Return what would make a text easier to read; `target` is the name of one in `TARGETS`.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    for_patients = audience is Audience.LAY
    proposals = list_proposals(
        markdown,
        language,
        glossary,
        for_patients=for_patients,
        house_style=house_style.select(audience, language),
    )
    high = TARGETS[target].high
    grade = measure(parse_source(markdown, language).prose, language).headline.grade_high
    to_target = None if grade is None else count_to_target(proposals, grade, high)
    return SimplifyQueue(proposals, high, to_target)


def list_unwanted_wordings(
    markdown: str, language: str, audience: Audience, style: HouseStyle, glossary: Glossary
) -> list[WordingUse]:
    """Return the wordings in a text that the house style does not want.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    source = parse_source(markdown, language)
    own = style.select(audience, language)
    return list(find_wordings(own, source.document, source.prose, language, glossary))
