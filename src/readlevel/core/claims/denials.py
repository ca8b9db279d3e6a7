"""Whether the words before a phrase deny it."""

from readlevel.core.claims.claim_vocabulary import get_words
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.vocabulary import get_vocabulary


def is_negated(text: str, start: int, language: str, within: int) -> bool:
    """Return whether a negation stands in the `within` tokens before a phrase, in its clause."""
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    index = next((i for i, one in enumerate(tokens.tokens) if one.start >= start), 0)
    negating = tokens.vocabulary.negation_cues["negating"]
    cues = [i for i in range(max(0, index - within), index) if negating.find(tokens.lowered, i)]
    # Nothing is denied after these: "it is not clear whether it increases".
    open_words = get_words("denial", "open", language)
    return bool(cues) and not any(
        tokens.token(one).text in ",;:(" or tokens.token(one).lower in open_words
        for one in range(cues[-1], index)
    )
