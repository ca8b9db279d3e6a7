"""The command that checks texts before they are sent to review."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readlevel.cli.findings import tell
from readlevel.cli.site import open_site

if TYPE_CHECKING:
    from readlevel.core.answer import Answer, Variant
    from readlevel.core.glossary import Glossary
    from readlevel.core.rendering import Finding
    from readlevel.interchange.content import Source
    from readlevel.settings import Settings

    Checked = tuple[list[Answer], Glossary]


@click.command()
@click.argument("target", metavar="DIR|SLUG")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(target: str, as_json: bool) -> None:
    """Check the texts of a content folder (or .jsonl file), or of one answer of the database.

    A text above the target of its readers, as the settings name it, is warned of. The facts of the
    two texts are not compared yet: `parity` is always empty. The exit status is 1 where a finding
    blocks approval, or a record cannot be read.
    """
    from readlevel.settings import load_settings

    settings = load_settings()
    path = Path(target)
    bad: list[str] = []
    answers, glossary = _read(path, bad) if path.exists() else _stored(target)
    checked = [_check(answer, glossary, settings) for answer in answers]
    for problem in bad:
        click.echo(problem, err=True)
    if as_json:
        click.echo(json.dumps({"answers": checked}, ensure_ascii=False, indent=2))
    else:
        _tell(checked)
    if bad or any(answer["blocks"] for answer in checked):
        sys.exit(1)


def _read(path: Path, bad: list[str]) -> "Checked":
    """Return the answers and the glossary of a folder; what cannot be read is put into `bad`."""
    from readlevel.core.answer import Answer
    from readlevel.core.glossary import Glossary
    from readlevel.interchange import content
    from readlevel.interchange.glossary import Entry
    from readlevel.interchange.problem import Problem

    source = content.find(path)
    if isinstance(source, Problem):
        raise click.ClickException(str(source))
    terms = list(_terms(path, source))
    answers = [record for _, _, record in source.read_answers()]
    bad.extend(str(one) for one in [*terms, *answers] if isinstance(one, Problem))
    return (
        [answer for answer in answers if isinstance(answer, Answer)],
        Glossary(one.term for one in terms if isinstance(one, Entry)),
    )


def _terms(path: Path, source: "Source") -> Iterator[Any]:
    """Yield the terms beside the answers; of one answer's folder they are beside the folder."""
    from readlevel.interchange import content, glossary_csv

    yield from source.read_terms()
    if source.answers == (path,):
        for file in sorted((path.resolve().parent / content.GLOSSARY).glob("*.csv")):
            yield from glossary_csv.read(file, None)


def _stored(slug: str) -> "Checked":
    from readlevel.core.glossary import Glossary
    from readlevel.storage import answers, terms
    from readlevel.storage.engine import reading

    with reading(open_site().engine) as session:
        answer = answers.find_answer(session, slug)
        glossary = Glossary(terms.iter_terms(session))
    if answer is None:
        raise click.ClickException(f"There is no folder and no answer named {slug!r}.")
    return [answer], glossary


def _check(answer: "Answer", glossary: "Glossary", settings: "Settings") -> dict[str, Any]:
    findings = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "audience": str(variant.audience),
            "language": variant.language,
            "line": finding.line,
            "column": finding.column,
            "text": finding.text,
            "message": tell(finding, variant.audience),
        }
        for variant in answer.variants
        for finding in _find(answer, variant, glossary, settings.target_of(variant.audience))
    ]
    return {
        "slug": answer.slug,
        "blocks": any(finding["severity"] == "blocks" for finding in findings),
        "findings": findings,
        "parity": [],
    }


def _find(
    answer: "Answer", variant: "Variant", glossary: "Glossary", target: str
) -> "list[Finding]":
    """Return what there is to say of one text: of all of it, then from its first line to its last.

    `target` names the reading level it should have.
    """
    from readlevel.core.persona import EVERY_LAY
    from readlevel.core.pipeline import render
    from readlevel.core.targets import find_above_target

    rendering = render(
        variant.markdown,
        slug=answer.slug,
        language=variant.language,
        references=answer.references,
        glossary=glossary,
        policy=EVERY_LAY,
        glossary_path="/glossary/",
    )
    # Without a glossary nobody can say which terms it would have.
    found = [one for one in rendering.findings if one.code != "unknown_term" or len(glossary)]
    above = find_above_target(rendering.readability, target)
    if above is not None:
        found.append(above)
    return sorted(found, key=lambda finding: (finding.line or 0, finding.column or 0))


def _tell(checked: list[dict[str, Any]]) -> None:
    for answer in checked:
        for finding in answer["findings"]:
            place = f"{answer['slug']}/{finding['audience']}.{finding['language']}.md"
            places = (place, finding["line"], finding["column"])
            where = ":".join(str(part) for part in places if part is not None)
            click.echo(f"{where}: {finding['severity']}: {finding['message']}")
    found = sum(len(answer["findings"]) for answer in checked)
    click.echo(f"Checked answers: {len(checked):,}, findings: {found:,}.")
