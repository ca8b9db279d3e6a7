"""The glossary formats, and how to recognise the format of a file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.glossary.entries import ImportRecord, WrittenGlossary, count_lost

_BY_SUFFIX = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonld": "skos",
    ".owl": "skos",
    ".rdf": "skos",
    ".tab": "csv",
    ".tbx": "tbx",
    ".ttl": "skos",
    ".utf8": "csv",
}
FOR_ONE_LANGUAGE = ("omegat", "weblate")
"""Formats of translation tools, which hold the terms of one language beside those of another."""

_SYNTAXES = {".json": "json-ld", ".jsonld": "json-ld", ".owl": "xml", ".rdf": "xml", ".xml": "xml"}
_FIRST_BYTES = 4_000
_ROOT = re.compile(r"<(?:[\w.-]+:)?(RDF|tbx|TBX|martif)[\s>]")
_TURTLE = re.compile(r"^\s*(?:@prefix|@base|PREFIX|BASE)\b", re.MULTILINE | re.IGNORECASE)
_LINKED = re.compile(r'"@(?:context|graph|id|type)"')


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Defaults for what a file does not say."""

    language: str | None = None
    encoding: str | None = None
    audience: str = "lay"


@dataclass(frozen=True, slots=True)
class Publisher:
    """The site that writes a glossary: its name, URL and first language."""

    name: str
    address: str
    language: str

    def address_of(self, term: Term) -> str:
        """Return the URL of a term's page."""
        prefix = "" if term.language == self.language else f"/{term.language}"
        return f"{self.address.rstrip('/')}{prefix}/glossary/{quote(term.slug)}"


def guess(path: Path) -> str:
    """Return the format of a file by its name, else by its first bytes.

    Raise `BadRecord` if it is unknown.
    """
    by_name = guess_by_name(path)
    if by_name is not None:
        return by_name
    with path.open("rb") as file:
        start = file.read(_FIRST_BYTES).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return "skos" if _LINKED.search(start) else "nci"
    root = _ROOT.search(start)
    if root:
        return "skos" if root[1] == "RDF" else "tbx"
    if _TURTLE.search(start):
        return "skos"
    if start.startswith("<"):
        raise BadRecord(
            "This is XML, but neither SKOS nor TBX. If it is one of them, say which by --format."
        )
    return "csv"


def guess_by_name(path: Path) -> str | None:
    """Return the format of a file by the suffix of its name, or None."""
    return _BY_SUFFIX.get(path.suffix.casefold())


def read(path: Path, name: str, options: ReadOptions) -> Iterator[ImportRecord]:
    """Yield the entries of a file in the named format."""
    if name == "csv":
        from readlevel.interchange.glossary import csv_format

        return csv_format.read(
            path, options.language, encoding=options.encoding, audience=options.audience
        )
    if name == "nci":
        from readlevel.interchange.glossary import nci_format

        return nci_format.read(path, options.language)
    if name == "skos":
        from readlevel.interchange.glossary import skos_format

        return skos_format.read(path, options.language, audience=options.audience)
    from readlevel.interchange.glossary import tbx_format

    return tbx_format.read(path, options.language, audience=options.audience)


def write(
    terms: Iterable[Term],
    name: str,
    publisher: Publisher,
    path: Path | None,
    language: str | None = None,
) -> WrittenGlossary:
    """Return terms, all or those in one language, in the named format.

    The path's suffix chooses the syntax of SKOS; the default is Turtle. The formats in
    `FOR_ONE_LANGUAGE` hold one language: by default the publisher's.
    """
    if name in FOR_ONE_LANGUAGE:
        from readlevel.interchange.glossary.translation_tables import write_omegat, write_weblate

        write_table = write_omegat if name == "omegat" else write_weblate
        return write_table(terms, publisher.language, language or publisher.language)
    given = [term for term in terms if language in (None, term.language)]
    if name == "csv":
        from readlevel.interchange.glossary import csv_format

        return WrittenGlossary(csv_format.write(given), count_lost(given))
    if name == "skos":
        from readlevel.interchange.glossary import skos_format

        return skos_format.write(
            given,
            title=publisher.name,
            address=publisher.address_of,
            scheme=f"{publisher.address.rstrip('/')}/glossary",
            syntax=_SYNTAXES.get(path.suffix.casefold() if path else "", "turtle"),
        )
    from readlevel.interchange.glossary import tbx_format

    style = "dct" if name == "tbx-dct" else "dca"
    return tbx_format.write(given, title=publisher.name, style=style)
