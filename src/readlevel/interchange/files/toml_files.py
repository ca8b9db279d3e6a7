"""TOML as people write it, with lists on one line; finds the line of a key."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from readlevel.interchange.files.problems import BadRecord

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"\s*\[(?P<listed>\[?)(?P<path>[^=]*?)\]\]?\s*(?:#.*)?")
_ASSIGNMENT = re.compile(r"\s*(?P<path>(?:\"[^\"]*\"|'[^']*'|[\w.\s-])+?)\s*=")


def load(source: str) -> dict[str, Any]:
    """Parse `source`. Raise `BadRecord` if it is not TOML."""
    try:
        return tomllib.loads(source)
    except ValueError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else None
        what = str(error).partition(" (at ")[0]
        raise BadRecord(f"This is not TOML: {what}.", line) from error
    except RecursionError as error:
        raise BadRecord("The TOML is nested too deeply.") from error


def dump(table: Mapping[str, Any]) -> str:
    """Return `table` as TOML: texts, dates, flags, numbers, lists, tables, and lists of tables."""
    return "\n".join(_lines(table, ())).lstrip("\n") + "\n"


def find_line(source: str, key: str) -> int | None:
    """Return the line, from 1, of `key` (a dotted path), or None.

    The second table of a list `drafts` is `drafts.2`, and so on. If the key has no line of its own,
    return that of its first value, else that of its table.
    """
    places: dict[str, int] = {}
    listed: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(source.split("\n"), start=1):
        if header := _HEADER.fullmatch(line):
            table = _plain(header["path"])
            if header["listed"]:
                listed[table] += 1
                table += f".{listed[table]}" if listed[table] > 1 else ""
            places.setdefault(table, number)
        elif assignment := _ASSIGNMENT.match(line):
            path = _plain(assignment["path"])
            places.setdefault(f"{table}.{path}" if table else path, number)
    held = [path for path in places if path == key or path.startswith(f"{key}.")]
    if held:
        return places[min(held, key=places.__getitem__)]
    holders = [path for path in places if key.startswith(f"{path}.")]
    return places[max(holders, key=len)] if holders else None


def _plain(path: str) -> str:
    """Return a dotted path without optional quotes and spaces."""
    return ".".join(part.strip().strip("\"'") for part in path.split("."))


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    values = {key: value for key, value in table.items() if not _has_tables(value)}
    if values and path:
        yield f"\n[{'.'.join(path)}]"
    yield from _assignments(values)
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _lines(value, (*path, _key(key)))
        elif _has_tables(value):
            for one in value:
                yield f"\n[[{'.'.join((*path, _key(key)))}]]"
                yield from _assignments(one)


def _has_tables(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Mapping)


def _assignments(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        yield f"{_key(key)} = {_value(value)}"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: str | date | bool | float | list[str]) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    # A text of JSON is one of TOML, but for the one control character that JSON lets stand.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
