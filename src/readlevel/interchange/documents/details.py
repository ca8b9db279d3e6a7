"""Opens the folded parts of a page (`<details>`): what is folded away is part of the text."""

from bs4 import Tag

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLE_LEVEL = 1
_MAX_LEVEL = 6


def open_details(main: Tag) -> None:
    """Make each summary a heading, one level below the last heading outside of folded parts."""
    above = _TITLE_LEVEL
    for element in main([*_HEADINGS, "details"]):
        depth = len(element.find_parents("details"))
        if element.name != "details":
            above = int(element.name[1]) if not depth else above
            continue
        summary = element.find("summary", recursive=False)
        if summary is not None and summary.find(_HEADINGS) is None:
            summary.name = f"h{min(above + depth + 1, _MAX_LEVEL)}"
    for element in main(["details", "summary"]):
        element.unwrap()
