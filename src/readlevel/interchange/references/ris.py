"""References in RIS."""

from collections.abc import Iterator
from typing import Any

from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.references.csl_fields import drop_empty, parse_date, parse_name

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


def read_ris(text: str) -> Iterator[dict[str, Any]]:
    """Yield the CSL-JSON items of RIS `text`. Raise `BadRecord` if it is not RIS."""
    import rispy

    try:
        entries = rispy.loads(text)
    except (rispy.parser.ParseError, ValueError, IndexError, KeyError) as error:
        raise BadRecord("This is not RIS: a line has no tag, or no ER ends a record.") from error
    for entry in entries:
        pages = [entry.get("start_page"), entry.get("end_page")]
        yield drop_empty(
            {
                "type": _RIS_TYPES.get(entry.get("type_of_reference", ""), "article"),
                "author": [parse_name(name) for name in entry.get("authors", ())],
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
                "issued": parse_date(entry.get("year") or entry.get("publication_year")),
                "DOI": entry.get("doi"),
                "PMID": _pmid(entry.get("accession_number")),
                "URL": next(iter(entry.get("urls", ())), None),
            }
        )


def _pmid(number: str | None) -> str | None:
    return number if number and number.isascii() and number.isdigit() else None
