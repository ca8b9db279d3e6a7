"""Reads Word's own citations: fields that name sources, which another part of the file describes.

The fields are those of ECMA-376, part 1, 17.16.5.8 (BIBLIOGRAPHY) and 17.16.5.9 (CITATION), the
part with the sources is that of 22.6.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from readlevel.interchange.documents.cited_works import CitedWork
from readlevel.interchange.references.csl_fields import drop_empty, parse_date

Sources = Mapping[str, Mapping[str, Any]]
"""The sources of a file as CSL-JSON, by their tags in lower case; empty if nothing is known."""

CITATION = re.compile(r"\s*CITATION\s", re.IGNORECASE)
BIBLIOGRAPHY = re.compile(r"\s*BIBLIOGRAPHY\b", re.IGNORECASE)

_PART = re.compile(r"customXml/item\d*\.xml", re.IGNORECASE)
_NAMESPACE = re.compile(r"\{[^}]*/bibliography\}Sources")
_TYPES = {
    "articleinaperiodical": "article-magazine",
    "book": "book",
    "booksection": "chapter",
    "case": "legal_case",
    "conferenceproceedings": "paper-conference",
    "documentfrominternetsite": "webpage",
    "film": "motion_picture",
    "internetsite": "webpage",
    "interview": "interview",
    "journalarticle": "article-journal",
    "patent": "patent",
    "report": "report",
}
_AUTHORS = ("Author", "Interviewee", "Inventor", "Director", "Writer", "Artist", "Composer")
"""Who may have made a work, by its type."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_ESCAPED = re.compile(r"\\(.)")
_WITHOUT_VALUE = frozenset({"n", "t", "y"})
"""Switches that leave out author, title or year, which a numbered citation does not show."""
_SEVERAL = re.compile(r"\d\s*[-\u2013,&]\s*\d")


def is_source_part(name: str) -> bool:
    """Return whether a part of a file may hold its sources."""
    return _PART.fullmatch(name) is not None


def read_sources(part: bytes) -> dict[str, dict[str, Any]]:
    """Return the sources in a part; its XML must have been checked before."""
    root = fromstring(part)  # noqa: S314 - checked before
    if not _NAMESPACE.fullmatch(root.tag):
        return {}
    sources = (_Source(one) for one in root if _plain(one) == "Source")
    return {tag.casefold(): source.describe() for source in sources if (tag := source.text("Tag"))}


def read_citation(instruction: str, sources: Sources) -> list[CitedWork]:
    """Return the works that a field cites, in its order; none if one of them is not described."""
    tokens = [
        _ESCAPED.sub(r"\1", found[1]) if found[2] is None else found[2]
        for found in _TOKEN.finditer(instruction)
    ]
    cited = [_describe(one, sources) for one in _split(tokens[1:])]
    works = [work for work in cited if work is not None]
    return works if len(works) == len(cited) else []


def _split(tokens: list[str]) -> Iterator[dict[str, str]]:
    """Yield the switches of each work, its tag under an empty name."""
    work: dict[str, str] = {}
    waiting = ""
    for token in tokens:
        if waiting:
            if waiting == "m":
                yield work
                work = {"": token}
            else:
                work[waiting] = token
            waiting = ""
        elif token.startswith("\\") and len(token) > 1:
            switch = token[1:].lower()
            waiting = "" if switch in _WITHOUT_VALUE else switch
        else:
            work.setdefault("", token)
    yield work


def _describe(work: Mapping[str, str], sources: Sources) -> CitedWork | None:
    item = sources.get(work.get("", "").casefold())
    if not item:
        return None
    prefix, suffix = (work.get(switch, "").strip() for switch in "fs")
    return CitedWork(item, _write_locator(work), prefix, suffix)


def _write_locator(work: Mapping[str, str]) -> str:
    volume, pages = work.get("v", "").strip(), work.get("p", "").strip()
    label = "pp." if _SEVERAL.search(pages) else "p."
    parts = [f"vol. {volume}" if volume else "", f"{label} {pages}" if pages else ""]
    return ", ".join(part for part in parts if part)


class _Source:
    """One source of the part."""

    def __init__(self, element: Element) -> None:
        self._element = element

    def text(self, *names: str) -> str:
        """Return the text of the first of these fields that has one."""
        for name in names:
            for child in self._element:
                if _plain(child) == name and (text := _text_of(child)):
                    return text
        return ""

    def describe(self) -> dict[str, Any]:
        """Return CSL-JSON; an empty object for a placeholder, which only has a tag."""
        kind = self.text("SourceType").casefold()
        site = self.text("InternetSiteTitle")
        title = self.text("Title", "ShortTitle")
        by, editors = self._names(*_AUTHORS), self._names("Editor")
        if not (title or site or by):
            return {}
        number = self.text("StandardNumber")
        number_name = "ISSN" if kind in ("journalarticle", "articleinaperiodical") else "ISBN"
        doi = self.text("DOI") or (number if "10." in number else "")
        parts = {
            "type": "thesis" if self.text("ThesisType") else _TYPES.get(kind, "article"),
            "author": by,
            "editor": editors,
            "container-author": self._names("BookAuthor"),
            "translator": self._names("Translator"),
            "title": title or site,
            "container-title": self.text(
                "JournalName", "PeriodicalTitle", "BookTitle", "ConferenceName"
            )
            or (site if title else ""),
            "publisher": self.text("Publisher", "Institution", "ProductionCompany"),
            "publisher-place": ", ".join(
                one
                for name in ("City", "StateProvince", "CountryRegion")
                if (one := self.text(name))
            ),
            "volume": self.text("Volume"),
            "issue": self.text("Issue"),
            "page": self.text("Pages"),
            "edition": self.text("Edition"),
            "genre": self.text("ThesisType"),
            "number": self.text("PatentNumber", "CaseNumber"),
            "issued": self._date("Year", "Month", "Day"),
            "accessed": self._date("YearAccessed", "MonthAccessed", "DayAccessed"),
            "DOI": doi,
            "URL": self.text("URL"),
            number_name: "" if doi == number else number,
        }
        return drop_empty(parts)

    def _names(self, *roles: str) -> list[dict[str, str]]:
        """Return the people or the body that a work has in the first of these roles."""
        inside = [one for child in self._element if _plain(child) == "Author" for one in child]
        for role in roles:
            names = [
                name
                for element in inside
                if _plain(element) == role
                for name in _iter_names(element)
            ]
            if names:
                return names
        return []

    def _date(self, year: str, month: str, day: str) -> dict[str, Any] | None:
        date = parse_date(self.text(year))
        if date is None:
            return None
        parts = date["date-parts"][0]
        number = _read_month(self.text(month))
        if number:
            parts.append(number)
            written = _read_number(self.text(day))
            if 1 <= written <= 31:
                parts.append(written)
        return date


def _iter_names(role: Element) -> Iterator[dict[str, str]]:
    for element in role.iter():
        if _plain(element) == "Corporate" and (body := _text_of(element)):
            yield {"literal": body}
        if _plain(element) == "Person":
            parts = {_plain(child): _text_of(child) for child in element}
            given = " ".join(filter(None, (parts.get("First"), parts.get("Middle"))))
            name = drop_empty({"family": parts.get("Last", ""), "given": given})
            if name:
                yield name if "family" in name else {"literal": given}


def _read_month(written: str) -> int | None:
    if written.isdecimal():
        number = _read_number(written)
        return number if 1 <= number <= 12 else None
    beginning = written[:3].casefold()
    return _MONTHS.index(beginning) + 1 if beginning in _MONTHS else None


def _read_number(written: str) -> int:
    """Return a number of one or two digits; 0 for everything else."""
    return int(written) if len(written) <= 2 and written.isdecimal() else 0


def _plain(element: Element) -> str:
    """Return the name of an element without its namespace, which Word's strict files change."""
    return element.tag.rpartition("}")[2]


def _text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
