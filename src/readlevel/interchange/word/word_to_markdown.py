"""Converts Word files (.docx) with their images to the Markdown that answers are written in.

A .docx is an archive of XML files. Before mammoth reads it, its unpacked size, nesting depth and
entity declarations are checked.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import mammoth

from readlevel.interchange.documents.cited_works import CitedWorks
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.html_to_markdown import (
    ConvertedDocument,
    UnreadableDocument,
    find_lost_words,
    read_html,
)
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.safe_xml import Element, check, find_elements
from readlevel.interchange.word.preparation import prepare

MAX_BYTES = 20_000_000
"""Limit of the size of a file."""

MAX_UNPACKED = 100_000_000
MAX_XML = 12_000_000
"""Limit of the XML in a file, in bytes: about 40 pages have 1 MB."""

_ZIP_METHODS = (ZIP_STORED, ZIP_DEFLATED)
_MAX_PARTS = 5_000
_MOST_SIGNS = {b"<": 200_000, b"=": 300_000}
"""Limits of tags and attributes in all the XML; about 40 pages have a quarter of them."""

_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
"""The start of any part that can be parsed as XML: the file itself decides which ones are."""

_TEXT = "word/document.xml"
_HEADERS_AND_FOOTERS = re.compile(r"word/(?:header|footer)\d*\.xml")
_LEFT_OUT = {
    "oMath": "equation",
    "chart": "drawing",
    "relIds": "drawing",
    "OLEObject": "object",
    "del": "deleted",
    "moveFrom": "deleted",
}
"""Elements that are not converted, by the kind of loss they are reported as."""

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
u => u
highlight => mark
"""
"""Word styles, in addition to mammoth's defaults."""

_LONGEST_SHOWN = 200
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")
_WRITTEN_BY_WORD = re.compile(
    r"\s*(?:Description automatically generated\b.*|AI-generated content may be incorrect\.?)$",
    re.DOTALL | re.IGNORECASE,
)

ImageSink = Callable[[bytes, str], str | None]
"""Stores an image of a file, given its bytes and description, and returns its name in the text, or
None if it cannot be shown."""


def read_docx(content: bytes, store_image: ImageSink | None = None) -> ConvertedDocument:
    """Convert a Word file to Markdown, with its losses.

    Its images are passed to `store_image`; without it they are left out. Raise
    `UnreadableDocument` if it is not a Word file, or unpacks to too much.
    """
    try:
        return _read(content, store_image)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:
        # There is no end to what a broken file has zipfile, expat and mammoth raise.
        raise UnreadableDocument(
            "not_word", "This is not a Word file. Save it as .docx."
        ) from error


def _read(content: bytes, store_image: ImageSink | None) -> ConvertedDocument:
    with ZipFile(BytesIO(content)) as archive:
        _check_size(archive)
        left_out = list(_find_left_out(archive))
    works = CitedWorks()
    content, said = prepare(content, works)
    left_out.extend(said)
    with ZipFile(BytesIO(content)) as archive:
        texts = _find(archive, _TEXT, {"t", *_LEFT_OUT})
        words = [word for one in texts if one.name == "t" for word in _WORD.findall(one.text)]
    images = _ImageCollector(store_image)
    html = mammoth.convert_to_html(
        BytesIO(content), convert_image=images.show, style_map=_STYLES
    ).value
    found = read_html(html, images.names, whole=True, works=works)
    missing = list(find_lost_words(words, _TAG.sub("", html)))
    if missing:
        left_out.append(ConversionLoss("words", " ".join(missing)))
    return replace(found, left_out=(*found.left_out, *left_out))


def _check_size(archive: ZipFile) -> None:
    """Refuse an archive that unpacks to too much; zipfile holds each part to its declared size."""
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_large()
    if any(part.compress_type not in _ZIP_METHODS for part in parts):
        raise BadRecord("The archive is packed as no Word file is.")
    left = MAX_XML
    signs = dict(_MOST_SIGNS)
    for part in parts:
        raw = archive.read(part)
        if _XML.match(raw):
            left -= len(raw)
            for sign in signs:
                signs[sign] -= raw.count(sign)
            if min(left, *signs.values()) < 0:
                raise _too_large()
            check(raw)


def _too_large() -> UnreadableDocument:
    return UnreadableDocument(
        "too_large", "The Word file is too large when unpacked. Split it, or save it again."
    )


def _find_left_out(archive: ZipFile) -> Iterator[ConversionLoss]:
    """Yield the losses: content of the file that is not converted."""
    for one in _find(archive, _TEXT, _LEFT_OUT.keys()):
        yield ConversionLoss(_LEFT_OUT[one.name], _shown(one.text))
    comments = [one.text for one in _find(archive, "word/comments.xml", {"comment"})]
    if comments:
        yield ConversionLoss("comments", str(len(comments)))
    for name in archive.namelist():
        if _HEADERS_AND_FOOTERS.fullmatch(name):
            words = " ".join(one.text for one in _find(archive, name, {"t"}))
            if words.strip():
                yield ConversionLoss("header", _shown(words))


def _find(archive: ZipFile, name: str, elements: Collection[str]) -> Iterator[Element]:
    if name in archive.namelist():
        yield from find_elements(archive.read(name), elements)


def _shown(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_SHOWN]


class _ImageCollector:
    """Passes the images of a file to a sink, and remembers their names."""

    def __init__(self, take: ImageSink | None) -> None:
        self._take = take
        self.names: set[str] = set()

    def show(self, image: object) -> list[object]:
        """Return the element that shows an image."""
        said = _WRITTEN_BY_WORD.sub("", getattr(image, "alt_text", None) or "")
        description = " ".join(said.split())
        name = self._find_name(image, description)
        if name is None:
            return [mammoth.html.element("img", {"alt": description or "picture"})]
        self.names.add(name)
        return [mammoth.html.element("img", {"alt": description, "src": f"images/{name}"})]

    def _find_name(self, image: object, description: str) -> str | None:
        if self._take is None:
            return None
        try:
            with image.open() as file:  # type: ignore[attr-defined]
                content = file.read()
        except (KeyError, OSError, ValueError, BadRecord):
            return None  # it lies elsewhere, or is not there
        return self._take(content, description)
