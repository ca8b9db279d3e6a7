"""Digests of the content of a text, regardless of formatting, to detect changes in substance."""

import hashlib
import re
from collections.abc import Iterator

from readlevel.core.model.workflow import Status
from readlevel.core.text.document import Document, Token, UnreadableMarkdown, parse

WITHDRAWN = "withdrawn"
"""In place of a digest: the clinician text is withdrawn."""
MISSING = "none"
"""In place of a digest: there was no clinician text."""

_SAID = re.compile(r"(?<![\w)\]–−-])[-−–](?=\d)|\d+(?:[.,:/]\d+)*|[^\W\d_]+|[%‰°<>≤≥=±~×+§@]")
"""Words, numbers, and signs that change the meaning of a number, such as a minus."""
_MINUS = str.maketrans("−–", "--")
_UNREAD = {"softbreak", "hardbreak"}


def digest_clinician_text(markdown: str, status: Status) -> str:
    """Return the value of `Review.checked_against` for a clinician text."""
    return WITHDRAWN if status is Status.WITHDRAWN else digest_content(markdown)


def digest_content(markdown: str) -> str:
    """Return a digest of the words, numbers, citations and images of a text, in order.

    Markup, capitals, punctuation and spaces do not affect it.
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
    """Yield the content of an inline token; markup within a word does not split the word."""
    for child in inline.children or ():
        if child.type in _UNREAD:
            yield " "
        elif child.type == "citation":
            yield "".join(f" @{key} " for key in child.meta["keys"])
        elif child.type == "image":
            yield f" {child.attrs.get('src', '')} {child.content} "
        else:
            yield child.content
