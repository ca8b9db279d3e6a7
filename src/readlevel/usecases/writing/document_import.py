"""Use cases of a writer: preview a Word file or web page, then store it as a draft.

Nothing is stored in between: the file is sent again with the converted text, and its images are
extracted again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Image
from readlevel.core.model.image_names import make_image_name
from readlevel.core.text.document import parse, parse_inline, text_of
from readlevel.core.text.shown_images import iter_images, set_alt_text
from readlevel.interchange.documents.html_repair import decode
from readlevel.interchange.documents.html_to_markdown import (
    ConversionLoss,
    UnreadableDocument,
    read_html,
)
from readlevel.interchange.documents.image_cleaning import SUFFIX, UnusableImage, reencode
from readlevel.interchange.documents.word_to_markdown import read_docx
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import drafts, images
from readlevel.usecases.writing.drafts import Draft, DraftEditConflict

MAX_BYTES = 10 * 2**20

_ZIP_SIGNATURE = b"PK\x03\x04"
_UNSUPPORTED_SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "old_word",
    b"{\\rtf": "other_kind",
    b"%PDF": "other_kind",
}
"""Signatures of files that are often uploaded by mistake."""

_WORDS_OF_A_NAME = 6
_TITLE = re.compile(r"\s*# (.+)\n+")


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """The content of a file, converted for an answer."""

    title: str
    """The heading that the file begins with, if any; it is not part of the text."""
    markdown: str
    left_out: tuple[ConversionLoss, ...]
    image_files: Mapping[str, bytes]
    """By the names that the text uses."""


class ImportRejected(ValueError):
    """An imported text is rejected.

    `code` is `there` (an answer has the address), `has_text` (that answer has such a text already)
    or `undescribed` (an image is shown without a description).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_file(content: bytes) -> ImportedDocument:
    """Return the content of a Word file or web page, whatever its name.

    Raise `UnreadableDocument` for anything else; its `code` may also be `empty`, `old_word`,
    `other_kind` or `no_words`.
    """
    if not content:
        raise UnreadableDocument("empty", "The file is empty.")
    if len(content) > MAX_BYTES:
        raise UnreadableDocument("too_large", "The file is too large.")
    for beginning, code in _UNSUPPORTED_SIGNATURES.items():
        if content.startswith(beginning):
            raise UnreadableDocument(code, "This is neither a Word file (.docx) nor a web page.")
    image_files: dict[str, bytes] = {}
    if content.startswith(_ZIP_SIGNATURE):
        found = read_docx(content, lambda given, said: _collect_image(given, said, image_files))
    else:
        found = read_html(decode(content))
    if not found.markdown.strip():
        raise UnreadableDocument("no_words", "The file holds no words.")
    title, markdown = _split_title(found.markdown)
    return ImportedDocument(title, markdown, found.left_out, image_files)


def store_import(
    session: Session,
    renderer: Renderer,
    draft: Draft,
    image_files: Mapping[str, bytes],
    *,
    joins: bool,
    actor: Account,
    now: datetime,
) -> None:
    """Store an imported text as a draft, with those of `image_files` that it shows.

    With `joins` it may become a text of an existing answer. Raise `ImportRejected`, and the
    errors of `drafts.save_draft` but the edit conflict.
    """
    if answers.find_id(session, draft.slug) is not None and not joins:
        raise ImportRejected("there")
    shown = [one for markdown in draft.texts.values() for one in iter_images(parse(markdown))]
    if any(name in image_files and not described for name, described in shown):
        raise ImportRejected("undescribed")
    try:
        drafts.save_draft(session, renderer, draft, actor=actor, why="", now=now)
    except DraftEditConflict as conflict:
        raise ImportRejected("has_text") from conflict
    for name in dict.fromkeys(name for name, _ in shown if name in image_files):
        images.store_image(session, actor, draft.slug, Image(name, image_files[name]), now=now)


def set_alt_texts(markdown: str, descriptions: Mapping[str, str]) -> str:
    """Return a text with descriptions added to its images, by their names."""
    for name, description in descriptions.items():
        markdown = set_alt_text(markdown, name, description)
    return markdown


def build_draft(
    session: Session,
    slug: str,
    language: str,
    audience: Audience,
    *,
    question: str,
    topics: Iterable[str],
    markdown: str,
) -> Draft:
    """Return a text as the draft of one audience; an existing answer keeps the rest."""
    desk = drafts.open_editor(session, slug, language)
    kept = desk.question if desk is not None else ""
    return Draft(
        slug=slug,
        language=language,
        question=kept or question,
        topics=desk.answer.topics if desk is not None and desk.answer else tuple(topics),
        texts={audience: markdown},
        base_numbers={audience: 0},
        base_question=kept,
    )


def _collect_image(given: bytes, called: str, image_files: dict[str, bytes]) -> str | None:
    """Collect an image of a file and return its name; None if it cannot be shown."""
    if len(image_files) >= images.MAX_IMAGES:
        return None
    try:
        content = reencode(given).content
    except UnusableImage:
        return None
    name = make_image_name(content, " ".join(called.split()[:_WORDS_OF_A_NAME]), SUFFIX)
    image_files[name] = content
    return name


def _split_title(markdown: str) -> tuple[str, str]:
    """Split a text into the heading that it begins with and the rest."""
    found = _TITLE.match(markdown)
    if found is None:
        return "", markdown
    words = text_of(parse_inline(found[1]).tokens[0])
    return words, markdown[found.end() :]
