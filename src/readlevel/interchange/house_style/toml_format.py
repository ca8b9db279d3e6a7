"""Our own format of house styles: TOML with a table for each rule."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from readlevel.core.house_style.check_rule import RuleProblem, check_rule
from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.core.model.answer import Audience
from readlevel.interchange.files import toml_files
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.strict_values import (
    read_flag,
    read_keys,
    read_language,
    read_string,
    read_strings,
)
from readlevel.interchange.house_style.style_reading import NOTHING_READ, StyleReading, reject

_KEYS = ("glossary_names", "rule")
_RULE_KEYS = (
    "avoid",
    "say",
    "reason",
    "except",
    "level",
    "language",
    "for",
    "match_case",
    "patterns",
    "parts_of_words",
)
_HEADER = re.compile(r"\s*\[\[\s*rule\s*\]\]\s*(?:#.*)?")


def read(source: str, path: Path) -> StyleReading:
    """Read a house style; a rule that is wrong is left out."""
    try:
        table = read_keys(toml_files.load(source), _KEYS, "")
        level = _read_level(table.get("glossary_names"), "glossary_names")
        rules = table.get("rule", [])
        if not isinstance(rules, list):
            raise BadRecord("Write [[rule]] with two brackets before each rule.", key="rule")
    except BadRecord as bad:
        return _refuse(bad, path, bad.line or toml_files.find_line(source, bad.key))
    read = StyleReading(HouseStyle((), level))
    for number, rule in enumerate(rules):
        read += _read_rule(rule, number, source, path)
    return read


def write(style: HouseStyle) -> str:
    """Return a house style as `read` reads it."""
    table: dict[str, Any] = {}
    if style.glossary_names is not None:
        table["glossary_names"] = str(style.glossary_names)
    return toml_files.dump({**table, "rule": list(map(_write_rule, style.rules))})


def _read_rule(given: object, number: int, source: str, path: Path) -> StyleReading:
    try:
        rule = _parse_rule(read_keys(given, _RULE_KEYS, ""))
        check_rule(rule)
    except BadRecord as bad:
        return _refuse(bad, path, _find_line(source, number, bad.key))
    except RuleProblem as problem:
        return reject(problem, path, _find_line(source, number, "avoid"))
    return StyleReading(HouseStyle((rule,)))


def _parse_rule(table: Mapping[str, Any]) -> HouseRule:
    return HouseRule(
        avoid=read_strings(table.get("avoid"), "avoid"),
        say=read_strings(table.get("say"), "say"),
        reason=read_string(table["reason"], "reason").strip() if "reason" in table else "",
        exceptions=read_strings(table.get("except"), "except"),
        level=_read_level(table.get("level"), "level") or RuleLevel.WARNING,
        language=read_language(table["language"], "language") if "language" in table else "",
        audiences=_read_audiences(table.get("for")),
        ignore_case=not read_flag(table.get("match_case"), "match_case"),
        is_pattern=read_flag(table.get("patterns"), "patterns"),
        whole_words=not read_flag(table.get("parts_of_words"), "parts_of_words"),
    )


def _write_rule(rule: HouseRule) -> dict[str, Any]:
    values = {
        "avoid": list(rule.avoid),
        "say": list(rule.say),
        "reason": rule.reason,
        "except": list(rule.exceptions),
        "level": "" if rule.level is RuleLevel.WARNING else str(rule.level),
        "language": rule.language,
        "for": list(map(str, rule.audiences)),
        "match_case": not rule.ignore_case,
        "patterns": rule.is_pattern,
        "parts_of_words": not rule.whole_words,
    }
    return {key: value for key, value in values.items() if value}


def _read_level(given: object, what: str) -> RuleLevel | None:
    if given is None:
        return None
    level = read_string(given, what)
    if level not in set(RuleLevel):
        raise BadRecord(f"{what} is {level!r}. Known are: {', '.join(RuleLevel)}.", key=what)
    return RuleLevel(level)


def _read_audiences(given: object) -> tuple[Audience, ...]:
    names = read_strings(given, "for")
    for name in names:
        if name not in set(Audience):
            raise BadRecord(f"for names {name!r}. Known are: {', '.join(Audience)}.", key="for")
    return tuple(map(Audience, names))


def _refuse(bad: BadRecord, path: Path, line: int | None) -> StyleReading:
    return NOTHING_READ + StyleReading(HouseStyle(), (RecordProblem(path, line, "", bad.reason),))


def _find_line(source: str, number: int, key: str) -> int | None:
    """Return the line, from 1, of a key in a rule, or else of the rule; `number` is from 0."""
    seen, begin = -1, None
    for place, line in enumerate(source.split("\n"), start=1):
        if _HEADER.fullmatch(line):
            seen += 1
            begin = place if seen == number else begin
        elif seen == number and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return place
    return begin
