"""What a rule of a house style must be like to be used."""

from enum import StrEnum

from readlevel.core.house_style.even_signs import even_out
from readlevel.core.house_style.house_rule import (
    MAX_REASON_LENGTH,
    MAX_RULES,
    MAX_WORDING_LENGTH,
    MAX_WORDINGS,
    HouseRule,
    HouseStyle,
)
from readlevel.core.house_style.pattern_automaton import PatternAutomaton, check_pattern
from readlevel.core.house_style.token_pattern import PatternFault, PatternProblem, TokenPattern


class RuleFault(StrEnum):
    """Why a rule cannot be used, besides the faults of its patterns."""

    NO_WORDING = "no_wording"
    TOO_MANY_WORDINGS = "too_many_wordings"
    LONG_WORDING = "long_wording"
    LONG_REASON = "long_reason"
    SAYS_IT = "says_it"
    """It asks for what it does not allow."""
    NO_AUDIENCE = "no_audience"
    TOO_MANY_RULES = "too_many_rules"


class RuleProblem(ValueError):
    """A rule cannot be used: its fault, the wording with it, and the part that is wrong."""

    def __init__(self, fault: RuleFault | PatternFault, wording: str = "", part: str = "") -> None:
        super().__init__(f"{fault}: {wording}")
        self.fault = fault
        self.wording = wording
        self.part = part


def check_rule(rule: HouseRule) -> None:
    """Raise `RuleProblem` if a rule cannot be used."""
    if not rule.avoid:
        raise RuleProblem(RuleFault.NO_WORDING)
    everything = (*rule.avoid, *rule.say, *rule.exceptions)
    if len(everything) > MAX_WORDINGS:
        raise RuleProblem(RuleFault.TOO_MANY_WORDINGS)
    if len(rule.reason) > MAX_REASON_LENGTH:
        raise RuleProblem(RuleFault.LONG_REASON)
    for wording in everything:
        if not even_out(wording):
            raise RuleProblem(RuleFault.NO_WORDING)
        if len(wording) > MAX_WORDING_LENGTH:
            raise RuleProblem(RuleFault.LONG_WORDING, wording)
    if rule.is_pattern:
        read_patterns(rule)
    elif both := set(map(even_out, rule.avoid)) & set(map(even_out, rule.say)):
        raise RuleProblem(RuleFault.SAYS_IT, min(both))


def check_style(style: HouseStyle) -> None:
    """Raise `RuleProblem` if a style has a rule that cannot be used, or too many."""
    for rule in style.rules:
        check_rule(rule)
    if len(style.rules) > MAX_RULES:
        raise RuleProblem(RuleFault.TOO_MANY_RULES)
    patterns = [one for rule in style.rules if rule.is_pattern for one in read_patterns(rule)]
    try:
        PatternAutomaton(patterns, [False] * len(patterns))
    except PatternProblem as problem:
        raise RuleProblem(problem.fault, problem.part) from None


def read_patterns(rule: HouseRule) -> list[TokenPattern]:
    """Return the patterns of a rule: what it avoids, then its exceptions. Raise `RuleProblem`."""
    wording = ""
    try:
        return [
            check_pattern(wording := one, ignore_case=rule.ignore_case)
            for one in (*rule.avoid, *rule.exceptions)
        ]
    except PatternProblem as problem:
        raise RuleProblem(problem.fault, wording, problem.part) from None
