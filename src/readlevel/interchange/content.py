"""All content of a site as one folder: answers, `glossary/`, `pages/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readlevel.core.answer import Answer
from readlevel.core.glossary import Term
from readlevel.interchange import folders, glossaries, jsonl, pages
from readlevel.interchange.pages import PageFile
from readlevel.interchange.problem import Problem

GLOSSARY = "glossary"
PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Source:
    """What one path given to an import holds: files of terms and pages, and answers."""

    glossaries: tuple[Path, ...]
    pages: tuple[Path, ...]
    answers: tuple[Path, ...]

    def terms(self) -> Iterator[Term | Problem]:
        """Yield the terms of the glossaries."""
        for path in self.glossaries:
            yield from glossaries.read_csv(path, None)

    def written_pages(self) -> Iterator[PageFile | Problem]:
        """Yield the pages."""
        for folder in self.pages:
            yield from pages.read(folder)

    def count(self) -> int:
        """Return how many answers there are, about."""
        return sum(1 if path.is_dir() else jsonl.count_lines(path) for path in self.answers)

    def read_answers(self) -> Iterator[tuple[Path, int | None, Answer | Problem]]:
        """Yield where each answer stands, as (file, line), and the answer."""
        for path in self.answers:
            if path.is_dir():
                yield path / folders.ANSWER, None, folders.read(path)
            else:
                for line, record in jsonl.read(path):
                    yield path, line, record


def find(path: Path) -> Source | Problem:
    """Say what `path` holds: one answer's folder, a folder of them, or a file of JSON lines."""
    if path.is_file():
        if path.suffix == ".jsonl":
            return Source((), (), (path,))
        return Problem(path, None, "", "Only folders and .jsonl files hold answers.")
    if not path.is_dir():
        return Problem(path, None, "", "There is no such file or folder.")
    if folders.is_answer(path):
        return Source((), (), (path,))
    answers = tuple(folder for folder in sorted(path.iterdir()) if folders.is_answer(folder))
    terms = tuple(sorted((path / GLOSSARY).glob("*.csv")))
    written = (path / PAGES,) if (path / PAGES).is_dir() else ()
    if not (answers or terms or written):
        return Problem(path, None, "", "The folder holds no answer: none has an answer.toml.")
    return Source(terms, written, answers)
