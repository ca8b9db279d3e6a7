"""Selects which uses of a term keep their link, out of all that the stored HTML marks.

It runs for each page that readers request, so it does not import the rendering pipeline.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from readlevel.core.rendering.safe_html import SafeHTML, restore_html


class TooltipUses(StrEnum):
    """Which uses of a term link to its definition."""

    FIRST = "first"
    """The first use in the text."""
    SECTION = "section"
    """The first use in each section (a heading of the highest level and what follows it)."""
    ALL = "all"
    NONE = "none"


_TERM = re.compile(
    r"""<a\ class="term"(?:\ (?!data-again)[a-z-]+="[^"]*")*
    (?:\ data-again="(?P<again>[a-z]+)")?>(?P<words>.*?)</a>""",
    re.DOTALL | re.VERBOSE,
)
"""A term as `rendering.html` writes it; links cannot be nested, so the next `</a>` ends it."""

_SHOWN: Mapping[TooltipUses, frozenset[str | None]] = {
    TooltipUses.FIRST: frozenset({None}),
    TooltipUses.SECTION: frozenset({None, "section"}),
    TooltipUses.NONE: frozenset(),
}
"""The values of `data-again` of the uses that keep their link."""


def filter_tooltips(html: SafeHTML, uses: TooltipUses) -> SafeHTML:
    """Return stored HTML with only those links of terms that `uses` selects.

    The words of the other uses stay, with the markup inside them.
    """
    if uses is TooltipUses.ALL:
        return html
    shown = _SHOWN[uses]

    def show(found: re.Match[str]) -> str:
        return found[0] if found["again"] in shown else found["words"]

    return restore_html(_TERM.sub(show, html.text))
