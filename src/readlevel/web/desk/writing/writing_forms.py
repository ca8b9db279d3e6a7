"""The form of the writing desk, as it comes and as a draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from readlevel.core.model.answer import Audience
from readlevel.core.model.slug import MAX_LENGTH, is_slug, slugify
from readlevel.usecases.writing.drafts import AUDIENCES, Draft, EditorState

LONGEST_QUESTION = 300
LONGEST_WHY = 300
MAX_TOPICS = 20


@dataclass(frozen=True, slots=True)
class WriteForm:
    """What was typed."""

    slug: str
    language: str
    question: str
    began_with: str
    topics: str
    began_topics: str
    why: str
    texts: Mapping[Audience, str]
    began_from: Mapping[Audience, int]

    def find_problems(self) -> dict[str, str]:
        """Return the code of what is wrong, by field; nothing where all is right."""
        problems = {}
        if not self.question.strip():
            problems["question"] = "missing"
        elif len(self.question) > LONGEST_QUESTION:
            problems["question"] = "too_long"
        if not is_slug(self.slug):
            problems["slug"] = "no_slug"
        if not any(text.strip() for text in self.texts.values()):
            problems["texts"] = "missing"
        if len(self.why) > LONGEST_WHY:
            problems["why"] = "too_long"
        if len(split_topics(self.topics)) > MAX_TOPICS:
            problems["topics"] = "too_many"
        return problems

    def draft(self) -> Draft:
        """Return what is to be saved."""
        return Draft(
            slug=self.slug,
            language=self.language,
            question=self.question,
            topics=split_topics(self.topics),
            texts=self.texts,
            base_numbers=self.began_from,
            base_question=self.began_with,
            base_topics=split_topics(self.began_topics),
        )


def read_form(form: MultiDict[str, str], slug: str, language: str) -> WriteForm:
    """Return what was typed; a new answer without an address takes it from its question."""
    question = " ".join(form.get("question", "").split())
    given = slug or form.get("slug", "").strip() or slugify(question)[:MAX_LENGTH].strip("-")
    return WriteForm(
        slug=given,
        language=language,
        question=question,
        began_with=form.get("began_with", ""),
        topics=form.get("topics", ""),
        began_topics=form.get("began_topics", ""),
        why=form.get("why", "").strip(),
        texts={audience: read_text(form.get(audience, "")) for audience in AUDIENCES},
        began_from={
            audience: _number(form.get(f"began_from_{audience}", "")) for audience in AUDIENCES
        },
    )


def read_text(given: str) -> str:
    """Return a text with the line ends it is stored with: forms send others."""
    return given.replace("\r\n", "\n").replace("\r", "\n")


def split_topics(given: str) -> tuple[str, ...]:
    """Return topics written with commas between them, each once."""
    names = (" ".join(name.split()) for name in given.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def form_of(desk: EditorState, slug: str) -> WriteForm:
    """Return the form of what lies on the desk."""
    return WriteForm(
        slug=slug,
        language=desk.language,
        question=desk.question,
        began_with=desk.question,
        topics=", ".join(desk.answer.topics) if desk.answer else "",
        began_topics=", ".join(desk.answer.topics) if desk.answer else "",
        why="",
        texts={audience: text.markdown for audience, text in desk.texts.items()},
        began_from={audience: text.number for audience, text in desk.texts.items()},
    )
