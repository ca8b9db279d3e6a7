"""What a text says, apart from how it is written: so one knows when it changed in substance."""

import hashlib
import re
from collections.abc import Iterator

from readlevel.core.model.workflow import Status
from readlevel.core.text.document import Document, Token, UnreadableMarkdown, parse

WITHDRAWN = "withdrawn"
"""In place of a digest: the clinician text says nothing any more."""
MISSING = "none"
"""In place of a digest: there was no clinician text."""

_SAID = re.compile(r"(?<![\w)\]–−-])[-−–](?=\d)|\d+(?:[.,:/]\d+)*|[^\W\d_]+|[%‰°<>≤≥=±~×+§@]")
"""Words, numbers and the signs that change what a number means, a minus among them."""
_MINUS = str.maketrans("−–", "--")
_UNREAD = {"softbreak", "hardbreak"}


def digest_clinician_text(markdown: str, status: Status) -> str:
    """Return what `Review.checked_against` holds of a clinician text."""
    return WITHDRAWN if status is Status.WITHDRAWN else digest_content(markdown)


def digest_content(markdown: str) -> str:
    """Return a digest of what a text says: its words, numbers, citations and pictures, in order.

    Mark-up, capitals, punctuation and spaces are how it is written, and not in it.
    """
    try:
        said = list(_said(parse(markdown)))
    except UnreadableMarkdown:
        said = [markdown]
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:16]


def _said(document: Document) -> Iterator[str]:
    for token in document.tokens:
        if token.type == "inline":
            yield _list_said("".join(_words(token)))
        elif token.type in ("fence", "code_block"):
            yield _list_said(token.content)


def _list_said(text: str) -> str:
    return " ".join(_SAID.findall(text.casefold())).translate(_MINUS)


def _words(inline: Token) -> Iterator[str]:
    """Yield what an inline token says; a mark within a word does not part it."""
    for child in inline.children or ():
        if child.type in _UNREAD:
            yield " "
        elif child.type == "citation":
            yield "".join(f" @{key} " for key in child.meta["keys"])
        elif child.type == "image":
            yield f" {child.attrs.get('src', '')} {child.content} "
        else:
            yield child.content
