"""Merging two conflicting edits, with the choices of an editor."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from readlevel.core.text.versions.text_diff import compare_words
from readlevel.core.text.versions.three_way_merge import MergeChunk, merge_words
from readlevel.usecases.writing.editor.draft_merge import DraftMerge, find_merge
from readlevel.usecases.writing.editor.editor_state import AUDIENCES
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.writing.writing_forms import WriteForm
from readlevel.web.desk.writing.writing_pages import (
    MergeDecision,
    MergeOutcome,
    MergePage,
    MergePart,
)

MINE, THEIRS, BOTH, WORDS = "mine", "theirs", "both", "words"
_QUESTION = "choice-question"


@dataclass(frozen=True, slots=True)
class MergedForm:
    """The form with the choices applied, based on the stored revisions."""

    form: WriteForm
    outcome: MergeOutcome | None
    """None if there was nothing to merge any more."""


class ChoiceMissing(Exception):
    """A choice is missing, or was made for other edits; the merge is to be shown (again)."""

    def __init__(self, merge: DraftMerge, problem: str) -> None:
        super().__init__(problem)
        self.merge = merge
        self.problem = problem
        """`missing`, or `changed` if somebody has saved again."""


def present_merge(
    form: WriteForm, merge: DraftMerge, layout: DeskLayout, problem: str = ""
) -> MergePage:
    """Return the page on which an editor chooses between the edits."""
    fields = {
        "language": form.language,
        "question": form.question,
        "began_with": form.base_question,
        "topics": form.topics,
        "began_topics": form.base_topics,
        "why": form.why,
        **{str(audience): form.texts[audience] for audience in AUDIENCES},
        **{f"began_from_{audience}": str(form.base_numbers[audience]) for audience in AUDIENCES},
        "merged_with": _name_state(merge),
    }
    tabs = [("tab", tab) for tab in request.form.getlist("tab")]
    question = None if merge.question is None else _present_part(merge.question, _QUESTION)
    texts = {
        audience: [
            _present_part(one, _name(str(audience), place)) for place, one in enumerate(all_)
        ]
        for audience, all_ in merge.texts.items()
    }
    parts = [part for all_ in texts.values() for part in all_]
    return MergePage(
        layout=layout,
        path=urls.merge(form.slug),
        slug=form.slug,
        language=form.language,
        fields=[*fields.items(), *tabs],
        question=question,
        texts=texts,
        conflicts=sum(part.chunk.conflicts for part in parts) + (question is not None),
        problem=problem,
    )


def merge_choices(session: Session, form: WriteForm, chosen: MultiDict[str, str]) -> MergedForm:
    """Return the form with the choices applied, and what became of each edit.

    Raise `ChoiceMissing`; nothing is chosen for the editor.
    """
    merge = find_merge(session, form.draft())
    if merge is None:
        return MergedForm(form, None)
    if chosen.get("merged_with") != _name_state(merge):
        raise ChoiceMissing(merge, "changed")
    if not all(chosen.get(name) in _list_choices(one) for name, one in _iter_conflicts(merge)):
        raise ChoiceMissing(merge, "missing")
    texts = {
        audience: "".join(
            _choose(one, chosen[_name(str(audience), place)]) if one.conflicts else one.text
            for place, one in enumerate(merged)
        )
        for audience, merged in merge.texts.items()
    }
    question = form.question
    if merge.question is not None:
        question = _choose(merge.question, chosen[_QUESTION])
    merged = replace(
        form,
        question=question,
        base_question=merge.newest_question,
        texts={**form.texts, **texts},
        base_numbers=merge.numbers,
    )
    return MergedForm(merged, _describe(merge, chosen))


def _describe(merge: DraftMerge, chosen: Mapping[str, str]) -> MergeOutcome:
    """Return what became of each edit."""
    counted: Counter[str] = Counter()
    for merged in merge.texts.values():
        for one in merged:
            if not one.conflicts and one.base != one.text:
                both = one.mine == one.theirs
                counted["same" if both else MINE if one.mine != one.base else THEIRS] += 1
    decisions = [
        MergeDecision(chosen[name], _left_out(one, chosen[name]))
        for name, one in _iter_conflicts(merge)
    ]
    return MergeOutcome(counted[MINE], counted[THEIRS], counted["same"], decisions)


def _left_out(one: MergeChunk, choice: str) -> str:
    return {MINE: one.theirs, THEIRS: one.mine}.get(choice, "").strip()


def _iter_conflicts(merge: DraftMerge) -> Iterator[tuple[str, MergeChunk]]:
    """Yield the conflicts with the names of their choices."""
    if merge.question is not None:
        yield _QUESTION, merge.question
    for audience, merged in merge.texts.items():
        for place, one in enumerate(merged):
            if one.conflicts:
                yield _name(str(audience), place), one


def _list_choices(one: MergeChunk) -> tuple[str, ...]:
    words = () if merge_words(one) is None else (WORDS,)
    return (MINE, THEIRS, BOTH, *words)


def _present_part(one: MergeChunk, name: str) -> MergePart:
    if not one.conflicts:
        return MergePart(one, name)
    return MergePart(
        one,
        name,
        mine=compare_words(one.base, one.mine),
        theirs=compare_words(one.base, one.theirs),
        words=merge_words(one),
        chosen=request.form.get(name, ""),
    )


def _name(audience: str, place: int) -> str:
    return f"choice-{audience}-{place}"


def _name_state(merge: DraftMerge) -> str:
    """Return the stored revisions that a merge is made with, by which choices are recognised."""
    return " ".join(f"{audience}:{merge.numbers[audience]}" for audience in sorted(merge.numbers))


def _choose(one: MergeChunk, choice: str) -> str:
    if choice == WORDS:
        return merge_words(one) or one.mine
    if choice == THEIRS:
        return one.theirs
    if choice == MINE:
        return one.mine
    mine = one.mine if not one.theirs or one.mine.endswith(("\n", " ")) else _end(one)
    return mine + one.theirs


def _end(one: MergeChunk) -> str:
    """Return the own edit with what separates it from the other: a space, or a line end."""
    is_line = one.base.endswith("\n") or one.theirs.endswith("\n") or not one.mine
    return one.mine + ("\n" if is_line else " ")
