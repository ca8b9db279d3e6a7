"""Pages that an administrator writes, as files named `<name>.<language>.md`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.records import read_markdown
from readlevel.interchange.files.strict_values import read_language
from readlevel.interchange.files.text_files import read_text, write_text

_NAME = re.compile(r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>[A-Za-z0-9-]+)\.md")
_TITLE = re.compile(r"# +\S")


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page as a file; the text begins with the title as a heading."""

    name: str
    language: str
    markdown: str


def read(folder: Path) -> Iterator[PageFile | RecordProblem]:
    """Yield the pages of `folder`, or their problems."""
    for path in sorted(folder.glob("*.md")):
        try:
            yield _read(path)
        except BadRecord as bad:
            yield RecordProblem(path, bad.line, "", bad.reason)


def write(page: PageFile, folder: Path) -> None:
    """Write a page into `folder`."""
    write_text(folder / f"{page.name}.{page.language}.md", page.markdown)


def _read(path: Path) -> PageFile:
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise BadRecord("The file's name does not say what it is, as in privacy.en.md. Rename it.")
    language = read_language(named["language"], "The file's name")
    markdown = read_markdown(read_text(path, within=path.parent.parent), "The page")
    if not _TITLE.match(markdown):
        raise BadRecord("The page does not begin with its title. Write, for example, # Privacy.", 1)
    return PageFile(named["name"], language, markdown)
