"""Texts written elsewhere, in Word or for the web, as the Markdown that answers are written in.

What Markdown cannot carry is listed, so that nothing is lost unseen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

import mammoth
from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from readlevel.core.document import parse, text_of
from readlevel.interchange.problem import BadRecord
from readlevel.interchange.texts import normalise

MAX_BYTES = 20_000_000
"""The largest file that is read."""

_MAX_UNPACKED = 100_000_000
"""A Word file is an archive, which may unpack to far more than it is."""

_UNSEEN = ("script", "style", "template", "noscript", "head", "link", "meta")
_LEFT_OUT = {
    "picture": ("img", "svg", "canvas"),
    "media": ("video", "audio", "iframe", "object", "embed"),
    "form": ("input", "select", "textarea", "button"),
    "struck": ("s", "strike", "del"),
}
"""Elements that Markdown cannot carry, by what they are called in the list of what is left out."""

_NO_WORD_FILE = (BadZipFile, ExpatError, KeyError, NotImplementedError, OSError, ValueError)

_LINKED = re.compile(r"(?:https?://|mailto:|/(?!/)|#)", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\`*_\[\]<~^])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_SIGN = re.compile(r"^(\s*)(?:([#>+-])|(\d{1,9})([.)]))", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that was not carried over; `text` tells it from others of its kind."""

    kind: str
    """`picture`, `media`, `form`, `struck`, `link`, `merged_cells`, `comments`, `around`, or
    `words`: words that went missing for no reason known."""
    text: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as Markdown, and what of it could not be carried."""

    markdown: str
    left_out: tuple[LeftOut, ...]


def read_docx(content: bytes) -> Converted:
    """Return what a Word file (.docx) says. Raise `BadRecord` where it is none."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(file.file_size for file in archive.infolist()) > _MAX_UNPACKED:
                raise BadRecord("The Word file unpacks to more than 100 MB. Split it.")
            comments = "word/comments.xml" in archive.namelist()
        html = mammoth.convert_to_html(BytesIO(content), convert_image=_name_picture).value
    except _NO_WORD_FILE as error:
        raise BadRecord("This is not a Word file. Save it as .docx.") from error
    found = read_html(html)
    if not comments:
        return found
    return Converted(found.markdown, (*found.left_out, LeftOut("comments", "")))


def read_html(html: str) -> Converted:
    """Return what a page, or a part of one, says; its main part where it names one.

    Raise `BadRecord` where its elements stand too deep in one another.
    """
    soup = BeautifulSoup(normalise(html).replace("\0", ""), "html.parser")
    try:
        return _convert(soup)
    except RecursionError:
        raise BadRecord("The elements of the page stand too deep in one another.") from None


def _convert(soup: BeautifulSoup) -> Converted:
    for element in soup(_UNSEEN):
        element.decompose()
    main = _find_main(soup)
    left_out = [*_around(soup, main), *_take_out(main)]
    words = _WORD.findall(main.get_text(" "))
    markdown = _tidy(_make_converter().convert_soup(main))
    carried = _run_together(_text_of(markdown))
    missing = [word for word in words if word not in carried]
    if missing:
        left_out.append(LeftOut("words", " ".join(missing)))
    return Converted(markdown, tuple(left_out))


def _find_main(soup: BeautifulSoup) -> Tag:
    for name in ("main", "article", "body"):
        found = soup(name)
        if len(found) == 1:
            return found[0]
    return soup


def _around(soup: BeautifulSoup, main: Tag) -> Iterator[LeftOut]:
    """Tell how many words stand around the main part: menus, mastheads, footers."""
    words = len(soup.get_text(" ").split()) - len(main.get_text(" ").split())
    if words:
        yield LeftOut("around", str(words))


def _take_out(main: Tag) -> Iterator[LeftOut]:
    """Take out of `main` what Markdown cannot carry, and yield what that was."""
    for kind, names in _LEFT_OUT.items():
        for element in main(names):
            if not element.decomposed:
                yield LeftOut(kind, _describe(element))
                element.decompose()
    for link in main("a"):
        address = str(link.get("href") or "")
        if address and not _LINKED.match(address):
            yield LeftOut("link", f"{link.get_text(' ', strip=True)} ({address})")
        if not _LINKED.match(address):
            link.unwrap()
    merged = [cell for cell in main(("td", "th")) if _is_merged(cell)]
    if merged:
        yield LeftOut("merged_cells", merged[0].get_text(" ", strip=True))


def _describe(element: Tag) -> str:
    for name in ("alt", "title", "src", "data", "name", "value"):
        if element.get(name):
            return str(element[name])[:200]
    return element.get_text(" ", strip=True)[:200]


def _is_merged(cell: Tag) -> bool:
    return any(str(cell.get(name, "1")) not in ("", "1") for name in ("colspan", "rowspan"))


def _name_picture(image: object) -> list[object]:
    alt = getattr(image, "alt_text", None) or "picture"
    return [mammoth.html.element("img", {"alt": alt})]


def _tidy(markdown: str) -> str:
    lines = "\n".join(line.rstrip() for line in markdown.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"


def _text_of(markdown: str) -> str:
    return "".join(
        text_of(token) if token.type == "inline" else token.content
        for token in parse(markdown).tokens
    )


def _run_together(text: str) -> str:
    return "".join(_WORD.findall(text))


def _escape_line_sign(match: re.Match[str]) -> str:
    """Escape what would begin a heading, a quotation or a list."""
    space, sign, number, stop = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{stop}"


class _Converter(MarkdownConverter):
    """Markdown of the kind that answers are written in."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Return `text` so that Markdown shows it as it is."""
        text = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", text))
        text = _LINE_SIGN.sub(_escape_line_sign, text)
        return text.replace("|", r"\|") if parent_tags & {"td", "th"} else text


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
