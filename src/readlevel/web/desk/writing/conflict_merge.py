"""Merging two conflicting edits, with the choices of an editor."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from readlevel.core.text.diff_merge import MergeChunk
from readlevel.usecases.writing.drafts import AUDIENCES, DraftMerge, find_merge
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.writing.writing_forms import WriteForm
from readlevel.web.desk.writing.writing_pages import MergePage

MINE, THEIRS, BOTH = "mine", "theirs", "both"


def present_merge(form: WriteForm, merge: DraftMerge, layout: DeskLayout) -> MergePage:
    """Return the page on which an editor chooses between the edits."""
    chunks = [one for merged in merge.texts.values() for one in merged]
    fields = {
        "language": form.language,
        "question": form.question,
        "began_with": form.base_question,
        "topics": form.topics,
        "began_topics": form.base_topics,
        "why": form.why,
        **{str(audience): form.texts[audience] for audience in AUDIENCES},
        **{f"began_from_{audience}": str(form.base_numbers[audience]) for audience in AUDIENCES},
    }
    tabs = [("tab", tab) for tab in request.form.getlist("tab")]
    return MergePage(
        layout=layout,
        path=urls.merge(form.slug),
        slug=form.slug,
        language=form.language,
        fields=[*fields.items(), *tabs],
        question=merge.question,
        texts=merge.texts,
        conflicts=sum(one.conflicts for one in chunks) + (merge.question is not None),
    )


def merge_choices(session: Session, form: WriteForm, chosen: MultiDict[str, str]) -> WriteForm:
    """Return the form with the choices applied, based on the stored revisions."""
    merge = find_merge(session, form.draft())
    if merge is None:
        return form
    texts = {
        audience: _apply_choices(merged, chosen, str(audience))
        for audience, merged in merge.texts.items()
    }
    question = form.question
    if merge.question is not None:
        question = _choose(merge.question, chosen.get("choice-question", MINE))
    return replace(
        form,
        question=question,
        base_question=merge.newest_question,
        texts={**form.texts, **texts},
        base_numbers=merge.numbers,
    )


def _apply_choices(merged: Sequence[MergeChunk], chosen: Mapping[str, str], audience: str) -> str:
    return "".join(
        _choose(one, chosen.get(f"choice-{audience}-{place}", BOTH)) if one.conflicts else one.text
        for place, one in enumerate(merged)
    )


def _choose(one: MergeChunk, choice: str) -> str:
    if choice == THEIRS:
        return one.theirs
    if choice == MINE:
        return one.mine
    mine = one.mine if one.mine.endswith("\n") or not one.theirs else one.mine + "\n"
    return mine + one.theirs
