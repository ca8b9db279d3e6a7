"""Contexts of the glossary's pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm
from readlevel.core.model.term import Term
from readlevel.core.readability.definition_level import measure_definition
from readlevel.core.readability.readability import Readability
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.interchange.files.encodings import OTHER_ENCODINGS
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan
from readlevel.usecases.glossary.browse import ListedTerm, TermChange, TermStep
from readlevel.usecases.glossary.missing_terms import MissingTermsReport
from readlevel.usecases.glossary.term_drafts import Key, TermDraft, TermStanding
from readlevel.web.desk.glossary.glossary_languages import Languages
from readlevel.web.desk.glossary.term_forms import TermForm
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination

_NO_DRAFTS: Mapping[Key, TermDraft] = {}


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in a list."""

    term: Term
    definition: SafeHTML | None
    level: Readability | None
    """Of the lay definition; None if it has none."""
    path: str
    draft: TermDraft | None = None
    """The change of it that waits."""


@dataclass(frozen=True, slots=True)
class TermListPage:
    """`/edit/glossary` (`desk/glossary/terms.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    query: str
    corrected: str
    """The query that was searched for, if misspelled words were put right; else empty."""
    letter: str
    letters: Sequence[tuple[str, str]]
    """(letter, URL)."""
    rows: Sequence[TermRow]
    drafts: int
    """Number of all drafts."""
    pages: Pagination | None
    total: int
    is_truncated: bool
    """Whether the search found more than is shown."""


@dataclass(frozen=True, slots=True)
class HardestPage:
    """Lay definitions, the hardest first (`desk/glossary/hard_definitions.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    rows: Sequence[TermRow]
    pages: Pagination


@dataclass(frozen=True, slots=True)
class AmbiguousFormRow:
    """A word form and the terms that share it."""

    form: str
    terms: Sequence[TermRow]


@dataclass(frozen=True, slots=True)
class AmbiguousFormsPage:
    """Word forms that several terms share (`desk/glossary/ambiguous_forms.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    rows: Sequence[AmbiguousFormRow]
    pages: Pagination


@dataclass(frozen=True, slots=True)
class ConcurrentTermEdit:
    """Another editor's change to the term since its form was opened."""

    form: TermForm | None
    """None if they removed the term."""
    merged_fields: Sequence[str] = ()
    """Fields that only they changed, now in the form with their value."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another term that has the name already."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TermEditPage:
    """The form of a term (`desk/glossary/term.html`)."""

    layout: DeskLayout
    form: TermForm
    slug: str
    """Empty for a new one."""
    version: str
    languages: Languages
    level: Readability | None
    clashes: Sequence[AmbiguousForm]
    standing: TermStanding
    merged_fields: Sequence[str]
    """Fields whose approved text has changed since the draft was begun, and are in the form."""
    history: Sequence[TermChange]
    steps: Sequence[TermStep]
    used_in: Sequence[tuple[str, str]]
    """(URL, question) of answers that explain it."""
    problem: str = ""
    """A code, or a message of the parser."""
    namesake: Namesake | None = None
    """The term that has the name already, if the problem is `taken`."""
    conflict: ConcurrentTermEdit | None = None


@dataclass(frozen=True, slots=True)
class DefinitionLevelPart:
    """The reading level of a definition (`desk/glossary/_definition_level_part.html`)."""

    level: Readability | None


@dataclass(frozen=True, slots=True)
class GlossaryImportPage:
    """Import and export (`desk/glossary/import_export.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    problem: str = ""
    """A code, or a message of the parser."""
    planned: GlossaryImportPlan | None = None
    drafts: Mapping[Key, TermDraft] = field(default_factory=dict)
    """Drafts that the import would replace, by their terms."""
    version: str = ""
    """Version of the plan, to detect edits made since."""
    notices: Sequence[tuple[int | None, str, str]] = ()
    """Skipped records and warnings: (line, record, message)."""
    more_notices: int = 0
    content: str = ""
    """The file, compressed in base 64, to be sent back with the form."""
    name: str = ""
    format: str = ""
    encoding: str | None = None
    """A key of `OTHER_ENCODINGS` if the file is not UTF-8."""
    samples: Sequence[str] = ()
    """Places where another encoding would read other characters."""
    audience: str = "lay"

    @property
    def encodings(self) -> Mapping[str, str]:
        """The encodings that the file may be read in instead, with their names."""
        return OTHER_ENCODINGS


@dataclass(frozen=True, slots=True)
class MissingPage:
    """Hard words and phrases that no term explains (`desk/glossary/missing_terms.html`)."""

    layout: DeskLayout
    language: str
    languages: Languages
    slug: str
    missing: MissingTermsReport
    texts: int
    """How many texts were searched."""
    is_partial: bool
    """Whether there are more texts than were searched."""
    add_paths: Mapping[str, str]
    """URL of the form that adds a word, by word."""
    answer_paths: Mapping[str, str]
    """URL of an answer's writing page, by slug."""


def present_term(listed: ListedTerm, drafts: Mapping[Key, TermDraft] = _NO_DRAFTS) -> TermRow:
    """Return the row of a term, with its draft if it is among `drafts`."""
    term = listed.term
    return TermRow(
        term,
        listed.definition,
        measure_definition(term.definition_lay, term.language),
        urls.term(term.language, term.slug),
        drafts.get((term.language, term.slug)),
    )
