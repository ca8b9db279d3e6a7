"""Match the facts of two texts: first those that agree, then those that conflict."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Fact]):
    """A fact, and the sentence of its text that states it."""

    sentence: int
    """Index of the sentence."""
    fact: Fact
    token: str
    """The topic that the fact adds to its sentence (`extract.fact_token`)."""
    value: Hashable
    """The fact without its position: equal for the same fact in another sentence."""


@dataclass(frozen=True, slots=True)
class MatchRules(Generic[Fact]):
    """How facts of one kind are compared. Functions of two facts take the clinician's first."""

    agree: Callable[[Fact, Fact], bool]
    are_comparable: Callable[[Fact, Fact], bool]
    agree_anywhere: Callable[[Fact, Fact], bool]
    """Whether two facts that agree do so in unrelated sentences too."""
    is_weak: Callable[[Fact], bool]
    """Whether a fact may support another but is not reported by itself."""
    needs_no_support: Callable[[Fact], bool]
    """Whether a fact may be in one text only."""
    weak_may_conflict: Callable[[Fact, Fact], bool]
    """Whether two weak facts may conflict."""


@dataclass(frozen=True, slots=True)
class MatchResult(Generic[Fact]):
    """The facts of two texts by the outcome of matching; pairs are (clinician, lay)."""

    conflicts: list[tuple[Candidate[Fact], Candidate[Fact]]]
    only_lay: list[Candidate[Fact]]
    only_clinician: list[Candidate[Fact]]
    agreeing: list[tuple[Candidate[Fact], Candidate[Fact]]]


def match_facts(
    clinician: Sequence[Candidate[Fact]],
    lay: Sequence[Candidate[Fact]],
    find_candidates: Callable[[Candidate[Fact]], Iterable[Candidate[Fact]]],
    alignment: SentenceAlignment,
    rules: MatchRules[Fact],
    thresholds: Thresholds = THRESHOLDS,
) -> MatchResult[Fact]:
    """Match the facts of two texts.

    `find_candidates` returns the clinician facts that may agree with a lay fact.
    """
    matcher = _FactMatcher(clinician, lay, alignment, rules, thresholds)
    return matcher.match(find_candidates)


_Support = tuple[Candidate[Fact], float]
"""The clinician fact from which a lay fact is taken, and the similarity of their sentences."""


class _FactMatcher(Generic[Fact]):
    """The facts of two texts while they are matched."""

    def __init__(
        self,
        clinician: Sequence[Candidate[Fact]],
        lay: Sequence[Candidate[Fact]],
        alignment: SentenceAlignment,
        rules: MatchRules[Fact],
        thresholds: Thresholds,
    ) -> None:
        self._clinician, self._lay = clinician, lay
        self._alignment = alignment
        self._rules = rules
        self._thresholds = thresholds
        self._clinician_by_sentence = _group_by_sentence(clinician)
        self._lay_by_sentence = _group_by_sentence(lay)

    def match(
        self, find_candidates: Callable[[Candidate[Fact]], Iterable[Candidate[Fact]]]
    ) -> MatchResult[Fact]:
        """Return every fact as agreeing, in conflict, or in one text only."""
        supporting = self._find_supporting(find_candidates)
        supports = {
            id(lay_fact): self._best_support(lay_fact, supporting[id(lay_fact)])
            for lay_fact in self._lay
            if supporting[id(lay_fact)]
        }
        result: MatchResult[Fact] = MatchResult([], [], [], [])
        # Clinician facts that support a lay fact, or are in conflict with one.
        taken = {id(support) for support, _ in supports.values()}
        in_conflict: set[int] = set()
        for lay_fact in self._lay:
            support = supports.get(id(lay_fact))
            conflicting = self._find_conflict(lay_fact, support, taken)
            if conflicting is not None:
                result.conflicts.append((conflicting, lay_fact))
                in_conflict.add(id(conflicting))
                taken.add(id(conflicting))
            elif support is not None:
                result.agreeing.append((support[0], lay_fact))
            elif not self._rules.needs_no_support(lay_fact.fact):
                result.only_lay.append(lay_fact)
        matched = in_conflict | {id(fact) for found in supporting.values() for fact in found}
        unmatched = [fact for fact in self._clinician if id(fact) not in matched]
        replaced = self._find_replaced(unmatched, supports, result)
        _move_to_conflicts(result, replaced)
        matched.update(id(fact) for fact, _ in replaced)
        result.only_clinician.extend(
            fact
            for fact in unmatched
            if id(fact) not in matched and not self._rules.needs_no_support(fact.fact)
        )
        return result

    def _find_supporting(
        self, find_candidates: Callable[[Candidate[Fact]], Iterable[Candidate[Fact]]]
    ) -> dict[int, list[Candidate[Fact]]]:
        """Return for each lay fact the clinician facts that say the same."""
        agreeing: dict[Hashable, list[tuple[Candidate[Fact], bool]]] = {}
        supporting = {}
        for lay_fact in self._lay:
            if lay_fact.value not in agreeing:
                candidates = find_candidates(lay_fact)
                agreeing[lay_fact.value] = self._list_agreeing(lay_fact, candidates)
            similarities = self._alignment.similarities_by_lay[lay_fact.sentence]
            supporting[id(lay_fact)] = [
                fact
                for fact, anywhere in agreeing[lay_fact.value]
                if anywhere or similarities.get(fact.sentence, 0.0) >= self._thresholds.conflict
            ]
        return supporting

    def _list_agreeing(
        self, lay_fact: Candidate[Fact], candidates: Iterable[Candidate[Fact]]
    ) -> list[tuple[Candidate[Fact], bool]]:
        """Return the candidates that agree with a lay fact, and whether they do so anywhere."""
        compared: dict[Hashable, tuple[bool, bool]] = {}
        found = []
        for candidate in candidates:
            agreement = compared.get(candidate.value)
            if agreement is None:
                agrees = self._rules.agree(candidate.fact, lay_fact.fact)
                anywhere = agrees and self._rules.agree_anywhere(candidate.fact, lay_fact.fact)
                agreement = compared[candidate.value] = agrees, anywhere
            if agreement[0]:
                found.append((candidate, agreement[1]))
        return found

    def _best_support(
        self, lay_fact: Candidate[Fact], supporting: Sequence[Candidate[Fact]]
    ) -> _Support[Fact]:
        """Return the clinician fact from which a lay fact is taken.

        It is the one in the most similar sentence, the fact itself left aside.
        """
        similarities = self._alignment.similarities_by_lay[lay_fact.sentence]
        scored = [
            (self._alignment.similarity(lay_fact.sentence, fact.sentence, lay_fact.token), fact)
            for fact in supporting
            if fact.sentence in similarities
        ]
        similarity, support = max(scored, key=lambda pair: pair[0], default=(0.0, supporting[0]))
        return support, similarity

    def _find_conflict(
        self, lay_fact: Candidate[Fact], support: _Support[Fact] | None, taken: set[int]
    ) -> Candidate[Fact] | None:
        """Return the clinician fact that a lay fact contradicts.

        That is a comparable fact with another value in a similar sentence. A lay fact that has
        support conflicts only with a sentence that is clearly more similar than its support's.
        """
        sentence = lay_fact.sentence
        limit = self._thresholds.conflict
        if support is not None:
            limit = max(
                self._thresholds.conflict_elsewhere, support[1] + self._thresholds.conflict_margin
            )
        for other in self._alignment.clinician_sentences_like(sentence, limit):
            if support is not None and (
                support[0].sentence == other
                or self._alignment.lay_sentences_like(other)[0] != sentence
            ):
                continue
            for candidate in self._clinician_by_sentence.get(other, ()):
                if id(candidate) not in taken and self._conflict(candidate.fact, lay_fact.fact):
                    return candidate
        return None

    def _conflict(self, clinician_fact: Fact, lay_fact: Fact) -> bool:
        rules = self._rules
        if not rules.are_comparable(clinician_fact, lay_fact):
            return False
        if rules.agree(clinician_fact, lay_fact):
            return False
        both_weak = rules.is_weak(clinician_fact) and rules.is_weak(lay_fact)
        return not both_weak or rules.weak_may_conflict(clinician_fact, lay_fact)

    def _find_replaced(
        self,
        unmatched: Sequence[Candidate[Fact]],
        supports: Mapping[int, _Support[Fact]],
        result: MatchResult[Fact],
    ) -> list[tuple[Candidate[Fact], Candidate[Fact]]]:
        """Return the unmatched clinician facts that the lay text replaces by another value.

        The lay fact may have support in another clinician sentence: "7 days" may be there too.
        """
        taken = {id(lay_fact) for _, lay_fact in result.conflicts}
        found = []
        for fact in unmatched:
            similar = self._alignment.lay_sentences_like(fact.sentence, self._thresholds.replaced)
            for sentence in similar[: self._thresholds.max_replacements]:
                replacement = next(
                    (
                        lay_fact
                        for lay_fact in self._lay_by_sentence.get(sentence, ())
                        if id(lay_fact) not in taken
                        and self._replaces(fact, lay_fact, supports.get(id(lay_fact)))
                    ),
                    None,
                )
                if replacement is not None:
                    found.append((fact, replacement))
                    taken.add(id(replacement))
                    break
        return found

    def _replaces(
        self, fact: Candidate[Fact], lay_fact: Candidate[Fact], support: _Support[Fact] | None
    ) -> bool:
        rules = self._rules
        return (
            self._alignment.clinician_sentences_like(lay_fact.sentence)[0] == fact.sentence
            and rules.are_comparable(fact.fact, lay_fact.fact)
            and rules.agree_anywhere(fact.fact, lay_fact.fact)
            and not rules.agree(fact.fact, lay_fact.fact)
            and not (rules.is_weak(lay_fact.fact) or rules.is_weak(fact.fact))
            and (support is None or support[0].sentence != fact.sentence)
        )


def _group_by_sentence(facts: Sequence[Candidate[Fact]]) -> dict[int, list[Candidate[Fact]]]:
    grouped: dict[int, list[Candidate[Fact]]] = {}
    for fact in facts:
        grouped.setdefault(fact.sentence, []).append(fact)
    return grouped


def _move_to_conflicts(
    result: MatchResult[Fact], replaced: Sequence[tuple[Candidate[Fact], Candidate[Fact]]]
) -> None:
    moved = {id(lay_fact) for _, lay_fact in replaced}
    result.conflicts.extend(replaced)
    result.only_lay[:] = [fact for fact in result.only_lay if id(fact) not in moved]
    result.agreeing[:] = [pair for pair in result.agreeing if id(pair[1]) not in moved]
