"""Reads a file that an answer can be imported from, whatever its name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from readlevel.core.model.answer import Reference
from readlevel.core.model.image_names import make_image_name
from readlevel.core.text.document import parse_inline, text_of
from readlevel.interchange.documents.cited_works import CitedWorks
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.html_repair import decode
from readlevel.interchange.documents.html_to_markdown import (
    ConvertedDocument,
    UnreadableDocument,
    read_html,
)
from readlevel.interchange.documents.image_cleaning import SUFFIX, UnusableImage, reencode
from readlevel.interchange.documents.table_pairs import TablePair
from readlevel.interchange.files.encodings import OTHER_ENCODINGS, DecodedText
from readlevel.interchange.files.file_kinds import NAMES, FileKind, find_kind, is_encrypted
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.word.word_to_markdown import read_docx

_WORDS_OF_A_NAME = 6
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"\s*# (.+)\n+")
_WORD_KINDS = (FileKind.WORD, FileKind.ZIP)
"""A Word file may have its parts in other folders than Word's own."""


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """The content of a file, converted for an answer."""

    title: str
    """The heading that the file begins with, if any; it is not part of the text."""
    markdown: str
    left_out: tuple[ConversionLoss, ...]
    image_files: Mapping[str, bytes]
    """By the names that the text uses."""
    references: tuple[Reference, ...] = ()
    """The works that the text cites as `[@key]`."""
    tables: tuple[TablePair, ...] = field(default=())


def read_document(content: bytes, max_images: int) -> ImportedDocument:
    """Return the content of a Word file or web page, with at most `max_images` images.

    Raise `UnreadableDocument` for anything else; its `code` may also be `empty`, `old_word`,
    `encrypted`, `wrong_kind` (with its `kind`), `unknown_encoding` or `no_words`.
    """
    if not content:
        raise UnreadableDocument("empty", "The file is empty.")
    kind = find_kind(content)
    image_files: dict[str, bytes] = {}
    if kind in _WORD_KINDS:
        found = read_docx(
            content, lambda given, said: _collect_image(given, said, image_files, max_images)
        )
    elif kind is not None:
        raise _refuse(content, kind)
    else:
        found = _read_page(content)
    if not found.markdown.strip():
        raise UnreadableDocument("no_words", "The file holds no words.")
    title, markdown = _split_title(found.markdown)
    return ImportedDocument(
        title, markdown, found.left_out, image_files, found.references, found.tables
    )


def _refuse(content: bytes, kind: FileKind) -> UnreadableDocument:
    if is_encrypted(content):
        return UnreadableDocument(
            "encrypted", "The file opens with a password only. Save it without one."
        )
    code = "old_word" if kind is FileKind.OLD_OFFICE else "wrong_kind"
    return UnreadableDocument(
        code, f"This is {NAMES[kind]}, neither a Word file (.docx) nor a web page.", kind
    )


def _read_page(content: bytes) -> ConvertedDocument:
    try:
        decoded = decode(content)
    except BadRecord as bad:
        raise UnreadableDocument("unknown_encoding", bad.reason) from bad
    found = read_html(decoded.text, works=CitedWorks())
    if decoded.guessed is None:
        return found
    samples = " … ".join(DecodedText(_TAG.sub(" ", decoded.text)).samples)
    guess = ConversionLoss("encoding", f"{OTHER_ENCODINGS[decoded.guessed]}: {samples}")
    return replace(found, left_out=(guess, *found.left_out))


def _collect_image(
    given: bytes, called: str, image_files: dict[str, bytes], most: int
) -> str | None:
    """Collect an image of a file and return its name; None if it cannot be shown."""
    if len(image_files) >= most:
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
