"""What a program can tell of the items of a checklist, and by what evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from readlevel.core.checklists.checklist import ChecklistName, Judgement
from readlevel.core.checklists.text_measures import TextMeasures, measure_text
from readlevel.core.rendering.pipeline import ParsedSource

SHORT_TEXT = 150
"""Words below which a text needs neither sections nor a summary."""
MAX_SECTION = 200
MAX_PARAGRAPH = 5
MIN_ACTIVE = 0.8
"""Share of active sentences; the guide of PEMAT asks for 80 to 100 % of a material."""

_YES, _NO, _NA = Judgement.YES, Judgement.NO, Judgement.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class MachineAnswer:
    """What is known of an item: `evidence` names what was counted, `values` are the counts."""

    judgement: Judgement | None
    """None if a person has to judge from the evidence."""
    evidence: str
    values: Mapping[str, int]


def judge_items(source: ParsedSource) -> dict[ChecklistName, dict[int, MachineAnswer]]:
    """Return what a program can tell of the items of each checklist, by their numbers."""
    found = measure_text(source)
    answers = {ChecklistName.PEMAT: _judge_pemat(found), ChecklistName.CDC: _judge_cdc(found)}
    return {name: dict(sorted(judged.items())) for name, judged in answers.items()}


def _judge_pemat(text: TextMeasures) -> dict[int, MachineAnswer]:
    is_short = text.words < SHORT_TEXT
    answers = {
        7: _calculations(text),
        8: MachineAnswer(_NA, *_words(text)) if is_short else _sections(text),
        9: _headings(text, is_short=is_short),
        11: _summary(text, is_short=is_short),
        12: MachineAnswer(_YES if text.cues else _NO, "cues", {"count": text.cues}),
        15: MachineAnswer(None, "images", {"count": text.images}),
        19: MachineAnswer(None if text.tables else _NA, "tables", {"count": text.tables}),
        22: MachineAnswer(_YES if text.steps > 1 else None, "steps", {"count": text.steps}),
    }
    for number in (16, 17, 18):
        judgement = None if text.images else _NA
        answers[number] = MachineAnswer(judgement, "images", {"count": text.images})
    if text.grade_low is not None:
        grades = {"low": text.grade_low, "high": text.grade_high or text.grade_low}
        answers[3] = MachineAnswer(None, "grade", grades)
    if text.passives is not None and text.sentences:
        answers[5] = _active(text.passives, text.sentences)
    answers[6] = MachineAnswer(None if text.numbers else _NA, "numbers", {"count": text.numbers})
    if text.actions is not None:
        answers[20] = _actions(text.actions)
    if text.spoken_to is not None:
        judgement = _YES if text.spoken_to else _NO
        values = {"count": text.spoken_to, "all": text.sentences}
        answers[21] = MachineAnswer(judgement, "spoken_to", values)
    if text.calculations is not None:
        judgement = None if text.calculations else _NA
        answers[24] = MachineAnswer(judgement, "calculations", {"count": text.calculations})
    if not text.tables and not text.images:
        answers[25] = MachineAnswer(_NA, "images", {"count": 0})
    return answers


def _judge_cdc(text: TextMeasures) -> dict[int, MachineAnswer]:
    points = {"count": int(text.has_key_points)}
    first = MachineAnswer(_YES if text.begins_with_key_points else None, "key_points", points)
    answers = {
        1: MachineAnswer(None, "key_points", points),
        2: first,
        3: MachineAnswer(_YES if text.has_key_points else None, "key_points", points),
        4: MachineAnswer(None if text.images else _NO, "images", {"count": text.images}),
        8: MachineAnswer(_YES if text.list_items else _NO, "lists", {"count": text.list_items}),
        9: _sections(text) if text.headings else _headings(text, is_short=False),
        10: first,
        17: _calculations(text),
    }
    if text.actions is not None:
        answers[5] = _actions(text.actions)
    if text.key_point_passives is not None:
        judgement = _NO if text.key_point_passives else _YES
        values = {"count": text.key_point_passives}
        answers[6] = MachineAnswer(judgement, "key_point_passives", values)
    if not text.numbers:
        for number in (15, 16, 17, 20):
            answers[number] = MachineAnswer(_NA, "numbers", {"count": 0})
    return answers


def _words(text: TextMeasures) -> tuple[str, dict[str, int]]:
    return "words", {"count": text.words}


def _active(passives: int, sentences: int) -> MachineAnswer:
    active = sentences - passives
    judgement = _YES if active >= MIN_ACTIVE * sentences else _NO
    return MachineAnswer(judgement, "active", {"count": active, "all": sentences})


def _calculations(text: TextMeasures) -> MachineAnswer:
    if not text.numbers:
        return MachineAnswer(_YES, "numbers", {"count": 0})
    if text.calculations is None:
        return MachineAnswer(None, "numbers", {"count": text.numbers})
    judgement = _NO if text.calculations else _YES
    return MachineAnswer(judgement, "calculations", {"count": text.calculations})


def _sections(text: TextMeasures) -> MachineAnswer:
    is_chunked = text.longest_section <= MAX_SECTION and text.longest_paragraph <= MAX_PARAGRAPH
    values = {"words": text.longest_section, "sentences": text.longest_paragraph}
    return MachineAnswer(_YES if is_chunked else _NO, "sections", values)


def _headings(text: TextMeasures, *, is_short: bool) -> MachineAnswer:
    if is_short:
        return MachineAnswer(_NA, *_words(text))
    return MachineAnswer(None if text.headings else _NO, "headings", {"count": text.headings})


def _summary(text: TextMeasures, *, is_short: bool) -> MachineAnswer:
    if is_short and not text.has_key_points:
        return MachineAnswer(_NA, *_words(text))
    judgement = _YES if text.has_key_points else _NO
    return MachineAnswer(judgement, "key_points", {"count": int(text.has_key_points)})


def _actions(count: int) -> MachineAnswer:
    return MachineAnswer(_YES if count else None, "actions", {"count": count})
