"""The form of the writing page, and the draft that it makes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from readlevel.core.model.answer import Audience
from readlevel.core.model.slug import MAX_LENGTH, is_slug, slugify
from readlevel.usecases.writing.editor.editor_state import AUDIENCES, Draft, EditorState
from readlevel.web.http.parameters import parse_number

MAX_QUESTION_LENGTH = 300
MAX_NOTE_LENGTH = 300
MAX_TOPICS = 20


@dataclass(frozen=True, slots=True)
class WriteForm:
    """The submitted fields."""

    slug: str
    language: str
    question: str
    base_question: str
    topics: str
    base_topics: str
    why: str
    texts: Mapping[Audience, str]
    base_numbers: Mapping[Audience, int]

    def find_problems(self) -> dict[str, str]:
        """Return the codes of invalid fields."""
        problems = {}
        if not self.question.strip():
            problems["question"] = "missing"
        elif len(self.question) > MAX_QUESTION_LENGTH:
            problems["question"] = "too_long"
        if not is_slug(self.slug):
            problems["slug"] = "no_slug"
        if not any(text.strip() for text in self.texts.values()):
            problems["texts"] = "missing"
        if len(self.why) > MAX_NOTE_LENGTH:
            problems["why"] = "too_long"
        if len(split_topics(self.topics)) > MAX_TOPICS:
            problems["topics"] = "too_many"
        return problems

    def draft(self) -> Draft:
        """Return the draft to save."""
        return Draft(
            slug=self.slug,
            language=self.language,
            question=self.question,
            topics=split_topics(self.topics),
            texts=self.texts,
            base_numbers=self.base_numbers,
            base_question=self.base_question,
            base_topics=split_topics(self.base_topics),
        )


def read_form(form: MultiDict[str, str], slug: str, language: str) -> WriteForm:
    """Return the submitted form; a missing slug is made from the question."""
    question = " ".join(form.get("question", "").split())
    given = slug or form.get("slug", "").strip() or slugify(question)[:MAX_LENGTH].strip("-")
    return WriteForm(
        slug=given,
        language=language,
        question=question,
        base_question=form.get("began_with", ""),
        topics=form.get("topics", ""),
        base_topics=form.get("began_topics", ""),
        why=form.get("why", "").strip(),
        texts={audience: read_text(form.get(audience, "")) for audience in AUDIENCES},
        base_numbers={
            audience: parse_number(form.get(f"began_from_{audience}", "")) or 0
            for audience in AUDIENCES
        },
    )


def restore_form(kept: str, opened: WriteForm) -> WriteForm | None:
    """Return the form that a kept text (JSON of its fields) was typed in; None if it is broken.

    Fields that it lacks are as in `opened`, the form of what is stored.
    """
    try:
        given = json.loads(kept)
    except ValueError:
        return None
    if not isinstance(given, dict):
        return None
    fields = MultiDict({name: value for name, value in given.items() if isinstance(value, str)})
    read = read_form(fields, opened.slug, opened.language)
    missing = {audience for audience in AUDIENCES if audience not in fields}
    return replace(
        read,
        slug=opened.slug or fields.get("slug", ""),
        topics=read.topics if "topics" in fields else opened.topics,
        base_topics=read.base_topics if "began_topics" in fields else opened.base_topics,
        texts={**read.texts, **{one: opened.texts[one] for one in missing}},
        base_numbers={**read.base_numbers, **{one: opened.base_numbers[one] for one in missing}},
    )


def read_text(given: str) -> str:
    """Return a text with LF line ends; forms send CRLF."""
    return given.replace("\r\n", "\n").replace("\r", "\n")


def split_topics(given: str) -> tuple[str, ...]:
    """Split topics at commas, without duplicates."""
    names = (" ".join(name.split()) for name in given.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def form_of(desk: EditorState, slug: str) -> WriteForm:
    """Return the form of a stored or new answer."""
    return WriteForm(
        slug=slug,
        language=desk.language,
        question=desk.question,
        base_question=desk.question,
        topics=", ".join(desk.answer.topics) if desk.answer else "",
        base_topics=", ".join(desk.answer.topics) if desk.answer else "",
        why="",
        texts={audience: text.markdown for audience, text in desk.texts.items()},
        base_numbers={audience: text.number for audience, text in desk.texts.items()},
    )
