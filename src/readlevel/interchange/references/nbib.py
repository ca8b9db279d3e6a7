"""References in PubMed's format."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from readlevel.interchange.references.csl_fields import drop_empty, parse_date, parse_name

_NBIB_RECORD = re.compile(r"^(?=PMID ?- )", re.MULTILINE)
_TAGGED_LINE = re.compile(r"([A-Z][A-Z0-9 ]{3})- ?(.*)")


def read_nbib(text: str) -> Iterator[dict[str, Any]]:
    """Yield the CSL-JSON items of a PubMed export.

    A field is a line with a tag; lines indented by six spaces continue it.
    """
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
            yield drop_empty(_from_nbib(found))


def _from_nbib(found: Mapping[str, list[str]]) -> dict[str, Any]:
    def first(*tags: str) -> str | None:
        return next((found[tag][0] for tag in tags if tag in found), None)

    ids = [*found.get("AID", ()), *found.get("LID", ())]
    corporate = [{"literal": name} for name in found.get("CN", ())]
    return {
        "type": "article-journal" if "TA" in found or "JT" in found else "book",
        "author": [parse_name(name) for name in found.get("FAU", found.get("AU", ()))] + corporate,
        "title": (first("TI", "BTI") or "").rstrip("."),
        "container-title": first("JT", "TA"),
        "volume": first("VI"),
        "issue": first("IP"),
        "page": first("PG"),
        "issued": parse_date(first("DP")),
        "DOI": next((one.removesuffix(" [doi]") for one in ids if one.endswith(" [doi]")), None),
        "PMID": first("PMID"),
    }
