"""The works that a document cites, and the places where it cites them.

While a document is converted, a mark of private-use characters stands for each citation; at the
end it becomes `[@key]`. A prefix of the first work and a long suffix stand outside of the brackets,
because Markdown has no place for them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readlevel.core.model.answer import Reference
from readlevel.core.model.csl import find_doi_url, find_pubmed_url
from readlevel.interchange.documents.inline_html import escape_markdown
from readlevel.interchange.references.read_bibliography import assign_keys

_START, _END = "\uf5a0", "\uf5a1"
_MARK = re.compile(f"{_START}(\\d{{1,6}}){_END}")
_LONGEST_DETAIL = 200
_LONGEST_CITATION = 900
"""A citation of more than 1,000 characters is text."""
_NOT_IN_DETAILS = str.maketrans({"[": "(", "]": ")", ";": ",", "@": "\uff20", "|": "/"})
_OPENS = ("(", "[", "“", "‘", "«", "¿", "¡")


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work of a citation; `item` is CSL-JSON."""

    item: Mapping[str, Any]
    locator: str = ""
    """With its label: "p. 33"."""
    prefix: str = ""
    suffix: str = ""


class CitedWorks:
    """Collects the works that a document cites; each has one key, however often it is cited."""

    def __init__(self) -> None:
        self._items: list[Mapping[str, Any]] = []
        self._places: dict[str, int] = {}
        self._citations: list[tuple[tuple[int, CitedWork], ...]] = []

    def add(self, item: Mapping[str, Any]) -> int:
        """Return the number of a work, from 0; of two descriptions of it the longer one is kept."""
        names = list(_identify(item))
        place = next((self._places[name] for name in names if name in self._places), None)
        if place is None:
            place = len(self._items)
            self._items.append(item)
        elif len(item) > len(self._items[place]):
            self._items[place] = item
        self._places |= dict.fromkeys(names, place)
        return place

    def mark(self, cited: Sequence[CitedWork]) -> str:
        """Return a mark that stands for a citation of these works."""
        self._citations.append(tuple((self.add(work.item), work) for work in cited))
        return f"{_START}{len(self._citations) - 1}{_END}"

    @property
    def work_count(self) -> int:
        """The number of works."""
        return len(self._items)

    @property
    def citation_count(self) -> int:
        """The number of marks."""
        return len(self._citations)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The works, in the order of their first citation, each with its key."""
        described = ({**item, "id": item.get("id", "")} for item in self._items)
        return tuple(Reference(str(item["id"]), item) for item in assign_keys(described))

    def write_citations(self, markdown: str) -> str:
        """Return `markdown` with citations in place of their marks."""
        keys = [one.key for one in self.references]

        def write(found: re.Match[str]) -> str:
            number = int(found[1])
            if number >= len(self._citations):
                return ""
            return _write([(keys[place], work) for place, work in self._citations[number]])

        return _MARK.sub(write, markdown)


def has_marks(text: str) -> bool:
    """Return whether a citation is among `text`; within a link it would not be one."""
    return _MARK.search(text) is not None


def remove_marks(text: str) -> str:
    """Return `text` without marks of citations."""
    return _MARK.sub("", text)


def _identify(item: Mapping[str, Any]) -> Iterable[str]:
    """Yield names that two descriptions of one work share."""
    for url in (find_doi_url(item), find_pubmed_url(item)):
        if url:
            yield url.casefold()
    title = "".join(re.findall(r"\w+", str(item.get("title") or "").casefold()))
    year = re.search(r"\d{4}", str(item.get("issued") or ""))
    yield f"{title or item.get('author')}/{year[0] if year else ''}"


def _write(works: Sequence[tuple[str, CitedWork]]) -> str:
    (_, first), *others = works
    inside = "; ".join(
        [
            f"@{works[0][0]}{_after_key(first)}",
            *(f"{_before_key(work)}@{key}{_after_key(work)}" for key, work in others),
        ]
    )
    if len(inside) > _LONGEST_CITATION:
        return "; ".join(_write([work]) for work in works) if others else f"[@{works[0][0]}]"
    outside = _clean(first.suffix) if len(first.suffix) > _LONGEST_DETAIL and not others else ""
    return (
        _outer(first.prefix) + f"[{inside}]" + (f" {escape_markdown(outside)}" if outside else "")
    )


def _outer(prefix: str) -> str:
    text = escape_markdown(prefix)
    return text if not text or text.endswith(_OPENS) else f"{text} "


def _before_key(work: CitedWork) -> str:
    prefix = _clean(work.prefix)[:_LONGEST_DETAIL]
    return f"{prefix} " if prefix else ""


def _after_key(work: CitedWork) -> str:
    suffix = _clean(work.suffix)
    details = [_clean(work.locator), suffix if len(suffix) <= _LONGEST_DETAIL else ""]
    return "".join(f", {detail}" for detail in details if detail)


def _clean(text: str) -> str:
    return " ".join(text.translate(_NOT_IN_DETAILS).split()).strip(" ,")
