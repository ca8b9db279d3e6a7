"""Transforms a document for HTML: headings, images, links, tables and numbers.

Images must be the answer's own (`images/<name>`); a paragraph of images becomes figures, with
the title as caption. Links must use `http`, `https`, `mailto` or `tel`, or point to a path of this
site (`/…`) or a heading of the text (`#its-words`). Other images and links are removed and
reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from readlevel.core.model.answer import NO_SIZES, ImageSizes
from readlevel.core.model.finding import Finding
from readlevel.core.model.heading import Heading
from readlevel.core.text.blocks import find_broken_blocks, get_block_kind, get_block_title
from readlevel.core.text.document import Document, Token, split_lines, text_of
from readlevel.core.text.headings import (
    ANCHOR_PREFIX,
    LISTED_LEVELS,
    LOWEST_LEVEL,
    TOP_LEVEL,
    list_headings,
)
from readlevel.core.text.typography import keep_quantities

_OWN_PICTURE = re.compile(r"images/([A-Za-z0-9][A-Za-z0-9._-]*)")
_ELSEWHERE = re.compile(r"(?:https?:)?//[^/]", re.IGNORECASE)
_MAIL_OR_HERE = re.compile(r"mailto:.|tel:\+?\d\d|/(?!/)", re.IGNORECASE)
_LEAVES = {"heading_open", "paragraph_open", "th_open", "td_open"}
_BREAKS = {"softbreak", "hardbreak"}

_SEEN = {"image", "citation", "code_inline"}


@dataclass(frozen=True, slots=True)
class TransformedDocument:
    """A document ready for HTML, with its table of contents and findings."""

    document: Document
    contents: tuple[Heading, ...]
    findings: tuple[Finding, ...]


def transform_document(
    document: Document,
    slug: str | None,
    language: str = "en",
    sizes: ImageSizes = NO_SIZES,
) -> TransformedDocument:
    """Transform `document`, whose images belong to the answer `slug`; None allows no images.

    Images whose size is in `sizes` get it as attributes.

    Blocks get the title of their kind in `language` if they have none of their own. Findings:
    `broken_block` (warns) for a block without an end or of an unknown kind, `foreign_image`
    (blocks) for an image that is not one of the answer's own, `missing_alt` (warns) for one
    without a description, `unusable_link` (warns) for a link without a valid target.
    """
    headings = list_headings(document.tokens)
    shaper = _Shaper(document, slug, headings, language, sizes)
    tokens = tuple(shaper.shape(document.tokens))
    contents = tuple(one for one in headings if one and one.level in LISTED_LEVELS)
    findings = (*reversed(list(find_broken_blocks(document))), *shaper.findings)
    return TransformedDocument(Document(document.source, tokens), contents, findings)


class _Shaper:
    def __init__(
        self,
        document: Document,
        slug: str | None,
        headings: Sequence[Heading | None],
        language: str,
        sizes: ImageSizes,
    ) -> None:
        self._sizes = sizes
        self.findings: list[Finding] = []
        self._language = language
        self._level = TOP_LEVEL - 1
        self._slug = slug
        self._headings = iter(headings)
        self._anchors = {heading.id for heading in headings if heading}
        self._lines = split_lines(document.source)

    def shape(self, tokens: Sequence[Token]) -> Iterator[Token]:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type in _LEAVES:
                yield from self._leaf(token, tokens[place + 1], tokens[place + 2])
                place += 3
                continue
            if token.type == "inline":
                yield token.copy(children=self._children(token))
            elif token.type == "table_open":
                yield token.copy(meta={"label": _label(tokens, place)})
            elif token.type == "container_block_open":
                yield token.copy(meta=self._name_block(token))
            else:
                yield token
            place += 1

    def _name_block(self, opening: Token) -> dict[str, str | int]:
        return {
            "kind": get_block_kind(opening),
            "title": get_block_title(opening, self._language),
            "level": min(self._level + 1, LOWEST_LEVEL),
        }

    def _leaf(self, opening: Token, inline: Token, closing: Token) -> Iterator[Token]:
        """Yield the transformed tokens of a block; nothing if it is empty."""
        children = self._children(inline)
        tag, attributes = opening.tag, {}
        if opening.type == "heading_open":
            heading = next(self._headings)
            tag = f"h{heading.level}" if heading else "p"
            attributes = {"id": heading.id} if heading else {}
            self._level = heading.level if heading else self._level
        elif opening.type == "th_open":
            # An empty column heading becomes an ordinary cell.
            tag, attributes = ("th", {"scope": "col"}) if _has_content(children) else ("td", {})
        if opening.type == "paragraph_open" and _is_image_only(children):
            for image in (child for child in children if child.type == "image"):
                yield from _figure(inline, image)
        elif _has_content(children) or tag in ("th", "td"):
            yield opening.copy(tag=tag, attrs=attributes)
            yield inline.copy(children=children)
            yield closing.copy(tag=tag)

    def _children(self, inline: Token) -> list[Token]:
        shaped: list[Token] = []
        line = inline.map[0] if inline.map else 0
        linked = True
        for child in inline.children or ():
            if child.type == "image":
                shaped.extend(self._image(child, line))
            elif child.type == "link_open":
                address = self._find_address(child, line)
                linked = address is not None
                if linked:
                    shaped.append(child.copy(attrs=_link(str(address))))
            elif child.type == "link_close":
                _close(shaped, child, linked=linked)
            elif child.type == "text":
                if child.content:
                    words = keep_quantities(child.content)
                    shaped.append(child.copy(content=words))
            else:
                line += child.type in _BREAKS
                shaped.append(child)
        return shaped

    def _find_address(self, link: Token, line: int) -> str | None:
        """Return the target of a link; report an unusable one and return None."""
        written = str(link.attrGet("href") or "")
        if _ELSEWHERE.match(written) or _MAIL_OR_HERE.match(written):
            return written
        if written.startswith("#"):
            for prefix in ("", ANCHOR_PREFIX):
                if prefix + unquote(written[1:]) in self._anchors:
                    return f"#{prefix}{written[1:]}"
        self._report("unusable_link", "warns", line, unquote(written))
        return None

    def _image(self, token: Token, line: int) -> Iterator[Token]:
        source = str(token.attrGet("src") or "")
        own = _OWN_PICTURE.fullmatch(source)
        if own is None or self._slug is None:
            self._report("foreign_image", "blocks", line, unquote(source))
            return
        alt = text_of(token)
        if not alt:
            self._report("missing_alt", "warns", line, source)
        address = f"/answers/{self._slug}/images/{own[1]}"
        size = self._sizes.get(own[1])
        room = size._asdict() if size else {}
        yield token.copy(attrs={**token.attrs, "src": address, **room}, content=alt)

    def _report(self, code: str, severity: str, line: int, text: str) -> None:
        source = self._lines[line]
        found = source.find(f"({text})") + 1 or source.find(text) if text else -1
        self.findings.append(Finding(code, severity, line + 1, found + 1 or None, text, {}))


def _has_content(children: Sequence[Token]) -> bool:
    """Return whether inline tokens show anything."""
    return any(
        child.content.strip() if child.type == "text" else child.type in _SEEN for child in children
    )


def _is_image_only(children: Sequence[Token]) -> bool:
    kinds = {child.type for child in children if child.type != "text" or child.content.strip()}
    return "image" in kinds and kinds <= {"image", *_BREAKS}


def _figure(inline: Token, image: Token) -> Iterator[Token]:
    """Yield a figure with the title of the image as caption."""
    title = str(image.attrGet("title") or "")
    shown = {name: value for name, value in image.attrs.items() if name != "title"}
    children = [image.copy(attrs=shown)]
    if title:
        children += [
            Token("figcaption_open", "figcaption", 1),
            Token("text", "", 0, content=title),
            Token("figcaption_close", "figcaption", -1),
        ]
    yield Token("figure_open", "figure", 1, block=True)
    yield inline.copy(children=children)
    yield Token("figure_close", "figure", -1, block=True)


def _link(address: str) -> dict[str, str | int | float]:
    away = {"rel": "noopener noreferrer"} if _ELSEWHERE.match(address) else {}
    return {"href": address, **away}


def _close(shaped: list[Token], closing: Token, *, linked: bool) -> None:
    """Close a link, or remove it if it is empty."""
    if shaped and shaped[-1].type == "link_open":
        shaped.pop()
    elif linked:
        shaped.append(closing)


def _label(tokens: Sequence[Token], place: int) -> str:
    """Return the column headings of a table, which name it for screen readers."""
    words = []
    for token in tokens[place:]:
        if token.type == "thead_close":
            break
        if token.type == "inline" and (text := text_of(token)):
            words.append(text)
    return ", ".join(words)
