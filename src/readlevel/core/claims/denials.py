"""Whether the words before a phrase deny it."""

from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.vocabulary import get_vocabulary

_OPEN = frozenset({"whether", "if", "si"})
"""Words after which nothing is denied: "it is not clear whether it increases"."""


def is_negated(text: str, start: int, language: str, within: int) -> bool:
    """Return whether a negation stands in the `within` tokens before a phrase, in its clause."""
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    index = next((i for i, one in enumerate(tokens.tokens) if one.start >= start), 0)
    negating = tokens.vocabulary.negation_cues["negating"]
    cues = [i for i in range(max(0, index - within), index) if negating.find(tokens.lowered, i)]
    return bool(cues) and not any(
        tokens.token(one).text in ",;:(" or tokens.token(one).lower in _OPEN
        for one in range(cues[-1], index)
    )
