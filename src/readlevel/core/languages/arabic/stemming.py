"""Arabic stems: a word has the same one with and without an article.

The Snowball algorithm decides by the article what it removes from the end, so it gets no articles.
"""

from collections.abc import Callable

from readlevel.core.languages.arabic.clitics import PARTICLES

AL = "ال"
"""The article."""

_LAM = "ل"
JOINED_ARTICLES = tuple(
    sorted((one + (_LAM if one.endswith(_LAM) else AL) for one in PARTICLES), key=len, reverse=True)
)
"""The article after particles, which are joined to the word too; after "for" it loses a letter."""

NO_ARTICLE = frozenset(
    (
        "بالغ",
        "بالغة",
        "بالغه",
        "بالغا",
        "بالغين",
        "بالغون",
        "بالغات",
        "والد",
        "والدة",
        "والده",
        "والدها",
        "والدي",
        "والدا",
        "والدان",
        "والدين",
        "والديه",
        "والديها",
        "والدتي",
        "والدته",
        "والدتها",
        "كالسيوم",
        "بالون",
        "بالونات",
    )
)
"""Words that begin as if with an article: adults, parents, calcium, balloons."""

_ALEF, _TEH, _HEH, _TEH_MARBUTA = "ا", "ت", "ه", "ة"
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
    if left == word or word in NO_ARTICLE:
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
