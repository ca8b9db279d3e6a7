"""The pages of an import: asking for files, and the plan of what they would become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, Audience, Reference
from readlevel.core.rendering.bibliography import format_reference
from readlevel.core.rendering.html import block
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.core.text.shown_images import remove_images
from readlevel.interchange.conversion.read_document import ImportedDocument
from readlevel.interchange.documents.table_pairs import SourceCell, TablePair
from readlevel.interchange.files.file_kinds import FileKind
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.document_import import MAX_BYTES, MAX_BYTES_TOGETHER, MAX_FILES
from readlevel.usecases.writing.editor.preview_draft import preview_draft
from readlevel.web.desk.imports.import_forms import ImportForm, image_data_url
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.writing.losses import LossCount, count_losses
from readlevel.web.reader.reader_request import current_reader_request


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that cannot be imported, and the code of why; `kind` is what it is, if known."""

    name: str
    code: str
    kind: FileKind | None = None


@dataclass(frozen=True, slots=True)
class DocumentImportPage:
    """`/edit/import` (`desk/imports/import_file.html`)."""

    layout: DeskLayout
    language: str
    languages: tuple[str, ...]
    target_slug: str
    """Slug of the answer to add the text to; empty for a new one."""
    target_question: str
    refused: Sequence[RefusedFile] = ()
    max_megabytes: int = MAX_BYTES // 2**20
    max_megabytes_together: int = MAX_BYTES_TOGETHER // 2**20
    max_files: int = MAX_FILES


@dataclass(frozen=True, slots=True)
class ImportedImage:
    """An image of the file, not stored yet."""

    name: str
    address: str
    description: str


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A table as it was in the file, and as readers would see it."""

    source: tuple[tuple[SourceCell, ...], ...]
    html: SafeHTML


@dataclass(frozen=True, slots=True)
class ImportPlanEntry:
    """What one file would become."""

    form: ImportForm
    losses: tuple[LossCount, ...]
    images: tuple[ImportedImage, ...]
    tables: tuple[ComparedTable, ...]
    references: tuple[tuple[str, SafeHTML], ...]
    """The works that came with the file: key and text."""
    preview: SafeHTML | None
    """The text as readers would see it, without images; None if it cannot be read."""
    existing_question: str
    """Question of the answer that has the slug already; empty if none has."""
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportPlanPage:
    """The converted documents, before they are stored (`desk/imports/import_plan.html`)."""

    layout: DeskLayout
    entries: tuple[ImportPlanEntry, ...]
    refused: Sequence[RefusedFile]
    language: str


def present_entry(
    session: Session,
    renderer: Renderer,
    form: ImportForm,
    brought: ImportedDocument,
    existing_question: str,
    problems: Mapping[str, str],
) -> ImportPlanEntry:
    """Return what a file would become, with previews of its text and tables."""
    return ImportPlanEntry(
        form=form,
        losses=count_losses(brought.left_out),
        images=tuple(
            ImportedImage(name, image_data_url(content), form.descriptions.get(name, ""))
            for name, content in brought.image_files.items()
        ),
        tables=tuple(_compare(pair) for pair in brought.tables if pair.markdown),
        references=tuple((one.key, format_reference(one)) for one in brought.references),
        preview=_preview(session, renderer, form, brought.references),
        existing_question=existing_question,
        problems=problems,
    )


def _compare(pair: TablePair) -> ComparedTable:
    return ComparedTable(pair.source, block(pair.markdown))


def _preview(
    session: Session, renderer: Renderer, form: ImportForm, references: tuple[Reference, ...]
) -> SafeHTML | None:
    audience = Audience(form.audience) if form.audience in set(Audience) else Audience.LAY
    persona = current_reader_request().own_persona(audience)
    answer = AnswerHead(form.slug or "new", {form.language: form.question}, references=references)
    text = remove_images(form.markdown)
    try:
        shown = preview_draft(session, renderer, answer, form.language, text, persona.tooltips)
    except UnreadableMarkdown:
        return None
    return shown.rendering.html
