"""Parses TBX into language sections of concepts, whatever the style.

Both styles of version 3 (ISO 30042:2019) are read, data categories as attributes (DCA) and as tags
(DCT), and older martif files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from readlevel.core.languages.tags import primary
from readlevel.interchange.files.safe_xml import IDENTIFIER, LANGUAGE, Element, find_elements

NOTES = ("audience", "format", "not in", "pronunciation", "search words", "see also")
"""Fields without a category in the dialect, written as notes `<field>: …`."""

STATUSES = ("administrativeStatus", "normativeAuthorization")
"""Categories that mark the preferred term; the second is used in older files."""

_UNPLACED = "definition in a language without terms"

_CONCEPTS = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_BY_ATTRIBUTE = frozenset({"admin", "descrip", "ref", "termNote", "transac", "xref"})
_GROUPS = frozenset({"adminGrp", "descripGrp", "termGrp", "termNoteGrp", "transacGrp"})
_PREFERRED = frozenset({"preferredTerm-admn-sts", "preferredTerm", "preferred"})


_BREAK = re.compile(r"[ \t]*[\t\r\n]+[ \t]*")


@dataclass(frozen=True, slots=True)
class Fact:
    """One data category of an element: its type, its text, and the other facts of its group."""

    kind: str
    text: str
    """Its text with white space unchanged."""
    target: str = ""
    group: "tuple[Fact, ...]" = ()

    def about(self, kind: str) -> str | None:
        """Return the text of that kind in the group, or None."""
        return find_text(self.group, kind)


@dataclass(slots=True)
class Section:
    """The terms of one language in a concept, with their facts."""

    concept: str | None
    """The concept's identifier."""
    place: int
    """Index of the concept in the file."""
    language: str
    line: int
    facts: list[Fact]
    terms: list[list[Fact]] = field(default_factory=list)

    @property
    def preferred(self) -> list[Fact] | None:
        """Return the term that names the concept: the preferred one, else the first."""
        marked = (
            term
            for term in self.terms
            if any(find_text(term, kind) in _PREFERRED for kind in STATUSES)
        )
        return next(marked, self.terms[0] if self.terms else None)

    @property
    def name(self) -> str:
        """Return the name of the concept in this language, empty if it has none."""
        return find_text(self.preferred or (), "term") or ""

    @property
    def is_defined(self) -> bool:
        """Return whether there is a definition in this language."""
        return any(fact.kind == "definition" for fact in self.every_fact())

    def every_fact(self) -> Iterator[Fact]:
        """Yield the facts of the concept, then those of each of its terms."""
        yield from self.facts
        for term in self.terms:
            yield from term


def find_text(facts: "tuple[Fact, ...] | list[Fact]", kind: str) -> str | None:
    """Return the text of the first fact of a kind, on one line, or None."""
    found = (on_one_line(fact.text) for fact in facts if fact.kind == kind)
    return next(found, None)


def on_one_line(text: str) -> str:
    """Return `text` on one line, without XML's line breaks and indents."""
    return _BREAK.sub(" ", text).strip()


def read_sections(raw: bytes, language: str | None) -> Iterator[Section]:
    """Yield the sections of a file. Raise `BadRecord` if it is not XML, or not safe.

    `language` is for sections that name none. A definition at concept level belongs to the sections
    of its language, ignoring regions, or to the only one; other facts there belong to all.
    """
    for place, concept in enumerate(find_elements(raw, _CONCEPTS)):
        above = [
            (fact, element.attributes[LANGUAGE])
            for element in concept.children
            if element.name not in _LANGUAGES
            for fact in _facts(element)
        ]
        elements = [child for child in concept.children if child.name in _LANGUAGES]
        languages = [element.attributes[LANGUAGE] or language or "" for element in elements]
        for element, own in zip(elements, languages, strict=True):
            yield Section(
                concept.attributes.get(IDENTIFIER) or concept.attributes.get("id"),
                place,
                own,
                element.line,
                [*_facts_in(element, _TERMS), *_shared(above, own, languages)],
                [list(_facts_in(term)) for term in element.children if term.name in _TERMS],
            )


def _shared(above: list[tuple[Fact, str]], language: str, languages: list[str]) -> Iterator[Fact]:
    """Yield the concept-level facts of the section in `language`, one of `languages`."""
    spoken = {primary(one) for one in languages}
    for fact, said_in in above:
        if (
            fact.kind != "definition"
            or len(languages) == 1
            or primary(said_in) == primary(language)
        ):
            yield fact
        elif primary(said_in) not in spoken and language == languages[0]:
            # It is nobody's: the first says that it is there.
            yield Fact(_UNPLACED, fact.text)


def _facts_in(element: Element, without: frozenset[str] = frozenset()) -> Iterator[Fact]:
    for child in element.children:
        if child.name not in without:
            yield from _facts(child)


def _facts(element: Element) -> Iterator[Fact]:
    """Yield the facts of an element; in a group, the others describe the first."""
    if element.name not in _GROUPS:
        yield _fact(element)
        return
    inner = [fact for child in element.children for fact in _facts(child)]
    if element.name == "termGrp":
        yield from inner
    elif inner:
        first, *others = inner
        yield Fact(first.kind, first.text, first.target, tuple(others))


def _fact(element: Element) -> Fact:
    target = element.attributes.get("target", "")
    if element.name in _BY_ATTRIBUTE:
        return Fact(element.attributes.get("type", element.name), element.text, target)
    if element.name == "note":
        what, colon, said = element.text.strip().partition(":")
        if colon and what in NOTES:
            return Fact(what, said.strip())
    return Fact(element.name, element.text, target)
