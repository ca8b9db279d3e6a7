"""Replaces the citations in a Word file by marks: those of reference managers and Word's own.

Generated lists are taken out, because readers get a list of references and one of contents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from readlevel.interchange.documents.cited_works import CitedWork, CitedWorks
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.reference_headings import is_reference_heading
from readlevel.interchange.word.citation_fields import (
    GeneratedFieldKind,
    find_field_kind,
    find_tag_kind,
    read_field,
    read_tag,
)
from readlevel.interchange.word.word_sources import Sources

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_SHOWN = 200
_LISTS = (GeneratedFieldKind.BIBLIOGRAPHY, GeneratedFieldKind.SOURCES)


@dataclass(slots=True)
class _Field:
    """A complex field: its runs in order, those of fields inside it included."""

    runs: list[Element] = field(default_factory=list)
    instruction: str = ""
    data: str = ""
    has_result: bool = False

    @property
    def kind(self) -> GeneratedFieldKind | None:
        return find_field_kind(self.instruction)


def replace_citations(
    body: Element, works: CitedWorks, sources: Sources
) -> Iterator[ConversionLoss]:
    """Put marks of `works` where `body` has citations; Word's own cite `sources` of the file.

    Yield `citation`, with its text, for each that cannot be read and stays text.
    """
    parents = _find_parents(body)
    for elements, kind, cited in list(_find_fields(body, sources)):
        if kind is GeneratedFieldKind.CITATION and cited:
            _insert_before(elements[0], works.mark(cited), parents)
            _remove(elements, parents)
        elif kind is GeneratedFieldKind.CITATION:
            yield ConversionLoss("citation", _shown(elements))


def remove_generated_lists(
    body: Element, works: CitedWorks, sources: Sources, *, keeps_references: bool
) -> Iterator[ConversionLoss]:
    """Take out the table of contents and, unless some works are only in it, the list of references.

    Yield `contents`, `bibliography`, and `bibliography_kept` for a list that stays text. Of Word's
    own list, the works that the text does not cite are added to `works`: `uncited_references`.
    """
    parents = _find_parents(body)
    for elements, kind, _ in list(_find_fields(body, sources)):
        if kind is GeneratedFieldKind.CONTENTS:
            _remove_list(elements, parents)
            yield ConversionLoss("contents")
        elif kind is GeneratedFieldKind.FULL_BIBLIOGRAPHY or (kind in _LISTS and keeps_references):
            yield ConversionLoss("bibliography_kept")
        elif kind in _LISTS:
            if kind is GeneratedFieldKind.SOURCES and (added := _add_uncited(works, sources)):
                yield ConversionLoss("uncited_references", "; ".join(added)[:_LONGEST_SHOWN])
            _remove_list(elements, parents)
            yield ConversionLoss("bibliography")


def _add_uncited(works: CitedWorks, sources: Sources) -> list[str]:
    """Add the sources that are not cited; return their titles."""
    count = works.work_count
    uncited = [item for item in sources.values() if item and works.add(item) >= count]
    return [str(item["title"]) for item in uncited if "title" in item]


def _find_parents(body: Element) -> dict[Element, Element]:
    return {child: parent for parent in body.iter() for child in parent}


def _find_fields(
    body: Element, sources: Sources
) -> Iterator[tuple[list[Element], GeneratedFieldKind | None, list[CitedWork]]]:
    """Yield the elements of each field or content control, its kind, and the works it cites."""
    for control in body.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        name = tag.get(f"{_W}val", "") if tag is not None else ""
        yield [control], find_tag_kind(name), read_tag(name)
    for simple in body.iter(f"{_W}fldSimple"):
        given = simple.get(f"{_W}instr", "")
        data = "".join(one.text or "" for one in simple.iter(f"{_W}fldData"))
        yield [simple], find_field_kind(given), read_field(given, data, sources)
    for one in _iter_fields(body):
        yield one.runs, one.kind, read_field(one.instruction, one.data, sources)


def _iter_fields(body: Element) -> Iterator[_Field]:
    """Yield the fields made of runs, inner ones first."""
    opened: list[_Field] = []
    for run in body.iter(f"{_W}r"):
        marks = [one.get(f"{_W}fldCharType") for one in run.findall(f"{_W}fldChar")]
        if "begin" in marks:
            opened.append(_Field())
        for one in opened:
            one.runs.append(run)
        if not opened:
            continue
        current = opened[-1]
        current.data += "".join(one.text or "" for one in run.iter(f"{_W}fldData"))
        if not current.has_result:
            current.instruction += "".join(one.text or "" for one in run.iter(f"{_W}instrText"))
        current.has_result |= "separate" in marks
        if "end" in marks:
            closed = opened.pop()
            if closed.kind is GeneratedFieldKind.CITATION_DATA and opened and not opened[-1].data:
                opened[-1].data = closed.data
            yield closed


def _insert_before(element: Element, mark: str, parents: dict[Element, Element]) -> None:
    run = Element(f"{_W}r")
    SubElement(run, f"{_W}t").text = mark
    parent = parents[element]
    parent.insert(list(parent).index(element), run)
    parents[run] = parent


def _remove(elements: list[Element], parents: dict[Element, Element]) -> None:
    for element in elements:
        parent = parents[element]
        if element in list(parent):
            parent.remove(element)


def _remove_list(elements: list[Element], parents: dict[Element, Element]) -> None:
    """Remove a generated list, the paragraphs that held it, and a heading that only it had."""
    paragraphs = dict.fromkeys(
        paragraph
        for element in elements
        if (paragraph := _paragraph_of(element, parents)) is not None
    )
    first = next(iter(paragraphs), elements[0])
    heading = _before(first, parents)
    _remove(elements, parents)
    for paragraph in paragraphs:
        if not _shown([paragraph]):
            _remove([paragraph], parents)
    if heading is not None and is_reference_heading(_shown([heading])):
        _remove([heading], parents)


def _paragraph_of(element: Element, parents: dict[Element, Element]) -> Element | None:
    above = parents.get(element)
    while above is not None and above.tag != f"{_W}p":
        above = parents.get(above)
    return above


def _before(element: Element, parents: dict[Element, Element]) -> Element | None:
    """Return the paragraph before an element, also before the content controls around it."""
    while (parent := parents.get(element)) is not None:
        place = list(parent).index(element)
        before = [one for one in list(parent)[:place] if one.tag == f"{_W}p" and _shown([one])]
        if before:
            return before[-1]
        element = parent
    return None


def _shown(elements: list[Element]) -> str:
    """Return the words that elements show."""
    texts = (text.text or "" for one in elements for text in one.iter(f"{_W}t"))
    return " ".join("".join(texts).split())[:_LONGEST_SHOWN]
