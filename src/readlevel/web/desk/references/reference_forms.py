"""The form of a reference, to and from CSL-JSON."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from readlevel.core.model.answer import Reference
from readlevel.core.model.csl import TYPES

FIELDS = {
    "title": "title",
    "container": "container-title",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "doi": "DOI",
    "pmid": "PMID",
    "url": "URL",
}
"""Text fields of the form, and their names in CSL-JSON."""
_MAX_FIELD_LENGTH = 2_000
_MAX_TYPE_LENGTH = 40
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID:?\s*)?([1-9]\d{0,9})", re.IGNORECASE | re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"]+")
_YEAR = re.compile(r"1[5-9]\d\d|2[01]\d\d")
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ReferenceForm:
    """The submitted fields of a reference."""

    key: str = ""
    type: str = "article-journal"
    authors: str = ""
    """One per line: `family name, given names`, or a group's name without a comma."""
    year: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return the value of a text field."""
        return self.fields.get(name, "")

    def find_problems(self) -> dict[str, str]:
        """Return the codes of invalid fields."""
        problems = {}
        if not self.get("title"):
            problems["title"] = "missing"
        if self.year and not _YEAR.fullmatch(self.year):
            problems["year"] = "no_year"
        for name, shape in (("doi", _DOI), ("pmid", _PMID), ("url", _URL)):
            if self.get(name) and not shape.fullmatch(self.get(name)):
                problems[name] = f"no_{name}"
        if len(self.authors) > _MAX_FIELD_LENGTH * 10:
            problems["authors"] = "too_long"
        problems |= {
            name: "too_long"
            for name, given in self.fields.items()
            if len(given) > _MAX_FIELD_LENGTH
        }
        return problems

    def reference(self, before: Reference | None) -> Reference:
        """Return the reference; fields of `before` that the form does not show are kept."""
        known = dict(before.csl) if before else {}
        csl = {**known, "id": self.key, "type": self._choose_type(known)}
        for name, theirs in FIELDS.items():
            _put(csl, theirs, _clean(name, self.get(name)))
        _put(csl, "author", _read_authors(self.authors, known.get("author")))
        if self.year != _year_of(known):
            _put(csl, "issued", {"date-parts": [[int(self.year)]]} if self.year else None)
        return Reference(self.key, csl)

    def _choose_type(self, known: Mapping[str, Any]) -> str:
        """Return the chosen type; a stored one that the form does not offer is kept."""
        kept = _text(known.get("type"))
        return self.type if self.type in TYPES else kept or "article-journal"


def form_of(reference: Reference) -> ReferenceForm:
    """Return the form of a stored reference."""
    csl = reference.csl
    return ReferenceForm(
        reference.key,
        str(csl.get("type") or "article-journal"),
        "\n".join(_write_author(one) for one in _list(csl.get("author"))),
        _year_of(csl),
        {name: _text(csl.get(theirs)) for name, theirs in FIELDS.items()},
    )


def read_form(form: MultiDict[str, str], taken: frozenset[str]) -> ReferenceForm:
    """Return the submitted form; a missing key is made from author and year."""
    given = ReferenceForm(
        form.get("key", "").strip(),
        form.get("type", "article-journal")[:_MAX_TYPE_LENGTH],
        form.get("authors", "").replace("\r\n", "\n").strip(),
        form.get("year", "").strip(),
        {name: " ".join(form.get(name, "").split()) for name in FIELDS},
    )
    if given.key:
        return given
    return ReferenceForm(
        _make_key(given, taken), given.type, given.authors, given.year, given.fields
    )


def _make_key(form: ReferenceForm, taken: frozenset[str]) -> str:
    family = form.authors.partition("\n")[0].partition(",")[0] or form.get("title").split(" ")[0]
    made = f"{_NOT_IN_KEYS.sub('', family.casefold()) or 'work'}{form.year}"
    key, number = made, 1
    while key in taken:
        number += 1
        key = f"{made}-{number}"
    return key


def _clean(name: str, given: str) -> str:
    shape = {"doi": _DOI, "pmid": _PMID}.get(name)
    found = shape.fullmatch(given) if shape else None
    return found[1] if found else given


def _put(csl: dict[str, Any], name: str, value: object) -> None:
    if value:
        csl[name] = value
    else:
        csl.pop(name, None)


def _read_authors(given: str, known: object) -> list[Any]:
    """Return the authors; unchanged ones keep the fields that the form does not show."""
    before = {_write_author(one): one for one in _list(known)}
    lines = (" ".join(line.split()) for line in given.split("\n"))
    return [before.get(line) or _read_author(line) for line in lines if line]


def _read_author(line: str) -> dict[str, str]:
    family, comma, first = line.partition(",")
    if not comma:
        return {"literal": line}
    return {"family": family.strip(), "given": first.strip()}


def _write_author(given: object) -> str:
    if not isinstance(given, Mapping):
        return _text(given)
    if literal := _text(given.get("literal")):
        return literal
    family, first = _text(given.get("family")), _text(given.get("given"))
    return f"{family}, {first}" if first else family


def _year_of(csl: Mapping[str, Any]) -> str:
    found = _YEAR.search(str(csl.get("issued", "")))
    return found[0] if found else ""


def _list(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def _text(given: object) -> str:
    if isinstance(given, list):
        given = given[0] if given else ""
    return " ".join(str(given).split()) if isinstance(given, str | int) else ""
