"""Output formats of `readlevel check`: text, JSON, GitHub annotations, SARIF."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from readlevel.cli.content.finding_messages import describe_finding
from readlevel.core.checks.registry import FINDING_CODES
from readlevel.core.model.answer import Audience

if TYPE_CHECKING:
    from readlevel.cli.content.judged_item import JudgedItem
    from readlevel.core.checks.answer_checks import AnswerCheck
    from readlevel.core.consistency.difference import Difference
    from readlevel.core.model.answer import Variant
    from readlevel.core.model.finding import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INFORMATION = "https://pypi.org/project/readlevel/"
_LEVELS = {"blocks": "error", "warns": "warning"}
_KINDS = {"yes": "pass", "no": "fail", "na": "notApplicable", None: "review"}
"""What SARIF calls the judgement on an item of a checklist (section 3.27.9)."""

_Items: TypeAlias = "Sequence[Sequence[JudgedItem]] | None"
"""Items of checklists for each answer, in their order; None if they were not asked for."""


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
        file, line = self.file_of(variant)
        if line is not None:
            return file, line, None
        return file, finding.line, finding.column

    def file_of(self, variant: "Variant") -> tuple[str, int | None]:
        """Return the file of a text, and the line of its record if it has several."""
        if self.line is not None or self.alone:
            return str(self.path), self.line
        return str(self.path / f"{variant.audience}.{variant.language}.md"), None


def as_text(checked: Sequence[CheckedAnswer], items: _Items = None) -> str:
    """Return a line for each finding, starting with its position, a summary, and the items."""
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
    judged = (f"{one.text_name}: {one.name}: {one.message}" for one in _all(items))
    return "\n".join([*lines, total, *judged])


def as_json(checked: Sequence[CheckedAnswer], items: _Items = None) -> str:
    """Return the checks as JSON; an answer has `checklists` if these were asked for."""
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
            **({} if items is None else {"checklists": [one.to_json() for one in items[number]]}),
        }
        for number, answer in enumerate(checked)
    ]
    return json.dumps({"answers": answers}, ensure_ascii=False, indent=2)


def as_github(checked: Sequence[CheckedAnswer], items: _Items = None) -> str:
    """Return workflow commands, which GitHub shows as annotations: notices for unmet items."""
    lines = [
        f"::{_LEVELS[finding.severity]} {_properties(answer, variant, finding)}"
        f"::{_escape(_message(variant, finding))}"
        for answer, variant, finding in _findings(checked)
    ]
    for one in _all(items):
        if one.judgement == "no":
            place = _join_properties(one.file, one.line, None, f"Readlevel: {one.name}")
            lines.append(f"::notice {place}::{_escape(one.message)}")
    return "\n".join(lines)


def as_sarif(checked: Sequence[CheckedAnswer], items: _Items = None) -> str:
    """Return a log in SARIF 2.1.0 (OASIS); items of checklists are results that pass or fail."""
    driver = {
        "name": "Readlevel",
        "version": version("readlevel"),
        "informationUri": _INFORMATION,
        "rules": [
            {"id": code, "shortDescription": {"text": code.replace("_", " ").capitalize()}}
            for code in sorted(FINDING_CODES)
        ]
        + [
            {"id": code, "shortDescription": {"text": name}}
            for code, name in sorted({one.code: one.name for one in _all(items)}.items())
        ],
    }
    results = [_result(*found) for found in _findings(checked)]
    results += map(_judged_result, _all(items))
    runs = [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}]
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": runs}
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[CheckedAnswer], _Items], str]] = {
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


def _all(items: _Items) -> Iterator["JudgedItem"]:
    return chain.from_iterable(items or ())


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
    return _join_properties(*answer.place_of(variant, finding), f"Readlevel: {finding.code}")


def _join_properties(file: str, line: int | None, column: int | None, title: str) -> str:
    given = {"file": file, "line": line, "col": column, "title": title}
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


def _judged_result(one: "JudgedItem") -> dict[str, Any]:
    kind = _KINDS[one.judgement]
    return {
        "ruleId": one.code,
        "kind": kind,
        "level": "note" if kind == "fail" else "none",
        "message": {"text": f"{one.name}: {one.message}"},
        "locations": [_location(one.file, one.line, None)],
    }


def _location(file: str, line: int | None, column: int | None) -> dict[str, Any]:
    path = Path(file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    # Code scanning shows only results with a region: that of a whole file is its first line.
    column_given = {} if column is None else {"startColumn": column}
    region = {"startLine": line or 1, **column_given}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
