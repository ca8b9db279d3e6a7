"""Writes TBX: the elements of a concept, in either style of version 3."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from readlevel.core.model.term import Term
from readlevel.interchange.glossary.code_systems import uri_of
from readlevel.interchange.glossary.definitions import MARKDOWN, as_plain

_FRAME = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx style="{style}" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"{modules}>
  <tbxHeader>
    <fileDesc><sourceDesc><p>{title}</p></sourceDesc></fileDesc>
  </tbxHeader>
  <text>
    <body>
{body}
    </body>
  </text>
</tbx>
"""
_MODULES = """
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic\""""

_ELEMENTS = {
    "administrativeStatus": ("termNote", "min"),
    "crossReference": ("ref", "basic"),
    "definition": ("descrip", "basic"),
    "externalCrossReference": ("xref", "basic"),
    "source": ("admin", "basic"),
    "termType": ("termNote", "basic"),
}
"""For each category: its element in DCA style, and its module in DCT style."""


def write(terms: Sequence[Term], title: str, style: str) -> str:
    """Return a TBX file of terms; `style` is `dca` or `dct`."""
    writer = _TbxWriter(terms, style)
    return _FRAME.format(
        style=style,
        modules=_MODULES if style == "dct" else "",
        title=escape(title),
        body="\n".join(map(writer.concept, terms)),
    )


class _TbxWriter:
    def __init__(self, terms: Sequence[Term], style: str) -> None:
        self._style = style
        self._identifiers = {(term.language, term.name): _identifier(term) for term in terms}

    def concept(self, term: Term) -> str:
        lines = [
            f"      <conceptEntry id={quoteattr(_identifier(term))}>",
            f"        <langSec xml:lang={quoteattr(term.language)}>",
            *(f"          {line}" for line in self._facts(term)),
            *(f"          {line}" for line in self._terms(term)),
            "        </langSec>",
            "      </conceptEntry>",
        ]
        return "\n".join(lines)

    def _facts(self, term: Term) -> Iterator[str]:
        if term.definition_lay:
            yield self._definition(term.definition_lay, "lay")
        if term.definition_clinician:
            yield self._definition(term.definition_clinician, "clinician")
        if term.source:
            yield self._category("source", term.source)
        if term.source_url:
            yield self._address(term.source_url, term.source or term.source_url)
        for system, codes in term.codes.items():
            for code in codes:
                yield self._address(f"{uri_of(system)}#{code}", f"{system}:{code}")
        for name in term.see_also:
            target = self._identifiers.get((term.language, name))
            if target:
                yield self._category("crossReference", name, target)
            else:
                yield f"<note>see also: {_text(name)}</note>"
        yield from self._notes(term)

    def _notes(self, term: Term) -> Iterator[str]:
        for words in term.search_words:
            yield f"<note>search words: {_text(words)}</note>"
        for name in term.not_in:
            yield f"<note>not in: {_text(name)}</note>"
        if term.pronunciation:
            yield f"<note>pronunciation: {_text(term.pronunciation)}</note>"

    def _definition(self, definition: str, audience: str) -> str:
        plain = as_plain(definition)
        format_ = "" if plain else f"<note>format: {MARKDOWN}</note>"
        return (
            f"<descripGrp>{self._category('definition', plain or definition)}"
            f"<note>audience: {audience}</note>{format_}</descripGrp>"
        )

    def _address(self, target: str, text: str) -> str:
        return self._category("externalCrossReference", text, target)

    def _terms(self, term: Term) -> Iterator[str]:
        yield self._term(term.name, "preferredTerm-admn-sts", "fullForm")
        if term.acronym:
            yield self._term(term.acronym, "admittedTerm-admn-sts", "acronym")
        for form in term.other_forms:
            yield self._term(form, "admittedTerm-admn-sts", "variant")

    def _term(self, name: str, status: str, kind: str) -> str:
        return (
            f"<termSec><term>{_text(name)}</term>"
            f"{self._category('administrativeStatus', status)}"
            f"{self._category('termType', kind)}</termSec>"
        )

    def _category(self, name: str, text: str, target: str = "") -> str:
        element, module = _ELEMENTS[name]
        where = f" target={quoteattr(target)}" if target else ""
        if self._style == "dct":
            return f"<{module}:{name}{where}>{_text(text)}</{module}:{name}>"
        return f'<{element} type="{name}"{where}>{_text(text)}</{element}>'


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _identifier(term: Term) -> str:
    slug = re.sub(r"[^a-z0-9-]", lambda sign: f"_{ord(sign[0]):x}", term.slug)
    return f"{term.language}-{slug}"
