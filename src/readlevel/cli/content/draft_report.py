"""The report of a draft in a terminal."""

from collections.abc import Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readlevel.core.assistant.assistant_problem import AssistantProblem
    from readlevel.core.assistant.check_draft import DraftCheck
    from readlevel.core.consistency.difference import Difference
    from readlevel.core.house_style.house_rule import HouseStyle
    from readlevel.core.model.answer import Audience
    from readlevel.usecases.assistant.draft_passage import PassageDraft

_REFUSED = {
    "empty": "The model answered nothing.",
    "thinking": "The model answered with notes to itself.",
    "other_language": "The model answered in another language.",
    "too_long": "The answer is much longer than the section.",
    "unreadable": "The answer is not a readable text.",
    "lost": "The answer lacks",
    "doubled": "The answer has more than once",
    "invented": "The answer has what is not in the section:",
}

_PROBLEMS = {
    "unreachable": "cannot be reached",
    "refused": "refuses the key, the model or the request",
    "busy": "is busy",
    "failing": "reports an error",
    "too_slow": "did not answer in time (READLEVEL_ASSISTANT_TIMEOUT)",
    "cut_off": "did not finish its answer (see READLEVEL_ASSISTANT_MAX_TOKENS)",
    "unreadable": "does not answer as READLEVEL_ASSISTANT_KIND says",
}

_REJECTED = {
    "not_agreed": "No administrator has agreed to send texts to the assistant's server. One can,"
    " at the desk under “Assistant”.",
    "budget": "The tokens of this month are used up (READLEVEL_ASSISTANT_MONTHLY_TOKENS).",
}


def explain_rejection(code: str) -> str:
    """Return why nothing may be sent."""
    return _REJECTED[code]


def explain_problem(problem: "AssistantProblem") -> str:
    """Return why there is no answer."""
    known = _PROBLEMS.get(problem.code)
    return f"The assistant's server {known}." if known else f"The prompts cannot be used: {problem}"


def report_section(
    source: str,
    drafted: "PassageDraft",
    audience: "Audience",
    language: str,
    style: "HouseStyle",
    name: str,
) -> Iterator[str]:
    """Yield the diff of a section and its draft, what the draft changes, and unwanted wordings."""
    from readlevel.core.assistant.check_draft import check_draft

    if drafted.text is None:
        yield from unified_diff(_lines(source), [], name, "no draft", lineterm="")
        if drafted.refused is not None:
            words = ", ".join(f"“{one}”" for one in drafted.refused.words)
            yield f"! {_REFUSED[drafted.refused.code]} {words}".rstrip()
        yield ""
        return
    yield from unified_diff(_lines(source), _lines(drafted.text), name, "draft", n=0, lineterm="")
    yield from _report_check(check_draft(source, drafted.text, language))
    yield from _report_style(drafted.text, audience, language, style)
    yield ""


def _report_style(
    text: str, audience: "Audience", language: str, style: "HouseStyle"
) -> Iterator[str]:
    from readlevel.cli.content.finding_messages import describe_finding
    from readlevel.core.checks.text_checks import find_unwanted_wordings
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.core.rendering.pipeline import parse_source

    source = parse_source(text, language)
    for one in find_unwanted_wordings(source, style, audience, Glossary(())):
        yield f"! {describe_finding(one, audience, language)}"


def _report_check(check: "DraftCheck") -> Iterator[str]:
    for one in check.changes.contradicting:
        yield f"! Contradicts the source: {_quote(one)}"
    for one in check.changes.added:
        yield f"! Not in the source: {_quote(one)}"
    for sentence in check.unmatched.new:
        yield f"! Nothing in the source is about: “{sentence}”"
    for one in check.omitted_warnings:
        yield f"! Leaves out a warning: {_quote(one)}"
    if check.moved:
        yield f"! In another place: {', '.join(check.moved)}"
    for one in check.changes.omitted:
        yield f"- Leaves out: {one.fact}"
    headline = check.readability.headline
    if headline.grade_low is not None:
        yield f"- Grade {headline.grade_low} to {headline.grade_high}"


def _quote(difference: "Difference") -> str:
    places = [place for place in (difference.clinician, difference.lay) if place]
    return " → ".join(f"“{place.text}”" for place in places)


def _lines(text: str) -> list[str]:
    return text.splitlines()
