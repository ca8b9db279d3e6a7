"""The messages of findings in the terminal: each names the thing and the way out."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from readlevel.core.model.finding import Finding


@dataclass(frozen=True, slots=True)
class _TerminalFinding:
    """What `in_terminal` of a template in `templates/findings/` may use."""

    text: str
    data: "Mapping[str, Any]"
    audience: str
    language: str
    target_source: str | None
    """Where the target of a text comes from, if that is what the finding is about."""


def describe_finding(finding: "Finding", audience: str, language: str) -> str:
    """Return the message for a finding in the text for `audience` in `language`."""
    from readlevel.core.readability.targets import TARGETS

    target = TARGETS.get(finding.data.get("target", ""))
    source = target.source if target else None
    wording = _environment().get_template(f"findings/{finding.code}.html").module
    message: str = wording.in_terminal(  # type: ignore[attr-defined] # a macro of the template
        _TerminalFinding(finding.text, finding.data, audience, language, source)
    )
    return message


@cache
def _environment() -> "Environment":
    """Return the environment of plain English text, in which nothing is escaped.

    The desk's wording in the same templates needs its filters to compile.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from readlevel.template_folder import find_templates

    environment = Environment(
        loader=FileSystemLoader(find_templates()),
        autoescape=False,  # noqa: S701 - a terminal shows plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined] # of i18n
    environment.filters.update(
        number="{:,}".format, listed=lambda items, word: f" {word} ".join(items)
    )
    return environment
