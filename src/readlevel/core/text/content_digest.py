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

_FIRST_SAID = re.compile(r"(?<![\w)\]–−-])[-−–](?=\d)|\d+(?:[.,:/]\d+)*|[^\W\d_]+|[%‰°<>≤≥=±~×+§@]")
"""What the first version took into a digest: words, numbers, and signs of a number's meaning."""

_BINDING = (
    "if|when|unless|only|not|no|never|except|without|si|cuando|salvo|excepto|solo|sólo|nunca|sin|"
    "wenn|falls|nicht|kein|keine|nur|nie|ohne|außer|quand|sauf|pas|seulement|jamais|sans|se|quando|"
    "non|mai|senza|tranne|als|indien|niet|geen|alleen|nooit|zonder|tenzij|não|sem|apenas"
)
"""Words of conditions and denials, whose reach a mark beside them decides."""

_SECOND_SAID = re.compile(
    rf"\b(?:{_BINDING})\b[,;:]|(?<![\w.])\.(?=\d)|{_FIRST_SAID.pattern}|(?<=\d)\^(?=\d)"
    rf"|[,;:.!?](?=\s+(?:{_BINDING})\b)"
)
"""The same, with powers (10^2^ is not 102), points before a number (.5 is not 5), and with a mark
beside a word of condition or denial: "No, children may" is not "No children may"."""

_SAID = re.compile(_SECOND_SAID.pattern.replace("[.,:/]", "[.,:/٫٬]"))
"""The same, with the separators of Arabic numbers: ٢٫٥٠٠ (2.5) is not ٢٬٥٠٠ (2,500)."""

_FORMER = (_SECOND_SAID, _FIRST_SAID)

_MINUS = str.maketrans("−–", "--")
_UNREAD = {"softbreak", "hardbreak"}


def digest_clinician_text(markdown: str, status: Status) -> str:
    """Return the value of `Review.checked_against` for a clinician text."""
    return WITHDRAWN if status is Status.WITHDRAWN else digest_content(markdown)


def digest_content(markdown: str) -> str:
    """Return a digest of the words, numbers, citations and images of a text, in order.

    Markup, capitals, punctuation, spaces and the question for readers do not affect it.
    """
    return _digest(markdown, _SAID)


def is_unchanged(checked: str, markdown: str, status: Status) -> bool:
    """Return whether a clinician text says what it said when `checked` was recorded.

    Digests of earlier versions, which covered less, stay valid.
    """
    if status is Status.WITHDRAWN:
        return checked == WITHDRAWN
    return has_digest(markdown, checked)


def has_digest(markdown: str, digest: str) -> bool:
    """Return whether a text has a digest, as this version or an earlier one computes it."""
    return any(digest == _digest(markdown, said_by) for said_by in (_SAID, *_FORMER))


def digest_translated(markdown: str) -> str:
    """Return a digest that also covers the question for readers, which is translated too."""
    return _digest(markdown, _SAID, with_check=True)


def _digest(markdown: str, said_by: re.Pattern[str], *, with_check: bool = False) -> str:
    try:
        document = parse(markdown)
        asked = chain.from_iterable(document.checks) if with_check else ()
        said = list(_said([*document.tokens, *asked], said_by))
    except UnreadableMarkdown:
        said = [markdown]
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:16]


def _said(tokens: Sequence[Token], said_by: re.Pattern[str]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            with_powers = said_by is not _FIRST_SAID
            yield _list_said("".join(_words(token, with_powers=with_powers)), said_by)
        elif token.type in ("fence", "code_block"):
            yield _list_said(token.content, said_by)
        elif token.type == "container_block_open" and token.info.split()[0] == CHECK:
            # The question itself may be in the line that begins the block.
            yield _list_said(token.info, said_by)


def _list_said(text: str, said_by: re.Pattern[str]) -> str:
    return " ".join(said_by.findall(text.casefold())).translate(_MINUS)


def _words(inline: Token, *, with_powers: bool) -> Iterator[str]:
    """Yield the content of an inline token; markup within a word does not split the word."""
    for child in inline.children or ():
        if child.type in _UNREAD:
            yield " "
        elif child.type == "sup_open" and with_powers:
            yield "^"
        elif child.type == "citation":
            yield "".join(f" @{key} " for key in child.meta["keys"])
        elif child.type == "image":
            yield f" {child.attrs.get('src', '')} {child.content} "
        else:
            yield child.content
