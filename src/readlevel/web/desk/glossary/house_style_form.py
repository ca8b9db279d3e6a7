"""Converts between house style rules and the form that edits them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from readlevel.core.house_style.check_rule import RuleFault, RuleProblem
from readlevel.core.house_style.house_rule import HouseRule, RuleLevel
from readlevel.core.model.answer import Audience


@dataclass(frozen=True, slots=True)
class RuleForm:
    """The values of the form's fields; lists have one entry per line."""

    avoid: str = ""
    say: str = ""
    reason: str = ""
    exceptions: str = ""
    level: str = RuleLevel.WARNING
    language: str = ""
    audiences: tuple[str, ...] = tuple(Audience)
    match_case: bool = False
    is_pattern: bool = False
    parts_of_words: bool = False


def fill_form(rule: HouseRule) -> RuleForm:
    """Return the form filled with a stored rule."""
    return RuleForm(
        "\n".join(rule.avoid),
        "\n".join(rule.say),
        rule.reason,
        "\n".join(rule.exceptions),
        rule.level,
        rule.language,
        rule.audiences or tuple(Audience),
        not rule.ignore_case,
        rule.is_pattern,
        not rule.whole_words,
    )


def read_form(given: MultiDict[str, str], languages: Collection[str]) -> RuleForm:
    """Parse a submitted form; invalid choices become the default."""

    def text(name: str) -> str:
        return given.get(name, "").replace("\0", "").replace("\r\n", "\n")

    level, language = text("level"), text("language")
    return RuleForm(
        text("avoid"),
        text("say"),
        " ".join(text("reason").split()),
        text("exceptions"),
        level if level in set(RuleLevel) else RuleLevel.WARNING,
        language if language in languages else "",
        tuple(one for one in Audience if one in given.getlist("audience")),
        "match_case" in given,
        "is_pattern" in given,
        "parts_of_words" in given,
    )


def make_rule(form: RuleForm) -> HouseRule:
    """Return the rule that a form describes, without checking its wordings.

    Raise `RuleProblem` if no audience is chosen.
    """
    if not form.audiences:
        raise RuleProblem(RuleFault.NO_AUDIENCE)
    everyone = set(form.audiences) == set(Audience)
    return HouseRule(
        avoid=_read_lines(form.avoid.split("\n")),
        say=_read_lines(form.say.split("\n")),
        reason=form.reason,
        exceptions=_read_lines(form.exceptions.split("\n")),
        level=RuleLevel(form.level),
        language=form.language,
        audiences=() if everyone else tuple(map(Audience, form.audiences)),
        ignore_case=not form.match_case,
        is_pattern=form.is_pattern,
        whole_words=not form.parts_of_words,
    ).compose()


def _read_lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for line in lines if (stripped := line.strip())))
