"""The article before a plainer wording."""

from readlevel.core.hints.fitted_wording import FittedWording
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.languages.english.articles import indefinite_article
from readlevel.core.languages.english.noun_phrases import is_word_of

_NO_ARTICLE = frozenset(
    {"best", "enough", "highest", "least", "lowest", "most", "not", "people", "plenty", "too"}
    | {"worst"}
)


def is_indefinite_article(word: str) -> bool:
    """Return whether a word in lower case is one of the two forms of the indefinite article."""
    return word in ("a", "an")


def _takes_no_article(word: str) -> bool:
    return is_word_of(word, "determiners", "prepositions") or word in _NO_ARTICLE


def with_article(text: TokenisedText, fitted: FittedWording) -> FittedWording | None:
    """Return `fitted` with the article before it, if one of its alternatives needs the other."""
    first = fitted.first
    article = text.word_before(first)
    if not is_indefinite_article(article):
        return fitted
    kept = tuple(
        plain for plain in fitted.alternatives if not _takes_no_article(plain.split()[0].lower())
    )
    if not kept:
        return None
    needed = [indefinite_article(plain) for plain in kept]
    if set(needed) == {article}:
        return FittedWording(first, fitted.end, kept, fitted.note)
    both = tuple(f"{each} {plain}" for each, plain in zip(needed, kept, strict=True))
    return FittedWording(first - 1, fitted.end, both, fitted.note)
