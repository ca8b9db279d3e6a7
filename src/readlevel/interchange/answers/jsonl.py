"""Answers as JSON Lines, one answer per line."""

from collections.abc import Callable, Iterator
from pathlib import Path

from readlevel.core.model.answer import Answer, Review
from readlevel.interchange.files import records, strict_json, strict_values
from readlevel.interchange.files.problems import BadRecord, RecordProblem

MAX_LINE_BYTES = 8_000_000

_KEYS = (
    "slug",
    "question",
    "topics",
    "search_words",
    "codes",
    "former_slugs",
    "variants",
    "references",
    "status",
    "sample",
    "archived_because",
)


def read(path: Path) -> Iterator[tuple[int, Answer | RecordProblem]]:
    """Yield each line's number and its answer or problem.

    The file is read line by line; blank lines are skipped.
    """
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES:
                    _skip_rest(lines.readline, line)
                    limit = f"The line is longer than {MAX_LINE_BYTES // 1_000_000} MB. Split it."
                    yield number, RecordProblem(path, number, "", limit)
                elif line.strip():
                    yield number, _read_line(path, number, line)
    except OSError as error:
        yield 0, RecordProblem(path, None, "", f"The file cannot be read: {error.strerror}.")


def count_lines(path: Path) -> int:
    """Return how many lines a file has; 0 if it cannot be read."""
    try:
        with path.open("rb") as lines:
            return sum(block.count(b"\n") for block in iter(lambda: lines.read(1 << 20), b""))
    except OSError:
        return 0


def read_answer(given: object) -> Answer:
    """Return the answer of a line. Raise `BadRecord` if it is invalid."""
    table = strict_values.read_keys(given, _KEYS, "")
    review = Review()
    if "status" in table:
        review = Review(status=records.read_status(table["status"], "status"))
    variants = [
        records.read_variant(
            records.read_audience(audience, "variants"), language, markdown, review
        )
        for audience, texts in strict_values.read_table(
            table.get("variants", {}), "variants"
        ).items()
        for language, markdown in strict_values.read_languages(
            texts, f"variants.{audience}"
        ).items()
    ]
    return records.read_answer(
        Answer(
            slug=strict_values.read_slug(table.get("slug")),
            question=records.read_question(table.get("question")),
            variants=tuple(variants),
            topics=strict_values.read_strings(table.get("topics"), "topics"),
            codes=records.read_codes(table.get("codes")),
            audience_questions=records.read_audience_questions(table.get("question")),
            search_words=records.read_search_words(table.get("search_words")),
            references=records.read_references(table.get("references")),
            is_sample=strict_values.read_flag(table.get("sample"), "sample"),
            archived_because=strict_values.read_optional_string(
                table.get("archived_because"), "archived_because"
            ),
            former_slugs=strict_values.read_slugs(table.get("former_slugs"), "former_slugs"),
        )
    )


def _read_line(path: Path, number: int, line: bytes) -> Answer | RecordProblem:
    slug = ""
    try:
        given = strict_json.load(line.decode("utf-8-sig"))
        if isinstance(given, dict) and isinstance(given.get("slug"), str):
            slug = strict_values.shorten(given["slug"])
        return read_answer(given)
    except UnicodeDecodeError:
        return RecordProblem(path, number, slug, "The line is not UTF-8. Save the file as UTF-8.")
    except BadRecord as bad:
        return RecordProblem(path, number, slug, bad.reason)


def _skip_rest(readline: Callable[[int], bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = readline(MAX_LINE_BYTES)
