"""Parses JSON strictly: what other parsers may read differently is refused."""

import json
from math import isfinite
from typing import Any

from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import has_unstorable_characters

MAX_NESTING = 50


def load(source: str) -> Any:
    """Parse `source`. Raise `BadRecord` if it is not JSON, or not safe JSON.

    Duplicate keys, numbers out of range, deep nesting, NUL and lone surrogates are refused: none of
    them would survive a round trip.
    """
    try:
        value = json.loads(
            source,
            object_pairs_hook=_table,
            parse_constant=_refuse_constant,
            parse_float=_read_float,
        )
        _check(value, MAX_NESTING)
    except json.JSONDecodeError as error:
        raise BadRecord(f"This is not JSON: {error.msg}.", error.lineno) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise BadRecord("A number is too long.") from error
    except RecursionError as error:
        raise BadRecord("The JSON is nested too deeply.") from error
    return value


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadRecord(f"The key {twice[:60]!r} is given twice. Keep one of them.")
    return table


def _refuse_constant(name: str) -> None:
    raise BadRecord(f"{name} is no number that JSON knows.")


def _read_float(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise BadRecord("A number is too large.")
    return number


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise BadRecord("The JSON is nested too deeply.")
    if isinstance(value, str):
        if has_unstorable_characters(value):
            raise BadRecord("A text holds a character that none may have: NUL, or half a pair.")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check(key, depth)
            _check(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth - 1)
