"""Which answers are related: they share codes, terms or topics, and rare ones count most."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

MAX_SHARED = 50
"""What more answers share says nothing of two of them."""

CODE, TERM, TOPIC = 3.0, 0.75, 2.0
"""How much it counts to be the only two that share one; a code is what the answer is about."""

MIN_SCORE = 2.5
"""A lower score is coincidence: less than a code, or a topic and a term, that few others have."""


def score_related(
    shared: Mapping[float, Iterable[Collection[str]]], own: str
) -> list[tuple[str, float]]:
    """Return (slug, score) of the answers related to `own`, the best first.

    `shared` has, by weight, the slugs of the answers that share each code, term or topic. The
    weight falls with the logarithm of their number, to nothing at `MAX_SHARED`.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    for weight, groups in shared.items():
        for slugs in groups:
            others = [slug for slug in slugs if slug != own]
            for slug in others:
                scores[slug] += weight * (1 - math.log(len(others)) / math.log(MAX_SHARED))
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    return [(slug, score) for slug, score in ranked if score >= MIN_SCORE]
