"""Converts HTML to the Markdown that answers are written in.

Everything that Markdown cannot express is reported.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from readlevel.core.model.answer import Reference
from readlevel.core.text.blocks import convert_headings_to_blocks
from readlevel.core.text.document import MAX_CHARACTERS, UnreadableMarkdown, parse, text_of
from readlevel.core.text.shown_images import image_markdown
from readlevel.interchange.documents import word_html
from readlevel.interchange.documents.cited_works import CitedWorks
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.details import open_details
from readlevel.interchange.documents.html_repair import repair
from readlevel.interchange.documents.reference_lists import propose_references
from readlevel.interchange.documents.table_pairs import TablePair, pair_tables, read_source_tables
from readlevel.interchange.documents.unsupported_elements import find_own_image, remove_unsupported
from readlevel.interchange.files.file_kinds import FileKind
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import normalise

_INVISIBLE_TAGS = ("template", "noscript", "head", "link", "meta")
_NON_CONTENT_ROLES = ("navigation", "banner", "contentinfo", "search")
"""ARIA roles of the parts that every page of a site repeats."""


_MAX_TAGS = 30_000
"""About a hundred times as many as a long answer has; the cost grows with their square."""

_MAX_DEPTH = 250

_SPECIAL = re.compile(r"([\\`*_\[\]<~^])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_SIGN = re.compile(
    r"^(\s*)(?:(>|#{1,6}(?=\s|$)|[+-](?=\s|$)|-(?=[\s-]*$)|=(?==*\s*$))|(\d{1,9})([.)])(?=\s|$))",
    re.MULTILINE,
)
"""Block markers at the start of a line of Markdown: quotations, headings, lists, rules."""

_BLANK_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ConvertedDocument:
    """A text as Markdown, and its losses."""

    markdown: str
    left_out: tuple[ConversionLoss, ...]
    references: tuple[Reference, ...] = ()
    tables: tuple[TablePair, ...] = ()


class UnreadableDocument(BadRecord):
    """A file of another type than expected, or too large a document.

    `code` is `too_deep`, `too_long` or `too_many_elements`; of Word files also `not_word` and
    `too_large`; of files of any kind those of `read_document`. The message is for the command
    line, `code` and `kind` are for the desk.
    """

    def __init__(self, code: str, reason: str, kind: FileKind | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.kind = kind


def read_html(
    html: str,
    images: Container[str] = (),
    *,
    whole: bool = False,
    works: CitedWorks | None = None,
) -> ConvertedDocument:
    """Convert a page or a fragment: all of it with `whole`, else its main content.

    The main content is the element that the page marks as such, without navigation. Sections with
    a heading such as "Key points" become blocks. Images are kept if their URL is `images/` and a
    name in `images`. With `works`, to which marks in the page belong, its notes and numbered
    references become references too. Raise `UnreadableDocument` if the page is too long or too
    deeply nested.
    """
    mended = repair(normalise(html).replace("\0", ""))
    if mended.count("<") > _MAX_TAGS:
        raise UnreadableDocument(
            "too_many_elements", f"The page has more than {_MAX_TAGS:,} tags. Split it."
        )
    soup = BeautifulSoup(mended, "html.parser")
    try:
        _check_depth(soup)
        return _convert(soup, images, whole, works)
    except RecursionError:
        raise UnreadableDocument(
            "too_deep", "The elements of the page stand too deep in one another."
        ) from None
    except UnreadableMarkdown as error:
        raise UnreadableDocument(
            "too_long", f"The text has more than {MAX_CHARACTERS:,} characters. Split it."
        ) from error
    except UnreadableDocument:
        raise
    except BadRecord as error:
        raise UnreadableDocument("too_many_elements", error.reason) from error


def _convert(
    soup: BeautifulSoup, images: Container[str], whole: bool, works: CitedWorks | None
) -> ConvertedDocument:
    for element in soup(_INVISIBLE_TAGS):
        element.decompose()
    word_html.normalise_markup(soup)
    words_of_page = _count_words(soup)
    main = soup if whole else _find_main(soup)
    around = words_of_page - _count_words(main)
    left_out = [ConversionLoss("around", str(around))] if around else []
    if works is not None:
        left_out.extend(propose_references(main, works))
    open_details(main)
    tables = read_source_tables(main)
    left_out.extend(remove_unsupported(main, soup, images))
    main.smooth()
    words = _WORD.findall(main.get_text(" "))
    markdown = _collapse_blank_lines(_make_converter().convert_soup(main))
    missing = list(find_lost_words(words, _text_of(markdown)))
    if missing:
        left_out.append(ConversionLoss("words", " ".join(missing)))
    markdown = convert_headings_to_blocks(markdown)
    if works is not None:
        markdown = works.write_citations(markdown)
    return ConvertedDocument(
        markdown,
        tuple(left_out),
        works.references if works is not None else (),
        pair_tables(tables, markdown),
    )


def find_lost_words(words: Iterable[str], text: str) -> Iterator[str]:
    """Yield those of `words` that `text` does not contain, not even within other words."""
    known = set(_WORD.findall(text))
    run_together = "".join(_WORD.findall(text))
    for word in words:
        if word not in known:
            if word not in run_together:
                yield word
            else:
                known.add(word)


def _check_depth(soup: BeautifulSoup) -> None:
    """Raise RecursionError early if the tree is too deep, before any slow step."""
    depths = {id(soup): 0}
    for element in soup.descendants:
        if isinstance(element, Tag):
            depth = depths[id(element)] = depths[id(element.parent)] + 1
            if depth > _MAX_DEPTH:
                raise RecursionError


def _find_main(soup: BeautifulSoup) -> Tag:
    for element in soup(_is_furniture):
        element.decompose()
    for name in ("main", "article", "body"):
        found = soup(name)
        if len(found) == 1:
            return found[0]
    return soup


def _is_furniture(element: Tag) -> bool:
    return element.name == "nav" or element.get("role") in _NON_CONTENT_ROLES


def _count_words(element: Tag) -> int:
    return len(element.get_text(" ").split())


def _collapse_blank_lines(markdown: str) -> str:
    lines = "\n".join(line.rstrip() for line in markdown.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"


def _text_of(markdown: str) -> str:
    return "".join(
        text_of(token) if token.type == "inline" else token.content
        for token in parse(markdown).tokens
    )


def _escape_line_sign(match: re.Match[str]) -> str:
    """Escape a marker that would start a heading, a quotation or a list."""
    space, sign, number, stop = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{stop}"


class _Converter(MarkdownConverter):
    """Writes the Markdown that answers are written in."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape `text` so that Markdown shows it literally."""
        text = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", text))
        text = _LINE_SIGN.sub(_escape_line_sign, text)
        return text.replace("|", r"\|") if parent_tags & {"td", "th"} else text

    def convert_img(self, element: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the Markdown of one of the answer's own images."""
        return image_markdown(find_own_image(element) or "", str(element.get("alt") or ""))


def _make_converter() -> _Converter:
    return _Converter(
        autolinks=False,
        bullets="-",
        heading_style="atx",
        newline_style="backslash",
        sub_symbol="~",
        sup_symbol="^",
        table_infer_header=True,
    )
