"""Particles before an Arabic word and pronouns after it, which are written together with it.

Taking them off every word would cut roots that begin or end with the same letters, so a search
tries words without them only where it does not know the word itself.
"""

from collections.abc import Iterator

PARTICLES = ("و", "ف", "ب", "ل", "ك", "ول", "وب", "فل", "فب")
"""And, so, with, for, as; and with the first two, for and with."""

PRONOUNS = ("ي", "ك", "ه", "ها", "هم", "هن", "كم", "نا")
"""My, your, his, her, their (of men, of women), your (of several), our."""

_DUAL_PRONOUNS = ("اي", "يه")
"""As written after the ending of the dual: my two, his two."""

_TEH, _TEH_MARBUTA = "ت", "ة"
_SEATED_HAMZA, _HAMZA = "اي", "ء"
"""As folded: before a pronoun, the letter at the end of "medicine" is written on another."""

_SHORTEST = 3
"""Letters of a word that is left without a particle; without a pronoun alone it may have two."""


def list_unjoined(word: str) -> list[str]:
    """Return a folded word without what may be joined to it, the longest first."""
    return sorted(dict.fromkeys(_iter_unjoined(word)), key=len, reverse=True)


def _iter_unjoined(word: str) -> Iterator[str]:
    particles = ["", *(one for one in PARTICLES if word.startswith(one))]
    pronouns = ["", *(one for one in (*PRONOUNS, *_DUAL_PRONOUNS) if word.endswith(one))]
    for particle in particles:
        for pronoun in pronouns:
            bare = word[len(particle) : len(word) - len(pronoun)]
            if bare == word or len(bare) < _SHORTEST - (not particle):
                continue
            if pronoun and bare.endswith(_TEH):
                yield bare[:-1] + _TEH_MARBUTA  # "my stomach"
            if pronoun and bare.endswith(_SEATED_HAMZA):
                yield bare[:-1] + _HAMZA  # "my medicine"
            yield bare
