"""The thresholds by which two texts are compared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of similarity (cosines of sentences, from 0 to 1), and counts.

    All were chosen by hand, not fitted. The notes say what other values did on the 39 pairs of
    `tests/core/fixtures/parity_pairs.toml` (`python -m benchmarks thresholds`) when 1,097 of 1,122
    changed facts were found, with 5 false alarms in the unchanged pairs: before differences had a
    confidence, which asks less often and now finds 94% of them.
    """

    conflict: float = 0.16
    """Similarity from which facts of one kind with different values conflict.

    0.128 to 0.192 find as many changes.
    """
    conflict_elsewhere: float = 0.3
    """The same as `conflict`, for a lay fact that another clinician sentence supports.

    0.24 and 0.27 find one change more; 0.33 and 0.36 find as many.
    """
    conflict_margin: float = 0.12
    """By how much the conflicting clinician sentence must be more similar than the supporting one.

    0.096 to 0.144 find as many changes.
    """
    replaced: float = 0.16
    """Similarity from which a clinician fact without a lay counterpart conflicts with a lay fact
    that is supported elsewhere.

    0.144 finds one change more, 0.128 two more; 0.176 and 0.192 find as many.
    """
    max_replacements: int = 2
    """Number of lay sentences searched for the lay fact that replaced a clinician fact.

    1 finds three changes fewer, 3 finds as many.
    """


THRESHOLDS = Thresholds()
