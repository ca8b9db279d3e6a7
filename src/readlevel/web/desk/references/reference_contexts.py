"""Contexts of the reference pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.usecases.writing.reference_import import PlannedReference
from readlevel.usecases.writing.references import CitingText
from readlevel.web.desk.layout.answer_header import AnswerHeader
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.references.reference_forms import ReferenceForm


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A reference in the list."""

    key: str
    html: SafeHTML
    uses: Sequence[CitingText]
    edit_path: str


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """`/edit/answers/<slug>/references` (`desk/references/references.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    rows: Sequence[ReferenceRow]
    version: str
    """Version of the list, to detect edits made since."""
    problem: str = ""
    """`changed`, or the code of a `ReferenceRejected`."""
    cited_key: str = ""
    """Key of the reference that was not removed because texts cite it."""
    import_error: str = ""
    """Message of the parser about an import."""
    pasted_text: str = ""


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """The form of a reference (`desk/references/reference.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    form: ReferenceForm
    original_key: str
    """Its stored key; empty for a new one."""
    version: str
    problems: Mapping[str, str]
    cited: bool = False
    changed: bool = False
    """Whether another editor changed the list meanwhile."""
    current_html: SafeHTML | None = None
    """The reference as it is stored now; None if it was removed or is new."""


@dataclass(frozen=True, slots=True)
class PlannedReferenceRow:
    """A reference of an import's preview."""

    planned: PlannedReference
    html: SafeHTML
    before: SafeHTML | None
    """The stored reference, if the import would change it."""


@dataclass(frozen=True, slots=True)
class ReferenceImportPage:
    """The preview of an import (`desk/references/import_plan.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    rows: Sequence[PlannedReferenceRow]
    text: str
    version: str
    to_store: int
    changed: bool = False
    """Whether another editor changed the list since the preview was shown."""
    notices: Sequence[str] = ()
    """Records that could not be read, and fields that are not kept."""
