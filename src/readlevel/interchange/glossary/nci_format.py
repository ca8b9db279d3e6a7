"""Terms from the API of the NCI Dictionary of Cancer Terms and its sister dictionaries."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from readlevel.core.model.term import Term
from readlevel.interchange.documents.inline_html import escape_markdown, to_markdown
from readlevel.interchange.files import strict_json, strict_values
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.text_files import normalise, read_bytes
from readlevel.interchange.glossary import entries as glossary_entries
from readlevel.interchange.glossary.entries import MAX_BYTES, ImportRecord, TermEntry

SOURCE = "NCI Dictionary of Cancer Terms"

_SOURCES = {
    ("cancer.gov", "en"): (
        SOURCE,
        "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/",
    ),
    ("cancer.gov", "es"): (
        SOURCE,
        "https://www.cancer.gov/espanol/publicaciones/diccionarios/diccionario-cancer/def/",
    ),
    ("genetics", "en"): (
        "NCI Dictionary of Genetics Terms",
        "https://www.cancer.gov/publications/dictionaries/genetics-dictionary/def/",
    ),
}
"""By dictionary and language: its name, and the URL prefix of its terms."""

_AUDIENCES = {"patient": "definition_lay", "healthprofessional": "definition_clinician"}

_NAMES = frozenset(
    {"synonym", "usbrandname", "foreignbrandname", "abbreviation", "acronym", "lexicalvariant"}
)
"""Alias types that occur in texts; the others are codes and registry numbers."""

_LISTS = ("results", "terms")

_Given = tuple[int | None, Any]


def read(path: Path, language: str | None) -> Iterator[ImportRecord]:
    """Yield the terms of a file, problems of entries, and notices of what was left out.

    `language` is for entries that name none. Definitions for patients are lay, those for health
    professionals clinician; a term that has both becomes one entry. “Also called” stays in the
    definition: the dictionary has an entry for each name.
    """
    try:
        entries = _entries(path)
    except BadRecord as bad:
        yield RecordProblem(path, bad.line, "", bad.reason)
        return
    left_out: Counter[str] = Counter()
    yield from glossary_entries.assign_slugs(
        path, _merge_audiences(_read(path, entries, language, left_out))
    )
    yield from glossary_entries.report_left_out(path, left_out, "Left out")


def _entries(path: Path) -> list[_Given]:
    """Return the entries of a file, each with its line if it has one."""
    raw = read_bytes(path, MAX_BYTES)
    try:
        text = normalise(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadRecord("The file is not UTF-8. Save it as UTF-8.", line) from error
    if path.suffix.casefold() == ".jsonl":
        lines = enumerate(text.split("\n"), start=1)
        return [(number, _load_line(line)) for number, line in lines if line.strip()]
    return [(None, given) for given in _list_entries(strict_json.load(text))]


def _load_line(line: str) -> Any:
    try:
        return strict_json.load(line)
    except BadRecord as bad:
        return bad


def _list_entries(given: Any) -> list[Any]:
    if isinstance(given, Mapping):
        listed = (given[name] for name in _LISTS if isinstance(given.get(name), list))
        given = next(listed, [given] if "definition" in given else None)
    if not isinstance(given, list):
        raise BadRecord(
            "The file is no list of terms, and has none named results, as the dictionary's API "
            "gives it."
        )
    return given


def _read(
    path: Path, entries: list[_Given], language: str | None, left_out: Counter[str]
) -> Iterator[ImportRecord]:
    for place, (line, given) in enumerate(entries, start=1):
        which = f"entry {place}"
        try:
            if isinstance(given, BadRecord):
                raise given
            table = strict_values.read_table(given, "The entry")
            name = " ".join(strict_values.read_string(_read_term_name(table), "termName").split())
            which = f"{which} ({strict_values.shorten(name)})"
            entry = _entry(name, table, table.get("language") or language)
            yield replace(entry, line=line)
            left_out.update(_list_left_out(table))
        except BadRecord as bad:
            yield RecordProblem(path, line, which, bad.reason)


def _entry(name: str, table: Mapping[str, Any], language: Any) -> TermEntry:
    # Lists of others may have this shape: nothing is said to be the dictionary's that is not.
    is_own = "termName" in table
    dictionary = str(table.get("dictionary") or ("Cancer.gov" if is_own else "")).casefold()
    title, address = _SOURCES.get((dictionary, language), (None, None))
    key = table.get("prettyUrlName") or table.get("termId")
    pronunciation = _inner(table.get("pronunciation"), "key")
    fields = {
        _read_audience(table.get("audience")): _read_definition(table.get("definition")),
        "other_forms": tuple(dict.fromkeys(_aliases(table, name))),
        "pronunciation": (pronunciation or "").strip("() ") or None,
        "source": title or (SOURCE if is_own else None),
        "source_url": f"{address}{key}" if address and key else None,
        "see_also": tuple(dict.fromkeys(_related(table))),
    }
    return glossary_entries.make_entry(name, language, fields)


def _read_term_name(table: Mapping[str, Any]) -> Any:
    names = (table.get(key) for key in ("termName", "name", "term"))
    return next((name for name in names if name), None)


def _read_audience(given: Any) -> str:
    audience = "".join(str(given or "Patient").split()).casefold()
    if audience not in _AUDIENCES:
        raise BadRecord(
            f"audience is {strict_values.shorten(str(given))!r}. "
            "Write Patient or HealthProfessional."
        )
    return _AUDIENCES[audience]


def _read_definition(given: Any) -> str:
    html = _inner(given, "html")
    text = given if isinstance(given, str) else _inner(given, "text")
    if max(len(html or ""), len(text or "")) > 4 * glossary_entries.MAX_DEFINITION:
        raise BadRecord(
            f"The definition has more than {glossary_entries.MAX_DEFINITION:,} characters."
        )
    written = to_markdown(html or "") or escape_markdown(text or "")
    if not written:
        raise BadRecord("definition.html and definition.text are missing. Write one of them.")
    return written


def _inner(given: Any, key: str) -> str | None:
    """Return the text under `key` of a table; return a text in place of the table itself."""
    inner = given.get(key) if isinstance(given, Mapping) else given
    return inner if isinstance(inner, str) else None


def _aliases(table: Mapping[str, Any], name: str) -> Iterator[str]:
    for alias in _list(table, "aliases"):
        written = _inner(alias, "name")
        if written and written.strip() and _is_name(alias) and written.strip() != name:
            yield " ".join(written.split())


def _is_name(alias: Any) -> bool:
    kind = alias.get("type") if isinstance(alias, Mapping) else None
    return kind is None or str(kind).casefold() in _NAMES


def _related(table: Mapping[str, Any]) -> Iterator[str]:
    for resource in _list(table, "relatedResources"):
        text = _inner(resource, "text")
        if _is_term(resource) and text and text.strip():
            yield " ".join(text.split())


def _is_term(resource: Any) -> bool:
    return isinstance(resource, Mapping) and resource.get("type") == "GlossaryTerm"


def _list(table: Mapping[str, Any], key: str) -> list[Any]:
    given = table.get(key)
    return given if isinstance(given, list) else []


def _list_left_out(table: Mapping[str, Any]) -> dict[str, int]:
    pronunciation = table.get("pronunciation")
    spoken = isinstance(pronunciation, Mapping) and bool(pronunciation.get("audio"))
    found = {
        "related resources": sum(not _is_term(one) for one in _list(table, "relatedResources")),
        "pictures and films": len(_list(table, "media")),
        "spoken pronunciations": int(spoken),
        "codes among the aliases": sum(not _is_name(one) for one in _list(table, "aliases")),
    }
    return {what: times for what, times in found.items() if times}


def _merge_audiences(items: Iterable[ImportRecord]) -> Iterator[ImportRecord]:
    """Merge entries that differ only in their audience."""
    whole: dict[tuple[str, str], TermEntry] = {}
    rest: list[ImportRecord] = []
    for item in items:
        if not isinstance(item, TermEntry):
            rest.append(item)
            continue
        key = (item.term.language, item.term.name)
        before = whole.setdefault(key, item)
        if before.given_fields & item.given_fields & set(_AUDIENCES.values()):
            if before is not item:
                rest.append(item)
        else:
            whole[key] = _merge_entries(before, item)
    yield from whole.values()
    yield from rest


def _merge_entries(one: TermEntry, other: TermEntry) -> TermEntry:
    """Return `one` completed by the fields that only `other` has."""
    added = {field: getattr(other.term, field) for field in other.given_fields - one.given_fields}
    term: Term = replace(one.term, **added)
    return replace(one, term=term, given_fields=one.given_fields | other.given_fields)
