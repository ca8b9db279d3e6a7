"""Makes references of the notes and numbered lists of a page, as proposals for its editor.

Numbers in the text that lead to them, superscript or in brackets, become citations. A list to which
no number leads stays text: readers of the answer would not see it otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

from readlevel.interchange.documents.cited_works import CitedWork, CitedWorks, remove_marks
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.reference_headings import is_reference_heading
from readlevel.interchange.references.written_references import (
    is_written_reference,
    read_written_reference,
)

_NOTE = re.compile(r"_?(?:ftn|edn|footnote-|endnote-)(\d+)")
_BACK = re.compile(r"#_?(?:ftnref|ednref|footnote-ref-|endnote-ref-)\d+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING = 60
_NUMBERED = re.compile(r"\s*(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)](?=\s))\s*")
_GROUP = r"\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3}){0,20}"
_RAISED = re.compile(rf"\s*[\[(]?({_GROUP})[\])]?\s*")
_BRACKETED = re.compile(rf"\[({_GROUP})\]")
_INTERVAL = re.compile(r"(?:\bCI|\bIQR|\brange|\binterval|\d)[\s:,=]*$", re.IGNORECASE)
"""What stands before numbers in brackets that are not citations: "95% CI [2, 5]"."""
_MEASURED = re.compile(r"(?:\d|\b(?:k|c|m|d|n|µ|μ)?m|\bft|\bin|\bs|\bkg|\bmol|\bL|×10)$")
"""What stands before a raised number that is a power: "kg/m²", "10⁹"."""
_LONGEST_RANGE = 30


@dataclass(frozen=True, slots=True)
class _List:
    """A numbered list of references: its texts by number, and the elements that hold it."""

    texts: Mapping[int, str]
    elements: tuple[Tag, ...]


def propose_references(main: Tag, works: CitedWorks) -> Iterator[ConversionLoss]:
    """Replace notes and numbered references by marks of `works`; yield what was proposed.

    `proposed_notes` and `proposed_references` count the works, `uncited_references` names the
    numbers to which nothing leads, `uncited_list` tells of a list that stays text.
    """
    yield from _propose_notes(main, works)
    for found in list(_find_lists(main)):
        yield from _propose_list(main, found, works)


def _propose_notes(main: Tag, works: CitedWorks) -> Iterator[ConversionLoss]:
    notes = [one for one in main("li") if _NOTE.fullmatch(str(one.get("id") or ""))]
    left: list[Tag] = []
    proposed = 0
    for note in notes:
        text = _text_of_note(note)
        calls = main("a", href=f"#{note['id']}")
        only_marks = not remove_marks(text).strip(" .") and text.strip()
        if not calls or not (only_marks or is_written_reference(text)):
            left.append(note)
            continue
        mark = text.strip(" .") if only_marks else ""
        if not mark:
            mark = works.mark([CitedWork(read_written_reference(text))])
            proposed += 1
        for call in calls:
            _replace_call(call, mark)
        note.decompose()
    for number, note in enumerate(left, start=1):
        for call in main("a", href=f"#{note['id']}"):
            call.string = f"[{number}]"
    for emptied in main("ol"):
        if len(left) < len(notes) and not emptied.get_text(strip=True):
            emptied.decompose()
    if proposed:
        yield ConversionLoss("proposed_notes", str(proposed))


def _text_of_note(note: Tag) -> str:
    for back in note("a", href=_BACK):
        if not re.search(r"\w", back.get_text()):
            back.decompose()
    return " ".join(note.get_text(" ").split())


def _replace_call(call: Tag, mark: str) -> None:
    raised = call.find_parent("sup")
    place = raised if raised is not None and raised.get_text() == call.get_text() else call
    place.replace_with(NavigableString(mark))


def _find_lists(main: Tag) -> Iterator[_List]:
    for heading in main([*_HEADINGS, "p"]):
        text = heading.get_text(" ", strip=True)
        if len(text) <= _LONGEST_HEADING and is_reference_heading(text):
            found = _read_list(heading)
            if found is not None:
                yield found


def _read_list(heading: Tag) -> _List | None:
    """Return the numbered entries below a heading; None if what stands there is not numbered."""
    texts: dict[int, str] = {}
    elements: list[Tag] = []
    for element in heading.find_next_siblings():
        if element.name in _HEADINGS:
            break
        if element.name == "ol" and not texts:
            start = str(element.get("start") or "1")
            first = int(start) if start.isascii() and start.isdigit() else 1
            items = element.find_all("li", recursive=False)
            texts = {first + place: _words(item) for place, item in enumerate(items)}
            elements.append(element)
            break
        number = _NUMBERED.match(element.get_text())
        if element.name != "p" or number is None:
            break
        given = int(next(group for group in number.groups() if group))
        if given in texts:
            break
        texts[given] = " ".join(element.get_text()[number.end() :].split())
        elements.append(element)
    if not texts or not all(texts.values()):
        return None
    following = elements[-1].find_next_sibling()
    alone = following is None or following.name in _HEADINGS
    return _List(texts, (heading, *elements) if alone else tuple(elements))


def _words(item: Tag) -> str:
    return " ".join(item.get_text(" ").split())


def _propose_list(main: Tag, found: _List, works: CitedWorks) -> Iterator[ConversionLoss]:
    cited: set[int] = set()
    for raised in main("sup"):
        numbers = _read_numbers(_RAISED.fullmatch(raised.get_text()), found)
        if numbers and not _is_inside(raised, found) and not _MEASURED.search(_text_before(raised)):
            cited.update(numbers)
            raised.replace_with(NavigableString(_mark(numbers, found, works)))
    for text in main.find_all(string=_BRACKETED):
        if not _is_inside(text, found) and text.find_parent(("code", "pre")) is None:
            _cite_in_text(text, found, works, cited)
    if not cited:
        yield ConversionLoss("uncited_list", str(len(found.texts)))
        return
    uncited = sorted(found.texts.keys() - cited)
    for number in uncited:
        works.add(read_written_reference(found.texts[number]))
    for element in found.elements:
        element.decompose()
    yield ConversionLoss("proposed_references", str(len(found.texts)))
    if uncited:
        yield ConversionLoss("uncited_references", ", ".join(map(str, uncited)))


def _cite_in_text(text: NavigableString, found: _List, works: CitedWorks, cited: set[int]) -> None:
    """Replace the numbers in brackets in a text by marks."""

    def replace(match: re.Match[str]) -> str:
        numbers = _read_numbers(match, found)
        if not numbers or _INTERVAL.search(text[: match.start()]):
            return match[0]
        cited.update(numbers)
        return _mark(numbers, found, works)

    replaced = _BRACKETED.sub(replace, text)
    if replaced != text:
        link = text.find_parent("a")
        leads_within = link is not None and str(link.get("href") or "").startswith("#")
        target = link if link is not None and leads_within else text
        target.replace_with(NavigableString(replaced))


def _read_numbers(match: re.Match[str] | None, found: _List) -> list[int]:
    """Return the numbers of a group such as "1, 3-5"; none if one of them leads nowhere."""
    if match is None:
        return []
    numbers: list[int] = []
    for part in re.split(r"\s*[,;]\s*", match[1]):
        ends = [int(one) for one in re.split(r"\s*[\u2013-]\s*", part)]
        if len(ends) > 2 or not 0 <= ends[-1] - ends[0] <= _LONGEST_RANGE:
            return []
        numbers.extend(range(ends[0], ends[-1] + 1))
    return list(dict.fromkeys(numbers)) if set(numbers) <= found.texts.keys() else []


def _mark(numbers: list[int], found: _List, works: CitedWorks) -> str:
    return works.mark([CitedWork(read_written_reference(found.texts[one])) for one in numbers])


def _is_inside(element: Tag | NavigableString, found: _List) -> bool:
    return any(one in found.elements for one in element.parents)


def _text_before(raised: Tag) -> str:
    before = raised.previous_sibling
    return before.get_text()[-12:] if before is not None else ""
