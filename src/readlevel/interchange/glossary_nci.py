"""Terms in the format of the API of the NCI Dictionary of Cancer Terms."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from readlevel.core.term import Term
from readlevel.interchange import glossary, json_text, records
from readlevel.interchange.glossary import Placed
from readlevel.interchange.problem import BadRecord, Problem
from readlevel.interchange.texts import normalise, read_bytes

SOURCE = "NCI Dictionary of Cancer Terms"
MAX_BYTES = 200_000_000

_MARKS = re.compile(r"([\\`*_\[\]<>~^&])")


def read(path: Path, language: str | None) -> Iterator[Term | Problem]:
    """Yield the terms of a file, or what is wrong with them.

    `language` is that of entries that name none. Of an entry for patients the definition is a lay
    one, of one for health professionals a clinician's; a term that has both becomes one.
    """
    try:
        entries = _entries(path)
    except BadRecord as bad:
        yield Problem(path, bad.line, "", bad.reason)
        return
    yield from glossary.tell_apart(path, _join(_read(path, entries, language)))


def _entries(path: Path) -> list[Any]:
    try:
        given = json_text.load(normalise(read_bytes(path, MAX_BYTES).decode("utf-8")))
    except UnicodeDecodeError as error:
        raise BadRecord("The file is not UTF-8. Save it as UTF-8.") from error
    results = given.get("results") if isinstance(given, Mapping) else None
    if not isinstance(results, list):
        raise BadRecord("The file has no list named results, as the dictionary's API gives it.")
    return results


def _read(path: Path, entries: list[Any], language: str | None) -> Iterator[Placed]:
    for place, entry in enumerate(entries, start=1):
        name = f"entry {place}"
        try:
            table = records.read_table(entry, "The entry")
            name = records.read_string(table.get("termName"), "termName")
            yield None, _term(name, table, language)
        except BadRecord as bad:
            yield None, Problem(path, None, records.shorten(name), bad.reason)


def _term(name: str, entry: Mapping[str, Any], language: str | None) -> Term:
    definition = entry.get("definition")
    text = definition.get("text") if isinstance(definition, Mapping) else None
    pronunciation = entry.get("pronunciation")
    key = pronunciation.get("key") if isinstance(pronunciation, Mapping) else None
    lay = entry.get("audience") != "HealthProfessional"
    written = _as_markdown(_read_definition(text))
    return glossary.make_term(
        " ".join(name.split()),
        records.read_language(entry.get("language") or language, "language"),
        definition_lay=written if lay else None,
        definition_clinician=None if lay else written,
        pronunciation=key.strip("() ") or None if isinstance(key, str) else None,
        source=SOURCE,
    )


def _read_definition(text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise BadRecord("definition.text is missing.")
    if len(text) > glossary.MAX_DEFINITION:
        raise BadRecord(f"The definition has more than {glossary.MAX_DEFINITION:,} characters.")
    return text


def _as_markdown(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _join(terms: Iterable[Placed]) -> Iterator[Placed]:
    """Make one term of two that are the same but for the audience they are written for."""
    whole: dict[tuple[str, str], Term] = {}
    rest: list[Placed] = []
    for line, term in terms:
        if isinstance(term, Problem):
            rest.append((line, term))
            continue
        before = whole.setdefault((term.language, term.name), term)
        joined = _joined(before, term)
        if joined is not None:
            whole[term.language, term.name] = joined
        elif before is not term:
            rest.append((line, term))
    yield from ((None, term) for term in whole.values())
    yield from rest


def _joined(one: Term, other: Term) -> Term | None:
    if one.definition_lay is None and other.definition_clinician is None:
        return replace(one, definition_lay=other.definition_lay)
    if one.definition_clinician is None and other.definition_lay is None:
        return replace(one, definition_clinician=other.definition_clinician)
    return None
