"""Commands that measure and check texts: `score` needs no database and no settings."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from readlevel.core.answer import Answer, Variant
    from readlevel.core.readability import Readability
    from readlevel.core.rendering import Finding


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--language", default="en", show_default=True, help="Language of the text.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--jsonl",
    "lines",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='A file with {"id", "text", "language"} in each line.',
)
def score(file: Path | None, language: str, as_json: bool, lines: Path | None) -> None:
    """Measure how hard a text is: a Markdown (.md) or text FILE, or - for standard input."""
    if lines is not None and file is None:
        for scored in _score_lines(lines):
            click.echo(json.dumps(scored, ensure_ascii=False))
    elif file is not None and lines is None:
        readability = _measure(_read(file), language, markdown=file.suffix == ".md")
        if as_json:
            click.echo(json.dumps(_as_json(readability), ensure_ascii=False, indent=2))
        else:
            _tell(readability)
    else:
        raise click.UsageError("Give a FILE, - for standard input, or --jsonl with a file.")


@click.command()
@click.argument("target", metavar="DIR|SLUG")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(target: str, as_json: bool) -> None:
    """Check the texts of a content folder, or of one answer of the database.

    Facts of the two texts are not compared yet. The exit status is 1 where a finding blocks
    approval.
    """
    checked = [
        {
            "slug": answer.slug,
            "blocks": any(finding["severity"] == "blocks" for finding in findings),
            "findings": findings,
            "parity": [],
        }
        for answer, findings in _check(target)
    ]
    if as_json:
        click.echo(json.dumps({"answers": checked}, ensure_ascii=False, indent=2))
    else:
        _tell_findings(checked)
    if any(answer["blocks"] for answer in checked):
        sys.exit(1)


def _read(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise click.ClickException(f"{file}:{line} is not UTF-8. Save it as UTF-8.") from error


def _measure(text: str, language: str, *, markdown: bool) -> "Readability":
    from readlevel.core.document import UnreadableMarkdown, parse
    from readlevel.core.language import normalise_tag
    from readlevel.core.readability import measure
    from readlevel.core.sentences import prose, prose_of_text

    try:
        tag = normalise_tag(language)
        return measure(prose(parse(text), tag) if markdown else prose_of_text(text, tag), tag)
    except UnreadableMarkdown as unreadable:
        raise click.ClickException(_UNREADABLE[unreadable.code]) from unreadable
    except ValueError as error:
        raise click.ClickException(
            f"{language!r} is not a language tag. Write, for example, en or pt-BR."
        ) from error


def _as_json(readability: "Readability") -> dict[str, Any]:
    from readlevel.core.readability import as_json

    return as_json(readability)


def _score_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
                text, language = str(given["text"]), str(given.get("language", "en"))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise click.ClickException(
                    f'{path}:{number} is not a JSON object with "id" and "text".'
                ) from error
            readability = _measure(text, language, markdown=False)
            yield {"id": given.get("id"), "readability": _as_json(readability)}


def _tell(readability: "Readability") -> None:
    counts, headline = readability.counts, readability.headline
    if headline.grade_low is not None:
        click.echo(
            f"Grade {headline.grade_low} to {headline.grade_high} "
            f"(age {headline.age_low} to {headline.age_high}), "
            f"{headline.uncommon_share:.0%} uncommon words, confidence {headline.confidence}."
        )
    else:
        click.echo(_REASONS.get(readability.reason or "", "No score can be given."))
    click.echo(f"{counts.sentences:,} sentences, {counts.words:,} words.")
    for name, value in readability.scores.items():
        click.echo(f"  {name:<24}{'–' if value is None else f'{value:.1f}':>8}")


def _check(target: str) -> "Iterator[tuple[Answer, list[dict[str, Any]]]]":
    for answer in _answers(target):
        findings = [
            {
                "code": finding.code,
                "severity": finding.severity,
                "audience": str(variant.audience),
                "language": variant.language,
                "line": finding.line,
                "column": finding.column,
                "text": finding.text,
                "message": _message(finding),
            }
            for variant in answer.variants
            for finding in _findings(answer, variant)
        ]
        yield answer, findings


def _answers(target: str) -> "Iterator[Answer]":
    from readlevel.interchange import content
    from readlevel.interchange.problem import Problem

    path = Path(target)
    if not path.exists():
        yield _stored(target)
        return
    source = content.find(path)
    if isinstance(source, Problem):
        raise click.ClickException(str(source))
    for _path, _line, record in source.read_answers():
        if isinstance(record, Problem):
            raise click.ClickException(str(record))
        yield record


def _stored(slug: str) -> "Answer":
    from readlevel.cli.site import open_site
    from readlevel.storage import answers
    from readlevel.storage.engine import reading

    with reading(open_site().engine) as session:
        answer = answers.find_answer(session, slug)
    if answer is None:
        raise click.ClickException(f"There is no folder and no answer named {slug!r}.")
    return answer


def _findings(answer: "Answer", variant: "Variant") -> "tuple[Finding, ...]":
    from readlevel.core.glossary import Glossary
    from readlevel.core.persona import EVERY_LAY
    from readlevel.core.pipeline import render

    return render(
        variant.markdown,
        slug=answer.slug,
        language=variant.language,
        references=answer.references,
        glossary=Glossary(()),
        policy=EVERY_LAY,
        glossary_path="/glossary/",
    ).findings


def _tell_findings(checked: list[dict[str, Any]]) -> None:
    for answer in checked:
        for finding in answer["findings"]:
            place = f"{answer['slug']}/{finding['audience']}.{finding['language']}.md"
            where = ":".join(str(part) for part in (place, finding["line"]) if part is not None)
            click.echo(f"{where}: {finding['severity']}: {finding['message']}")
    found = sum(len(answer["findings"]) for answer in checked)
    click.echo(f"{len(checked):,} answers, {found:,} findings.")


def _message(finding: "Finding") -> str:
    return _MESSAGES.get(finding.code, "{text}").format(text=finding.text)


_MESSAGES = {
    "unknown_citation": "No reference has the id {text}. Add it to references.json.",
    "foreign_image": "The picture {text} is not in images/, so it is left out.",
    "missing_alt": "The picture {text} has no description for those who cannot see it.",
    "ambiguous_term": "{text} may stand for several terms. Write [{text}]{{term=…}}.",
    "unknown_term": "The glossary has no term for {text}.",
}

_REASONS = {
    "too_short": "No score: the text has fewer than 30 words.",
    "no_formula": "No score: there is no formula for this language.",
    "too_long": "No score: the text is too long.",
}

_UNREADABLE = {
    "too_long": "The text is longer than 400,000 characters. Split it.",
    "nul": "The text holds a NUL character. Remove it.",
    "surrogate": "The text holds half of a character pair. Save it as UTF-8.",
}
