"""What the pages of references are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.usecases.writing.references import CitingText, PlannedReference
from readlevel.web.desk.layout.answer_header import AnswerHeader
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.references.reference_forms import ReferenceForm


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One reference in the list."""

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
    """Digest of the list as it is shown."""
    problem: str = ""
    """Code of what was not done: `changed`, or one of `sourcing.Refused`."""
    cited_key: str = ""
    """Key of the reference that was to be removed and stays."""
    import_error: str = ""
    """What is wrong with what was to be taken in."""
    pasted_text: str = ""


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """One reference, to be added or changed (`desk/references/reference.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    form: ReferenceForm
    original_key: str
    """Its key as it is stored; empty for a new one."""
    version: str
    problems: Mapping[str, str]
    cited: bool = False
    changed: bool = False
    """Whether another has changed the list meanwhile."""
    current_html: SafeHTML | None = None
    """The reference as it is stored then; None where it is gone, or was never there."""


@dataclass(frozen=True, slots=True)
class PlannedReferenceRow:
    """One reference of those that would be taken in."""

    planned: PlannedReference
    html: SafeHTML
    before: SafeHTML | None
    """What is stored, where it would change."""


@dataclass(frozen=True, slots=True)
class ReferenceImportPage:
    """What would become of references that are taken in (`desk/references/import_plan.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    rows: Sequence[PlannedReferenceRow]
    text: str
    version: str
    to_store: int
    changed: bool = False
    """Whether another has changed the list since the plan was shown."""
