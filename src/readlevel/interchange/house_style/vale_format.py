"""Rules of Vale (YAML): `existence` and `substitution`; the only importer of PyYAML."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

import yaml

from readlevel.core.house_style.check_rule import RuleProblem, check_rule
from readlevel.core.house_style.house_rule import HouseRule, RuleLevel
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.house_style.style_reading import StyleReader

MAX_CHARACTERS = 500_000

_EXISTENCE, _SUBSTITUTION = "existence", "substitution"
_READ = frozenset(
    {"extends", "message", "level", "ignorecase", "nonword", "swap", "tokens", "raw", "exceptions"}
)
_WITHOUT_EFFECT = frozenset({"link", "description", "action"})
"""Keys that change nothing about what is found."""
_NARROWING = {
    "scope": frozenset({"text", "sentence", "paragraph", "summary"}),
    "pos": frozenset[str](),
    "vocab": frozenset({"true", "false"}),
}
"""Keys by which a rule finds less, and the values that make no difference here."""
_GROUP_REFERENCE = re.compile(r"\$(?:\d|\{)")
_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class _RuleFile:
    """A file, and where goes what is read of it, by the nodes of its YAML."""

    path: Path
    reader: StyleReader

    def leave_out(self, node: yaml.Node, reason: str) -> None:
        self.reader.leave_out(self.path, _line_of(node), reason)

    def accepts(self, rule: HouseRule, node: yaml.Node) -> bool:
        """Return whether a rule can be used; else say why not."""
        try:
            check_rule(rule)
        except RuleProblem as problem:
            self.reader.reject(problem, self.path, _line_of(node))
            return False
        return True

    def read_each(
        self, items: Sequence[tuple[str, yaml.Node]], what: str
    ) -> Iterator[tuple[str, yaml.Node]]:
        """Yield items until enough is read."""
        for number, (text, node) in enumerate(items):
            if self.reader.is_full:
                self.reader.leave_unread(self.path, _line_of(node), len(items) - number, what)
                return
            yield text, node


def read(source: str, path: Path, reader: StyleReader) -> None:
    """Read a rule of Vale; what is wrong, and what is not read, is named with its line."""
    try:
        _read_rule(_compose(source), _RuleFile(path, reader))
    except BadRecord as bad:
        reader.refuse(path, bad.line, bad.reason)


def _compose(source: str) -> yaml.Node | None:
    """Return the nodes of one YAML document; no object is ever made of them."""
    if len(source) > MAX_CHARACTERS:
        raise BadRecord(f"The file has more than {MAX_CHARACTERS:,} characters. Divide it.")
    try:
        return yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        what = getattr(problem, "problem", None) or "it cannot be read"
        line = None if mark is None else mark.line + 1
        raise BadRecord(f"This is not YAML: {what}.", line) from None
    except RecursionError:
        raise BadRecord("The YAML is nested too deeply.") from None


def _read_rule(root: yaml.Node | None, file: _RuleFile) -> None:
    keys = _read_mapping(root, "A rule")
    kind = _read_kind(keys)
    if kind is None:
        file.leave_out(
            keys["extends"], f"Rules that extend {keys['extends'].value!r} are not read."
        )
        return
    if not _note_unread(keys, file):
        return
    shared = HouseRule(
        (),
        reason=_read_text(keys["message"], "message") if "message" in keys else "",
        exceptions=tuple(text for text, _ in _read_list(keys.get("exceptions"), "exceptions")),
        level=_read_level(keys.get("level")),
        ignore_case=_read_flag(keys.get("ignorecase"), "ignorecase"),
        is_pattern=True,
        whole_words=not _read_flag(keys.get("nonword"), "nonword"),
    )
    # Exceptions are the same for all, so they are checked once.
    if not file.accepts(replace(shared, avoid=("x",)), keys.get("exceptions", root)):
        return
    read = _read_swaps if kind == _SUBSTITUTION else _read_existence
    read(keys, shared, file)


def _read_swaps(keys: Mapping[str, yaml.Node], shared: HouseRule, file: _RuleFile) -> None:
    if "swap" not in keys:
        raise BadRecord("The rule has no “swap”.", 1)
    swaps = list(_read_mapping(keys["swap"], "swap").items())
    for token, node in file.read_each(swaps, "swaps"):
        say = _read_options(_read_text(node, "swap"))
        if any(_GROUP_REFERENCE.search(one) for one in say):
            file.leave_out(node, f"{say[0]!r} takes a part of what is found: left out.")
        elif file.accepts(replace(shared, avoid=(token,), say=say, exceptions=()), node):
            file.reader.rules.append(replace(shared, avoid=(token,), say=say))


def _read_existence(keys: Mapping[str, yaml.Node], shared: HouseRule, file: _RuleFile) -> None:
    avoid = [
        token
        for token, node in file.read_each(_read_tokens(keys), "tokens")
        if file.accepts(replace(shared, avoid=(token,), exceptions=()), node)
    ]
    if avoid:
        file.reader.rules.append(replace(shared, avoid=tuple(dict.fromkeys(avoid))))


def _read_kind(keys: Mapping[str, yaml.Node]) -> str | None:
    """Return what a rule extends; None if it is not read."""
    if "extends" not in keys:
        if not {"swap", "tokens", "raw"} & keys.keys():
            raise BadRecord("The rule has no “extends”. Write “extends: substitution”.", 1)
        return _SUBSTITUTION if "swap" in keys else _EXISTENCE
    kind = _read_text(keys["extends"], "extends")
    return kind if kind in (_EXISTENCE, _SUBSTITUTION) else None


def _note_unread(keys: Mapping[str, yaml.Node], file: _RuleFile) -> bool:
    """Name the keys that are not read; return whether the rule means the same without them."""
    for key, node in keys.items():
        if key in _NARROWING:
            values = {text for text, _ in _read_list(node, key)}
            if not values <= _NARROWING[key]:
                file.leave_out(node, f"The key {key!r} is not read. The rule is left out.")
                return False
        elif key not in _READ | _WITHOUT_EFFECT:
            file.leave_out(node, f"The key {key!r} is not read.")
    return True


def _read_tokens(keys: Mapping[str, yaml.Node]) -> list[tuple[str, yaml.Node]]:
    """Return the patterns to avoid, with their nodes; `raw` comes before each of the tokens."""
    raw = "".join(text for text, _ in _read_list(keys.get("raw"), "raw"))
    tokens = _read_list(keys.get("tokens"), "tokens")
    if not tokens and not raw:
        raise BadRecord("The rule has no “tokens”.", 1)
    if not tokens:
        return [(raw, keys["raw"])]
    return [(f"{raw}(?:{text})" if raw else text, node) for text, node in tokens]


def _read_options(given: str) -> tuple[str, ...]:
    """Return what to say: “a|b”, or “'a' or 'b'” as some styles write it for their message."""
    quoted = _QUOTED.findall(given)
    if quoted and not _QUOTED.sub("", given).replace(" or ", "").strip(" ,"):
        return tuple(dict.fromkeys(quoted))
    options = (one.strip() for one in given.split("|"))
    return tuple(dict.fromkeys(one for one in options if one))


def _read_level(node: yaml.Node | None) -> RuleLevel:
    if node is None:
        return RuleLevel.WARNING
    level = _read_text(node, "level")
    if level not in set(RuleLevel):
        raise BadRecord(f"level is {level!r}. Known are: {', '.join(RuleLevel)}.", _line_of(node))
    return RuleLevel(level)


def _read_mapping(node: yaml.Node | None, what: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        line = None if node is None else _line_of(node)
        raise BadRecord(f"{what} is no list of “key: value”.", line)
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = _read_text(key, what)
        if name in found:
            raise BadRecord(f"The key {name!r} is there twice.", _line_of(key))
        found[name] = value
    return found


def _read_list(node: yaml.Node | None, what: str) -> Sequence[tuple[str, yaml.Node]]:
    """Return the texts of a list, or of a single value, with their nodes."""
    if node is None:
        return ()
    items: Iterator[yaml.Node] = iter(
        node.value if isinstance(node, yaml.SequenceNode) else (node,)
    )
    return [(_read_text(item, what), item) for item in items]


def _read_text(node: yaml.Node, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value:
        raise BadRecord(f"{what} is no text, or empty.", _line_of(node))
    return normalize("NFC", str(node.value))


def _read_flag(node: yaml.Node | None, what: str) -> bool:
    if node is None:
        return False
    if not isinstance(node, yaml.ScalarNode) or node.value.lower() not in ("true", "false"):
        raise BadRecord(f"{what} is neither true nor false.", _line_of(node))
    return bool(node.value.lower() == "true")


def _line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
