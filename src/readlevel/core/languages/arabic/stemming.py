"""Arabic stems: a word has the same one with and without an article.

The Snowball algorithm decides by the article what it removes from the end, so it gets no articles.
"""

from collections.abc import Callable

AL = "\u0627\u0644"
"""The article."""

JOINED_ARTICLES = (
    "\u0648\u0627\u0644",  # "and the"
    "\u0628\u0627\u0644",  # "with the"
    "\u0641\u0627\u0644",  # "so the"
    "\u0643\u0627\u0644",  # "as the"
    "\u0648\u0644\u0644",  # "and for the"
    "\u0644\u0644",  # "for the"
)
"""The article as it is written after a particle, which is joined to the word as well."""

_NO_ARTICLE = (
    "\u0628\u0627\u0644\u063a",  # adult
    *(
        "\u0648\u0627\u0644\u062f" + letter for letter in "\u0627\u064a\u062a\u0629\u0647"
    ),  # parents
    "\u0643\u0627\u0644\u0633\u064a\u0648\u0645",  # calcium
    "\u0628\u0627\u0644\u0648\u0646",  # balloon
)
"""Words that begin like one with a particle and an article."""

_ALEF, _TEH, _HEH, _TEH_MARBUTA = "\u0627", "\u062a", "\u0647", "\u0629"
_PLURAL = _ALEF + _TEH
_SHORTEST = 3
"""Letters of most roots; of a shorter stem, too many words would have it."""


def strip_articles(word: str) -> str:
    """Return a folded word without articles and the particles before them."""
    while True:
        article = next((one for one in (*JOINED_ARTICLES, AL) if _has_article(word, one)), None)
        if article is None:
            return word
        word = word.removeprefix(article)


def _has_article(word: str, article: str) -> bool:
    left = word.removeprefix(article)
    if left == word or word.startswith(_NO_ARTICLE):
        return False
    return len(left) >= _SHORTEST or (len(left) == 2 and left[0] != _ALEF)


def stem_noun(word: str, snowball: Callable[[str], str]) -> str:
    """Return the stem of a folded word; `snowball` is the algorithm."""
    bare = strip_articles(word)
    if len(bare) > _SHORTEST and bare.endswith(_HEH):
        bare = bare[:-1] + _TEH_MARBUTA  # People write one for the other.
    stem = snowball(bare)
    if stem.endswith(_TEH) and len(stem) > _SHORTEST and not bare.endswith(_TEH):
        # Before an ending, as in "my stomach", this letter stands for the other.
        stem = snowball(stem[:-1] + _TEH_MARBUTA)
    if stem.endswith(_ALEF) and len(stem) > _SHORTEST and bare.endswith(_PLURAL):
        stem = stem[:-1]
    return stem if len(stem) >= _SHORTEST else bare[:_SHORTEST]
