"""Output formats of `readlevel check`: text, JSON, GitHub annotations, SARIF."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from readlevel.cli.content.finding_messages import describe_finding
from readlevel.core.checks.registry import FINDING_CODES
from readlevel.core.model.answer import Audience

if TYPE_CHECKING:
    from readlevel.core.checks.answer_checks import AnswerCheck
    from readlevel.core.consistency.difference import Difference
    from readlevel.core.model.answer import Variant
    from readlevel.core.model.finding import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INFORMATION = "https://pypi.org/project/readlevel/"
_LEVELS = {"blocks": "error", "warns": "warning"}


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """The check of one answer, and the file it was read from."""

    check: "AnswerCheck"
    path: Path
    """Its folder, the .jsonl file, or the file of a text that stands alone."""
    line: int | None
    alone: bool = False
    """Whether `path` is the file of one text."""

    def name_text(self, variant: "Variant") -> str:
        """Return how the report calls a text."""
        if self.alone:
            return str(self.path)
        return f"{self.check.slug}/{variant.audience}.{variant.language}.md"

    def place_of(
        self, variant: "Variant", finding: "Finding"
    ) -> tuple[str, int | None, int | None]:
        """Return file, line and column (from 1) of a finding."""
        if self.line is not None:
            return str(self.path), self.line, None
        if self.alone:
            return str(self.path), finding.line, finding.column
        name = f"{variant.audience}.{variant.language}.md"
        return str(self.path / name), finding.line, finding.column


def as_text(checked: Sequence[CheckedAnswer]) -> str:
    """Return a line for each finding, starting with its position, and a summary."""
    lines = []
    for answer, variant, finding in _findings(checked):
        places = (answer.name_text(variant), finding.line, finding.column)
        where = ":".join(str(part) for part in places if part is not None)
        lines.append(f"{where}: {finding.severity}: {_message(variant, finding)}")
    only_clinician = sum(
        one.kind == "only_clinician" for answer in checked for _, one in answer.check.parity
    )
    total = f"Checked answers: {len(checked):,}, findings: {len(lines):,}."
    if only_clinician:
        total += f" Facts that plain texts leave out: {only_clinician:,} (--json lists them)."
    unrecorded = sum(
        len(answer.check.languages_without_digest) for answer in checked if answer.line is None
    )
    if unrecorded:
        total += (
            f" Approved plain texts that do not say checked_against: {unrecorded:,}"
            " (--json tells what to write)."
        )
    return "\n".join([*lines, total])


def as_json(checked: Sequence[CheckedAnswer]) -> str:
    """Return the checks as JSON."""
    answers = [
        {
            "slug": answer.check.slug,
            "blocks": answer.check.blocks,
            "findings": [
                {
                    "code": finding.code,
                    "severity": finding.severity,
                    "audience": str(variant.audience),
                    "language": variant.language,
                    "line": finding.line,
                    "column": finding.column,
                    "text": finding.text,
                    "message": _message(variant, finding),
                }
                for variant, findings in answer.check.texts
                for finding in findings
            ],
            "parity": [_difference(language, one) for language, one in answer.check.parity],
            "checked_against": dict(answer.check.checked_against),
        }
        for answer in checked
    ]
    return json.dumps({"answers": answers}, ensure_ascii=False, indent=2)


def as_github(checked: Sequence[CheckedAnswer]) -> str:
    """Return workflow commands, which GitHub shows as annotations."""
    return "\n".join(
        f"::{_LEVELS[finding.severity]} {_properties(answer, variant, finding)}"
        f"::{_escape(_message(variant, finding))}"
        for answer, variant, finding in _findings(checked)
    )


def as_sarif(checked: Sequence[CheckedAnswer]) -> str:
    """Return a log in SARIF 2.1.0 (OASIS)."""
    driver = {
        "name": "Readlevel",
        "version": version("readlevel"),
        "informationUri": _INFORMATION,
        "rules": [
            {"id": code, "shortDescription": {"text": code.replace("_", " ").capitalize()}}
            for code in sorted(FINDING_CODES)
        ],
    }
    results = [_result(*found) for found in _findings(checked)]
    runs = [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}]
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": runs}
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[CheckedAnswer]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _findings(
    checked: Sequence[CheckedAnswer],
) -> Iterator[tuple[CheckedAnswer, "Variant", "Finding"]]:
    for answer in checked:
        for variant, findings in answer.check.texts:
            for finding in findings:
                yield answer, variant, finding


def _message(variant: "Variant", finding: "Finding") -> str:
    return describe_finding(finding, variant.audience, variant.language)


def _difference(language: str, one: "Difference") -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "about": one.fact_type,
        "fact": one.fact,
        "language": language,
        "clinician": one.clinician and one.clinician.text,
        "clinician_line": one.clinician and one.clinician.line,
        "lay": one.lay and one.lay.text,
        "lay_line": one.lay and one.lay.line,
        "key": one.key,
        "severity": str(one.severity),
        "confidence": one.confidence,
        "asks": one.asks,
        "question": one.question,
        "clinician_span": one.clinician and one.clinician.fact_span,
        "lay_span": one.lay and one.lay.fact_span,
    }


def _properties(answer: CheckedAnswer, variant: "Variant", finding: "Finding") -> str:
    file, line, column = answer.place_of(variant, finding)
    given = {"file": file, "line": line, "col": column, "title": f"Readlevel: {finding.code}"}
    return ",".join(
        f"{name}={_escape(str(value), ':,')}" for name, value in given.items() if value is not None
    )


def _escape(text: str, more: str = "") -> str:
    """Escape `text` for a workflow command."""
    for sign in ("%", "\r", "\n", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _result(answer: CheckedAnswer, variant: "Variant", finding: "Finding") -> dict[str, Any]:
    file, line, column = answer.place_of(variant, finding)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(variant, finding)},
        "locations": [_location(file, line, column)],
    }
    other = finding.data.get("clinician_line")
    if other is not None and answer.line is None:
        path = answer.path / f"{Audience.CLINICIAN}.{variant.language}.md"
        result["relatedLocations"] = [_location(str(path), other, None)]
    return result


def _location(file: str, line: int | None, column: int | None) -> dict[str, Any]:
    path = Path(file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    # Code scanning shows only results with a region: that of a whole file is its first line.
    column_given = {} if column is None else {"startColumn": column}
    region = {"startLine": line or 1, **column_given}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
