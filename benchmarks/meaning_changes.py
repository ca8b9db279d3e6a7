"""Changes of meaning that leave the numbers alone: direction, route, population and so on.

Each change turns a phrase of a lay sentence into another that contradicts it. Only phrases are
changed that the most similar clinician sentence has too, by the first letters of their words. The
phrases and the similarity are independent of `core/claims`, which they test.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_STEM_LENGTH = 5
_MIN_SHARED_WORDS = 0.25
"""Share of the words of a lay sentence that the clinician sentence must have."""


class Edit(NamedTuple):
    """A span of a text and what replaces it."""

    kind: str
    start: int
    end: int
    became: str


_SWAPS: dict[str, tuple[tuple[str, str], ...]] = {
    "frequency": (
        ("once a day", "three times a day"),
        ("once a day", "once a week"),
        ("twice a day", "every other day"),
        ("once a week", "every day"),
        ("every day", "every week"),
        ("every week", "every month"),
        ("every month", "every week"),
        ("every year", "every 5 years"),
        ("three times a day", "once a day"),
        ("a day", "a week"),
        ("a week", "a day"),
    ),
    "direction": (
        ("reduces", "increases"),
        ("reduced", "increased"),
        ("reduce", "increase"),
        ("increases", "reduces"),
        ("increased", "reduced"),
        ("increase", "decrease"),
        ("lowers", "raises"),
        ("lower", "higher"),
        ("higher", "lower"),
        ("raises", "lowers"),
        ("fewer", "more"),
        ("improves", "worsens"),
        ("improved", "worsened"),
        ("improve", "worsen"),
        ("worse", "better"),
        ("better", "worse"),
        ("prevents", "causes"),
        ("shorter", "longer"),
    ),
    "population": (
        ("children", "adults"),
        ("adults", "children"),
        ("women", "men"),
        ("men", "women"),
        ("babies", "older people"),
        ("infants", "adults"),
        ("pregnant", "breastfeeding"),
        ("during pregnancy", "while breastfeeding"),
        ("older people", "children"),
    ),
    "route": (
        ("by mouth", "by injection"),
        ("oral", "rectal"),
        ("orally", "rectally"),
        ("inhaled", "injected"),
        ("intravenous", "oral"),
        ("into a vein", "by mouth"),
        ("injection", "tablet"),
        ("injections", "tablets"),
        ("cream", "tablet"),
        ("tablets", "injections"),
        ("topical", "oral"),
    ),
    "site": (
        ("left", "right"),
        ("kidney", "liver"),
        ("heart failure", "kidney failure"),
        ("lung", "liver"),
        ("knee", "hip"),
        ("hip", "shoulder"),
        ("breast", "prostate"),
        ("skin", "eye"),
        ("eye", "ear"),
        ("stomach", "bladder"),
    ),
    "timing": (
        ("in the morning", "at bedtime"),
        ("at bedtime", "in the morning"),
        ("with meals", "on an empty stomach"),
        ("with food", "on an empty stomach"),
        ("before surgery", "after surgery"),
        ("after surgery", "before surgery"),
        ("before treatment", "after treatment"),
        ("before the", "after the"),
        ("after birth", "before birth"),
        ("with dinner", "with breakfast"),
    ),
    "urgency": (
        ("at once", "at the next visit"),
        ("right away", "within a week"),
        ("immediately", "within a month"),
        ("urgently", "at the next visit"),
        ("the same day", "next week"),
    ),
    "modality": (
        ("must", "may"),
        ("should", "may"),
        ("should", "need not"),
        ("may be used", "must not be used"),
        ("must not", "need not"),
        ("is recommended", "is not necessary"),
    ),
    "stop": (
        ("stop taking", "keep taking"),
        ("keep taking", "stop taking"),
        ("stop", "continue"),
        ("continue", "stop"),
        ("start", "stop"),
    ),
    "certainty": (
        ("probably", "certainly"),
        ("may reduce", "is proven to reduce"),
        ("unclear", "proven"),
        ("uncertain", "certain"),
        ("insufficient evidence", "conclusive evidence"),
        ("no evidence", "clear evidence"),
    ),
    "condition": (("even if", "only if"), ("unless", "if"), ("even without", "only with")),
    "disease": (
        ("asthma", "diabetes"),
        ("diabetes", "asthma"),
        ("stroke", "cancer"),
        ("cancer", "arthritis"),
        ("depression", "epilepsy"),
        ("pneumonia", "meningitis"),
        ("hypertension", "epilepsy"),
        ("high blood pressure", "high cholesterol"),
        ("heart attack", "stroke"),
        ("schizophrenia", "migraine"),
        ("nausea", "constipation"),
        ("bleeding", "constipation"),
        ("infection", "fracture"),
    ),
}
KINDS = tuple(_SWAPS)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.\d[^.!?\n]*)*[.!?]?")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MAX_OF_KIND = 3
"""Changes of one kind in one pair."""


def find_edits(lay: str, clinician: str) -> Iterator[Edit]:
    """Yield the changes that can be made in a lay text, at most a few of each kind."""
    sentences = [found[0] for found in _SENTENCE.finditer(clinician)]
    for kind, swaps in _SWAPS.items():
        made = 0
        for was, became in swaps:
            for found in re.finditer(rf"(?<![\w-]){was}(?![\w-])", lay):
                sentence = next(
                    one[0] for one in _SENTENCE.finditer(lay) if one.end() > found.start()
                )
                if made < _MAX_OF_KIND and _is_shared(was, sentence, sentences):
                    made += 1
                    yield Edit(kind, found.start(), found.end(), became)


def _is_shared(phrase: str, sentence: str, clinician: list[str]) -> bool:
    own = _stems(sentence)
    if not own:
        return False
    best = max(clinician, key=lambda one: len(own & _stems(one)), default="")
    common = len(own & _stems(best)) / len(own)
    return common >= _MIN_SHARED_WORDS and all(
        word[:_STEM_LENGTH].lower() in best.lower() for word in phrase.split()
    )


def _stems(text: str) -> set[str]:
    return {word[0][:_STEM_LENGTH].lower() for word in _WORD.finditer(text)}
