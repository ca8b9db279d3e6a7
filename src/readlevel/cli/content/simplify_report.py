"""Prints the queue of proposals that make a text easier to read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readlevel.core.text.source_positions import LineIndex

if TYPE_CHECKING:
    from readlevel.core.simplify.proposal import Proposal
    from readlevel.usecases.writing.simplify import SimplifyQueue

_NAMES = {
    "house_style": "the house style",
    "split": "two thoughts in one sentence",
    "list": "a list inside a sentence",
    "long_sentence": "a long sentence",
    "active": "the passive voice",
    "verb": "a noun that hides a verb",
    "positive": "a double negative",
    "acronym": "an acronym that is not spelled out",
    "statistic": "a ratio without numbers of people",
    "person_first": "the illness before the person",
    "you": "about patients, not to the reader",
    "word": "simpler words",
    "uncommon_word": "an uncommon word",
    "brackets": "a long remark in brackets",
    "long_paragraph": "a long paragraph",
    "no_heading": "no heading for a long time",
    "long_list": "a long list",
}
_SHOWN = 100


def report_queue(queue: "SimplifyQueue", markdown: str, name: str) -> Iterator[str]:
    """Yield the lines about a text: the proposals, the most valuable first, then what they give."""
    lines = LineIndex(markdown)
    for one in queue.proposals:
        place = lines.place(one.span)
        worth = f" ({one.worth.grade:.1f} grades)" if one.worth.grade >= 0.05 else ""
        worth = f", {one.level}" if one.level is not None else worth
        yield f"{name}:{place.line}:{place.column}: {_NAMES[one.kind]}{worth}: {_shorten(one)}"
        if one.reason:
            yield f"    ({one.reason})"
        for option in one.options:
            yield from (f"    {line}".rstrip() for line in option.strip().split("\n"))
    yield _summarise(queue)


def _shorten(one: "Proposal") -> str:
    text = " ".join(one.text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"


def _summarise(queue: "SimplifyQueue") -> str:
    found = f"Suggestions: {len(queue.proposals):,}."
    if queue.to_target == 0:
        return f"{found} The text is on target (grade {queue.target:g} or easier)."
    if queue.to_target is None:
        return f"{found} They may not be enough for grade {queue.target:g}."
    return f"{found} The first {queue.to_target:,} should bring it to grade {queue.target:g}."
