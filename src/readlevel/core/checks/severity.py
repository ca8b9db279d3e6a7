"""What a site asks of its texts: which of the findings keep one from being approved."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding

BLOCKS, WARNS = "blocks", "warns"

FINDING_CODES = (
    "above_target",
    "ambiguous_term",
    "behind",
    "dead_internal_link",
    "foreign_image",
    "long_sentence",
    "missing_alt",
    "unanswered_parity",
    "undefined_acronym",
    "unknown_citation",
    "unknown_term",
    "unusable_link",
)
"""Everything that is found; each can be made to block approval."""

DEFAULT_BLOCKING = ("foreign_image", "unanswered_parity", "unknown_citation")

_ANYWHERE = 0


@dataclass(frozen=True, slots=True)
class CheckPolicy:
    """What a site asks of its texts."""

    targets: Mapping[Audience, str] = field(default_factory=lambda: MappingProxyType({}))
    """Name of the target of each audience; none where there is none."""
    blocking: Collection[str] = DEFAULT_BLOCKING
    """Codes of the findings that keep a text from being approved."""

    def weigh(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings with how much they weigh here, in the order of the text."""
        weighed = (
            replace(one, severity=BLOCKS if one.code in self.blocking else WARNS)
            for one in findings
        )
        return tuple(
            sorted(weighed, key=lambda one: (one.line or _ANYWHERE, one.column or _ANYWHERE))
        )
