"""Terms in TBX-Basic, a dialect of the terminology exchange format (ISO 30042).

Fields without a category in the dialect are notes: see `tbx_sections.NOTES`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from readlevel.core.model.term import Term
from readlevel.interchange.files import strict_values
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.safe_xml import MAX_BYTES, keep_allowed
from readlevel.interchange.files.text_files import read_bytes
from readlevel.interchange.glossary import entries, tbx_writer
from readlevel.interchange.glossary.code_systems import find_system
from readlevel.interchange.glossary.definitions import from_text
from readlevel.interchange.glossary.entries import ImportRecord, TermEntry, WrittenGlossary
from readlevel.interchange.glossary.tbx_sections import (
    NOTES,
    STATUSES,
    Fact,
    Section,
    find_text,
    on_one_line,
    read_sections,
)

_ACRONYMS = frozenset({"acronym", "initialism"})
_UNDERSTOOD = frozenset({*STATUSES, "term", "termType"})


def read(path: Path, language: str | None, *, audience: str = "lay") -> Iterator[ImportRecord]:
    """Yield the terms of a file, one for each language of a concept.

    `language` is for sections that name none, `audience` for definitions without a note that names
    it. The preferred term of a concept gives the name.
    """
    try:
        sections = list(read_sections(read_bytes(path, MAX_BYTES), language))
    except BadRecord as bad:
        yield RecordProblem(path, bad.line, "", bad.reason)
        return
    if not sections:
        yield RecordProblem(
            path, None, "", "The file holds no conceptEntry with a langSec, as TBX has."
        )
        return
    left_out: Counter[str] = Counter()
    yield from entries.assign_slugs(path, _read(path, sections, audience, left_out))
    yield from entries.report_left_out(path, left_out, "Not carried over")


def write(terms: Iterable[Term], *, title: str, style: str = "dca") -> WrittenGlossary:
    """Return terms as TBX-Basic, each a concept, from which `read` yields equal ones.

    `style` is `dca` (data categories as attributes) or `dct` (as tags).
    """
    terms = list(terms)
    text = tbx_writer.write(terms, title, style)
    allowed = keep_allowed(text)
    lost = entries.count_lost(terms)
    if len(allowed) < len(text):
        lost["control characters"] = len(text) - len(allowed)
    return WrittenGlossary(allowed, lost)


def _read(
    path: Path, sections: list[Section], audience: str, left_out: Counter[str]
) -> Iterator[ImportRecord]:
    names = {(section.concept, section.language): section.name for section in sections}
    defined = {section.place for section in sections if section.is_defined}
    for section in sections:
        if section.place in defined and not section.is_defined:
            left_out["terms in a language without a definition"] += 1
            continue
        try:
            yield _Concept(section, audience, names, left_out).entry()
        except BadRecord as bad:
            yield RecordProblem(path, section.line, strict_values.shorten(section.name), bad.reason)


class _Concept:
    """Collects the facts of one section into the fields of a term."""

    def __init__(
        self,
        section: Section,
        audience: str,
        names: dict[tuple[str | None, str], str],
        left_out: Counter[str],
    ) -> None:
        self._section = section
        self._audience = audience
        self._names = names
        self._left_out = left_out
        self._fields: dict[str, Any] = {
            "other_forms": (),
            "see_also": (),
            "codes": {},
            "search_words": (),
            "not_in": (),
        }

    def entry(self) -> TermEntry:
        section = self._section
        for term in section.terms:
            if term is not section.preferred:
                self._take_form(term)
        for fact in section.every_fact():
            self._take(fact)
        return entries.make_entry(
            section.name or None, section.language, self._fields, line=section.line
        )

    def _take_form(self, term: list[Fact]) -> None:
        written = find_text(term, "term")
        if written and find_text(term, "termType") in _ACRONYMS and "acronym" not in self._fields:
            self._fields["acronym"] = written
        elif written:
            self._fields["other_forms"] += (written,)

    def _take(self, fact: Fact) -> None:
        said = on_one_line(fact.text)
        if fact.kind == "definition":
            self._take_definition(fact)
        elif fact.kind in ("source", "pronunciation"):
            self._set(fact.kind, said)
        elif fact.kind in ("see also", "search words", "not in"):
            self._fields[fact.kind.replace(" ", "_")] += (said,)
        elif fact.kind == "crossReference":
            name = self._names.get((fact.target, self._section.language)) or said
            self._fields["see_also"] += (name,) if name else ()
        elif fact.kind == "externalCrossReference":
            self._take_address(fact)
        elif fact.kind not in _UNDERSTOOD:
            self._left_out[fact.kind] += 1

    def _take_definition(self, fact: Fact) -> None:
        audience = fact.about("audience") or self._audience
        if audience not in ("lay", "clinician"):
            raise BadRecord(
                f"A note says audience: {strict_values.shorten(audience)!r}. "
                "Write lay or clinician."
            )
        self._set(f"definition_{audience}", from_text(fact.text, fact.about("format")))
        self._fields.setdefault("source", fact.about("source"))
        self._left_out.update(
            other.kind for other in fact.group if other.kind not in ("source", *NOTES)
        )

    def _take_address(self, fact: Fact) -> None:
        system, _, code = fact.target.partition("#")
        known = find_system(system)
        codes = self._fields["codes"]
        if known and code:
            codes[known] = (*codes.get(known, ()), code)
        elif fact.target.startswith(("http://", "https://")):
            self._set("source_url", fact.target)
        else:
            self._left_out[fact.kind] += 1

    def _set(self, name: str, value: str) -> None:
        if self._fields.get(name) in (None, value):
            self._fields[name] = value
        else:
            self._left_out[f"second {name}"] += 1
