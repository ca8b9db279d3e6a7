"""Strict readers of single values of a file: tables, texts, lists, slugs and language tags.

`what` is the dotted path of a value, by which messages name it and its line is found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from readlevel.core.languages.tags import normalise_tag
from readlevel.core.model.slug import MAX_LENGTH, is_slug
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import has_unstorable_characters

MAX_STRING = 2_000
"""Limit of the length of questions, topics, names and other short texts."""


def read_table(given: object, what: str) -> dict[str, Any]:
    """Return `given` as a table. Raise `BadRecord` otherwise."""
    if not isinstance(given, Mapping):
        raise BadRecord(f"{what or 'The record'} is not a table of keys and values.", key=what)
    return dict(given)


def read_keys(given: object, known: Iterable[str], what: str) -> dict[str, Any]:
    """Return `given` as a table whose keys are all known. Raise `BadRecord` otherwise."""
    table = read_table(given, what)
    known = tuple(known)
    for key in table:
        if key not in known:
            path = f"{what}.{key}" if what else key
            raise BadRecord(
                f"The key {shorten(path)!r} is unknown. Known here are: {', '.join(known)}.",
                key=path,
            )
    return table


def read_string(given: object, what: str) -> str:
    """Return a text that is not blank and at most `MAX_STRING` characters long."""
    if not isinstance(given, str):
        fault = "is missing" if given is None else "is not a text. Put it in quotes"
        raise BadRecord(f"{what} {fault}.", key=what)
    if not given.strip():
        raise BadRecord(f"{what} is empty. Write it, or remove the key.", key=what)
    if len(given) > MAX_STRING:
        raise BadRecord(f"{what} has more than {MAX_STRING:,} characters. Shorten it.", key=what)
    if has_unstorable_characters(given):
        raise BadRecord(
            f"{what} holds a character that no text may have: NUL, or half a pair. Remove it.",
            key=what,
        )
    return given


def read_optional_string(given: object, what: str) -> str | None:
    """Return a text as `read_string` does; None if there is no value."""
    return None if given is None else read_string(given, what)


def read_flag(given: object, what: str) -> bool:
    """Return true or false; false if there is no value."""
    if given is None:
        return False
    if not isinstance(given, bool):
        raise BadRecord(f"{what} is neither true nor false. Write one of them.", key=what)
    return given


def read_strings(given: object, what: str) -> tuple[str, ...]:
    """Return a list of texts without duplicates."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRecord(f'{what} is not a list. Write, for example, ["one", "two"].', key=what)
    texts = tuple(read_string(one, what) for one in given)
    refuse_twice(texts, what)
    return texts


def read_slug(given: object, what: str = "slug") -> str:
    """Return a slug."""
    text = read_string(given, what)
    if not is_slug(text):
        raise BadRecord(
            f"{what} is {shorten(text)!r}. It may have a-z, 0-9 and single hyphens between them, "
            f"and up to {MAX_LENGTH} characters.",
            key=what,
        )
    return text


def read_slugs(given: object, what: str) -> tuple[str, ...]:
    """Return a list of slugs without duplicates."""
    return tuple(read_slug(slug, what) for slug in read_strings(given, what))


def read_language(given: object, what: str) -> str:
    """Return a language tag in its usual case."""
    try:
        return normalise_tag(read_string(given, what))
    except ValueError as error:
        raise BadRecord(
            f"{what} names the language {shorten(str(given))!r}. Write its tag, as in en or pt-BR.",
            key=what,
        ) from error


def read_languages(given: object, what: str) -> dict[str, Any]:
    """Return a table whose keys are language tags, in their usual case."""
    table = read_table(given, what)
    tags = [read_language(key, f"{what}.{key}") for key in table]
    refuse_twice(tags, what)
    return dict(zip(tags, table.values(), strict=True))


def refuse_twice(given: Iterable[str], what: str) -> None:
    """Raise `BadRecord` if a text is listed twice."""
    for one, times in Counter(given).items():
        if times > 1:
            raise BadRecord(f"{what}: {shorten(one)!r} is there {times} times. Keep one.", key=what)


def shorten(text: str) -> str:
    """Shorten a long text for a message."""
    return text if len(text) <= 60 else text[:60] + "…"
