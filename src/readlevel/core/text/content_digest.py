"""Digests of the content of a text, regardless of formatting, to detect changes in substance."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from readlevel.core.model.workflow import Status
from readlevel.core.text.document import CHECK, Token, UnreadableMarkdown, parse

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

    Markup, capitals, punctuation, spaces and the question for readers do not affect it.
    """
    return _digest(markdown, with_check=False)


def digest_translated(markdown: str) -> str:
    """Return such a digest of what translators translate: the text and its question for readers."""
    return _digest(markdown, with_check=True)


def _digest(markdown: str, *, with_check: bool) -> str:
    try:
        document = parse(markdown)
        asked = chain.from_iterable(document.checks) if with_check else ()
        said = list(_said([*document.tokens, *asked]))
    except UnreadableMarkdown:
        said = [markdown]
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:16]


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield _list_said("".join(_words(token)))
        elif token.type in ("fence", "code_block"):
            yield _list_said(token.content)
        elif token.type == "container_block_open" and token.info.split()[0] == CHECK:
            # The question itself may stand in the line that begins the block.
            yield _list_said(token.info)


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
