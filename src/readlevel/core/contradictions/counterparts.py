"""What the clinician text says of the same as each statement of the lay text.

A statement is a claim or a stance with its context: the topics of the words around it. Of all
statements in the similar sentences of the other text, those that agree with it are set against
those that contradict it: it may be in conflict if a contradicting one is the most alike.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import sqrt
from typing import Generic, TypeVar

from readlevel.core.alignment.sentence_alignment import SentenceAlignment

Statement = TypeVar("Statement")
InContext = tuple[Statement, Mapping[str, float]]
"""A statement, and the topics around it with their weights."""
Reader = Callable[[int], Sequence[InContext[Statement]]]
"""Returns the statements of a sentence, by its index."""

_MAX_SENTENCES = 8
"""Similar sentences of the other text that are searched for each sentence."""

_FRAME_WEIGHT = 0.3
"""How much likelier the same words beside two statements make it that they are about the same."""

_BESIDE = 0.9
"""How likely, at least, another statement of a sentence is the one that agrees, by comparison."""

_PLACE_WEIGHT = 0.3
"""How much likelier the same place, in texts of the same order, makes it that two statements are
about the same."""

_IN_PLACE = 0.4
"""Closeness of the places of two sentences from which they are compared without a word in common.
"""

_MIN_LIKENESS = 0.1
"""Likeness from which two statements may be about the same."""


class Relation(IntEnum):
    """The relation of two statements about the same thing."""

    NONE = 0
    AGREE = 1
    CONTRADICT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Placed(Generic[Statement]):
    """A statement with the index of its sentence."""

    sentence: int
    """Index of its sentence."""
    statement: Statement
    context: Mapping[str, float]
    """The topics around it with their weights."""
    norm: float
    """Length of the context as a vector."""


@dataclass(frozen=True, slots=True, eq=False)
class Contradiction(Generic[Statement]):
    """A lay statement, and the clinician statement most like it that contradicts it."""

    clinician: Placed[Statement]
    lay: Placed[Statement]
    likeness: float
    """How surely both are about the same, from 0 to 1."""
    support: float
    """The greatest likeness of a clinician statement that agrees with the lay one."""
    is_said: bool
    """The sentence of the clinician statement has another one that agrees with the lay one."""
    is_said_beside: bool
    """The sentence of the lay statement has another one that agrees with the clinician's."""
    echo: float
    """The greatest likeness of another lay statement that agrees with the clinician one."""
    similarity: float
    """That of their sentences."""
    context: float
    """That of their contexts."""
    frame: float
    """How far the words right beside them are the same."""
    place: float
    """How surely their sentences have the same place in texts that follow the same order.

    It is 0 if what one of them says is found in the sentence of the other too.
    """
    closeness: float
    """How closely the whole lay text follows the clinician text."""


class Counterparts(Generic[Statement]):
    """The statements of two texts, compared by `relate`, which takes the clinician's first."""

    def __init__(
        self,
        clinician: Reader[Statement],
        lay: Reader[Statement],
        alignment: SentenceAlignment,
        relate: Callable[[Statement, Statement, bool], Relation],
        share: Callable[[Statement, Statement], frozenset[str]] = lambda clinician, lay: (
            frozenset()
        ),
        frame: Callable[[Placed[Statement], Placed[Statement]], float] = lambda clinician, lay: 0.0,
    ) -> None:
        """Compare statements; `relate` is told whether their places correspond.

        `share` returns the topics that two have in common, if that counts.

        `frame` returns how far the words beside two placed statements are the same.
        A contradiction is not outdone by another part of its own sentence that lacks a topic
        which it shares: "a cough is common and not dangerous", "a cough is common and dangerous".
        """
        self._alignment, self._relate, self._share = alignment, relate, share
        self._frame = frame
        self._clinician = _PlacedStatements(clinician, alignment)
        self._lay = _PlacedStatements(lay, alignment)

    def find_contradictions(self) -> Iterator[Contradiction[Statement]]:
        """Yield the lay statements that a clinician statement contradicts more than others agree.

        They come in the order of the lay text.
        """
        for sentence in range(len(self._alignment.similarities_by_lay)):
            similar = self._list_similar(sentence)
            for one in self._lay.of_sentence(sentence) if similar else ():
                found = self._find_contradiction(one, similar)
                if found is not None:
                    yield found

    def _list_similar(self, lay: int) -> Sequence[int]:
        """Return the clinician sentences that are similar to a lay one, or have its place."""
        similar = self._alignment.clinician_sentences_like(lay)[:_MAX_SENTENCES]
        order = self._alignment.order
        return similar + [
            one
            for one in order.list_near(lay)
            if one not in similar and order.closeness(lay, one) >= _IN_PLACE
        ]

    def _relate_placed(self, clinician: Placed[Statement], lay: Placed[Statement]) -> Relation:
        in_place = self._find_place(clinician, lay) >= _IN_PLACE
        return self._relate(clinician.statement, lay.statement, in_place)

    def _find_place(self, clinician: Placed[Statement], lay: Placed[Statement]) -> float:
        return self._alignment.order.closeness(lay.sentence, clinician.sentence)

    def _find_contradiction(
        self, lay: Placed[Statement], similar: Sequence[int]
    ) -> Contradiction[Statement] | None:
        best, contradicting = (False, _MIN_LIKENESS), None
        agreeing: list[Placed[Statement]] = []
        for other in (one for sentence in similar for one in self._clinician.of_sentence(sentence)):
            relation = self._relate_placed(other, lay)
            if relation is Relation.NONE:
                continue
            if relation is Relation.AGREE:
                agreeing.append(other)
            elif (alike := self._likeness(other, lay)) > _MIN_LIKENESS:
                rank = not self._is_said_beside(other, lay), alike
                if rank > best:
                    best, contradicting = rank, other
        if contradicting is None:
            return None
        likeness = best[1]
        support = max(
            (
                self._likeness(one, lay)
                for one in agreeing
                if self._may_support(one, contradicting, lay)
            ),
            default=0.0,
        )
        if support > likeness:
            return None
        echo = self._find_echo(contradicting, lay)
        is_said = any(one.sentence == contradicting.sentence for one in agreeing)
        is_explained = is_said or any(True for _ in self._list_agreeing(contradicting, lay))
        return Contradiction(
            contradicting,
            lay,
            likeness,
            support,
            is_said,
            not best[0],
            echo,
            self._alignment.similarity(lay.sentence, contradicting.sentence),
            self._compare_contexts(contradicting, lay),
            self._frame(contradicting, lay),
            0.0 if is_explained else self._find_place(contradicting, lay),
            self._alignment.closeness,
        )

    def _is_said_beside(self, clinician: Placed[Statement], lay: Placed[Statement]) -> bool:
        """Return whether a clinician statement agrees with a likelier one of a lay sentence."""
        return any(
            self._likeness(clinician, one) >= _BESIDE * self._likeness(clinician, lay)
            for one in self._list_agreeing(clinician, lay)
        )

    def _list_agreeing(
        self, clinician: Placed[Statement], lay: Placed[Statement]
    ) -> Iterator[Placed[Statement]]:
        """Yield the others of a lay sentence that agree with a clinician statement."""
        for one in self._lay.of_sentence(lay.sentence):
            if one is not lay and self._relate_placed(clinician, one) is Relation.AGREE:
                yield one

    def _may_support(
        self,
        agreeing: Placed[Statement],
        contradicting: Placed[Statement],
        lay: Placed[Statement],
    ) -> bool:
        own, other = (
            self._share(one.statement, lay.statement) for one in (contradicting, agreeing)
        )
        return agreeing.sentence != contradicting.sentence or not own - other

    def _find_echo(self, clinician: Placed[Statement], instead: Placed[Statement]) -> float:
        """Return the confidence that another lay statement agrees with a clinician one."""
        similar = self._alignment.lay_sentences_like(clinician.sentence)[:_MAX_SENTENCES]
        return max(
            (
                self._likeness(clinician, one)
                for sentence in similar
                for one in self._lay.of_sentence(sentence)
                if one is not instead and self._relate_placed(clinician, one) is Relation.AGREE
            ),
            default=0.0,
        )

    def _likeness(self, clinician: Placed[Statement], lay: Placed[Statement]) -> float:
        similarity = self._alignment.similarity(lay.sentence, clinician.sentence)
        likeness = (similarity + self._compare_contexts(clinician, lay)) / 2
        likeness += _PLACE_WEIGHT * self._find_place(clinician, lay)
        return likeness + _FRAME_WEIGHT * self._frame(clinician, lay) if similarity else likeness

    def _compare_contexts(self, clinician: Placed[Statement], lay: Placed[Statement]) -> float:
        shorter, longer = sorted((clinician.context, lay.context), key=len)
        product = sum(
            weight * longer[topic] for topic, weight in shorter.items() if topic in longer
        )
        return product / (clinician.norm * lay.norm) if product else 0.0


class _PlacedStatements(Generic[Statement]):
    """The statements of a text, read and placed when their sentence is first looked at."""

    def __init__(self, read: Reader[Statement], alignment: SentenceAlignment) -> None:
        self._read, self._alignment = read, alignment
        self._placed: dict[int, Sequence[Placed[Statement]]] = {}

    def of_sentence(self, sentence: int) -> Sequence[Placed[Statement]]:
        """Return the statements of a sentence, by its index."""
        if sentence not in self._placed:
            self._placed[sentence] = [
                self._place(sentence, one, context) for one, context in self._read(sentence)
            ]
        return self._placed[sentence]

    def _place(
        self, sentence: int, statement: Statement, context: Mapping[str, float]
    ) -> Placed[Statement]:
        weights = self._alignment.weigh(context)
        norm = sqrt(sum(weight * weight for weight in weights.values()))
        return Placed(sentence, statement, weights, norm)
