"""What was read of a house style: rules, what is wrong, and what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from readlevel.core.house_style.check_rule import RuleFault, RuleProblem
from readlevel.core.house_style.house_rule import (
    MAX_REASON_LENGTH,
    MAX_RULES,
    MAX_WORDING_LENGTH,
    MAX_WORDINGS,
    HouseStyle,
)
from readlevel.core.house_style.token_pattern import PatternFault
from readlevel.interchange.files.problems import Notice, RecordProblem
from readlevel.interchange.files.strict_values import shorten

_FAULTS = {
    RuleFault.NO_WORDING: "The rule has no wording, or an empty one.",
    RuleFault.TOO_MANY_WORDINGS: f"The rule has more than {MAX_WORDINGS:,} wordings. Divide it.",
    RuleFault.LONG_WORDING: "{wording} is longer than " + f"{MAX_WORDING_LENGTH} characters.",
    RuleFault.LONG_REASON: f"The reason is longer than {MAX_REASON_LENGTH} characters.",
    RuleFault.SAYS_IT: "{wording} is both avoided and said.",
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

    def __add__(self, other: "StyleReading") -> "StyleReading":
        """Return what both have read."""
        return StyleReading(
            HouseStyle(
                (*self.style.rules, *other.style.rules),
                self.style.glossary_names or other.style.glossary_names,
            ),
            (*self.problems, *other.problems),
            (*self.notices, *other.notices),
        )


NOTHING_READ = StyleReading(HouseStyle())


def reject(problem: RuleProblem, path: Path, line: int | None) -> StyleReading:
    """Return that a rule cannot be used; one that Vale could use is left out without a problem."""
    reason = _FAULTS[problem.fault].format(
        wording=repr(shorten(problem.wording)), part=shorten(problem.part)
    )
    if problem.fault is PatternFault.UNSUPPORTED:
        return StyleReading(HouseStyle(), (), (Notice(path, line, f"{reason} It is left out."),))
    return StyleReading(HouseStyle(), (RecordProblem(path, line, "", reason),))
