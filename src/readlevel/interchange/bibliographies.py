"""References as reference managers and databases write them: CSL-JSON, BibTeX, RIS, PubMed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from unicodedata import normalize

from readlevel.core.answer import Reference
from readlevel.core.csl import read_item
from readlevel.interchange import json_text, records
from readlevel.interchange.problem import BadRecord
from readlevel.interchange.texts import normalise

MAX_CHARACTERS = 2_000_000
"""The longest list of references that is read."""

_LONGEST_FIELD = 100_000
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_NBIB_RECORD = re.compile(r"^(?=PMID ?- )", re.MULTILINE)
_TAGGED_LINE = re.compile(r"([A-Z][A-Z0-9 ]{3})- ?(.*)")

_BIBTEX_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "conference": "paper-conference",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "report": "report",
    "techreport": "report",
    "online": "webpage",
}
_BIBTEX_FIELDS = frozenset(
    {
        "title",
        "journal",
        "booktitle",
        "publisher",
        "school",
        "institution",
        "address",
        "volume",
        "number",
        "pages",
        "edition",
        "year",
        "date",
        "doi",
        "pmid",
        "url",
    }
)
"""The fields that are read, as `_from_bibtex` names them: abstracts need not be."""

_RIS_TYPES = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "ELEC": "webpage",
    "NEWS": "article-newspaper",
    "RPRT": "report",
    "THES": "thesis",
}


def read_bibliography(text: str) -> tuple[Reference, ...]:
    """Return the references of a file's text, whichever of the four formats it is in.

    Those without a key get one made of author and year; no two keys are the same. Raise `BadRecord`
    where the format is not known, or the text cannot be read in it.
    """
    text = normalise(text)
    if len(text) > MAX_CHARACTERS:
        raise BadRecord("The references have more than 2,000,000 characters. Split the file.")
    for looks_like, read in _FORMATS:
        if looks_like.search(text):
            items = list(read(text))
            if not items:
                raise BadRecord("No reference was found in it.")
            return records.read_references(list(_with_keys(items)))
    raise BadRecord("The format is not known. Give CSL-JSON, BibTeX, RIS or PubMed's .nbib.")


def _with_keys(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    last: dict[str, int] = {}
    for item in items:
        key = wanted = str(item.get("id") or "") or _make_key(item)
        while key in taken:
            last[wanted] = last.get(wanted, 1) + 1
            key = f"{wanted}-{last[wanted]}"
        taken.add(key)
        yield {"id": key, **{name: value for name, value in item.items() if name != "id"}}


def _make_key(item: Mapping[str, Any]) -> str:
    described = read_item(item)
    people = described.get("author") or described.get("editor") or [{}]
    name = people[0].get("family") or people[0].get("literal") or ""
    year = described["issued"]["date-parts"][0][0] if "issued" in described else ""
    return f"{_NOT_IN_KEYS.sub('', normalize('NFKD', name).casefold()) or 'work'}{year}"


def _read_json(text: str) -> Iterator[dict[str, Any]]:
    given = json_text.load(text)
    if isinstance(given, Mapping):
        given = given.get("items", [given])
    for item in given if isinstance(given, list) else [given]:
        if not isinstance(item, Mapping):
            raise BadRecord("The references are not a list of CSL-JSON items.")
        yield dict(item)


def _read_bibtex(text: str) -> Iterator[dict[str, Any]]:
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    try:
        for key, entry in _parse_bibtex(text):
            fields = {
                name: str(Text.from_latex(value)).strip()
                for name, value in entry.fields.items()
                if name.lower() in _BIBTEX_FIELDS
            }
            people = {
                role: [_bibtex_name(person) for person in persons]
                for role, persons in entry.persons.items()
                if role in ("author", "editor")
            }
            yield _clean({"id": key, **people, **_from_bibtex(entry.type, fields)})
    except (PybtexError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise BadRecord("This is not BibTeX as BibTeX reads it.", line) from error


def _parse_bibtex(text: str) -> Iterator[tuple[str, Any]]:
    """Yield entries with their keys; abbreviations are worth `MAX_CHARACTERS` in all.

    Each may be made of others, so that a few lines could grow beyond all bounds.
    """
    from pybtex.database.input.bibtex import Parser
    from pybtex.utils import CaseInsensitiveDict

    class Abbreviations(CaseInsensitiveDict):  # type: ignore[misc]  # pybtex is not typed
        left = MAX_CHARACTERS

        def __getitem__(self, name: str) -> str:
            value: str = super().__getitem__(name)
            self.left -= len(value)
            if self.left < 0:
                raise BadRecord("Its abbreviations (@string) make it too long. Split the file.")
            return value

    class Bounded(Parser):  # type: ignore[misc]  # pybtex is not typed
        def process_entry(
            self, entry_type: str, key: str, fields: list[tuple[str, list[str]]]
        ) -> None:
            # Names are taken apart in work that grows faster than they do.
            if any(sum(map(len, parts)) > _LONGEST_FIELD for _, parts in fields):
                raise BadRecord(f"A field of the entry {key} is longer than 100,000 characters.")
            super().process_entry(entry_type, key, fields)

    parser = Bounded()
    parser.macros = Abbreviations(parser.macros)
    yield from parser.parse_string(text).entries.items()


def _from_bibtex(kind: str, fields: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": _BIBTEX_TYPES.get(kind.lower(), "article"),
        "title": fields.get("title"),
        "container-title": fields.get("journal") or fields.get("booktitle"),
        "publisher": fields.get("publisher") or fields.get("school") or fields.get("institution"),
        "publisher-place": fields.get("address"),
        "volume": fields.get("volume"),
        "issue": fields.get("number"),
        "page": re.sub("[-–]+", "-", fields.get("pages", "")),
        "edition": fields.get("edition"),
        "issued": _date(fields.get("year") or fields.get("date")),
        "DOI": fields.get("doi"),
        "PMID": fields.get("pmid"),
        "URL": fields.get("url"),
    }


def _bibtex_name(person: Any) -> dict[str, str]:
    from pybtex.richtext import Text

    def plain(names: Iterable[str]) -> str:
        return " ".join(str(Text.from_latex(name)) for name in names)

    given = plain([*person.first_names, *person.middle_names])
    family = plain([*person.prelast_names, *person.last_names])
    if not given:
        return {"literal": family}
    return _clean({"family": family, "given": given, "suffix": plain(person.lineage_names)})


def _read_ris(text: str) -> Iterator[dict[str, Any]]:
    import rispy

    try:
        entries = rispy.loads(text)
    except (rispy.parser.ParseError, ValueError, IndexError, KeyError) as error:
        raise BadRecord("This is not RIS: a line has no tag, or no ER ends a record.") from error
    for entry in entries:
        pages = [entry.get("start_page"), entry.get("end_page")]
        yield _clean(
            {
                "type": _RIS_TYPES.get(entry.get("type_of_reference", ""), "article"),
                "author": [_name(name) for name in entry.get("authors", ())],
                "title": entry.get("title") or entry.get("primary_title"),
                "container-title": next(
                    (
                        entry[name]
                        for name in ("journal_name", "secondary_title", "alternate_title3")
                        if entry.get(name)
                    ),
                    None,
                ),
                "publisher": entry.get("publisher"),
                "publisher-place": entry.get("place_published"),
                "volume": entry.get("volume"),
                "issue": entry.get("number"),
                "page": "-".join(page for page in pages if page),
                "issued": _date(entry.get("year") or entry.get("publication_year")),
                "DOI": entry.get("doi"),
                "PMID": _pmid(entry.get("accession_number")),
                "URL": next(iter(entry.get("urls", ())), None),
            }
        )


def _read_nbib(text: str) -> Iterator[dict[str, Any]]:
    """Read what PubMed exports: lines with a tag, and lines that go on after six spaces."""
    for record in _NBIB_RECORD.split(text):
        found: dict[str, list[str]] = {}
        values: list[str] = []
        for line in record.splitlines():
            tagged = _TAGGED_LINE.match(line)
            if tagged:
                values = found.setdefault(tagged[1].strip(), [])
                values.append(tagged[2].strip())
            elif values and line.startswith("      "):
                values[-1] += f" {line.strip()}"
        if found:
            yield _clean(_from_nbib(found))


def _from_nbib(found: Mapping[str, list[str]]) -> dict[str, Any]:
    def first(*tags: str) -> str | None:
        return next((found[tag][0] for tag in tags if tag in found), None)

    ids = [*found.get("AID", ()), *found.get("LID", ())]
    corporate = [{"literal": name} for name in found.get("CN", ())]
    return {
        "type": "article-journal" if "TA" in found or "JT" in found else "book",
        "author": [_name(name) for name in found.get("FAU", found.get("AU", ()))] + corporate,
        "title": (first("TI", "BTI") or "").rstrip("."),
        "container-title": first("JT", "TA"),
        "volume": first("VI"),
        "issue": first("IP"),
        "page": first("PG"),
        "issued": _date(first("DP")),
        "DOI": next((one.removesuffix(" [doi]") for one in ids if one.endswith(" [doi]")), None),
        "PMID": first("PMID"),
    }


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma:
        return {"literal": name.strip()}
    given, _, suffix = given.partition(",")
    return _clean({"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()})


def _date(text: str | None) -> dict[str, Any] | None:
    year = _YEAR.search(text or "")
    return {"date-parts": [[int(year[1])]]} if year else None


def _pmid(number: str | None) -> str | None:
    return number if number and number.isascii() and number.isdigit() else None


def _clean(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value}


_FORMATS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[dict[str, Any]]]], ...] = (
    (re.compile(r"\A\s*[\[{]"), _read_json),
    (re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE), _read_bibtex),
    (re.compile(r"^PMID ?- ", re.MULTILINE), _read_nbib),
    (re.compile(r"^TY  - ", re.MULTILINE), _read_ris),
)
"""How each format is known, and what reads it."""
