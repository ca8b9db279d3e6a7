"""Context of the consistency page, which compares the facts of both texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.checks.text_checks import KINDS_TO_ANSWER
from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation
from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import AnswerTexts, Audience
from readlevel.storage.answers.consistency_answers import ConsistencyAnswer
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.usecases.review.consistency import MAX_REASON_LENGTH, TextPair
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout, present_layout


@dataclass(frozen=True, slots=True)
class QuotedFact:
    """A sentence split around the fact in it, so that the fact can be highlighted."""

    prefix: str
    fact: str
    suffix: str


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """A difference between the two texts, and the editors' answer to it."""

    key: str
    kind: DifferenceKind
    fact: str
    about: str
    clinician: QuotedFact | None
    lay: QuotedFact | None
    answer: ConsistencyAnswer | None


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
    unresolved: Sequence[DifferenceCard]
    answered: Sequence[DifferenceCard]
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
    cards = [] if pair is None else [_card(one, pair) for one in pair.differences]
    asking = [one for one in cards if one.kind in KINDS_TO_ANSWER]
    left_out = [one for one in cards if one.kind not in KINDS_TO_ANSWER]
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
        unresolved=[one for one in asking if one.answer is None],
        answered=[one for one in asking if one.answer is not None],
        dismissible=sorted(left_out, key=lambda one: one.answer is not None),
        unresolved_count=sum(one.answer is None for one in left_out),
        rejected=rejected,
    )


def _card(one: Difference, pair: TextPair) -> DifferenceCard:
    return DifferenceCard(
        one.key,
        one.kind,
        one.fact,
        one.fact_type,
        _quote_fact(one.clinician),
        _quote_fact(one.lay),
        pair.answers.get(one.key),
    )


def _quote_fact(place: FactLocation | None) -> QuotedFact | None:
    """Split a sentence around its fact, if the sentence contains it literally."""
    if place is None:
        return None
    found = place.text.casefold().find(place.fact.casefold()) if place.fact else -1
    if found < 0 or len(place.text.casefold()) != len(place.text):
        return QuotedFact(place.text, "", "")
    end = found + len(place.fact)
    return QuotedFact(place.text[:found], place.text[found:end], place.text[end:])


def _revision_path(slug: str, revision: StoredRevision | None) -> str:
    if revision is None:
        return ""
    return urls.revision(slug, revision.audience, revision.language, revision.number)
