"""Our own format of house styles: TOML with a table for each rule."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from readlevel.core.house_style.check_rule import RuleProblem, check_rule
from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.core.model.answer import Audience
from readlevel.interchange.files import toml_files
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.strict_values import (
    read_flag,
    read_keys,
    read_language,
    read_string,
    read_strings,
)
from readlevel.interchange.house_style.style_reading import StyleReader

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


def read(source: str, path: Path, reader: StyleReader) -> None:
    """Read a house style; a rule that is wrong is left out."""
    try:
        table = read_keys(toml_files.load(source), _KEYS, "")
        level = _read_level(table.get("glossary_names"), "glossary_names")
        rules = table.get("rule", [])
        if not isinstance(rules, list):
            raise BadRecord("Write [[rule]] with two brackets before each rule.", key="rule")
    except BadRecord as bad:
        reader.refuse(path, bad.line or toml_files.find_line(source, bad.key), bad.reason)
        return
    reader.glossary_names = reader.glossary_names or level
    lines = _RuleLines(source)
    for number, rule in enumerate(rules):
        if reader.is_full:
            reader.leave_unread(path, lines.find(number, ""), len(rules) - number, "rules")
            return
        _read_rule(rule, number, lines, path, reader)


def write(style: HouseStyle) -> str:
    """Return a house style as `read` reads it."""
    table: dict[str, Any] = {}
    if style.glossary_names is not None:
        table["glossary_names"] = str(style.glossary_names)
    return toml_files.dump({**table, "rule": list(map(_write_rule, style.rules))})


class _RuleLines:
    """The lines of a file, by the rules that they belong to."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        headers = (place for place, line in enumerate(self._lines) if _HEADER.fullmatch(line))
        self._starts = [*headers, len(self._lines)]

    def find(self, number: int, key: str) -> int | None:
        """Return the line, from 1, of a key in a rule, or else of the rule, which is from 0."""
        if number + 1 >= len(self._starts):
            return None
        start, end = self._starts[number : number + 2]
        written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        own = (place for place in range(start, end) if key and written.match(self._lines[place]))
        return next(own, start) + 1


def _read_rule(
    given: object, number: int, lines: _RuleLines, path: Path, reader: StyleReader
) -> None:
    try:
        rule = _parse_rule(read_keys(given, _RULE_KEYS, ""))
        check_rule(rule)
    except BadRecord as bad:
        reader.refuse(path, lines.find(number, bad.key), bad.reason)
    except RuleProblem as problem:
        reader.reject(problem, path, lines.find(number, "avoid"))
    else:
        reader.rules.append(rule)


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
    ).compose()


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
    if given is not None and not names:
        raise BadRecord("for names no audience. Name one, or remove the key.", key="for")
    for name in names:
        if name not in set(Audience):
            raise BadRecord(f"for names {name!r}. Known are: {', '.join(Audience)}.", key="for")
    return tuple(map(Audience, names))
