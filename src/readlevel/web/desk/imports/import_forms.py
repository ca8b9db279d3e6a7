"""The form in which imported documents are checked before they are stored.

The fields of each file have a prefix: none for the first, "2-" for the second.
"""

from base64 import b64decode, b64encode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from readlevel.core.model.answer import Audience
from readlevel.core.model.slug import MAX_LENGTH, is_slug, slugify
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.core.text.shown_images import iter_images
from readlevel.interchange.conversion.read_document import ImportedDocument
from readlevel.usecases.writing.document_import import MAX_FILES, set_alt_texts
from readlevel.web.desk.writing.writing_forms import (
    MAX_QUESTION_LENGTH,
    MAX_TOPICS,
    read_text,
    split_topics,
)

MAX_DESCRIPTION_LENGTH = 1_000
_DESCRIPTION = "description-"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ImportForm:
    """The fields of one imported text."""

    prefix: str
    called: str
    """Name of the file."""
    is_included: bool
    """Whether it is stored; of several files, some may be left out."""
    question: str
    slug: str
    audience: str
    language: str
    topics: str
    markdown: str
    joins_existing: bool
    """Whether the text may be added to an existing answer."""
    file: str
    """The file in base 64; images and losses are read from it again."""
    descriptions: Mapping[str, str]
    """Of images, by name."""

    def find_problems(self) -> dict[str, str]:
        """Return the codes of invalid fields."""
        problems = {}
        if not self.question and not self.joins_existing:
            problems["question"] = "missing"
        elif len(self.question) > MAX_QUESTION_LENGTH:
            problems["question"] = "too_long"
        if not is_slug(self.slug):
            problems["slug"] = "no_slug"
        if self.audience not in set(Audience):
            problems["audience"] = "missing"
        if len(split_topics(self.topics)) > MAX_TOPICS:
            problems["topics"] = "too_many"
        if not self.markdown.strip():
            problems["markdown"] = "missing"
        else:
            problems |= self._find_problems_of_text()
        return problems

    def _find_problems_of_text(self) -> dict[str, str]:
        try:
            shown = {name for name, _ in iter_images(parse(self.markdown))}
        except UnreadableMarkdown as problem:
            return {"markdown": problem.code}
        return {
            f"{_DESCRIPTION}{name}": "undescribed"
            for name, description in self.descriptions.items()
            if name in shown and not description
        }

    @property
    def described(self) -> str:
        """The Markdown with the images' descriptions as alternative texts."""
        return set_alt_texts(self.markdown, self.descriptions)


def form_of(
    brought: ImportedDocument, content: bytes, language: str, called: str, into: str, prefix: str
) -> ImportForm:
    """Return the form of a new import; `into` is the slug of the answer to add it to, if any."""
    stem = " ".join(called.rpartition(".")[0].replace("_", " ").split())
    question = brought.title or stem
    found = dict(iter_images(parse(brought.markdown)))
    return ImportForm(
        prefix=prefix,
        called=called[:_LONGEST_NAME],
        is_included=True,
        question=question[:MAX_QUESTION_LENGTH],
        slug=into or make_slug(question),
        audience="",
        language=language,
        topics="",
        markdown=brought.markdown,
        joins_existing=bool(into),
        file=urlsafe_b64encode(content).decode(),
        descriptions={name: found.get(name, "") for name in brought.image_files},
    )


def make_prefix(place: int) -> str:
    """Return the prefix of the fields of a file, by its place from 0."""
    return f"{place + 1}-" if place else ""


def read_forms(form: MultiDict[str, str], language: str) -> list[ImportForm]:
    """Return the submitted forms, one for each file."""
    prefixes = map(make_prefix, range(MAX_FILES))
    return [_read_form(form, language, one) for one in prefixes if not one or f"{one}slug" in form]


def _read_form(form: MultiDict[str, str], language: str, prefix: str) -> ImportForm:
    def read(field: str) -> str:
        return form.get(f"{prefix}{field}", "")

    question = " ".join(read("question").split())
    described = f"{prefix}{_DESCRIPTION}"
    return ImportForm(
        prefix=prefix,
        called=read("called")[:_LONGEST_NAME],
        is_included=read("left_out") != "yes",
        question=question,
        slug=read("slug").strip() or make_slug(question),
        audience=read("audience"),
        language=language,
        topics=read("topics"),
        markdown=read_text(read("markdown")),
        joins_existing=read("joins") == "yes",
        file=read("file"),
        descriptions={
            key.removeprefix(described): " ".join(value.split())[:MAX_DESCRIPTION_LENGTH]
            for key, value in form.items()
            if key.startswith(described)
        },
    )


def find_file(form: ImportForm) -> bytes | None:
    """Return the file that the form carries, or None if it is missing or damaged."""
    try:
        return b64decode(form.file.encode("ascii"), altchars=b"-_", validate=True) or None
    except (Error, UnicodeEncodeError):
        return None


def image_data_url(content: bytes) -> str:
    """Return an image as a data URL: it is not stored yet."""
    return f"data:image/webp;base64,{b64encode(content).decode()}"


def make_slug(question: str) -> str:
    """Return a slug for a question; empty if none can be made."""
    made = slugify(question)[:MAX_LENGTH].strip("-") if question else ""
    return made if is_slug(made) else ""
