"""What was read of a house style: rules, what is wrong, and what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from readlevel.core.house_style.check_rule import RuleFault, RuleProblem
from readlevel.core.house_style.house_rule import (
    MAX_REASON_LENGTH,
    MAX_RULES,
    MAX_WORDING_LENGTH,
    MAX_WORDINGS,
    HouseRule,
    HouseStyle,
    RuleLevel,
)
from readlevel.core.house_style.token_pattern import PatternFault
from readlevel.interchange.files.problems import Notice, RecordProblem
from readlevel.interchange.files.strict_values import shorten

MAX_PROBLEMS = 100
"""After so many, the rest of a file is not read."""

_FAULTS = {
    RuleFault.NO_WORDING: "The rule has no wording, or an empty one.",
    RuleFault.TOO_MANY_WORDINGS: f"The rule has more than {MAX_WORDINGS:,} wordings. Divide it.",
    RuleFault.LONG_WORDING: "{wording} is longer than " + f"{MAX_WORDING_LENGTH} characters.",
    RuleFault.LONG_REASON: f"The reason is longer than {MAX_REASON_LENGTH} characters.",
    RuleFault.SAYS_IT: "{wording} is both avoided and said.",
    RuleFault.NO_AUDIENCE: "The rule is for no audience.",
    RuleFault.TOO_MANY_RULES: f"There are more than {MAX_RULES:,} rules.",
    PatternFault.UNBALANCED: "{wording} has a bracket “{part}” without the other. To mean the "
    "bracket itself, write a backslash before it.",
    PatternFault.UNSUPPORTED: "{wording} has “{part}”, which is not supported in a pattern.",
    PatternFault.BAD_CLASS: "{wording} has “{part}”, which is no class of characters.",
    PatternFault.NOTHING_REPEATED: "{wording} has “{part}” where there is nothing to repeat.",
    PatternFault.TOO_LONG: "{wording} is too long, or repeats too much, at “{part}”.",
    PatternFault.EMPTY: "{wording} matches the empty text.",
}


@dataclass(frozen=True, slots=True)
class StyleReading:
    """A house style as it was read from files."""

    style: HouseStyle
    problems: Sequence[RecordProblem] = ()
    """What is wrong: these rules are left out."""
    notices: Sequence[Notice] = ()
    """What is right but not read."""


@dataclass(slots=True)
class StyleReader:
    """Collects what is read of files, up to more rules than a style may have, or many problems."""

    rules: list[HouseRule] = field(default_factory=list)
    problems: list[RecordProblem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    glossary_names: RuleLevel | None = None

    @property
    def is_full(self) -> bool:
        """Return whether nothing more need be read."""
        return len(self.rules) > MAX_RULES or len(self.problems) >= MAX_PROBLEMS

    def refuse(self, path: Path, line: int | None, reason: str) -> None:
        """Note a problem."""
        self.problems.append(RecordProblem(path, line, "", reason))

    def leave_out(self, path: Path, line: int | None, reason: str) -> None:
        """Note what is right but not read."""
        self.notices.append(Notice(path, line, reason))

    def reject(self, problem: RuleProblem, path: Path, line: int | None) -> None:
        """Note that a rule cannot be used; it is no problem if Vale could use it."""
        reason = _FAULTS[problem.fault].format(
            wording=repr(shorten(problem.wording)), part=shorten(problem.part)
        )
        if problem.fault is PatternFault.UNSUPPORTED:
            self.leave_out(path, line, f"{reason} It is left out.")
        else:
            self.refuse(path, line, reason)

    def leave_unread(self, path: Path, line: int | None, count: int, what: str) -> None:
        """Note how many more things there are in a file, of which nothing was read."""
        self.refuse(path, line, f"Not read, after so many others: {count:,} more {what}.")

    def finish(self) -> StyleReading:
        """Return what was read."""
        style = HouseStyle(tuple(self.rules), self.glossary_names)
        return StyleReading(style, tuple(self.problems), tuple(self.notices))
