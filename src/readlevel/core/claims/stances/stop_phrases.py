"""Which phrases of a sentence are about stopping a medicine or a habit."""

from collections.abc import Sequence

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.stances.clause_words import get_clause_words, stands_before
from readlevel.core.claims.stances.stance import Modality
from readlevel.core.facts.medicines import find_drugs

_OBJECT_LENGTH = 40
"""Characters after a word for stopping in which its object is looked for."""

_DEMANDING = frozenset({"must", "may", "need_not", "forbidden", "discouraged"})
"""Values of phrases by which a sentence gives advice."""

_DEMAND_LENGTH = 25
"""Characters before a participle in which "must" or "may" shows that it is advice."""


class StopPhrases:
    """The phrases of one sentence by which something is to be stopped."""

    def __init__(self, text: str, language: str, phrases: Sequence[ClaimPhrase]) -> None:
        self._text, self._language, self._phrases = text, language, phrases
        self._words = get_clause_words(language)

    def is_stop(self, phrase: ClaimPhrase) -> bool:
        """Return whether a phrase is about stopping a medicine or habit, not an attack."""
        words = self._text[phrase.start : phrase.end].lower()
        if self._is_reported(phrase):
            return False
        if not words.startswith(self._words.stopping):
            return True
        after = self._text[phrase.end : phrase.end + _OBJECT_LENGTH]
        objects = get_finder("stopped", self._language)
        passive = words.endswith(self._words.participles) and (
            find_drugs(self._text, self._language) or self._is_demanded(phrase)
        )
        return bool(passive or find_drugs(after, self._language) or list(objects.find(after)))

    def is_instead(self, phrase: ClaimPhrase) -> bool:
        """Return whether something else is to be done: "tapered rather than stopped"."""
        return stands_before(self._words.instead, self._text, phrase.start)

    def _is_reported(self, phrase: ClaimPhrase) -> bool:
        """Return whether a phrase tells what happened, and demands nothing."""
        words = self._text[phrase.start : phrase.end].lower()
        if not self._words.stop_nouns.isdisjoint(words.split()):
            return not any(one.value in _DEMANDING for one in self._phrases)
        return words.endswith(self._words.participles) and stands_before(
            self._words.reported, self._text, phrase.start
        )

    def _is_demanded(self, phrase: ClaimPhrase) -> bool:
        """Return whether a modal verb comes before a phrase: "must be stopped"."""
        start = phrase.start - _DEMAND_LENGTH
        return any(
            one.value in (Modality.MUST, Modality.MAY) and start <= one.start < phrase.start
            for one in self._phrases
        )
