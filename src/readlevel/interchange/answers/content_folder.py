"""All content of a site as one folder.

Answers, `glossary/`, `pages/`, `look/`, `topics.toml`, `house-style.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readlevel.core.house_style.house_rule import HouseStyle
from readlevel.core.model.answer import Answer
from readlevel.core.model.topic_names import TopicNames
from readlevel.interchange.answers import (
    answer_folder,
    jsonl,
    look_folder,
    pages,
    topic_names,
)
from readlevel.interchange.answers.look_folder import LookRecord
from readlevel.interchange.answers.pages import PageFile
from readlevel.interchange.files.problems import RecordProblem
from readlevel.interchange.files.text_files import is_within
from readlevel.interchange.glossary import csv_format
from readlevel.interchange.glossary.entries import ImportRecord
from readlevel.interchange.house_style import style_files

GLOSSARY = "glossary"
PAGES = "pages"
LOOK = "look"
RESERVED = (GLOSSARY, PAGES, LOOK)
"""Names of folders that hold something else than an answer."""
TOPICS = "topics.toml"
HOUSE_STYLE = "house-style.toml"

LocatedAnswer = tuple[Path, int | None, Answer | RecordProblem]
"""An answer or its problem, with its file and line."""


@dataclass(frozen=True, slots=True)
class ImportSource:
    """The content at one path given to an import."""

    path: Path
    glossaries: tuple[Path, ...] = ()
    pages: tuple[Path, ...] = ()
    looks: tuple[Path, ...] = ()
    """The folder of the look, if there is one."""
    topics: tuple[Path, ...] = ()
    """The file of everyday names of topics, if there is one."""
    house_styles: tuple[Path, ...] = ()
    """The file of the house style, if there is one."""
    answers: tuple[Path, ...] = ()
    """Folders of answers, or one file of JSON lines."""

    def count(self) -> int:
        """Return roughly how many answers there are."""
        return sum(1 if path.is_dir() else jsonl.count_lines(path) for path in self.answers)

    def read_terms(self) -> Iterator[ImportRecord]:
        """Yield the terms of the glossaries."""
        for path in self.glossaries:
            if is_within(path, self.path):
                yield from csv_format.read(path, None)
            else:
                yield _outside(path)

    def read_pages(self) -> Iterator[PageFile | RecordProblem]:
        """Yield the pages."""
        for folder in self.pages:
            yield from pages.read(folder) if is_within(folder, self.path) else (_outside(folder),)

    def read_topics(self) -> Iterator[TopicNames | RecordProblem]:
        """Yield the everyday names of topics."""
        for path in self.topics:
            yield from topic_names.read(path) if is_within(path, self.path) else (_outside(path),)

    def read_looks(self) -> Iterator[LookRecord | RecordProblem]:
        """Yield the look of the site, if there is one."""
        for folder in self.looks:
            yield look_folder.read(folder) if is_within(folder, self.path) else _outside(folder)

    def read_house_styles(self) -> Iterator[HouseStyle | RecordProblem]:
        """Yield the house style, if there is one; if a rule of it cannot be used, only why."""
        for path in self.house_styles:
            if not is_within(path, self.path):
                yield _outside(path)
                continue
            reading = style_files.read_path(path)
            unused = [RecordProblem(one.path, one.line, "", one.reason) for one in reading.notices]
            yield from [*reading.problems, *unused] or (reading.style,)

    def read_answers(self) -> Iterator[LocatedAnswer]:
        """Yield the answers; a repeated slug is a problem."""
        first: dict[str, str] = {}
        for path, line, record in self._read_answers():
            place = str(path) if line is None else f"{path}:{line}"
            if isinstance(record, Answer) and first.setdefault(record.slug, place) != place:
                reason = f"The slug is given twice, first in {first[record.slug]}. Change one."
                yield path, line, RecordProblem(path, line, record.slug, reason)
            else:
                yield path, line, record

    def _read_answers(self) -> Iterator[LocatedAnswer]:
        for path in self.answers:
            if not is_within(path, self.path):
                yield path, None, _outside(path)
            elif path.is_dir():
                yield path / answer_folder.ANSWER_FILE, None, answer_folder.read(path)
            else:
                for line, record in jsonl.read(path):
                    yield path, line, record


def find_content(path: Path) -> ImportSource | RecordProblem:
    """Find the content at `path`: an answer's folder, a folder of answers, or a JSON Lines file."""
    try:
        return _find(path)
    except OSError as error:
        return RecordProblem(path, None, "", f"The folder cannot be read: {error.strerror}.")


def folder_of(slug: str) -> str:
    """Return the name of an answer's folder: its slug, unless that name is reserved."""
    return f"_{slug}" if slug in RESERVED else slug


def _find(path: Path) -> ImportSource | RecordProblem:
    if not path.exists():
        return RecordProblem(path, None, "", "There is no such file or folder.")
    if not path.is_dir():
        if path.suffix == ".jsonl":
            return ImportSource(path, answers=(path,))
        return RecordProblem(path, None, "", "Only folders and .jsonl files hold answers.")
    if (path / answer_folder.ANSWER_FILE).exists():
        return ImportSource(path, answers=(path,))
    inner = sorted(folder for folder in path.iterdir() if folder.is_dir())
    source = ImportSource(
        path,
        glossaries=tuple(sorted((path / GLOSSARY).glob("*.csv"))),
        pages=tuple(folder for folder in inner if folder.name == PAGES),
        looks=tuple(
            folder for folder in inner if folder.name == LOOK and look_folder.is_look(folder)
        ),
        topics=tuple(path for path in (path / TOPICS,) if path.exists()),
        house_styles=tuple(path for path in (path / HOUSE_STYLE,) if path.exists()),
        answers=tuple(
            folder
            for folder in inner
            if folder.name not in RESERVED and answer_folder.is_answer(folder)
        ),
    )
    if source == ImportSource(path):
        reason = (
            "The folder holds nothing to import: "
            f"no folder in it has an {answer_folder.ANSWER_FILE}."
        )
        return RecordProblem(path, None, "", reason)
    return source


def _outside(path: Path) -> RecordProblem:
    reason = "This is a link that leads out of the folder. Put a copy there."
    return RecordProblem(path, None, "", reason)
