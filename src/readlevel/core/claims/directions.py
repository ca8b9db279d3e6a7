"""Which way something changes or compares: increases, fewer, better than, protects against."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.vocabulary import get_vocabulary

_FOCUS_WORDS = 6
_NEGATION_WORDS = 4
"""Tokens before a direction that may negate it: "does not seem to increase"."""

_OPEN = frozenset({"whether", "if", "si"})
"""Words after which nothing is denied: "it is not clear whether it increases"."""

_AXES = {
    "up": "amount",
    "down": "amount",
    "better": "quality",
    "worse": "quality",
    "cause": "effect",
    "prevent": "effect",
}
_COMPARED = {
    "en": (" than ", " compared with ", " compared to ", " versus ", " vs "),
    "es": (" que ", " en comparación con ", " comparado con ", " frente a "),
}


def find_directions(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield the directions of a sentence, each with what goes that way."""
    text, language = surroundings.text, surroundings.language
    phrases = list(get_finder(ClaimKind.DIRECTION, language).find(text))
    limits = [0, *(one.end for one in phrases)]
    starts = [*(one.start for one in phrases), len(text)]
    for index, phrase in enumerate(phrases):
        clause_start, clause_end = surroundings.clause_of(phrase.start)
        after_end = min(clause_end, starts[index + 1])
        against_at = _find_compared(text, phrase.end, clause_end, language)
        after = surroundings.topics_after(
            phrase.end, _FOCUS_WORDS, min(after_end, against_at or after_end)
        )
        before = surroundings.topics_before(
            phrase.start, _FOCUS_WORDS, max(clause_start, limits[index])
        )
        claim = Claim(
            ClaimKind.DIRECTION,
            phrase.value,
            phrase.start,
            phrase.end,
            after or before,
            _AXES[phrase.value],
            negated=_is_negated(text, phrase, language),
            subject=before | after,
        )
        if against_at:
            against = surroundings.topics_after(against_at, 1, clause_end)
            claim = replace(claim, against=against)
        yield claim


def _find_compared(text: str, start: int, end: int, language: str) -> int | None:
    """Return where the words of a comparison begin: "than placebo"."""
    lower = text.lower()
    found = [
        position
        for cue in _COMPARED.get(language.partition("-")[0], ())
        if (position := lower.find(cue, start, end)) >= 0
    ]
    return min(found, default=None)


def _is_negated(text: str, phrase: ClaimPhrase, language: str) -> bool:
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    index = next((i for i, one in enumerate(tokens.tokens) if one.start >= phrase.start), 0)
    near: Sequence[int] = range(max(0, index - _NEGATION_WORDS), index)
    negating = tokens.vocabulary.negation_cues["negating"]
    cues = [i for i in near if negating.find(tokens.lowered, i)]
    return bool(cues) and not any(
        tokens.token(one).text in ",;:(" or tokens.token(one).lower in _OPEN
        for one in range(cues[-1], index)
    )
