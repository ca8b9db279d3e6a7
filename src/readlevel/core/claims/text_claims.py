"""The claims and stances of the sentences of a text, each read once, when it is asked for."""

from collections.abc import Callable, Sequence

from readlevel.core.claims.claim import Claim
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.claims.stances.read_stances import read_stances
from readlevel.core.claims.stances.stance import Stance
from readlevel.core.facts.extract import SentenceFacts


class TextClaims:
    """What the sentences of a text claim and demand, by their index."""

    def __init__(
        self,
        sentences: Sequence[SentenceFacts],
        language: str,
        read: Callable[[str, str], tuple[Claim, ...]] = read_claims,
    ) -> None:
        """Read the claims of sentences with `read`, which takes a sentence and its language."""
        self._read = read
        self.sentences = sentences
        self.language = language
        self._claims: dict[int, tuple[Claim, ...]] = {}
        self._stances: dict[int, tuple[Stance, ...]] = {}

    def claims_of(self, sentence: int) -> tuple[Claim, ...]:
        """Return the claims of a sentence."""
        if sentence not in self._claims:
            self._claims[sentence] = self._read(self.sentences[sentence].text, self.language)
        return self._claims[sentence]

    def stances_of(self, sentence: int) -> tuple[Stance, ...]:
        """Return the stance of each clause of a sentence."""
        if sentence not in self._stances:
            self._stances[sentence] = read_stances(self.sentences[sentence].text, self.language)
        return self._stances[sentence]
