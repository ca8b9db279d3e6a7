"""Where one text denies what the other asserts: a "not" that is gone, or that was added."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from readlevel.core.consistency.sentence_alignment import SentenceAlignment
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.negations import Negation, Polarity, read_polarity
from readlevel.core.facts.topics import extract_topics

_ALIKE = 0.22
"""How alike two sentences are, from which on one may deny what the other asserts."""
_CLOSE = 0.4
"""From here on one word that is denied and asserted is enough, and two negations are counted."""
_LIKELY = 0.26
"""From here on half of what is denied is enough."""
_ALMOST = 0.35
"""From here on what is done in one and not in the other is enough, whatever else is hedged."""
_NEARLY = 0.6
"""Others that are so much as alike, as a share, speak of the same: they may say it too."""
_SEVERAL = 3
"""So many words that are denied and asserted outweigh what a statement of another's denies."""
_LOOKED_AT = 2
_PLAINLY = 0.25
"""From here on a statement without any negation is at odds with one that has nothing else."""
_STOPWORDS = (
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


def find_negation_conflicts(
    above: Sequence[SentenceFacts],
    below: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
    language: str,
) -> list[Contradiction]:
    """Return where the texts disagree in what is not so, at most one for each statement below."""
    reading = _ContradictionFinder(above, below, alignment, language)
    found = []
    for place in range(len(below)):
        for other in alignment.best(place, _ALIKE)[:_LOOKED_AT]:
            pair = reading.find(other, place)
            if pair is not None:
                found.append(Contradiction(other, place, *pair))
                break
    return found


_NO_POLARITY = Polarity((), frozenset(), {})
_SpanPair = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """What stands near a statement and may deny something in its place."""

    stances: Sequence[Polarity]
    unsettled: Sequence[Polarity]
    """Those of them that have no statement of their own in the other text that denies the same."""


@dataclass(frozen=True, slots=True)
class _TextPolarities:
    """The statements of one text, as they stand to what they speak of."""

    stances: Sequence[Polarity]
    settled: set[int] = field(default_factory=set)

    def near(self, place: int, places: Sequence[int]) -> _Neighbours:
        unsettled = [one for one in places if one == place or one not in self.settled]
        return _Neighbours(
            [self.stances[one] for one in places], [self.stances[one] for one in unsettled]
        )


class _ContradictionFinder:
    """Two texts as they stand to what they speak of."""

    def __init__(
        self,
        above: Sequence[SentenceFacts],
        below: Sequence[SentenceFacts],
        alignment: SentenceAlignment,
        language: str,
    ) -> None:
        self._above = _TextPolarities([_sentence_polarity(told, language) for told in above])
        self._below = _TextPolarities([_sentence_polarity(told, language) for told in below])
        self._alignment = alignment
        self._idle = frozenset(
            topic for word in _STOPWORDS.split() for topic in extract_topics(word, language)
        )
        self._settle()

    def find(self, above: int, below: int) -> _SpanPair | None:
        """Return where two statements are at odds: (place above, place below)."""
        score = self._alignment.score(below, above)
        one, other = self._above.stances[above], self._below.stances[below]
        least = score * _NEARLY
        near_one = self._above.near(above, self._alignment.best(below, least))
        near_other = self._below.near(below, self._alignment.best_below(above, least))
        pair = _find_negated_assertion(one, other, near_other, score, self._idle)
        if pair is None:
            turned = _find_negated_assertion(other, one, near_one, score, self._idle)
            pair = turned and (turned[1], turned[0])
        if pair is None and score >= _PLAINLY and self._is_best(above, below):
            pair = _find_single_negation(one, other, near_one.stances, near_other.stances)
        return pair

    def _settle(self) -> None:
        """Note the statements that deny the same and are most like each other."""
        for above, stance in enumerate(self._above.stances):
            for below in self._alignment.best_below(above, _ALIKE)[:1] if stance.denials else ():
                if self._is_best(above, below) and any(
                    own.topics & denial.topics
                    for own in stance.denials
                    for denial in self._below.stances[below].denials
                ):
                    self._above.settled.add(above)
                    self._below.settled.add(below)

    def _is_best(self, above: int, below: int) -> bool:
        best = self._alignment.best(below)[0], self._alignment.best_below(above)[0]
        return best == (above, below)


def _sentence_polarity(told: SentenceFacts, language: str) -> Polarity:
    return _NO_POLARITY if told.statement.is_heading else read_polarity(told.text, language)


def _find_negated_assertion(
    one: Polarity, other: Polarity, near_other: _Neighbours, score: float, idle: frozenset[str]
) -> _SpanPair | None:
    """Return where one denies what the other asserts: (place in one, place in the other).

    What stands near the other may deny it in its place.
    """
    for denial in one.denials:
        shared = [topic for topic in other.asserted if topic in denial.topics and topic not in idle]
        is_done = score >= _LIKELY and denial.head in shared
        if _is_hedged(other, denial) and not (is_done and score >= _ALMOST):
            continue
        same = [own for own in other.denials if _negate_same_topics(own, denial, idle)]
        if same:
            if score >= _CLOSE and all(denial.times == own.times + 1 for own in same):
                return (denial.start, denial.end), (same[0].start, same[0].end)
        elif is_done or _covers_negation(shared, denial, score, idle):
            is_plain = is_done or score >= _CLOSE or len(shared) >= _SEVERAL
            near = near_other.unsettled if is_plain else near_other.stances
            if not any(_may_negate(stance, denial, shared, score) for stance in near):
                return (denial.start, denial.end), other.asserted[shared[0]]
    return None


def _find_single_negation(
    one: Polarity, other: Polarity, near_one: Sequence[Polarity], near_other: Sequence[Polarity]
) -> _SpanPair | None:
    """Return where one of two statements denies, and the other with all that is near does not."""
    for denying, asserting, near in ((one, other, near_other), (other, one, near_one)):
        silent = not any(_is_negated_or_hedged(stance) for stance in (asserting, *near))
        if len(denying.denials) == 1 and silent and not denying.hedges and asserting.asserted:
            denial = denying.denials[0]
            if denial.of_noun:
                continue
            places = (denial.start, denial.end), next(iter(asserting.asserted.values()))
            return places if denying is one else (places[1], places[0])
    return None


def _is_negated_or_hedged(stance: Polarity) -> bool:
    return bool(stance.denials or stance.hedges or stance.lessened or stance.lacks)


def _negate_same_topics(own: Negation, denial: Negation, idle: frozenset[str]) -> bool:
    """Tell whether two negations deny the same: one of a noun alone half of a whole clause."""
    shared = own.topics & denial.topics
    if own.of_noun and not denial.of_noun:
        return 2 * len(shared - idle) >= len(denial.topics - idle)
    return bool(shared)


def _covers_negation(
    shared: Sequence[str], denial: Negation, score: float, idle: frozenset[str]
) -> bool:
    """Tell whether what is asserted is what is denied: all of it that matters, or half."""
    if not shared:
        return False
    if score >= _CLOSE or len(shared) >= 2:
        return True
    meant = len(denial.topics - idle)
    return len(shared) == meant or (score >= _LIKELY and 2 * len(shared) >= meant)


def _is_hedged(stance: Polarity, denial: Negation) -> bool:
    return bool(stance.hedges - denial.topics) or any(
        what & denial.topics and not by & denial.topics for by, what in stance.lessened
    )


def _may_negate(stance: Polarity, denial: Negation, shared: Sequence[str], score: float) -> bool:
    if _is_hedged(stance, denial) and not stance.asserted.keys().isdisjoint(shared):
        return True
    least = len(shared) / 2 if score >= _CLOSE else 0
    return any(len(own.topics.intersection(shared)) > least for own in stance.denials)
