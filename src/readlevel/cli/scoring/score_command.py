"""`readlevel score`: measures how hard a text is. Needs no database and no settings."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

if TYPE_CHECKING:
    from readlevel.core.hints.difficulties import DifficultyReport
    from readlevel.core.readability.textstat_comparison import Comparison
    from readlevel.core.text.prose import Prose

MAX_BYTES = 8_000_000
"""Bytes read of a file or a line; scoring has a much lower limit."""

_HTML = frozenset({".html", ".htm", ".xhtml"})


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--language", default="en", show_default=True, help="Language of the text.")
@click.option("--why", is_flag=True, help="Show what makes it hard, and where.")
@click.option(
    "--compare",
    is_flag=True,
    help="Compare the scores with those of textstat, and explain differences.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--jsonl",
    "lines",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='Score a file with {"id", "text", "language"} in each line; prints JSON lines.',
)
def score(
    file: Path | None,
    language: str,
    why: bool,
    compare: bool,
    as_json: bool,
    lines: Path | None,
) -> None:
    """Measure how hard a text is: a Markdown (.md), HTML or text FILE, or - for standard input."""
    if lines is not None and file is None:
        _print_lines(lines, language, why=why, compare=compare)
    elif file is not None and lines is None:
        suffix = file.suffix.lower()
        given = read_text_file(file)
        text = ScoredText(
            _convert_html(given, file) if suffix in _HTML else given,
            _tag(language),
            markdown=suffix in {".md", *_HTML},
        )
        if as_json:
            _print_json(text.as_json(why=why, compare=compare), indent=2)
        else:
            text.print_report("line" if str(file) == "-" else str(file), why=why, compare=compare)
    else:
        raise click.UsageError("Give a FILE, - for standard input, or --jsonl with a file.")


class ScoredText:
    """A text to score; its prose is extracted once."""

    def __init__(self, text: str, language: str, *, markdown: bool) -> None:
        from readlevel.core.readability.prose_words import ProseWords
        from readlevel.core.text.prose import prose_of_text

        # CommonMark replaces NUL in the same way.
        self._text = text.replace("\0", "\ufffd")
        prose = (
            _read_markdown(self._text, language)
            if markdown
            else prose_of_text(self._text, language)
        )
        self._words = ProseWords(prose, language)

    def as_json(self, *, why: bool, compare: bool) -> dict[str, Any]:
        """Return the JSON output, with `why` and `compare` if requested."""
        from readlevel.core.hints.difficulties import difficulties_to_json
        from readlevel.core.readability.readability import measure_words, readability_to_json

        result = readability_to_json(measure_words(self._words))
        if why:
            result["why"] = difficulties_to_json(self._reasons(), self._text)
        if compare:
            from readlevel.core.readability.textstat_comparison import comparison_to_json

            result["compare"] = comparison_to_json(self._compare())
        return result

    def print_report(self, name: str, *, why: bool, compare: bool) -> None:
        """Print the report; `name` is the name of the text in it."""
        from readlevel.cli.scoring.score_report import report, report_reasons
        from readlevel.core.readability.readability import measure_words
        from readlevel.core.text.source_positions import LineIndex

        for line in report(measure_words(self._words)):
            click.echo(line)
        if why:
            click.echo()
            for line in report_reasons(self._reasons(), LineIndex(self._text), name):
                click.echo(line)
        if compare:
            from readlevel.cli.scoring.compare_report import report_comparison

            click.echo()
            for line in report_comparison(self._compare()):
                click.echo(line)

    def _compare(self) -> "Comparison":
        from readlevel.core.readability.textstat_comparison import compare

        return compare(self._text, self._words.prose, self._words.language)

    def _reasons(self) -> "DifficultyReport":
        from readlevel.core.hints.find_difficulties import find_difficulties

        return find_difficulties(self._words, self._text)


def read_text_file(file: Path) -> str:
    """Return the beginning of a UTF-8 file, or of standard input for `-`.

    Raise `ClickException` with the place of what is not UTF-8.
    """
    standard = str(file) == "-"
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES) if standard else _read_start(file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error
    try:
        # A text that reaches the limit may be cut within a character.
        return raw.decode("utf-8-sig", "ignore" if len(raw) == MAX_BYTES else "strict")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place = f"Standard input, line {line}," if standard else f"{file}:{line}"
        raise click.ClickException(f"{place} is not UTF-8. Save it as UTF-8.") from error


def _read_start(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES)


def _convert_html(html: str, file: Path) -> str:
    """Return the main part of a web page as Markdown."""
    from readlevel.interchange.documents.html_to_markdown import UnreadableDocument, read_html

    try:
        return read_html(html).markdown
    except UnreadableDocument as error:
        raise click.ClickException(f"{file}: {error}") from error


def _read_markdown(text: str, tag: str) -> "Prose":
    from readlevel.core.hints.score_text import extract_prose_from_markdown

    return extract_prose_from_markdown(text, tag)


def _tag(language: str) -> str:
    from readlevel.core.languages.tags import normalise_tag

    try:
        return normalise_tag(language)
    except ValueError as error:
        raise click.ClickException(
            f"{language!r} is not a language tag. Write, for example, en or pt-BR."
        ) from error


def _print_lines(path: Path, language: str, *, why: bool, compare: bool) -> None:
    failed = False
    with path.open("rb") as stream:
        for number, line in _lines(stream):
            try:
                record = _read_line(line)
                tag = _tag(record.get("language") or language)
                text = ScoredText(record["text"], tag, markdown=False)
                result = text.as_json(why=why, compare=compare)
            except (click.ClickException, ValueError) as error:
                failed = True
                reason = error.message if isinstance(error, click.ClickException) else error
                click.echo(f"{path}:{number}: {reason}", err=True)
            else:
                _print_json({"id": record.get("id"), "readability": result})
    if failed:
        sys.exit(1)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES + 1)
        if line.strip():
            yield number, line


def _read_line(line: bytes) -> dict[str, Any]:
    """Parse a line. Raise ValueError with a sentence if it cannot be scored."""
    if len(line) > MAX_BYTES:
        raise ValueError(f"The line is longer than {MAX_BYTES // 1_000_000} MB. Split it.")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError("The line is not JSON in UTF-8.") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('The line is not an object with "id" and "text".')
    if not isinstance(record.get("language", ""), str):
        raise ValueError('"language" is not a string. Write its tag, as in "en".')
    return record


def _print_json(value: object, indent: int | None = None) -> None:
    # A lone surrogate, which JSON allows in an id, can only be printed escaped.
    printed = json.dumps(value, ensure_ascii=False, indent=indent)
    if any("\ud800" <= sign <= "\udfff" for sign in printed):
        printed = json.dumps(value, indent=indent)
    click.echo(printed)
