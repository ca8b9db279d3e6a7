"""Parsers and validators of the settings of how a site looks."""

import json
from pathlib import Path
from typing import Any, TypeVar

from readlevel.core.languages.tags import normalise_tag
from readlevel.core.look.site_look import (
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    Links,
    read_links,
    read_words,
)

T = TypeVar("T")


def read_footer_links(value: Any) -> dict[str, Links]:
    """Read links by language: lists of lines `label | address`."""
    found: dict[str, Links] = {}
    for tag, lines in _read_table(value).items():
        given = lines if isinstance(lines, list | tuple) else [lines]
        if not all(isinstance(line, str) for line in given):
            raise ValueError(f"{tag} is not a list of lines such as 'Contact us | /contact'")
        _add(found, tag, read_links("\n".join(given)))
    return found


def read_home_title(value: Any) -> dict[str, str]:
    """Read titles by language."""
    return _read_words(value, MAX_TITLE_LENGTH)


def read_home_text(value: Any) -> dict[str, str]:
    """Read texts by language."""
    return _read_words(value, MAX_TEXT_LENGTH)


def check_file(path: Path | None) -> Path | None:
    """Check that a file is there, and make its path absolute."""
    if path is None:
        return None
    if not path.is_file():
        raise ValueError("there is no such file")
    return path.absolute()


def _read_words(value: Any, longest: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag, words in _read_table(value).items():
        if not isinstance(words, str):
            raise ValueError(f"{tag} is not a text")
        _add(found, tag, read_words(words, longest))
    return found


def _add(found: dict[str, T], tag: str, value: T) -> None:
    if normalise_tag(tag) in found:
        raise ValueError(f"{tag} is there twice")
    found[normalise_tag(tag)] = value


def _read_table(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise ValueError("it is not JSON, with a value for each language") from None
    if not isinstance(value, dict):
        raise ValueError("a value for each language is needed")
    return value
