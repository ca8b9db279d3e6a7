"""What the pages of the glossary desk are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm
from readlevel.core.model.term import Term
from readlevel.core.readability.definition_level import measure_definition
from readlevel.core.readability.readability import Readability
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan
from readlevel.usecases.glossary.browse import ListedTerm, TermChange
from readlevel.usecases.glossary.terms import MissingTermsReport
from readlevel.web.desk.glossary.glossary_languages import Languages
from readlevel.web.desk.glossary.term_forms import TermForm
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term in the list."""

    term: Term
    definition: SafeHTML | None
    level: Readability | None
    """Of its plain definition; None where it has none."""
    path: str


@dataclass(frozen=True, slots=True)
class TermListPage:
    """`/edit/glossary` (`desk/glossary/terms.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    query: str
    letter: str
    letters: Sequence[tuple[str, str]]
    """(letter, address)."""
    rows: Sequence[TermRow]
    pages: Pagination | None
    total: int
    is_truncated: bool
    """Whether more is found than is shown."""


@dataclass(frozen=True, slots=True)
class HardestPage:
    """Plain definitions, the hardest first (`desk/glossary/hard_definitions.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    rows: Sequence[TermRow]
    pages: Pagination


@dataclass(frozen=True, slots=True)
class AmbiguousFormRow:
    """One form, and the terms that share it."""

    form: str
    terms: Sequence[TermRow]


@dataclass(frozen=True, slots=True)
class AmbiguousFormsPage:
    """Forms that several terms share (`desk/glossary/ambiguous_forms.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    rows: Sequence[AmbiguousFormRow]
    pages: Pagination


@dataclass(frozen=True, slots=True)
class ConcurrentTermEdit:
    """What another has made of a term while it was being changed."""

    form: TermForm | None
    """None where they removed it."""
    merged_fields: Sequence[str] = ()
    """Fields that only they changed, and that are in the form now as they left them."""


@dataclass(frozen=True, slots=True)
class TermEditPage:
    """One term, to be changed or added (`desk/glossary/term.html`)."""

    layout: DeskLayout
    form: TermForm
    slug: str
    """Empty for a new one."""
    version: str
    languages: Languages
    level: Readability | None
    clashes: Sequence[AmbiguousForm]
    history: Sequence[TermChange]
    used_in: Sequence[tuple[str, str]]
    """(address, question) of answers that explain it."""
    problem: str = ""
    """What is wrong, in a sentence or as a code."""
    conflict: ConcurrentTermEdit | None = None


@dataclass(frozen=True, slots=True)
class DefinitionLevelPart:
    """How hard a definition is (`desk/glossary/_definition_level_part.html`)."""

    level: Readability | None


@dataclass(frozen=True, slots=True)
class GlossaryImportPage:
    """Taking in a file of terms (`desk/glossary/import_export.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    problem: str = ""
    """What is wrong, in a sentence or as a code."""
    planned: GlossaryImportPlan | None = None
    version: str = ""
    """What tells this plan from another."""
    notices: Sequence[tuple[int | None, str, str]] = ()
    """What is wrong with the file or left out of it: (line, record, sentence)."""
    more_notices: int = 0
    content: str = ""
    """The file, packed to be sent once more."""
    name: str = ""
    format: str = ""
    audience: str = "lay"


@dataclass(frozen=True, slots=True)
class MissingPage:
    """Hard words that nothing explains (`desk/glossary/missing_terms.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    slug: str
    missing: MissingTermsReport
    texts: int
    """How many texts were looked through."""
    is_partial: bool
    """Whether there are more."""
    add_paths: Mapping[str, str]
    """Where each word is added, by word."""
    answer_paths: Mapping[str, str]
    """Where answers are written, by their addresses."""


def present_term(listed: ListedTerm) -> TermRow:
    """Return a term as lists show it."""
    term = listed.term
    return TermRow(
        term,
        listed.definition,
        measure_definition(term.definition_lay, term.language),
        urls.term(term.language, term.slug),
    )
