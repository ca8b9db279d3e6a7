"""Reads the question of a text, `::: check` in Markdown, and finds the sentence that answers it.

The block holds the question (in its first line or a paragraph), a list of choices of which the
right one is marked `[x]` and the others `[ ]`, and as a quotation the sentence of the text that
answers it. It is no part of the text: nothing scores, searches or compares it.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence

from readlevel.core.model.block import ANSWER_ANCHOR, ComprehensionCheck
from readlevel.core.model.finding import Finding
from readlevel.core.text.document import Document, Token, split_lines, text_of

MIN_CHOICES, MAX_CHOICES = 3, 4
"""Besides "I am not sure", which each question has."""

_CHOICE = re.compile(r"\[(?P<mark>[ xX\u00a0])\]\s*(?P<words>\S.*)", re.DOTALL)
_SPACES = re.compile(r"[\s\u2066-\u2069\u200e\u200f]+")


class _Malformed(Exception):
    """The block is no question; `problem` says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_check(document: Document) -> tuple[ComprehensionCheck | None, tuple[Finding, ...]]:
    """Return the question of a text, if it has one that is complete, and what is wrong with others.

    `broken_check` (blocks) names the problem: `no_question`, `choices` (not three or four that
    differ), `right` (not exactly one), `no_sentence`, `unknown_sentence` (the text does not say
    it), `unclosed`, `nested`, or `second` (a text has one question).
    """
    found: ComprehensionCheck | None = None
    findings = []
    lines = split_lines(document.source)
    for tokens in document.checks:
        try:
            if found:
                raise _Malformed("second")
            found = _read(tokens, document)
        except _Malformed as error:
            line = (tokens[0].map or [0])[0]
            findings.append(
                Finding(
                    "broken_check",
                    "blocks",
                    line + 1,
                    None,
                    lines[line].strip(),
                    {"problem": error.problem},
                )
            )
    return found, tuple(findings)


def mark_answer(document: Document, check: ComprehensionCheck) -> Document:
    """Return a document in which the paragraph that answers the question has an anchor.

    It is the first one with the sentence; a heading keeps its own anchor.
    """
    tokens = list(document.tokens)
    for place, token in enumerate(tokens):
        if token.type == "inline" and _fold(check.sentence) in _fold(text_of(token)):
            opening = place - 1
            if tokens[opening].hidden and tokens[opening - 1].type == "list_item_open":
                opening -= 1
            if tokens[opening].type in ("paragraph_open", "list_item_open", "td_open", "th_open"):
                own = tokens[opening]
                tokens[opening] = own.copy(attrs={**own.attrs, "id": ANSWER_ANCHOR})
                break
    return Document(document.source, tuple(tokens), document.checks)


def _read(tokens: Sequence[Token], document: Document) -> ComprehensionCheck:
    opening = tokens[0]
    if len(tokens) == 1:
        raise _Malformed("unclosed")
    if opening.level:
        raise _Malformed("nested")
    title = opening.info.split(maxsplit=1)[1:]
    question = " ".join([*title, *_list_texts(tokens, within="")]).strip()
    if not question:
        raise _Malformed("no_question")
    written = [_CHOICE.fullmatch(one) for one in _list_texts(tokens, within="list")]
    choices = [" ".join(one["words"].split()) for one in written if one]
    if None in written or not MIN_CHOICES <= len(set(choices)) == len(choices) <= MAX_CHOICES:
        raise _Malformed("choices")
    right = [place for place, one in enumerate(written) if one and one["mark"] in "xX"]
    if len(right) != 1:
        raise _Malformed("right")
    sentence = " ".join(_list_texts(tokens, within="quote"))
    if not sentence:
        raise _Malformed("no_sentence")
    if not any(
        token.type == "inline" and _fold(sentence) in _fold(text_of(token))
        for token in document.tokens
    ):
        raise _Malformed("unknown_sentence")
    said = json.dumps([question, choices, right[0]])
    key = hashlib.sha256(said.encode()).hexdigest()[:16]
    return ComprehensionCheck(question, tuple(choices), right[0], sentence, key)


def _list_texts(tokens: Sequence[Token], *, within: str) -> Iterator[str]:
    """Yield the texts of a block that are in a `list`, in a `quote`, or (empty) in neither."""
    around: list[str] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            around.append("list")
        elif token.type == "blockquote_open":
            around.append("quote")
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            around.pop()
        elif token.type == "inline" and (around[-1:] or [""])[0] == within:
            yield text_of(token)


def _fold(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold()
