"""Which words of a sentence deny a clause, and which a noun of it only."""

from collections.abc import Sequence

from readlevel.core.claims.stances.clause_words import ClauseWords
from readlevel.core.facts.clauses import find_comparison_tokens, find_pseudo_negations
from readlevel.core.facts.tokens import SentenceTokens

_LOCAL_CUES = ("coordinators", "noun", "local")
"""Roles of cues that deny a word or two, rather than the clause: without, lack of."""

_LOCAL_SCOPE = 4
"""Tokens that a "without" reaches, itself included."""

_NOUN_LENGTH = 6
"""Words after a "no" in which a verb shows that it denies a clause rather than a noun."""

_EVIDENCE_LENGTH = 5
"""Words after "insufficient" or "not enough" in which evidence makes it a denial."""


class ClauseDenials:
    """The words of one sentence that deny something."""

    def __init__(self, tokens: SentenceTokens, words: ClauseWords) -> None:
        self._tokens, self._words = tokens, words
        pseudo = find_pseudo_negations(tokens) | find_comparison_tokens(tokens)
        self._pseudo = {index for index in pseudo if tokens.token(index).lower not in words.cannot}

    def denies(self, index: int) -> bool:
        """Return whether a token denies its clause, rather than a noun or some people."""
        tokens = self._tokens
        found = tokens.vocabulary.negation_cues["negating"].find(tokens.lowered, index)
        if found is not None and self._is_of_evidence(index):
            return True
        return (
            found is not None
            and index not in self._pseudo
            and tokens.token(index + 1).text != "-"  # "A no-treatment group."
            and (self._is_of_verb(index) or not self._is_local(index))
            and not self._is_of_noun(index)
            and not any(tokens.token(index - back).lower in self._words.of_some for back in (1, 2))
            and not self._is_of_kind(index)
        )

    def _is_local(self, index: int) -> bool:
        return any(self._tokens.has_cue(role, index) for role in _LOCAL_CUES)

    def _is_of_verb(self, index: int) -> bool:
        """Return whether a denial is of the verb after it: "fails to prevent"."""
        return " ".join(self._tokens.lowered[index : index + 2]) in self._words.failing

    def _is_of_kind(self, index: int) -> bool:
        """Return whether a denial says of what kind something is: "an illness that is not"."""
        before = self._tokens.lowered[max(0, index - 2) : index]
        if index > 1 and before[1] in self._words.of_what and self._tokens.token(index - 2).is_word:
            return True  # "A hernia that cannot be pushed back is an emergency."
        return (
            index > 2
            and self._tokens.token(index - 3).is_word  # Not "That is not …".
            and before[0] in self._words.of_what
            and before[1] in self._words.auxiliaries
        )

    def count(self, denying: Sequence[int]) -> int:
        """Return how many denials there are.

        Where grammar doubles a negation, it counts once: "ne … pas", "no … ninguno".
        """
        grammatical = [one for one in denying if self._tokens.has_cue("concord", one)]
        return len(denying) - max(0, len(grammatical) - 1)

    def list_local_words(self, clause: range) -> str:
        """Return the words that a clause denies by a "without" or a "no" before a noun."""
        tokens = self._tokens
        negating = tokens.vocabulary.negation_cues["negating"]
        cues = [
            index
            for index in clause
            if negating.find(tokens.lowered, index) and not self.denies(index)
        ]
        return " ".join(
            tokens.token(index).text
            for cue in cues
            for index in range(cue, min(cue + _LOCAL_SCOPE, clause.stop))
        )

    def _is_of_evidence(self, index: int) -> bool:
        """Return whether a "not enough" or "insufficient" denies that there is evidence."""
        words = self._tokens.lowered[index : index + _EVIDENCE_LENGTH]
        is_cue = not self._words.scarce.isdisjoint([words[0], " ".join(words[:2])])
        return is_cue and not self._words.evidence.isdisjoint(words)

    def _is_of_noun(self, index: int) -> bool:
        """Return whether a "no" denies a noun only: in a list, or in "than no therapy"."""
        before = self._tokens.token(index - 1)
        if not self._tokens.has_cue("determiners", index) or index == 0:
            return False
        following = self._tokens.lowered[index + 1 : index + _NOUN_LENGTH]
        if before.lower in self._words.accompanying and any(
            word.startswith(self._words.denied_nouns) for word in following[:2]
        ):
            return False
        if before.text == "," and not self._words.auxiliaries.isdisjoint(following):
            return False  # "However, no results were reported."
        return not before.is_word or before.lower in self._words.comparing
