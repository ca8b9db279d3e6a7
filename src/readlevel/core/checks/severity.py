"""The severity of findings, which depends on what a site requires before approval."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from readlevel.core.checklists.checklist import ChecklistName
from readlevel.core.checks.registry import ALWAYS_BLOCKING, DEFAULT_BLOCKING
from readlevel.core.house_style.house_rule import NO_STYLE, HouseStyle
from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding

BLOCKS, WARNS = "blocks", "warns"

_WHOLE_TEXT = 0
"""Sorts findings without a line before those with one."""


@dataclass(frozen=True, slots=True)
class CheckPolicy:
    """What a site requires of its texts."""

    targets: Mapping[Audience, str] = field(default_factory=lambda: MappingProxyType({}))
    """Name of each audience's target; audiences without a target are missing."""
    blocking_codes: Collection[str] = DEFAULT_BLOCKING
    """Codes of the findings that block approval, beside `ALWAYS_BLOCKING`."""
    own_language: str = ""
    """Language of the sources of translations; empty if it is not known."""
    house_style: HouseStyle = NO_STYLE
    checklists: Collection[ChecklistName] = ()
    """Checklists that have to be complete before a plain text is approved."""

    def assign_severity(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings with their severity on this site, in the order of the text."""
        blocking = {*self.blocking_codes, *ALWAYS_BLOCKING}
        assigned = (
            replace(finding, severity=BLOCKS if finding.code in blocking else WARNS)
            for finding in findings
        )
        return tuple(
            sorted(
                assigned,
                key=lambda finding: (finding.line or _WHOLE_TEXT, finding.column or _WHOLE_TEXT),
            )
        )
