"""List items and table cells within one line of plain text that lost its line breaks."""

import re
from collections.abc import Iterator

_BULLET = re.compile(r"[•●▪‣►➢✓-](?<!\S.)(?:(?<!-)\s*|\s{2,}|(?<=\s\s.)\s)")
_CELL = re.compile(r"[\t|]")
_GAP = re.compile(r"\s-\s+(?=[^\W\d_])|(?<=\d%)\s(?=[A-Z][a-z])")
"""May separate list items without bullets: "fever - cough - rash", "Fever 90% Cough 50%"."""

_STOP = re.compile(r"[.!?]\s")
_FEWEST_GAPS = 3
_MOST_WORDS = 9


def is_table_row(line: str) -> bool:
    """Return whether `line` is a table row: it has tabs, or begins with a bar."""
    bare = line.strip()
    return "\t" in bare.removeprefix("o\t") or bare.startswith("|")


def split_inline_list(text: str) -> Iterator[str]:
    """Yield the cells of `text`, and the items of a list inside it ("Signs: -   a -   b")."""
    cells = _CELL.split(text) if is_table_row(text) else [text]
    for cell in cells:
        for part in _BULLET.split(cell):
            yield from filter(str.strip, _split_gaps(part))


def _split_gaps(text: str) -> Iterator[str]:
    """Yield the items of a list that is separated only by dashes or percentages.

    One or two dashes mark a parenthetical remark instead, except after a colon, which introduces a
    list.
    """
    start = 0
    run: list[re.Match[str]] = []
    gaps = list(_GAP.finditer(text)) if "- " in text or "% " in text else []
    ends = [*(gap.start() for gap in gaps), len(text)][1:]
    for gap, end in zip(gaps, ends, strict=True):
        run.append(gap)
        if end == len(text) or not _is_item(text[gap.end() : end]):
            if len(run) >= _FEWEST_GAPS or text[start : run[0].start()].endswith(":"):
                for one in run:
                    yield text[start : one.start()]
                    start = one.end()
            run = []
    yield text[start:]


def _is_item(text: str) -> bool:
    return len(text.split(None, _MOST_WORDS)) <= _MOST_WORDS and not _STOP.search(text)
