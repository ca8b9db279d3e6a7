"""Use cases of a writer: preview a Word file or web page, then store it as a draft.

Nothing is stored in between: the file is sent again with the converted text, and its images are
extracted again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Image, Reference
from readlevel.core.text.document import parse, rename_citations
from readlevel.core.text.shown_images import iter_images, set_alt_text
from readlevel.interchange.conversion.bounded_conversion import convert_bounded
from readlevel.interchange.conversion.read_document import ImportedDocument
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.storage import slow_work
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import images, references
from readlevel.usecases.writing.editor.draft_merge import DraftEditConflict
from readlevel.usecases.writing.editor.editor_state import Draft, open_editor
from readlevel.usecases.writing.editor.save_draft import foresee_draft, save_draft
from readlevel.usecases.writing.reference_import import merge_cited_works

MAX_BYTES = 10 * 2**20
MAX_FILES = 10
"""Files of one plan."""
MAX_BYTES_TOGETHER = 20 * 2**20


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

    Raise `UnreadableDocument` as `convert_bounded` does, and for files that are too large.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableDocument("too_large", "The file is too large.")
    return convert_bounded(content, images.MAX_IMAGES)


def store_import(
    session: Session,
    renderer: Renderer,
    draft: Draft,
    image_files: Mapping[str, bytes],
    works: Sequence[Reference],
    *,
    joins: bool,
    actor: Account,
    now: datetime,
) -> None:
    """Store an imported text as a draft, with its `works` and those of `image_files` that it shows.

    With `joins` it may become a text of an existing answer. Raise `ImportRejected`,
    `ReferenceRejected`, and the errors of `save_draft` but the edit conflict.
    """
    if answers.find_id(session, draft.slug) is not None and not joins:
        raise ImportRejected("there")
    shown = _list_shown(draft)
    if any(name in image_files and not described for name, described in shown):
        raise ImportRejected("undescribed")
    known = _references_of(session, draft.slug)
    added, names = merge_cited_works(known, works)
    draft = _rename_citations(draft, names)
    try:
        save_draft(session, renderer, draft, actor=actor, why="", now=now)
    except DraftEditConflict as conflict:
        raise ImportRejected("has_text") from conflict
    if added:
        stored = answers.get_texts(session, draft.slug)
        merged = (*known, *added)
        references.store_references(
            session, renderer, actor, stored, merged, now=now, new=len(added), changed=0
        )
    for name in dict.fromkeys(name for name, _ in shown if name in image_files):
        images.store_image(session, actor, draft.slug, Image(name, image_files[name]), now=now)


def foresee_import(
    session: Session,
    renderer: Renderer,
    draft: Draft,
    works: Sequence[Reference],
    *,
    actor: Account,
    now: datetime,
) -> None:
    """Do the slow work of `store_import`; nothing is stored.

    Raise `UnreadableMarkdown` if a text cannot be read.
    """
    _list_shown(draft)
    _, names = merge_cited_works(_references_of(session, draft.slug), works)
    foresee_draft(session, renderer, _rename_citations(draft, names), actor=actor, now=now)


def _list_shown(draft: Draft) -> list[tuple[str, str]]:
    """Return the name and description of each image that the texts show."""
    each = slow_work.do_each(_list_images, [(markdown,) for markdown in draft.texts.values()])
    return [one for some in each for one in some]


def _list_images(markdown: str) -> Sequence[tuple[str, str]]:
    return list(iter_images(parse(markdown)))


def _rename_citations(draft: Draft, names: Mapping[str, str]) -> Draft:
    texts = {audience: rename_citations(text, names) for audience, text in draft.texts.items()}
    return replace(draft, texts=texts)


def _references_of(session: Session, slug: str) -> tuple[Reference, ...]:
    head = answers.find_head(session, slug)
    return head.references if head is not None else ()


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
    desk = open_editor(session, slug, language)
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
