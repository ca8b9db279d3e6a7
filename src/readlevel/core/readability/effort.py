"""How much effort a text takes: the difficulty index in three bands that readers are told.

The bounds come from the 240 pairs of an abstract of a Cochrane review and its plain summary on
which the weights of the index were fitted (docs/score.md).
"""

from enum import StrEnum

EASY_BELOW = 15.0
"""22 % of the plain summaries and 3 % of the abstracts are below."""

HARD_FROM = 25.0
"""78 % of the abstracts and 28 % of the plain summaries are above."""


class Effort(StrEnum):
    """The effort that reading a text takes."""

    EASY = "easy"
    SOME = "some"
    HARD = "hard"
    """As hard as what professionals write for each other."""


def find_effort(difficulty_index: float) -> Effort:
    """Return the effort that a text or sentence with this difficulty index takes.

    In languages other than English the bounds are unproven: no texts of known difficulty were
    at hand to check them.
    """
    if difficulty_index < EASY_BELOW:
        return Effort.EASY
    return Effort.SOME if difficulty_index < HARD_FROM else Effort.HARD
