"""Which words of a sentence deny a clause, and which a noun of it only."""

from collections.abc import Sequence

from readlevel.core.facts.clauses import find_comparison_tokens, find_pseudo_negations
from readlevel.core.facts.tokens import SentenceTokens

AUXILIARIES = frozenset(
    {
        *("is", "are", "was", "were", "be", "has", "have", "had", "does", "did", "will", "would"),
        *("should", "must", "may", "can", "cannot", "could"),
        *("es", "está", "son", "debe", "deben", "puede", "pueden", "ha", "han"),
    }
)
"""Verbs by which a clause is told from a noun, and a subject from what is said of it."""

_LOCAL_CUES = ("coordinators", "noun", "local")
"""Roles of cues that deny a word or two, rather than the clause: without, lack of."""

_LOCAL_SCOPE = 4
"""Tokens that a "without" reaches, itself included."""

_CANNOT = frozenset({"cannot", "can't"})
"""They are pseudo-negations where ability is meant, but forbid in advice."""

_DENIED_NOUNS = ("differen", "effect", "benefi", "eviden", "increas", "reduc", "improve", "advers")
"""First letters of nouns by which a "with no" denies its clause: "with no difference"."""

_NOUN_LENGTH = 6
"""Words after a "no" in which a verb shows that it denies a clause rather than a noun."""

_EVIDENCE = frozenset(
    {"evidence", "information", "data", "proof", "evidencia", "pruebas", "datos", "información"}
)

_EVIDENCE_LENGTH = 5
"""Words after "insufficient" or "not enough" in which evidence makes it a denial."""

_RELATIVE = frozenset({"who", "whom", "whose", "quienes", "quien"})
"""Words after which a denial is of some people: "those who did not"."""

_COMPARING = frozenset({"than", "with", "to", "versus", "vs", "or", "and", "que", "con", "y", "o"})


class ClauseDenials:
    """The words of one sentence that deny something."""

    def __init__(self, tokens: SentenceTokens) -> None:
        self._tokens = tokens
        pseudo = find_pseudo_negations(tokens) | find_comparison_tokens(tokens)
        self._pseudo = {index for index in pseudo if tokens.token(index).lower not in _CANNOT}

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
            and not any(tokens.has_cue(role, index) for role in _LOCAL_CUES)
            and not self._is_of_noun(index)
            and not any(tokens.token(index - back).lower in _RELATIVE for back in (1, 2))
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
        is_cue = words[0] == "insufficient" or " ".join(words[:2]) == "not enough"
        return is_cue and not _EVIDENCE.isdisjoint(words)

    def _is_of_noun(self, index: int) -> bool:
        """Return whether a "no" denies a noun only: in a list, or in "than no therapy"."""
        before = self._tokens.token(index - 1)
        if not self._tokens.has_cue("determiners", index) or index == 0:
            return False
        following = self._tokens.lowered[index + 1 : index + _NOUN_LENGTH]
        if before.lower in ("with", "con") and any(
            word.startswith(_DENIED_NOUNS) for word in following[:2]
        ):
            return False
        if before.text == "," and not AUXILIARIES.isdisjoint(following):
            return False  # "However, no results were reported."
        return not before.is_word or before.lower in _COMPARING
