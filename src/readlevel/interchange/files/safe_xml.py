"""Parses XML safely: nothing is fetched, entities do not expand without bound."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from readlevel.interchange.files.problems import BadRecord

MAX_NESTING = 100
MAX_BYTES = 50_000_000

LANGUAGE = "xml:lang"
IDENTIFIER = "xml:id"

_XML = "http://www.w3.org/XML/1998/namespace"
_CHUNK = 65_536
_MAX_ENTITY_LENGTH = 200
_MAX_ENTITIES = 200
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow (section 2.2)."""


@dataclass(slots=True)
class Element:
    """An element, named without its prefix; only `xml:…` attributes keep theirs."""

    name: str
    attributes: dict[str, str]
    line: int
    children: "list[Element]" = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return its text with that of inner elements, white space unchanged."""
        return "".join(self.parts)


def find_elements(raw: bytes, names: Collection[str]) -> Iterator[Element]:
    """Yield the outermost elements with these names, each when it is complete, then free it.

    An element has the `xml:lang` that it inherits. Raise `BadRecord`, with its line, if the file is
    not XML, nests too deeply or declares other than short plain entities.
    """
    reader = _XmlReader(names)
    for start in range(0, len(raw), _CHUNK):
        reader.feed(raw[start : start + _CHUNK])
        yield from reader.take()
    reader.feed(b"", final=True)
    yield from reader.take()


def check(raw: bytes) -> None:
    """Check XML before another parser reads it. Raise `BadRecord` as `find_elements` does."""
    for _ in find_elements(raw, ()):
        pass


def keep_allowed(text: str) -> str:
    """Return `text` without the characters that XML does not allow."""
    return _FORBIDDEN.sub("", text)


class _XmlReader:
    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._open: list[Element] = []
        self._languages: list[str] = [""]
        self._found: list[Element] = []
        self._entities = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._read_text
        self._parser.EntityDeclHandler = self._declare_entity
        self._parser.SkippedEntityHandler = self._skip_entity

    def feed(self, raw: bytes, *, final: bool = False) -> None:
        try:
            self._parser.Parse(raw, final)
        except expat.ExpatError as error:
            reason = f"This is not XML: {expat.ErrorString(error.code)}."
            raise BadRecord(reason, error.lineno) from error
        except (LookupError, ValueError) as error:
            raise BadRecord(
                "The encoding that the XML names is not known. Save it as UTF-8."
            ) from error

    def take(self) -> list[Element]:
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        given = {_plain(key): value for key, value in attributes.items()}
        language = given.get(LANGUAGE, self._languages[-1])
        self._languages.append(language)
        if len(self._languages) > MAX_NESTING:
            raise BadRecord("The XML is nested too deeply.", self._line)
        local = name.rpartition(" ")[2]
        if self._open or local in self._names:
            element = Element(local, {**given, LANGUAGE: language}, self._line)
            if self._open:
                self._open[-1].children.append(element)
            self._open.append(element)

    def _end(self, name: str) -> None:
        self._languages.pop()
        if self._open:
            whole = self._open.pop()
            if self._open:
                self._open[-1].parts.extend(whole.parts)
            else:
                self._found.append(whole)

    def _read_text(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def _declare_entity(
        self, name: str, is_parameter: bool, value: str | None, *where: str | None
    ) -> None:
        """Accept only entities of a few plain characters, as RDF/XML uses for namespaces."""
        self._entities += 1
        plain = value is not None and not is_parameter and not set("&%<") & set(value)
        short = len(value or "") <= _MAX_ENTITY_LENGTH and self._entities <= _MAX_ENTITIES
        if not (plain and short):
            raise BadRecord(
                f"The XML declares the entity {name!r:.60}, which is not read: it lies elsewhere, "
                "is long, or holds others. Write its text in its place.",
                self._line,
            )

    def _skip_entity(self, name: str, is_parameter: bool) -> None:
        raise BadRecord(
            f"The XML names the entity {name!r:.60}, which is declared elsewhere. Nothing is "
            "fetched: write its text in its place.",
            self._line,
        )

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber


def _plain(key: str) -> str:
    space, _, local = key.rpartition(" ")
    return f"xml:{local}" if space == _XML else local
