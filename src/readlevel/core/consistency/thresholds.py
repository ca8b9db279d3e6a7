"""The thresholds by which two texts are compared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of similarity, from 0 to 1, and counts."""

    conflict: float = 0.16
    conflict_elsewhere: float = 0.3
    conflict_margin: float = 0.12
    replaced: float = 0.16
    max_replacements: int = 2
    similar: float = 0.22
    max_candidates: int = 2
    single_negation: float = 0.25
    likely: float = 0.26
    close: float = 0.4
    neighbour_share: float = 0.6
    shared_topics: int = 3


THRESHOLDS = Thresholds()
