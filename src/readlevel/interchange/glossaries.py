"""Glossaries: our own CSV, and the format of the NCI Dictionary of Cancer Terms."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from readlevel.core.answer import CODE_SYSTEMS
from readlevel.core.familiarity import is_uncommon
from readlevel.core.glossary import Term
from readlevel.core.slug import slugify
from readlevel.interchange import records
from readlevel.interchange.problem import BadRecord, Problem
from readlevel.interchange.texts import read_text, write_text

COLUMNS = (
    "term",
    "language",
    "definition_lay",
    "definition_clinician",
    "other_forms",
    "acronym",
    "pronunciation",
    "source",
    "source_url",
    "see_also",
    "codes",
)
MAX_BYTES = 200_000_000
MAX_DEFINITION = 5_000

_WORD = re.compile(r"[^\W\d_]+")
_NCI_SOURCE = "NCI Dictionary of Cancer Terms"


def read_csv(path: Path, language: str | None) -> Iterator[Term | Problem]:
    """Yield the term of each row of `path`, or what is wrong with it.

    `language` is that of rows that name none; without it the file's name says it (`en.csv`).
    """
    try:
        text = read_text(path, max_bytes=MAX_BYTES)
    except BadRecord as bad:
        yield Problem(path, bad.line, "", bad.reason)
        return
    rows = csv.reader(io.StringIO(text), strict=True)
    header = tuple(next(rows, []))
    if "term" not in header or set(header) - set(COLUMNS):
        yield Problem(path, 1, "", f"The first line must name columns of: {', '.join(COLUMNS)}.")
        return
    yield from _unique(path, _rows(path, rows, header, language or _language_of(path)))


def write_csv(terms: Iterable[Term], path: Path) -> int:
    """Write terms as CSV, which `read_csv` turns back into equal ones; return how many."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    written = 0
    for term in terms:
        writer.writerow(_row(term))
        written += 1
    write_text(path, table.getvalue())
    return written


def read_nci(path: Path, language: str | None) -> Iterator[Term | Problem]:
    """Yield the terms of a file of the NCI dictionary's API, or what is wrong with them."""
    try:
        given = json.loads(read_text(path, max_bytes=MAX_BYTES))
        results = given["results"]
        if not isinstance(results, list):
            raise TypeError
    except BadRecord as bad:
        yield Problem(path, bad.line, "", bad.reason)
    except json.JSONDecodeError as error:
        yield Problem(path, error.lineno, "", f"This is not JSON: {error.msg}.")
    except (KeyError, TypeError, RecursionError):
        yield Problem(path, None, "", "The file has no list named 'results', as NCI's API gives.")
    else:
        entries = ((None, entry) for entry in results)
        yield from _unique(path, _nci_terms(path, entries, language))


def _language_of(path: Path) -> str | None:
    try:
        return records.read_language(path.name.partition(".")[0], "language")
    except BadRecord:
        return None


def _rows(
    path: Path, rows: Any, header: tuple[str, ...], language: str | None
) -> Iterator[tuple[int | None, Term | Problem]]:
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Problem(path, line, "", f"The row cannot be read: {error}.")
            return
        if not any(row):
            continue
        name = row[0]
        try:
            if len(row) != len(header):
                raise BadRecord(f"The row has {len(row)} fields, the first line {len(header)}.")
            yield line, _term(dict(zip(header, row, strict=True)), language)
        except BadRecord as bad:
            yield line, Problem(path, line, records.shorten(name), bad.reason)


def _term(row: Mapping[str, str], language: str | None) -> Term:
    given = {key: value.strip() or None for key, value in row.items()}
    name = records.read_string(given.get("term"), "term")
    tag = given.get("language") or language
    if tag is None:
        raise BadRecord("The language is missing. Fill the column or give --language.")
    definitions = [given.get("definition_lay"), given.get("definition_clinician")]
    if not any(definitions):
        raise BadRecord("The term has no definition. Write a lay or a clinician one.")
    for definition in definitions:
        if definition and len(definition) > MAX_DEFINITION:
            raise BadRecord(f"A definition is longer than {MAX_DEFINITION:,} characters.")
    return _made(
        name,
        records.read_language(tag, "language"),
        definition_lay=definitions[0],
        definition_clinician=definitions[1],
        other_forms=_parts(given.get("other_forms")),
        acronym=given.get("acronym"),
        pronunciation=given.get("pronunciation"),
        source=given.get("source"),
        source_url=_address(given.get("source_url")),
        see_also=_parts(given.get("see_also")),
        codes=_codes(given.get("codes")),
    )


def _made(name: str, language: str, **given: Any) -> Term:
    words = _WORD.findall(name)
    rare = any(is_uncommon(word, language) for word in words)
    return Term(slugify(name)[:200], name, language, rare=rare, **given)


def _parts(given: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (given or "").split("|") if part.strip())


def _address(given: str | None) -> str | None:
    if given is not None and not given.startswith(("https://", "http://")):
        raise BadRecord(f"source_url is {records.shorten(given)!r}, not an address of the web.")
    return given


def _codes(given: str | None) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for part in _parts(given):
        system, colon, code = part.partition(":")
        if not colon or system not in CODE_SYSTEMS or not code:
            raise BadRecord(
                f"codes has {records.shorten(part)!r}. Write system:code with a system of: "
                f"{', '.join(CODE_SYSTEMS)}."
            )
        codes[system] = (*codes.get(system, ()), code)
    return codes


def _row(term: Term) -> list[str]:
    codes = [f"{system}:{code}" for system, codes in term.codes.items() for code in codes]
    return [
        term.name,
        term.language,
        term.definition_lay or "",
        term.definition_clinician or "",
        "|".join(term.other_forms),
        term.acronym or "",
        term.pronunciation or "",
        term.source or "",
        term.source_url or "",
        "|".join(term.see_also),
        "|".join(codes),
    ]


def _nci_terms(
    path: Path, entries: Iterable[tuple[int | None, Any]], language: str | None
) -> Iterator[tuple[int | None, Term | Problem]]:
    for line, entry in entries:
        name = ""
        try:
            if not isinstance(entry, Mapping):
                raise BadRecord("The entry is not a table.")
            name = records.read_string(entry.get("termName"), "termName")
            yield line, _nci_term(name, entry, language)
        except BadRecord as bad:
            yield line, Problem(path, line, records.shorten(name), bad.reason)


def _nci_term(name: str, entry: Mapping[str, Any], language: str | None) -> Term:
    definition = entry.get("definition")
    text = definition.get("text") if isinstance(definition, Mapping) else None
    pronunciation = entry.get("pronunciation")
    key = pronunciation.get("key") if isinstance(pronunciation, Mapping) else None
    lay = entry.get("audience") != "HealthProfessional"
    definition_text = _as_markdown(records.read_string(text, "definition.text"))
    return _made(
        name,
        records.read_language(entry.get("language") or language, "language"),
        definition_lay=definition_text if lay else None,
        definition_clinician=None if lay else definition_text,
        pronunciation=key.strip("() ") if isinstance(key, str) else None,
        source=_NCI_SOURCE,
    )


def _as_markdown(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>~^])", r"\\\1", " ".join(text.split()))


def _unique(
    path: Path, terms: Iterable[tuple[int | None, Term | Problem]]
) -> Iterator[Term | Problem]:
    """Pass terms on, each with an address of its own; a name given twice is a problem."""
    names: set[tuple[str, str]] = set()
    slugs: set[tuple[str, str]] = set()
    for line, term in terms:
        if isinstance(term, Problem):
            yield term
        elif (term.language, term.name) in names:
            reason = "The term is given twice. Keep one of them."
            yield Problem(path, line, term.name, reason)
        else:
            names.add((term.language, term.name))
            slug = next(one for one in _addresses(term.slug) if (term.language, one) not in slugs)
            slugs.add((term.language, slug))
            yield replace(term, slug=slug)


def _addresses(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))
