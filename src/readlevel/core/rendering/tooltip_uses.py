"""The uses of a term that a page explains, out of all that its stored HTML marks.

Readers' workers call it when a page is made, so it imports nothing of what renders.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from readlevel.core.rendering.safe_html import SafeHTML, restore_html


class TooltipUses(StrEnum):
    """Which uses of a term link to its definition."""

    FIRST = "first"
    """The first of the text."""
    SECTION = "section"
    """The first of each section (a heading of the highest level and what follows it)."""
    ALL = "all"
    NONE = "none"


_TERM = re.compile(
    r"""<a\ class="term"(?:\ (?!data-again)[a-z-]+="[^"]*")*
    (?:\ data-again="(?P<again>[a-z]+)")?>(?P<words>.*?)</a>""",
    re.DOTALL | re.VERBOSE,
)
"""A term as `core.html` writes it; a link holds no other, so the next `</a>` is its own."""

_SHOWN: Mapping[TooltipUses, frozenset[str | None]] = {
    TooltipUses.FIRST: frozenset({None}),
    TooltipUses.SECTION: frozenset({None, "section"}),
    TooltipUses.NONE: frozenset(),
}
"""The values of `data-again` of the uses that stay links."""


def filter_tooltips(html: SafeHTML, uses: TooltipUses) -> SafeHTML:
    """Return a stored text with the links of its terms that `uses` asks for; the others are words.

    The words stay, with the markup inside them, whatever becomes of their link.
    """
    if uses is TooltipUses.ALL:
        return html
    shown = _SHOWN[uses]

    def show(found: re.Match[str]) -> str:
        return found[0] if found["again"] in shown else found["words"]

    return restore_html(_TERM.sub(show, html.text))
