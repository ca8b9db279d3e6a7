"""A document made ready for HTML: headings, pictures, links and numbers as a page needs them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from readlevel.core.document import Document, Token
from readlevel.core.rendering import Finding, Heading
from readlevel.core.slug import slugify

TOP_LEVEL = 2
"""A page's own heading is the question; the text's headings begin one level below."""

ANCHOR = "s-"
"""What the anchors of headings begin with, so that they meet no other anchor of a page."""

_UNITS = (
    r"%|°C|°F|mmHg|kPa|mg|g|kg|µg|μg|mcg|ng|mL|ml|dL|L|mmol|µmol|mol|mEq|IU|units?|mm|cm|m|km|"
    r"kcal|kJ|h|hours?|min|minutes?|s|days?|weeks?|months?|years?|mSv|Gy|Hz|bpm"
)
_NUMBER_AND_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?:/\w+)*(?![\w]))")
_OWN_PICTURE = re.compile(r"images/([A-Za-z0-9][A-Za-z0-9._-]*)")
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A document ready for HTML, with its headings and what an editor should know."""

    document: Document
    contents: tuple[Heading, ...]
    findings: tuple[Finding, ...]


def shape(document: Document, slug: str) -> Shaped:
    """Give headings their level and anchor, pictures of the answer `slug` their address.

    Findings: `foreign_image` (blocks) for a picture that is not one of the answer's own, which is
    left out; `missing_alt` (warns) for one without a description.
    """
    shaper = _Shaper(slug)
    tokens = tuple(shaper.shape(document.tokens))
    return Shaped(Document(document.source, tokens), tuple(shaper.contents), tuple(shaper.findings))


def text_of(inline: Token) -> str:
    """Return the words of an inline token, without marks, citations and pictures."""
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
    return " ".join("".join(parts).split())


class _Shaper:
    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._anchors: dict[str, int] = {}
        self._levels: list[tuple[int, int]] = []
        self.contents: list[Heading] = []
        self.findings: list[Finding] = []

    def shape(self, tokens: tuple[Token, ...]) -> Iterator[Token]:
        opening: Token | None = None
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                opening = self._heading(token, tokens[place + 1])
                yield opening
            elif token.type == "heading_close" and opening is not None:
                yield token.copy(tag=opening.tag)
            elif token.type == "th_open":
                yield token.copy(attrs={"scope": "col"})
            elif token.type == "td_open":
                yield token.copy(attrs={})
            elif token.type == "inline":
                line = token.map[0] + 1 if token.map else None
                children = [
                    shaped for child in token.children or () for shaped in self._inline(child, line)
                ]
                yield token.copy(children=children)
            else:
                yield token

    def _heading(self, token: Token, inline: Token) -> Token:
        level = self._level(int(token.tag[1:]))
        text = text_of(inline)
        anchor = ANCHOR + slugify(text)[:80]
        self._anchors[anchor] = self._anchors.get(anchor, 0) + 1
        if self._anchors[anchor] > 1:
            anchor = f"{anchor}-{self._anchors[anchor]}"
            self._anchors[anchor] = 1
        if level <= TOP_LEVEL + 1:
            self.contents.append(Heading(level, anchor, text))
        return token.copy(tag=f"h{level}", attrs={"id": anchor})

    def _level(self, written: int) -> int:
        """Return the level of a heading on the page, one below the heading it stands under."""
        while self._levels and self._levels[-1][0] >= written:
            self._levels.pop()
        level = min(self._levels[-1][1] + 1 if self._levels else TOP_LEVEL, 6)
        self._levels.append((written, level))
        return level

    def _inline(self, token: Token, line: int | None) -> Iterator[Token]:
        if token.type == "image":
            yield from self._picture(token, line)
        elif token.type == "link_open" and _FOREIGN.match(str(token.attrGet("href") or "")):
            yield token.copy(attrs={**token.attrs, "rel": "noopener noreferrer"})
        elif token.type == "text":
            yield token.copy(content=_NUMBER_AND_UNIT.sub("\u00a0", token.content))
        else:
            yield token

    def _picture(self, token: Token, line: int | None) -> Iterator[Token]:
        source = str(token.attrGet("src") or "")
        own = _OWN_PICTURE.fullmatch(source)
        if own is None:
            self.findings.append(Finding("foreign_image", "blocks", line, None, source, {}))
            return
        if not token.content.strip():
            self.findings.append(Finding("missing_alt", "warns", line, None, source, {}))
        yield token.copy(
            attrs={
                **token.attrs,
                "src": f"/answers/{self._slug}/images/{own[1]}",
                "loading": "lazy",
            }
        )
