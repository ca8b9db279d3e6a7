"""Reads what a program can tell of the items of checklists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readlevel.cli.content.judged_item import JudgedItem

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


def read_items(answer: "CheckedAnswer") -> Iterator[JudgedItem]:
    """Yield each item of which something is known, for each plain-language text of an answer."""
    from readlevel.core.checklists.machine_items import judge_items
    from readlevel.core.model.answer import Audience
    from readlevel.core.rendering.pipeline import parse_source

    for variant, _ in answer.check.texts:
        if variant.audience is not Audience.LAY:
            continue
        source = parse_source(variant.markdown, variant.language)
        file, line = answer.file_of(variant)
        for name, judged in judge_items(source).items():
            for number, known in judged.items():
                yield JudgedItem(
                    answer.name_text(variant),
                    file,
                    line,
                    str(variant.audience),
                    variant.language,
                    str(name),
                    number,
                    f"{_NAMES[name]} {number}",
                    None if known.judgement is None else str(known.judgement),
                    known.evidence,
                    known.values,
                    _describe(known),
                )


def _describe(known: "MachineAnswer") -> str:
    evidence = _EVIDENCE[known.evidence].format(**known.values)
    return f"{_JUDGED[known.judgement]} ({evidence})"
