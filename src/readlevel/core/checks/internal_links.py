"""Links in a text to other pages of its own site."""

from collections.abc import Iterator

from readlevel.core.text.document import Document, split_lines


def find_internal_links(document: Document) -> Iterator[tuple[str, int, int | None]]:
    """Yield (path, line, column) of each link to an address of this site, counted from 1.

    The path has neither query nor fragment; the column is None if the line does not contain it.
    """
    lines = split_lines(document.source)
    for block in document.tokens:
        for token in block.children or ():
            address = str(token.attrGet("href") or "") if token.type == "link_open" else ""
            if not address.startswith("/") or address.startswith("//"):
                continue
            first, end = block.map or (0, len(lines))
            line = next((at for at in range(first, end) if address in lines[at]), first)
            column = lines[line].find(address) + 1 or None
            yield address.partition("#")[0].partition("?")[0], line + 1, column
