"""Everyday names of topics, as the file `topics.toml`: a table for each topic, by language."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from readlevel.core.model.slug import slugify
from readlevel.core.model.topic_names import MAX_LENGTH, TopicNames
from readlevel.interchange.files import strict_values, toml_files
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.text_files import read_text, write_text


def read(path: Path) -> Iterator[TopicNames | RecordProblem]:
    """Yield the names in the file at `path`, or their problems."""
    try:
        source = read_text(path, within=path.parent)
        table = toml_files.load(source)
    except BadRecord as bad:
        yield RecordProblem(path, bad.line, "", bad.reason)
        return
    first: dict[str, str] = {}
    for topic, names in table.items():
        try:
            yield _read(topic, names, first)
        except BadRecord as bad:
            line = toml_files.find_line(source, bad.key) if bad.key else bad.line
            yield RecordProblem(path, line, topic, bad.reason)


def write(given: Iterable[TopicNames], path: Path) -> None:
    """Write names into the file at `path`; without any, remove it."""
    table = {one.topic: dict(one.names) for one in given if one.names}
    if table:
        write_text(path, toml_files.dump(table))
    else:
        path.unlink(missing_ok=True)


def _read(topic: str, given: object, first: dict[str, str]) -> TopicNames:
    names = {
        language: _read_name(name, f"{topic}.{language}")
        for language, name in strict_values.read_languages(given, topic).items()
    }
    slug = slugify(topic)
    if first.setdefault(slug, topic) != topic:
        reason = f"{topic!r} and {first[slug]!r} are the same topic. Keep one."
        raise BadRecord(reason, key=topic)
    return TopicNames(slug, names)


def _read_name(given: object, what: str) -> str:
    name = " ".join(strict_values.read_string(given, what).split())
    if len(name) > MAX_LENGTH:
        raise BadRecord(f"{what} has more than {MAX_LENGTH} characters. Shorten it.", key=what)
    return name
