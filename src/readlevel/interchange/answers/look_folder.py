"""How a site looks, as the folder `look/`: `look.toml`, and its files beside it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from readlevel.core.look.site_look import (
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    FileRole,
    LookFile,
    SiteLook,
    find_alone,
    read_accent,
    read_contact,
    read_font,
    read_links,
    read_words,
    write_links,
)
from readlevel.interchange.documents.look_files import MAX_BYTES, UnusableLookFile, clean_file
from readlevel.interchange.files import toml_files
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.strict_values import (
    read_keys,
    read_languages,
    read_string,
    read_strings,
)
from readlevel.interchange.files.text_files import read_bytes, read_text, write_bytes, write_text

LOOK_FILE = "look.toml"
_KEYS = ("accent", "font", "contact", "files", "footer_links", "home_title", "home_text")

Read = TypeVar("Read")
LookRecord = tuple[SiteLook, Mapping[str, bytes]]
"""A look, and the contents of its files by name."""


def read(folder: Path) -> LookRecord | RecordProblem:
    """Return the look in `folder`, or what is wrong with it."""
    path, source = folder / LOOK_FILE, ""
    try:
        source = read_text(path, within=folder)
        return _read(folder, source)
    except BadRecord as bad:
        line = bad.line or (toml_files.find_line(source, bad.key) if bad.key else None)
        return RecordProblem(bad.path or path, line, "", bad.reason)


def is_look(folder: Path) -> bool:
    """Return whether a folder holds a look."""
    return (folder / LOOK_FILE).exists()


def write(look: SiteLook, contents: Mapping[str, bytes], folder: Path) -> None:
    """Write a look into `folder`; its files are named by what they are for."""
    names = {role: f"{role}.{file.name.rpartition('.')[2]}" for role, file in look.files.items()}
    table: dict[str, Any] = {
        name: getattr(look, name) for name in ("accent", "font", "contact") if getattr(look, name)
    }
    table["files"] = {str(role): name for role, name in names.items()}
    table["footer_links"] = {
        tag: write_links(links).splitlines() for tag, links in look.footer_links.items()
    }
    table["home_title"], table["home_text"] = dict(look.home_title), dict(look.home_text)
    write_text(folder / LOOK_FILE, toml_files.dump(table))
    for role, file in look.files.items():
        write_bytes(folder / names[role], contents[file.name])


def _read(folder: Path, source: str) -> LookRecord:
    table = read_keys(toml_files.load(source), _KEYS, "The look")
    contents: dict[str, bytes] = {}
    look = SiteLook(
        accent=_value(table, "accent", read_accent),
        font=_value(table, "font", read_font),
        contact=_value(table, "contact", read_contact),
        files=_read_files(folder, table.get("files", {}), contents),
        footer_links={
            tag: _checked(
                read_links, "\n".join(read_strings(lines, f"footer_links.{tag}")), "footer_links"
            )
            for tag, lines in _by_language(table, "footer_links")
        },
        home_title=_words(table, "home_title", MAX_TITLE_LENGTH),
        home_text=_words(table, "home_text", MAX_TEXT_LENGTH),
    )
    return look, contents


def _read_files(
    folder: Path, given: object, contents: dict[str, bytes]
) -> dict[FileRole, LookFile]:
    found: dict[FileRole, LookFile] = {}
    for key, name in read_keys(given, list(FileRole), "files").items():
        role = FileRole(key)
        path = folder / read_string(name, f"files.{key}")
        raw = read_bytes(path, MAX_BYTES[role], within=folder)
        try:
            cleaned = clean_file(role, raw)
        except UnusableLookFile as problem:
            reason = f"The file cannot be used as {role} ({problem}). Choose another one."
            raise BadRecord(reason, path=path) from problem
        found[role] = cleaned.file
        contents[cleaned.file.name] = cleaned.content
    for role, needed in find_alone(found):
        raise BadRecord(f"files.{role} needs files.{needed} beside it.", key=f"files.{role}")
    return found


def _value(table: Mapping[str, Any], key: str, reader: Callable[[str], str]) -> str:
    return _checked(reader, read_string(table[key], key), key) if key in table else ""


def _words(table: Mapping[str, Any], key: str, longest: int) -> dict[str, str]:
    return {
        tag: _checked(
            lambda text: read_words(text, longest), read_string(words, f"{key}.{tag}"), key
        )
        for tag, words in _by_language(table, key)
    }


def _by_language(table: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    return list(read_languages(table.get(key, {}), key).items())


def _checked(reader: Callable[[str], Read], text: str, key: str) -> Read:
    try:
        return reader(text)
    except ValueError as problem:
        raise BadRecord(f"{key} cannot be used: {problem}.", key=key) from problem
