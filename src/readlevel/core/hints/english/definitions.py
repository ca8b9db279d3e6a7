"""Sentences that say what their first words mean: "Anaphylaxis is a severe allergic reaction"."""

from readlevel.core.hints.tokenised_text import TokenisedText

_DEFINING = frozenset({"are", "is", "means", "refers"})
_NEAR = 12
"""Words behind the verb among which those of the wording are looked for."""

_SHORT = 4
"""Letters of words that many sentences share."""


def is_circular(text: TokenisedText, first: int, end: int, plain: str) -> bool:
    """Return whether `plain` would say what the sentence goes on to say of its first words."""
    if end == len(text.words) or text.words[end] not in _DEFINING:
        return False
    if not text.opens_sentence(first) or not text.is_joined(end - 1):
        return False
    said = {word for word in plain.split(" ") if len(word) > _SHORT}
    return not said.isdisjoint(text.words[end + 1 : end + 1 + _NEAR])
