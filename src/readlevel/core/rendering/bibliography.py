"""The reference list of a text in the ICMJE's Vancouver style; the only importer of citeproc.

The style is our own, `data/references.csl`: up to six authors, then "et al"; title; journal or
publisher; year;volume(issue):pages.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readlevel.core.model.answer import Reference
from readlevel.core.model.csl import find_doi_url, find_pubmed_url, find_url, read_item
from readlevel.core.rendering.rendering import CitedReference
from readlevel.core.rendering.safe_html import SafeHTML, sanitise
from readlevel.core.text.citations import Citations

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

_STYLE = Path(__file__).parents[1] / "data" / "references.csl"
_ENDED = re.compile(r"((?:[?!…]|\.(?=</))(?:</(?:i|sub|sup)>)?)\.(?=\s|$)")
"""A redundant full stop after punctuation that already ends the sentence."""


def list_references(
    citations: Citations, references: Iterable[Reference]
) -> tuple[CitedReference, ...]:
    """Return the cited works in the order of their numbers, formatted and with their links."""
    by_key = {reference.key: reference for reference in references}
    return tuple(
        _cited(place, uses, by_key[key])
        for place, (key, uses) in enumerate(
            zip(citations.keys, citations.uses, strict=True), start=1
        )
    )


def format_reference(reference: Reference) -> SafeHTML:
    """Format one work; a work without readable fields is shown as its key."""
    item = read_item(reference.csl)
    if not item.keys() & {"title", "author", "editor", "container-title"}:
        return sanitise(escape(reference.key))
    return sanitise(_ENDED.sub(r"\1", _format(item)))


def _cited(number: int, uses: int, reference: Reference) -> CitedReference:
    csl: Mapping[str, Any] = reference.csl
    return CitedReference(
        number,
        reference.key,
        format_reference(reference),
        uses,
        find_doi_url(csl),
        find_pubmed_url(csl),
        find_url(csl),
    )


def _format(item: dict[str, Any]) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.html)
    bibliography.register(Citation([CitationItem(item["id"])]))
    return str(bibliography.bibliography()[0])


@cache
def _style() -> "CitationStylesStyle":
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(_STYLE), validate=False)
