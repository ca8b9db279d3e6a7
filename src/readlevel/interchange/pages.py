"""Pages an administrator writes, as files named `<name>.<language>.md`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readlevel.interchange.problem import BadRecord, Problem
from readlevel.interchange.records import read_language
from readlevel.interchange.texts import read_text, write_text

_NAME = re.compile(r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>[A-Za-z0-9-]+)\.md")


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page as its file holds it; the text begins with the title as a heading."""

    name: str
    language: str
    markdown: str


def read(folder: Path) -> Iterator[PageFile | Problem]:
    """Yield the pages of `folder`, or what is wrong with them."""
    for path in sorted(folder.glob("*.md")):
        named = _NAME.fullmatch(path.name)
        try:
            if named is None:
                raise BadRecord("The file's name does not say what it is, as in privacy.en.md.")
            language = read_language(named["language"], "the language of the file")
            markdown = read_text(path)
            if not markdown.startswith("# "):
                raise BadRecord("The page does not begin with its title, as in '# Privacy'.", 1)
            yield PageFile(named["name"], language, markdown)
        except BadRecord as bad:
            yield Problem(path, bad.line, path.name, bad.reason)


def write(page: PageFile, folder: Path) -> None:
    """Write a page into `folder`."""
    write_text(folder / f"{page.name}.{page.language}.md", page.markdown)
