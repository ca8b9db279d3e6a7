"""Entries: a term as the database stores it, with its definitions as HTML."""

from dataclasses import asdict, dataclass

from readlevel.core.model.term import Term
from readlevel.core.rendering.html import inline
from readlevel.core.rendering.safe_html import SafeHTML, restore_html
from readlevel.storage.database.stored_json import JSON_OBJECT, StoredJSON

TERM = StoredJSON[Term](Term, extra="ignore")


@dataclass(frozen=True, slots=True)
class _RenderedDefinitions:
    """The definitions of a term as HTML."""

    lay: str | None = None
    clinician: str | None = None


@dataclass(frozen=True, slots=True)
class _RenderedTerm:
    """What an entry holds beside the fields of the term."""

    rendered: _RenderedDefinitions


_RENDERED_TERM = StoredJSON[_RenderedTerm](_RenderedTerm, extra="ignore")


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A term as lists show it, with its lay definition, or else the clinicians'."""

    term: Term
    definition: SafeHTML | None


def dump_term(term: Term) -> str:
    """Return the entry of a term."""
    rendered = {
        audience: inline(definition).text
        for audience, definition in (
            ("lay", term.definition_lay),
            ("clinician", term.definition_clinician),
        )
        if definition
    }
    return JSON_OBJECT.dump({**asdict(term), "rendered": rendered})


def restore_definitions(entry: str) -> tuple[SafeHTML | None, SafeHTML | None]:
    """Return the lay and the clinician definition as HTML."""
    rendered = _RENDERED_TERM.load(entry).rendered
    return _restore_html(rendered.lay), _restore_html(rendered.clinician)


def restore_listed_term(entry: str) -> ListedTerm:
    """Return a stored term as lists show it."""
    rendered = _RENDERED_TERM.load(entry).rendered
    return ListedTerm(TERM.load(entry), _restore_html(rendered.lay or rendered.clinician))


def _restore_html(stored: str | None) -> SafeHTML | None:
    return restore_html(stored) if stored else None
