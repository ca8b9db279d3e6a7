"""What the pages of the glossary desk are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.clashes import Clash
from readlevel.core.html import SafeHTML
from readlevel.core.readability import Readability
from readlevel.core.term import Term
from readlevel.interchange.glossary_plan import Plan
from readlevel.naming import Missing
from readlevel.storage.term_history import TermChange
from readlevel.web.desk.frame import Frame
from readlevel.web.desk.list_pages import Pages
from readlevel.web.desk.term_forms import TermForm


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term in the list."""

    term: Term
    definition: SafeHTML | None
    level: Readability | None
    """Of its plain definition; None where it has none."""
    path: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    """`/edit/glossary` (`editing/glossary.html`)."""

    frame: Frame
    language: str
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    query: str
    letter: str
    letters: Sequence[tuple[str, str]]
    """(letter, address)."""
    rows: Sequence[TermRow]
    pages: Pages | None
    total: int


@dataclass(frozen=True, slots=True)
class TermPage:
    """One term, to be changed or added (`editing/term.html`)."""

    frame: Frame
    form: TermForm
    slug: str
    """Empty for a new one."""
    seen: str
    languages: Sequence[tuple[str, str]]
    level: Readability | None
    clashes: Sequence[Clash]
    history: Sequence[TermChange]
    used_in: Sequence[tuple[str, str]]
    """(address, question) of answers that explain it."""
    problem: str = ""
    """What is wrong, in a sentence or as a code."""
    theirs: TermForm | None = None
    """What another has made of it meanwhile."""
    gone: bool = False
    """Whether another has removed it meanwhile."""


@dataclass(frozen=True, slots=True)
class DefinitionLevel:
    """How hard a definition is (`editing/_definition_level.html`)."""

    level: Readability | None


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Taking in a file of terms (`editing/glossary_import.html`)."""

    frame: Frame
    language: str
    languages: Sequence[tuple[str, str]]
    problem: str = ""
    planned: Plan | None = None
    notices: Sequence[str] = ()
    """What is wrong with the file or left out of it, in sentences."""
    more_notices: int = 0
    content: str = ""
    """The file in Base64, to be sent once more."""
    name: str = ""
    format: str = ""
    audience: str = "lay"


@dataclass(frozen=True, slots=True)
class MissingPage:
    """Hard words that nothing explains (`editing/missing.html`)."""

    frame: Frame
    language: str
    languages: Sequence[tuple[str, str]]
    slug: str
    missing: Missing
    texts: int
    """How many texts were looked through."""
    add_paths: Mapping[str, str]
    """Where each word is added, by word."""
