"""References in PubMed's format (nbib), which ERIC and other databases write too."""

import re
from collections.abc import Iterator

from readlevel.interchange.references.bibliography import ParsedRecord, UnreadRecord
from readlevel.interchange.references.csl_fields import drop_empty, parse_date, parse_name
from readlevel.interchange.references.tagged_lines import TaggedRecord, read_tagged_lines

NBIB_RECORD = re.compile(r"^(?:PMID|OWN|STAT|FAU|BTI) *- ", re.MULTILINE)
"""A line that is specific to this format."""

_TAGGED_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*))?")
_SHORT_NAME = re.compile(r"(?P<family>.+) (?P<given>[A-Z]{1,4})")
_ARTICLE_NUMBER = re.compile(r"e?\d{1,8}")
_READ = frozenset(
    {"PMID", "OWN", "STAT", "FAU", "AU", "CN", "TI", "BTI", "JT", "TA", "VI", "IP", "PG", "DP"}
    | {"AID", "LID", "PB", "PL"}
)


def read_nbib(text: str) -> Iterator[ParsedRecord | UnreadRecord]:
    """Yield the works of a PubMed export.

    A field is a line with a tag; other lines continue it. Records are separated by blank lines.
    """
    for record in read_tagged_lines(text, _TAGGED_LINE, (), ()):
        if record.first("TI", "BTI"):
            yield ParsedRecord(_to_csl(record), record.other_than(_READ))
        else:
            yield UnreadRecord(record.line, "This record has no title.")


def _to_csl(record: TaggedRecord) -> dict[str, object]:
    names = record.all("FAU") or record.all("AU")
    return drop_empty(
        {
            "type": "article-journal" if record.first("TA", "JT") else "book",
            "author": [
                *map(_parse_name, names),
                *({"literal": name} for name in record.all("CN")),
            ],
            "title": (record.first("TI", "BTI") or "").rstrip("."),
            "container-title": record.first("JT", "TA"),
            "publisher": record.first("PB"),
            "publisher-place": record.first("PL"),
            "volume": record.first("VI"),
            "issue": record.first("IP"),
            "page": record.first("PG") or _find_article_number(record),
            "issued": parse_date(record.first("DP")),
            "DOI": _find_id(record, "doi"),
            "PMID": record.first("PMID"),
        }
    )


def _parse_name(name: str) -> dict[str, str]:
    short = _SHORT_NAME.fullmatch(name)
    return short.groupdict() if short and "," not in name else parse_name(name)


def _find_article_number(record: TaggedRecord) -> str | None:
    number = _find_id(record, "pii", "LID")
    return number if number and _ARTICLE_NUMBER.fullmatch(number) else None


def _find_id(record: TaggedRecord, kind: str, *tags: str) -> str | None:
    ending = f"[{kind}]"
    ids = record.all(*(tags or ("AID", "LID")))
    return next((one.removesuffix(ending).strip() for one in ids if one.endswith(ending)), None)
