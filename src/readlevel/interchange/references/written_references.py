"""Reads references as people write them: a line of text in the style of a journal.

The parts of Vancouver, AMA and APA style are told apart where that accounts for every word of the
text; else the whole text is the title, so that nothing gets lost.
"""

import re
from typing import Any

from readlevel.interchange.references.csl_fields import drop_empty, parse_date

_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:?\s*)?\b(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE
)
_PMID = re.compile(r"\bPMID:?\s*([1-9]\d{0,8})\b", re.IGNORECASE)
_URL = re.compile(r"(?:\bAvailable (?:from|at):?\s*)?(https?://[^\s\"<>]+)", re.IGNORECASE)
_END = ".,;:)]>"

_INITIALS = r"[^\W\d_a-z](?:[.\s-]{0,2}[^\W\d_a-z]){0,4}(?!\w)\.?"
_FAMILY = r"[^\W\d_](?:[\w'’\-]|\s(?!\d)){1,40}?"
_PERSON = rf"{_FAMILY},?\s{_INITIALS}(?:\s(?:Jr|Sr|II|III)\.?)?"
_PEOPLE = (
    rf"{_PERSON}(?:,\s+(?:&\s+|and\s+)?{_PERSON}|\s+(?:&|and)\s+{_PERSON}){{0,40}}(?:,?\s+et\s+al)?"
)
_PAGES = r"[A-Za-z]?\d(?:[\w.]*\w)?(?:\s*[-\u2013]\s*[A-Za-z]?\d\w*)?"
_VOLUME = r"(?P<volume>\d+)(?:\s*\((?P<issue>[^()]{1,30})\))?"

_VANCOUVER = re.compile(
    rf"(?P<people>{_PEOPLE})\.?\s+(?P<title>[^.?!].{{8,400}}?[.?!])\s+"
    rf"(?P<journal>[^.;:\d][^;:\d]{{1,150}}?)[.,]?\s+(?P<year>(?:19|20)\d\d)"
    rf"(?:\s(?P<month>[A-Z][a-z]{{2,8}})(?:\s\d{{1,2}})?)?\s*;\s*{_VOLUME}"
    rf"(?:\s*:\s*(?P<pages>{_PAGES}))?\.?",
)
_APA = re.compile(
    rf"(?P<people>{_PEOPLE})\.?\s+\((?P<year>(?:19|20)\d\d)\)\.\s+"
    rf"(?P<title>[^.?!].{{8,400}}?[.?!])\s+(?P<journal>[^.;:\d][^;:\d]{{1,150}}?),\s+{_VOLUME}"
    rf"(?:,\s*(?P<pages>{_PAGES}))?\.?",
)
_ET_AL = re.compile(r",?\s+et\s+al\.?$")
_NAME = re.compile(rf"(?P<family>{_FAMILY}),?\s(?P<given>{_INITIALS}(?:\s(?:Jr|Sr|II|III)\.?)?)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIRST_WORD = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W_]+")
_WITHOUT = re.compile(r"\bet\s+al\b|\band\b|(?<=\d{4}\s)[A-Z][a-z]{2,8}(?:\s\d{1,2})?(?=\s*;)")
"""Words of a reference that no field holds."""
_LONGEST_KEY = 30
_LONGEST = 1_500


def read_written_reference(text: str) -> dict[str, Any]:
    """Return the work that `text` describes as CSL-JSON."""
    text = " ".join(text.split())
    ids, rest = _take_ids(text)
    found = _match(rest)
    if found is not None:
        parts = _read_parts(found)
        if _accounts_for(parts, rest):
            return {"type": "article-journal", **parts, **ids}
    return {"id": _make_key(rest or text), "type": "article", "title": rest or text, **ids}


def is_written_reference(text: str) -> bool:
    """Return whether `text` is a reference rather than a remark."""
    text = " ".join(text.split())
    ids, rest = _take_ids(text)
    return (
        "DOI" in ids
        or "PMID" in ids
        or _match(rest) is not None
        or ("URL" in ids and _YEAR.search(rest) is not None)
    )


def _take_ids(text: str) -> tuple[dict[str, str], str]:
    """Return DOI, PMID and web address of a reference, and the text without them."""
    ids: dict[str, str] = {}
    for name, pattern in (("DOI", _DOI), ("PMID", _PMID), ("URL", _URL)):
        found = pattern.search(text)
        if found is not None:
            given = found[1].rstrip(_END)
            ids[name] = given
            text = text[: found.start()] + text[found.start(1) + len(given) :]
    return ids, _tidy(text)


def _tidy(text: str) -> str:
    """Return `text` without the spaces and full stops that an address has left at its end."""
    text = " ".join(text.replace("<>", " ").replace("()", " ").split()).strip(" ,;:")
    return re.sub(r"(?:\s+[.,;:]+)+(?=\s|$)", "", text).strip()


def _match(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST:
        return None
    return _VANCOUVER.fullmatch(text) or _APA.fullmatch(text)


def _read_parts(found: re.Match[str]) -> dict[str, Any]:
    parts = found.groupdict()
    people = parts["people"]
    authors: list[dict[str, str]] = [
        {"family": name["family"].strip(), "given": name["given"].rstrip(".")}
        for name in _NAME.finditer(_ET_AL.sub("", people))
    ]
    if _ET_AL.search(people):
        authors.append({"literal": "et al"})
    return drop_empty(
        {
            "author": authors,
            "title": parts["title"].rstrip("."),
            "container-title": parts["journal"],
            "issued": parse_date(parts["year"]),
            "volume": parts["volume"],
            "issue": parts["issue"],
            "page": re.sub(r"\s*[-\u2013]\s*", "-", parts["pages"] or ""),
        }
    )


def _accounts_for(parts: dict[str, Any], text: str) -> bool:
    """Return whether `parts` have every word of `text`, months and days aside."""
    known = set(_WORD.findall(str(parts)))
    return all(word in known for word in _WORD.findall(_WITHOUT.sub(" ", text)))


def _make_key(text: str) -> str:
    word, year = _FIRST_WORD.search(text), _YEAR.search(text)
    name = word[0].casefold()[:_LONGEST_KEY] if word else "work"
    return f"{name}{year[0] if year else ''}"
