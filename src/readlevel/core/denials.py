"""Where one text denies what the other asserts: a "not" that is gone, or that was added."""

from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.alignment import Alignment
from readlevel.core.concepts import list_topics
from readlevel.core.facts import Told
from readlevel.core.negations import Denial, Stance, find_stance

_ALIKE = 0.22
"""How alike two sentences are, from which on one may deny what the other asserts."""
_CLOSE = 0.4
"""From here on one word that is denied and asserted is enough, and two negations are counted."""
_LIKELY = 0.26
"""From here on half of what is denied is enough."""
_NEARLY = 0.6
"""Others that are so much as alike, as a share, speak of the same: they may say it too."""
_LOOKED_AT = 2
_PLAINLY = 0.22
"""From here on a statement without any negation is at odds with one that has nothing else."""
_IDLE = (
    "one two three four five six seven eight nine ten first last least most low high day"
    " week month year hour minute mg g kg mmhg percent people person patient study studies"
    " trial review evidence proof report find found show result difference group time use"
    " take give get need help may effect data information outcome adverse event participant"
    " important small large number recommend advise indicate contraindicated avoid withhold"
    " require necessary allow"
)
"""Words that tell nothing of what is denied."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement of one text denies what one of the other asserts."""

    above: int
    below: int
    """Places of the two statements."""
    fact_above: tuple[int, int]
    fact_below: tuple[int, int]
    """Where it is said in each, in characters."""


def find_contradictions(
    above: Sequence[Told], below: Sequence[Told], alignment: Alignment, language: str
) -> list[Contradiction]:
    """Return where the texts disagree in what is not so, at most one for each statement below."""
    stances_above = [_find_stance(told, language) for told in above]
    stances_below = [_find_stance(told, language) for told in below]
    idle = frozenset(topic for word in _IDLE.split() for topic in list_topics(word, language))
    found = []
    for place, own in enumerate(stances_below):
        for other in alignment.best(place, _ALIKE)[:_LOOKED_AT]:
            score = alignment.score(place, other)
            near_above = [stances_above[one] for one in alignment.best(place, score * _NEARLY)]
            near_below = [
                stances_below[one] for one in alignment.best_below(other, score * _NEARLY)
            ]
            pair = _compare(stances_above[other], own, near_below, score, idle)
            if pair is None:
                turned = _compare(own, stances_above[other], near_above, score, idle)
                pair = turned and (turned[1], turned[0])
            if pair is None and score >= _PLAINLY and _is_best(place, other, alignment):
                pair = _compare_plainly(stances_above[other], own, near_above, near_below)
            if pair is not None:
                found.append(Contradiction(other, place, *pair))
                break
    return found


_NOTHING = Stance((), frozenset(), {})
_Places = tuple[tuple[int, int], tuple[int, int]]


def _find_stance(told: Told, language: str) -> Stance:
    return _NOTHING if told.statement.is_heading else find_stance(told.text, language)


def _compare(
    one: Stance, other: Stance, near_other: Sequence[Stance], score: float, idle: frozenset[str]
) -> _Places | None:
    """Return where one denies what the other asserts: (place in one, place in the other).

    What stands near the other may deny it in its place.
    """
    for denial in one.denials:
        shared = [topic for topic in other.asserted if topic in denial.topics and topic not in idle]
        if other.hedges - denial.topics:
            continue
        same = [own for own in other.denials if own.topics & denial.topics]
        if same:
            if score >= _CLOSE and all(denial.times == own.times + 1 for own in same):
                return (denial.start, denial.end), (same[0].start, same[0].end)
        elif _is_enough(shared, denial, score, idle) and not any(
            _may_deny(stance, denial, shared, score) for stance in near_other
        ):
            return (denial.start, denial.end), other.asserted[shared[0]]
    return None


def _is_best(below: int, above: int, alignment: Alignment) -> bool:
    return alignment.best(below)[0] == above and alignment.best_below(above)[0] == below


def _compare_plainly(
    one: Stance, other: Stance, near_one: Sequence[Stance], near_other: Sequence[Stance]
) -> _Places | None:
    """Return where one of two statements denies, and the other with all that is near does not."""
    for denying, asserting, near in ((one, other, near_other), (other, one, near_one)):
        silent = not any(_is_guarded(stance) for stance in (asserting, *near))
        if len(denying.denials) == 1 and silent and not denying.hedges and asserting.asserted:
            denial = denying.denials[0]
            if denial.of_noun:
                continue
            places = (denial.start, denial.end), next(iter(asserting.asserted.values()))
            return places if denying is one else (places[1], places[0])
    return None


def _is_guarded(stance: Stance) -> bool:
    return bool(stance.denials or stance.hedges or stance.lacks)


def _is_enough(shared: Sequence[str], denial: Denial, score: float, idle: frozenset[str]) -> bool:
    """Tell whether what is asserted is what is denied: all of it that matters, or half."""
    if not shared:
        return False
    if score >= _CLOSE or len(shared) >= 2:
        return True
    return score >= _LIKELY and 2 * len(shared) >= len(denial.topics - idle)


def _may_deny(stance: Stance, denial: Denial, shared: Sequence[str], score: float) -> bool:
    if stance.hedges - denial.topics:
        return True
    least = len(shared) / 2 if score >= _CLOSE else 0
    return any(len(own.topics.intersection(shared)) > least for own in stance.denials)
