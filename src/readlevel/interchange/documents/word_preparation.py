"""Word files made ready for mammoth, which knows neither hidden text, drop caps nor table grids.

Hidden text is taken out, a drop cap joins its word again, and a row of a table that begins or ends
inside the grid gets the empty cells that stand there.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring
from zipfile import ZIP_DEFLATED, ZipFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "word/document.xml"
_STYLES = "word/styles.xml"
_OFF = ("0", "false", "off")
_MAX_GRID_CELLS = 100


def prepare(content: bytes) -> tuple[bytes, list[str]]:
    """Return a Word file that shows what its readers see, and the hidden texts taken out of it.

    Its XML must have been checked before.
    """
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        if _TEXT not in names:
            return content, []
        body = fromstring(archive.read(_TEXT))  # noqa: S314 - checked before, without entities
        styles = fromstring(archive.read(_STYLES)) if _STYLES in names else Element("none")  # noqa: S314
        hidden = list(_remove_hidden(body, _find_hidden_styles(styles)))
        changed = [hidden != [], _join_drop_caps(body), _fill_grid(body)]
        if not any(changed):
            return content, []
        written = BytesIO()
        with ZipFile(written, "w", ZIP_DEFLATED) as copy:
            for part in archive.infolist():
                raw = tostring(body, "utf-8") if part.filename == _TEXT else archive.read(part)
                copy.writestr(part.filename, raw)
    return written.getvalue(), hidden


def _find_hidden_styles(styles: Element) -> frozenset[str]:
    return frozenset(
        style.get(f"{_W}styleId", "")
        for style in styles.iter(f"{_W}style")
        if _is_on(style.find(f"{_W}rPr/{_W}vanish"))
    )


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


def _join_drop_caps(body: Element) -> bool:
    """Put the runs of a paragraph that is a drop cap before those of the next paragraph."""
    joined = False
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
            joined = True
    return joined


def _fill_grid(body: Element) -> bool:
    """Add an empty cell for each column that a row skips before its first or after its last."""
    filled = False
    for row in body.iter(f"{_W}tr"):
        for name, at_start in (("gridBefore", True), ("gridAfter", False)):
            skipped = row.find(f"{_W}trPr/{_W}{name}")
            given = "" if skipped is None else skipped.get(f"{_W}val", "")
            for _ in range(min(int(given), _MAX_GRID_CELLS) if given.isdigit() else 0):
                cell = Element(f"{_W}tc")
                SubElement(cell, f"{_W}p")
                row.insert(_first_cell(row) if at_start else len(row), cell)
                filled = True
    return filled


def _first_cell(row: Element) -> int:
    return next((place for place, one in enumerate(row) if one.tag == f"{_W}tc"), len(row))
