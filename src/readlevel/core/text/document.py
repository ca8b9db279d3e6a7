"""Parses Markdown into a document of tokens; the only importer of markdown-it.

In addition to CommonMark and tables, the parser supports `H~2~O`, `m^2^`, Pandoc citations
(`[@key]`, `[@a; @b, p. 3]`), two spans: `[word]{.plain}` and `[word]{term=slug}`, and content
blocks between `::: kind` and `:::`. `::: check` is set apart, as no part of the text. HTML is
text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from readlevel.core.model.block import BlockKind

__all__ = [
    "MAX_CHARACTERS",
    "Document",
    "Token",
    "UnreadableMarkdown",
    "is_block_end",
    "parse",
    "parse_inline",
    "rename_citations",
    "split_lines",
    "text_of",
    "to_markup",
]

MAX_CHARACTERS = 400_000
"""Longer texts are refused."""

MAX_NESTING = 20
"""The deepest nesting of blocks and inline marks; deeper markup is text."""

CHECK = "check"
"""What is written after `:::` for the question after a text."""

_BLOCK_KINDS = frozenset(BlockKind)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\n")
_CITATION = re.compile(r"\[-?@[^\[\]]{1,1000}\]")
_CITED = re.compile(r"(?<![^\W_])@(?:\{([^{}]+)\}|(\w(?:[\w:.#$%&+?<>~/-]*\w)?))")
"""A key in Pandoc's syntax: letters, digits, `_` and inner punctuation, or anything in braces."""

Rule = Callable[[Token], str]
"""Renders one token as HTML."""


class UnreadableMarkdown(ValueError):
    """The text is refused; `code` is `too_long`, `nul` or `surrogate`."""

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: its source and markdown-it's token stream.

    Inline tokens have `children`; a citation among them is one token of type `citation` whose
    `meta["keys"]` lists the cited keys, `meta["around"]` the words before and after each, and whose
    `content` is the raw text.
    """

    source: str
    tokens: tuple[Token, ...]
    checks: tuple[tuple[Token, ...], ...] = ()
    """The tokens of each `::: check`, from its beginning; they are not among `tokens`."""


def parse(markdown: str) -> Document:
    """Parse `markdown`. Raise `UnreadableMarkdown` if it is refused."""
    _check(markdown)
    return _set_checks_apart(markdown, _parser().parse(markdown))


def parse_inline(markdown: str) -> Document:
    """Parse `markdown` as the content of one paragraph: one inline token. Raises like `parse`."""
    _check(markdown)
    return Document(markdown, tuple(_parser().parseInline(markdown)))


def _read_words(raw: str) -> str:
    """Return the words beside a key on one line; empty if they are only punctuation."""
    words = " ".join(raw.strip(" ,;-\n").split())
    return words if any(map(str.isalnum, words)) else ""


def rename_citations(markdown: str, names: Mapping[str, str]) -> str:
    """Return a text that cites other keys in place of those that `names` has."""

    def rename(cited: re.Match[str]) -> str:
        key = names.get(cited[1] or cited[2])
        if key is None:
            return cited[0]
        return f"@{key}" if _CITED.fullmatch(f"@{key}") else f"@{{{key}}}"

    return _CITATION.sub(lambda found: _CITED.sub(rename, found[0]), markdown)


def split_lines(source: str) -> list[str]:
    """Return the lines of a text, numbered as in the tokens."""
    return _LINE_END.split(source)


def text_of(inline: Token) -> str:
    """Return the words of an inline token, without marks, citations and images."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "citation" and parts:
            # Otherwise a space would remain before the full stop after the citation.
            parts[-1] = parts[-1].rstrip()
    return " ".join("".join(parts).split())


def to_markup(document: Document, rules: Mapping[str, Rule]) -> str:
    """Return the HTML of `document`, not yet sanitised.

    `rules` render tokens that CommonMark does not have, by type.
    """
    renderer = RendererHTML()
    known: dict[str, Any] = renderer.rules
    known.update({name: _as_renderer_rule(rule) for name, rule in rules.items()})
    parser = _parser()
    return renderer.render(list(document.tokens), parser.options, {})


def _as_renderer_rule(rule: Rule) -> Callable[..., str]:
    def render(tokens: Sequence[Token], place: int, options: object, env: object) -> str:
        return rule(tokens[place])

    return render


def is_block_end(line: str) -> bool:
    """Return whether a line of a text ends a block."""
    return set(line.strip(" \t>")) == {":"}


def _set_checks_apart(source: str, tokens: Sequence[Token]) -> Document:
    """Return a document with its checks set apart.

    Of one without an end, only the beginning is: else what follows it would be lost.
    """
    if not any(_opens_check(token) for token in tokens):
        return Document(source, tuple(tokens))
    lines = split_lines(source)
    text: list[Token] = []
    checks: list[tuple[Token, ...]] = []
    unclosed: list[int] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if _opens_check(token):
            end = _find_end_of_check(tokens, place, lines)
            checks.append(tuple(tokens[place : end or place + 1]))
            if end is None:
                unclosed.append(token.level)
            place = end or place
        elif token.type == "container_block_close" and token.level in unclosed[-1:]:
            unclosed.pop()
        else:
            text.append(token)
        place += 1
    return Document(source, tuple(text), tuple(checks))


def _opens_check(token: Token) -> bool:
    return token.type == "container_block_open" and token.info.split()[0] == CHECK


def _find_end_of_check(tokens: Sequence[Token], start: int, lines: Sequence[str]) -> int | None:
    """Return the place of the token that ends a check; None if the check has no end of its own."""
    last = (tokens[start].map or [0, len(lines)])[1]
    if last >= len(lines) or not is_block_end(lines[last]):
        return None
    for place in range(start + 1, len(tokens)):
        if tokens[place].type == "container_block_open":
            return None
        if tokens[place].type == "container_block_close":
            return place
    return None


def _check(markdown: str) -> None:
    if len(markdown) > MAX_CHARACTERS:
        raise UnreadableMarkdown("too_long")
    for code, place in (("nul", markdown.find("\0")), ("surrogate", _find_surrogate(markdown))):
        if place >= 0:
            raise UnreadableMarkdown(code, len(split_lines(markdown[:place])))


def _find_surrogate(text: str) -> int:
    found = _SURROGATE.search(text)
    return found.start() if found else -1


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    # `transform` decides which links and images stay, because it can report the others.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.enable("table").disable(["html_block", "html_inline"])
    parser.use(sub_plugin).use(superscript_plugin)
    parser.use(attrs_plugin, after=(), spans=True, allowed=("class", "term"))
    parser.inline.ruler.after("span", "citation", _citation)
    parser.use(container_plugin, "block", validate=_opens_block)
    return parser


def _opens_block(info: str, marker: str) -> bool:
    kind = (info.split() or [""])[0]
    return kind == CHECK or kind in _BLOCK_KINDS


def _citation(state: StateInline, silent: bool) -> bool:
    """Parse `[@key]`. Within link text it stays text, as a nested link does."""
    if silent or state.linkLevel:
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    works = _read_citation(found[0])
    if works:
        token = state.push("citation", "", 0)
        token.content = found[0]
        token.meta = {"keys": list(works), "around": list(works.values())}
        state.pos = found.end()
    return bool(works)


def _read_citation(raw: str) -> dict[str, tuple[str, str]]:
    """Return the words before and after each key: "see", "p. 4" in `[@a; see @b, p. 4]`."""
    found = list(_CITED.finditer(raw))
    works: dict[str, tuple[str, str]] = {}
    before = ""
    for cited, following in zip_longest(found, found[1:]):
        between = raw[cited.end() : following.start() if following else -1]
        after, _, next_before = between.partition(";") if following else (between, "", "")
        key, after = cited[1] or cited[2], _read_words(after)
        if key in works:
            before, earlier = works[key]
            after = ", ".join(filter(None, (earlier, after)))
        works[key] = (before, after)
        before = _read_words(next_before)
    return works
