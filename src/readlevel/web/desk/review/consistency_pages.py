"""Context of the consistency page, which compares the facts of both texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation
from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import AnswerTexts, Audience
from readlevel.storage.answers.consistency_answers import ConsistencyAnswer
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.usecases.review.consistency import MAX_REASON_LENGTH, TextPair
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout, present_layout

_MOST_WORDS = 5
"""Words of what replaces a fact, as many as a heading has room for."""


@dataclass(frozen=True, slots=True)
class QuotedFact:
    """A sentence split around the fact in it, so that the fact can be highlighted."""

    prefix: str
    fact: str
    suffix: str
    before: str
    after: str
    """The sentences around it in its paragraph."""


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """A difference between the two texts, and the editors' answer to it."""

    key: str
    kind: DifferenceKind
    fact: str
    other: str
    """What the clinician text has in its place; empty if that is the same, or long."""
    about: str
    question: str
    asks: bool
    clinician: QuotedFact | None
    lay: QuotedFact | None
    answer: ConsistencyAnswer | None


@dataclass(frozen=True, slots=True)
class Question:
    """Differences that one reason answers."""

    cards: Sequence[DifferenceCard]

    @property
    def key(self) -> str:
        """The key of the first difference, which names the question in the page."""
        return self.cards[0].key


@dataclass(frozen=True, slots=True)
class RejectedReason:
    """A submitted reason that was rejected."""

    key: str
    reason: str
    problem: str


@dataclass(frozen=True, slots=True)
class ConsistencyPage:
    """`/edit/answers/<slug>/parity` (`desk/review/consistency.html`)."""

    layout: DeskLayout
    slug: str
    question: str
    question_language: str
    language: str
    direction: str
    languages: Sequence[tuple[str, str]]
    """(tag, path) of the same page in the languages that have a lay text."""
    path: str
    write_path: str
    lay: StoredRevision | None
    """None if there are no two texts to compare."""
    lay_path: str
    clinician: StoredRevision | None
    clinician_path: str
    unresolved: Sequence[Question]
    answered: Sequence[DifferenceCard]
    unsure: Sequence[DifferenceCard]
    """Differences that need no answer: they are harmless, or perhaps none."""
    warnings: Sequence[DifferenceCard]
    """Warnings that only the clinician text has, the most severe first."""
    dismissible: Sequence[DifferenceCard]
    """Facts that only the clinician text has, those without an answer first."""
    unresolved_count: int
    """How many of `dismissible` have no answer."""
    rejected: RejectedReason | None
    longest_reason: int = MAX_REASON_LENGTH


def present_consistency(
    answer: AnswerTexts, language: str, pair: TextPair | None, rejected: RejectedReason | None
) -> ConsistencyPage:
    """Return the page's context; `pair` is None if there is nothing to compare."""
    slug = answer.slug
    question_language, question = answer.question_in(language)
    cards = [] if pair is None else [present_card(one, pair) for one in pair.differences]
    asking = [one for one in cards if one.asks]
    omitted = [one for one in cards if one.kind is DifferenceKind.ONLY_CLINICIAN]
    warnings = [one for one in omitted if one.about == "warning"]
    left_out = [one for one in omitted if one not in warnings]
    unsure = [one for one in cards if not one.asks and one not in omitted]
    lay, clinician = (pair.lay, pair.clinician) if pair else (None, None)
    number = None if pair is None or pair.is_newest else pair.lay.number
    tags = dict.fromkeys(one.language for one in answer.variants if one.audience is Audience.LAY)
    return ConsistencyPage(
        layout=present_layout("answers"),
        slug=slug,
        question=question,
        question_language=question_language,
        language=language,
        direction=direction(language),
        languages=[(tag, urls.consistency(slug, tag)) for tag in tags],
        path=urls.consistency(slug, language, number),
        write_path=urls.answer(slug, language),
        lay=lay,
        lay_path=_revision_path(slug, lay),
        clinician=clinician,
        clinician_path=_revision_path(slug, clinician),
        unresolved=list_questions([one for one in asking if one.answer is None]),
        answered=[one for one in asking if one.answer is not None],
        unsure=unsure,
        warnings=warnings,
        dismissible=sorted(left_out, key=lambda one: one.answer is not None),
        unresolved_count=sum(one.answer is None for one in left_out),
        rejected=rejected,
    )


def list_questions(cards: Sequence[DifferenceCard]) -> Sequence[Question]:
    """Return what is to be answered: one question for cards that one reason answers."""
    questions: dict[str, list[DifferenceCard]] = {}
    for card in cards:
        questions.setdefault(card.question, []).append(card)
    return [Question(alike) for alike in questions.values()]


def present_card(one: Difference, pair: TextPair) -> DifferenceCard:
    """Return a difference as pages show it."""
    return DifferenceCard(
        one.key,
        one.kind,
        one.fact,
        _find_other(one),
        one.fact_type,
        one.question,
        one.asks,
        _quote_fact(one.clinician),
        _quote_fact(one.lay),
        pair.find_answer(one),
    )


def _find_other(one: Difference) -> str:
    if one.kind is not DifferenceKind.CONFLICT or one.clinician is None:
        return ""
    other = one.clinician.fact
    same = other.casefold() == one.fact.casefold()
    return "" if same or len(other.split()) > _MOST_WORDS else other


def _quote_fact(place: FactLocation | None) -> QuotedFact | None:
    """Split a sentence around its fact, if the place of the fact is known."""
    if place is None:
        return None
    if place.fact_span is None:
        return QuotedFact(place.text, "", "", place.before, place.after)
    start, end = place.fact_span
    words = place.text[:start], place.text[start:end], place.text[end:]
    return QuotedFact(*words, place.before, place.after)


def _revision_path(slug: str, revision: StoredRevision | None) -> str:
    if revision is None:
        return ""
    return urls.revision(slug, revision.audience, revision.language, revision.number)
