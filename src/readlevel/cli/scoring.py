"""The command that measures how hard a text is; it needs no database and no settings."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

if TYPE_CHECKING:
    from readlevel.core.readability import Readability
    from readlevel.core.sentences import Prose

MAX_BYTES = 8_000_000
"""The most that is read of a file, and of a line; far less than that is scored."""


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--language", default="en", show_default=True, help="Language of the text.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--jsonl",
    "lines",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='Score a file with {"id", "text", "language"} in each line; prints JSON lines.',
)
def score(file: Path | None, language: str, as_json: bool, lines: Path | None) -> None:
    """Measure how hard a text is: a Markdown (.md) or text FILE, or - for standard input."""
    if lines is not None and file is None:
        _print_lines(lines, language)
    elif file is not None and lines is None:
        readability = _measure(_read(file), language, markdown=file.suffix.lower() == ".md")
        if as_json:
            _print_json(_as_json(readability), indent=2)
        else:
            _tell(readability)
    else:
        raise click.UsageError("Give a FILE, - for standard input, or --jsonl with a file.")


def _read(file: Path) -> str:
    standard = str(file) == "-"
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES) if standard else _read_start(file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error
    try:
        # A text as long as that is cut anyhow, be it within a character.
        return raw.decode("utf-8-sig", "ignore" if len(raw) == MAX_BYTES else "strict")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place = f"Standard input, line {line}," if standard else f"{file}:{line}"
        raise click.ClickException(f"{place} is not UTF-8. Save it as UTF-8.") from error


def _read_start(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES)


def _measure(text: str, language: str, *, markdown: bool) -> "Readability":
    from readlevel.core.readability import measure
    from readlevel.core.sentences import prose_of_text

    tag = _tag(language)
    # NUL stands for nothing that could be read; CommonMark replaces it too.
    text = text.replace("\0", "\ufffd")
    return measure(_prose(text, tag) if markdown else prose_of_text(text, tag), tag)


def _prose(text: str, tag: str) -> "Prose":
    from readlevel.core.document import MAX_CHARACTERS, parse
    from readlevel.core.sentences import prose

    read = prose(parse(text[:MAX_CHARACTERS]), tag)
    return replace(read, cut=len(text) > MAX_CHARACTERS)


def _tag(language: str) -> str:
    from readlevel.core.language import normalise_tag

    try:
        return normalise_tag(language)
    except ValueError as error:
        raise click.ClickException(
            f"{language!r} is not a language tag. Write, for example, en or pt-BR."
        ) from error


def _as_json(readability: "Readability") -> dict[str, Any]:
    from readlevel.core.readability import as_json

    return as_json(readability)


def _print_lines(path: Path, language: str) -> None:
    failed = False
    with path.open("rb") as stream:
        for number, line in _lines(stream):
            try:
                given = _read_line(line)
                spoken = given.get("language") or language
                readability = _measure(given["text"], spoken, markdown=False)
            except (click.ClickException, ValueError) as error:
                failed = True
                reason = error.message if isinstance(error, click.ClickException) else error
                click.echo(f"{path}:{number}: {reason}", err=True)
            else:
                _print_json({"id": given.get("id"), "readability": _as_json(readability)})
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
    """Return what a line holds. Raise ValueError with a sentence where it is not to be scored."""
    if len(line) > MAX_BYTES:
        raise ValueError(f"The line is longer than {MAX_BYTES // 1_000_000} MB. Split it.")
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError("The line is not JSON in UTF-8.") from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise ValueError('The line is not an object with "id" and "text".')
    if not isinstance(given.get("language", ""), str):
        raise ValueError('"language" is not a text. Write its tag, as in "en".')
    return given


def _print_json(given: object, indent: int | None = None) -> None:
    # Half a surrogate pair, as JSON may carry it in an id, cannot be printed but escaped.
    printed = json.dumps(given, ensure_ascii=False, indent=indent)
    if any("\ud800" <= sign <= "\udfff" for sign in printed):
        printed = json.dumps(given, indent=indent)
    click.echo(printed)


def _tell(readability: "Readability") -> None:
    counts, headline = readability.counts, readability.headline
    if headline.grade_low is not None:
        click.echo(
            f"Grade {_range(headline.grade_low, headline.grade_high)} "
            f"(age {_range(headline.age_low, headline.age_high)}), "
            f"{headline.uncommon_share:.0%} uncommon words, confidence {headline.confidence}."
        )
    elif readability.reason is not None:
        click.echo(_REASONS[readability.reason])
    click.echo(f"{counts.sentences:,} sentences, {counts.words:,} words.")
    for name, value in readability.scores.items():
        click.echo(f"  {name:<24}{'–' if value is None else f'{value:.1f}':>8}")


def _range(low: int | None, high: int | None) -> str:
    return str(low) if low == high else f"{low} to {high}"


_REASONS = {
    "too_short": "No score: the text has fewer than 30 words.",
    "no_formula": "No score: no formula is known for this language.",
    "too_long": "No score: the text is too long to be measured.",
}
