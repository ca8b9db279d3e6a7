"""Word files made ready for mammoth.

It knows neither fields of reference managers, hidden text, drop caps nor table grids. Citations
become marks, hidden text is taken out, a drop cap joins its word again, and a row of a table that
begins or ends inside the grid gets the empty cells that stand there.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring
from zipfile import ZIP_DEFLATED, ZipFile

from readlevel.interchange.documents.cited_works import CitedWorks
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.word.citations import remove_generated_lists, replace_citations
from readlevel.interchange.word.word_sources import is_source_part, read_sources

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
_OFF = ("0", "false", "off")
_MAX_GRID_CELLS = 100
_MAX_CHAIN = 20
_HEADING_LEVELS = ("0", "1", "2", "3", "4", "5")
_LONGEST_SHOWN = 200


def prepare(content: bytes, works: CitedWorks) -> tuple[bytes, list[ConversionLoss]]:
    """Return a Word file that shows what its readers see, with marks of the `works` that it cites.

    What was taken out of it is listed. Its XML must have been checked before.
    """
    said: list[ConversionLoss] = []
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        styles = fromstring(archive.read(_STYLES)) if _STYLES in names else Element("none")  # noqa: S314 - checked before
        hiding = _find_hidden_styles(styles)
        headings = _find_heading_styles(styles)
        bodies = {
            name: fromstring(archive.read(name))  # noqa: S314 - checked before
            for name in _TEXTS
            if name in names
        }
        sources: dict[str, dict[str, Any]] = {}
        for name in filter(is_source_part, names):
            sources |= read_sources(archive.read(name))
        for body in bodies.values():
            said.extend(replace_citations(body, works, sources))
        keeps_references = bool(said) or not works.citation_count
        for body in bodies.values():
            said.extend(
                remove_generated_lists(body, works, sources, keeps_references=keeps_references)
            )
            said.extend(_tidy(body, hiding))
            _name_headings(body, headings)
        changed = {name: tostring(body, "utf-8") for name, body in bodies.items()}
        if works.citation_count:
            said.append(ConversionLoss("citations", str(works.citation_count)))
        written = BytesIO()
        with ZipFile(written, "w", ZIP_DEFLATED) as copy:
            for part in archive.infolist():
                copy.writestr(part.filename, changed.get(part.filename) or archive.read(part))
    return written.getvalue(), said


def _tidy(body: Element, hiding: frozenset[str]) -> Iterator[ConversionLoss]:
    for text in _remove_hidden(body, hiding):
        yield ConversionLoss("hidden", text[:_LONGEST_SHOWN])
    _join_drop_caps(body)
    _fill_grid(body)
    _remove_empty_paragraphs(body)


def _find_hidden_styles(styles: Element) -> frozenset[str]:
    """Return the styles whose text is hidden, by themselves or by the style that they build on."""
    return frozenset(
        name
        for name, chain in _iter_style_chains(styles)
        if _is_on(_find_first(chain, f"{_W}rPr/{_W}vanish"))
    )


def _find_heading_styles(styles: Element) -> dict[str, str]:
    """Return Word's own heading style for each style with an outline level."""
    levels = (
        (name, _find_first(chain, f"{_W}pPr/{_W}outlineLvl"))
        for name, chain in _iter_style_chains(styles)
    )
    return {name: heading for name, level in levels if (heading := _heading_of(level))}


def _iter_style_chains(styles: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield each style's ID, and the style with those that it builds on."""
    known = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    for name, style in known.items():
        chain = [style]
        while len(chain) < _MAX_CHAIN:
            above = chain[-1].find(f"{_W}basedOn")
            base = known.get(above.get(f"{_W}val", "")) if above is not None else None
            if base is None:
                break
            chain.append(base)
        yield name, chain


def _find_first(chain: list[Element], path: str) -> Element | None:
    return next((found for style in chain if (found := style.find(path)) is not None), None)


def _heading_of(level: Element | None) -> str:
    given = "" if level is None else level.get(f"{_W}val", "")
    return f"Heading{int(given) + 1}" if given in _HEADING_LEVELS else ""


def _name_headings(body: Element, styles: dict[str, str]) -> None:
    """Give paragraphs with an outline level the heading style that mammoth knows."""
    for paragraph in body.iter(f"{_W}p"):
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            continue
        style = properties.find(f"{_W}pStyle")
        own = properties.find(f"{_W}outlineLvl")
        by_style = styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""
        heading = _heading_of(own) if own is not None else by_style
        if heading:
            if style is None:
                style = SubElement(properties, f"{_W}pStyle")
            style.set(f"{_W}val", heading)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in _OFF


def _remove_hidden(body: Element, styles: frozenset[str]) -> Iterator[str]:
    """Take hidden runs out of their paragraphs; yield the text of each paragraph's."""
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        by_style = style is not None and style.get(f"{_W}val") in styles
        texts = []
        for parent in list(paragraph.iter()):
            for run in [one for one in parent if one.tag == f"{_W}r"]:
                if _is_hidden(run, styles, by_style=by_style):
                    texts.append("".join(text.text or "" for text in run.iter(f"{_W}t")))
                    parent.remove(run)
        joined = " ".join("".join(texts).split())
        if joined:
            yield joined


def _is_hidden(run: Element, styles: frozenset[str], *, by_style: bool) -> bool:
    switch = run.find(f"{_W}rPr/{_W}vanish")
    if switch is not None:
        return _is_on(switch)
    style = run.find(f"{_W}rPr/{_W}rStyle")
    return by_style or (style is not None and style.get(f"{_W}val") in styles)


def _join_drop_caps(body: Element) -> None:
    """Put the runs of a paragraph that is a drop cap before those of the next paragraph."""
    for parent in list(body.iter()):
        paragraphs = list(parent)
        for one, following in pairwise(paragraphs):
            frame = one.find(f"{_W}pPr/{_W}framePr")
            is_cap = frame is not None and frame.get(f"{_W}dropCap") in ("drop", "margin")
            if not is_cap or following.tag != f"{_W}p":
                continue
            start = 1 if following.find(f"{_W}pPr") is not None else 0
            runs = [child for child in one if child.tag != f"{_W}pPr"]
            for place, run in enumerate(runs, start=start):
                following.insert(place, run)
            parent.remove(one)


def _remove_empty_paragraphs(body: Element) -> None:
    """Take out paragraphs without any content; nobody sees them, and mammoth is slow on many."""
    for parent in list(body.iter()):
        kept = [one for one in parent if one.tag != f"{_W}p" or len(one)]
        if len(kept) < len(parent):
            parent[:] = kept


def _fill_grid(body: Element) -> None:
    """Add an empty cell for each column that a row skips before its first or after its last."""
    for row in body.iter(f"{_W}tr"):
        for name, at_start in (("gridBefore", True), ("gridAfter", False)):
            skipped = row.find(f"{_W}trPr/{_W}{name}")
            given = "" if skipped is None else skipped.get(f"{_W}val", "")
            for _ in range(min(int(given), _MAX_GRID_CELLS) if given.isdigit() else 0):
                cell = Element(f"{_W}tc")
                SubElement(cell, f"{_W}p")
                row.insert(_first_cell(row) if at_start else len(row), cell)


def _first_cell(row: Element) -> int:
    return next((place for place, one in enumerate(row) if one.tag == f"{_W}tc"), len(row))
