"""Prints what a program can tell of the items of checklists."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readlevel.cli.content.check_formats import CheckedAnswer
    from readlevel.core.checklists.machine_items import MachineAnswer

_EVIDENCE = {
    "active": "{count} of {all} sentences are active",
    "spoken_to": "{count} of {all} sentences speak to the reader",
    "grade": "school grade {low} to {high}",
    "sections": "longest section {words} words, longest paragraph {sentences} sentences",
    "key_points": "blocks of key points: {count}",
    "numbers": "sentences with numbers: {count}",
    "calculations": "sentences with calculations: {count}",
    "words": "words: {count}",
    "headings": "headings: {count}",
    "cues": "boxes, list items and bold words: {count}",
    "lists": "list items: {count}",
    "images": "images: {count}",
    "tables": "tables: {count}",
    "steps": "numbered steps: {count}",
    "actions": "sentences that ask for something: {count}",
    "key_point_passives": "passive sentences in the key points: {count}",
}
_NAMES = {"pemat": "PEMAT-P", "cdc": "CDC Index"}
_JUDGED = {"yes": "yes", "no": "no", "na": "does not apply", None: "to judge"}


def report_checklists(checked: "Iterable[CheckedAnswer]") -> Iterator[str]:
    """Yield a line for each item of each plain-language text of which something is known."""
    from readlevel.core.checklists.machine_items import judge_items
    from readlevel.core.model.answer import Audience
    from readlevel.core.rendering.pipeline import parse_source

    for answer in checked:
        for variant, _ in answer.check.texts:
            if variant.audience is not Audience.LAY:
                continue
            source = parse_source(variant.markdown, variant.language)
            for name, judged in judge_items(source).items():
                for number, known in judged.items():
                    item = f"{_NAMES[name]} {number}"
                    yield f"{answer.name_text(variant)}: {item}: {_describe(known)}"


def _describe(known: "MachineAnswer") -> str:
    evidence = _EVIDENCE[known.evidence].format(**known.values)
    return f"{_JUDGED[known.judgement]} ({evidence})"
