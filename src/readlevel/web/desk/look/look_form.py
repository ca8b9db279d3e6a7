"""Reads the form of the site's look: fields, uploaded files, and what is wrong with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from werkzeug.datastructures import FileStorage

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
from readlevel.interchange.documents.look_files import UnusableLookFile, clean_file

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with a field."""

    code: str
    detail: str = ""


@dataclass(slots=True)
class LookForm:
    """The fields as they are shown, by name; those of a language end in its tag."""

    values: dict[str, str]
    problems: dict[str, FieldProblem] = field(default_factory=dict)
    look: SiteLook = field(default_factory=SiteLook)
    """What the fields say, if nothing is wrong with them."""
    added: list[tuple[str, bytes]] = field(default_factory=list)
    """Names and contents of new files."""


def fill_form(look: SiteLook, languages: Sequence[str]) -> LookForm:
    """Return the form of a stored look."""
    values = {"accent": look.accent, "font": look.font, "contact": look.contact}
    for tag in languages:
        values[f"links-{tag}"] = write_links(look.footer_links.get(tag, ()))
        values[f"title-{tag}"] = look.home_title.get(tag, "")
        values[f"text-{tag}"] = look.home_text.get(tag, "")
    return LookForm(values, look=look)


def read_form(
    given: Mapping[str, str],
    files: Mapping[str, FileStorage],
    before: SiteLook,
    languages: Sequence[str],
) -> LookForm:
    """Read a sent form; what it does not mention stays as it was `before`."""
    names = fill_form(before, languages).values
    form = LookForm({name: given.get(name, "").replace("\r\n", "\n") for name in names})

    def read(name: str, reader: Callable[[str], Read], wrong: Read) -> Read:
        try:
            return reader(form.values[name])
        except ValueError as problem:
            form.problems[name] = FieldProblem(name.partition("-")[0], str(problem))
            return wrong

    def by_language(part: str, reader: Callable[[str], Read], wrong: Read) -> dict[str, Read]:
        found = {tag: read(f"{part}-{tag}", reader, wrong) for tag in languages}
        return {tag: value for tag, value in found.items() if value}

    form.look = replace(
        before,
        accent=read("accent", read_accent, ""),
        font=read("font", read_font, ""),
        contact=read("contact", read_contact, ""),
        files=_read_files(form, given, files, before.files),
        footer_links=by_language("links", read_links, ()),
        home_title=by_language("title", lambda text: read_words(text, MAX_TITLE_LENGTH), ""),
        home_text=by_language("text", lambda text: read_words(text, MAX_TEXT_LENGTH), ""),
    )
    return form


def _read_files(
    form: LookForm,
    given: Mapping[str, str],
    files: Mapping[str, FileStorage],
    before: Mapping[FileRole, LookFile],
) -> dict[FileRole, LookFile]:
    kept = {role: file for role, file in before.items() if not given.get(f"remove-{role}")}
    for role in FileRole:
        sent = files.get(role)
        if sent is None or not sent.filename:
            continue
        try:
            cleaned = clean_file(role, sent.read())
        except UnusableLookFile as problem:
            form.problems[role] = FieldProblem(problem.code, problem.part)
            continue
        kept[role] = cleaned.file
        form.added.append((cleaned.file.name, cleaned.content))
    for role, needed in find_alone(kept):
        if needed not in form.problems:
            form.problems[role] = FieldProblem("alone")
    return kept
