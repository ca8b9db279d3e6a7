"""Whether the words before a phrase deny it."""

from bisect import bisect_left
from collections.abc import Collection
from functools import lru_cache

from readlevel.core.claims.claim_vocabulary import get_words
from readlevel.core.claims.stances.clause_words import get_clause_words
from readlevel.core.facts.clauses import find_pseudo_negations
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.vocabulary import get_vocabulary


def is_negated(
    text: str, start: int, language: str, within: int, ends: Collection[str] = ()
) -> bool:
    """Return whether a negation is in the `within` tokens before a phrase, in its clause.

    A negation does not reach beyond the words `ends`.
    """
    tokens, starts, pseudo = _read_tokens(text, language)
    index = bisect_left(starts, start)
    if index == len(starts):
        return False
    negating = tokens.vocabulary.negation_cues["negating"]
    cues = [
        one
        for one in range(max(0, index - within), index)
        if negating.find(tokens.lowered, one) and (one not in pseudo or index in pseudo)
    ]
    # Nothing is denied after these: "it is not clear whether it increases".
    open_words = get_words("denial", "open", language)
    return bool(cues) and not any(
        tokens.token(one).text in ",;:("
        or tokens.token(one).lower in open_words
        or tokens.token(one).lower in ends
        for one in range(cues[-1], index)
    )


@lru_cache(maxsize=4)
def _read_tokens(text: str, language: str) -> tuple[SentenceTokens, list[int], set[int]]:
    """Return the tokens of a sentence, where they start, and which of them deny nothing.

    They are read once for all phrases of a sentence.
    """
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    known = get_clause_words(language).cannot
    pseudo = {one for one in find_pseudo_negations(tokens) if tokens.lowered[one] not in known}
    return tokens, [one.start for one in tokens.tokens], pseudo
