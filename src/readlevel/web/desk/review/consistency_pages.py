"""The facts of both texts of an answer, made ready for their page."""

from collections.abc import Sequence
from dataclasses import dataclass

from readlevel.core.checks.text_checks import KINDS_TO_ANSWER
from readlevel.core.consistency.compare import Difference, DifferenceKind, FactLocation
from readlevel.core.languages.tags import direction
from readlevel.core.model.answer import Answer, Audience
from readlevel.storage.answers.consistency_answers import ConsistencyAnswer
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.usecases.review.consistency import MAX_REASON_LENGTH, TextPair
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout, present_layout


@dataclass(frozen=True, slots=True)
class QuotedFact:
    """A sentence, taken apart so that the fact in it can be marked."""

    before: str
    fact: str
    after: str


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """One difference between the two texts, and what was answered to it."""

    key: str
    kind: DifferenceKind
    fact: str
    about: str
    clinician: QuotedFact | None
    lay: QuotedFact | None
    answer: ConsistencyAnswer | None


@dataclass(frozen=True, slots=True)
class RejectedReason:
    """A reason that was not taken."""

    key: str
    reason: str
    problem: str


@dataclass(frozen=True, slots=True)
class ConsistencyPage:
    """`/edit/answers/<slug>/parity` (`desk/review/consistency.html`)."""

    frame: DeskLayout
    slug: str
    question: str
    question_language: str
    language: str
    direction: str
    languages: Sequence[tuple[str, str]]
    """(tag, path) of the same page in the languages that the answer has a plain text in."""
    path: str
    write_path: str
    lay: StoredRevision | None
    """None where there are no two texts to compare."""
    lay_path: str
    clinician: StoredRevision | None
    clinician_path: str
    asking: Sequence[DifferenceCard]
    answered: Sequence[DifferenceCard]
    left_out: Sequence[DifferenceCard]
    """What only the clinician text has, that of which nobody said anything first."""
    unmarked: int
    """How many of those nobody said anything of."""
    typed: RejectedReason | None
    longest_reason: int = MAX_REASON_LENGTH


def present_consistency(
    answer: Answer, language: str, pair: TextPair | None, typed: RejectedReason | None
) -> ConsistencyPage:
    """Return the page; without a `pair` it says that there is nothing to compare."""
    slug = answer.slug
    question_language, question = answer.question_in(language)
    cards = [] if pair is None else [_card(one, pair) for one in pair.differences]
    asking = [one for one in cards if one.kind in KINDS_TO_ANSWER]
    left_out = [one for one in cards if one.kind not in KINDS_TO_ANSWER]
    lay, clinician = (pair.lay, pair.clinician) if pair else (None, None)
    number = None if pair is None or pair.is_newest else pair.lay.number
    tags = dict.fromkeys(one.language for one in answer.variants if one.audience is Audience.LAY)
    return ConsistencyPage(
        frame=present_layout("answers"),
        slug=slug,
        question=question,
        question_language=question_language,
        language=language,
        direction=direction(language),
        languages=[(tag, urls.parity(slug, tag)) for tag in tags],
        path=urls.parity(slug, language, number),
        write_path=urls.answer(slug, language),
        lay=lay,
        lay_path=_revision_path(slug, lay),
        clinician=clinician,
        clinician_path=_revision_path(slug, clinician),
        asking=[one for one in asking if one.answer is None],
        answered=[one for one in asking if one.answer is not None],
        left_out=sorted(left_out, key=lambda one: one.answer is not None),
        unmarked=sum(one.answer is None for one in left_out),
        typed=typed,
    )


def _card(one: Difference, pair: TextPair) -> DifferenceCard:
    return DifferenceCard(
        one.key,
        one.kind,
        one.fact,
        one.about,
        _take_apart(one.clinician),
        _take_apart(one.lay),
        pair.answers.get(one.key),
    )


def _take_apart(place: FactLocation | None) -> QuotedFact | None:
    """Return a sentence with the fact in it apart, where it stands in it as it is named."""
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
