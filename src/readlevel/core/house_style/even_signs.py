"""Signs that people write in several ways, such as hyphens and quotation marks, as one."""

from readlevel.core.languages.folding import HYPHENS

EVEN = str.maketrans(
    {
        **dict.fromkeys(HYPHENS, "-"),
        **dict.fromkeys("\u2018\u2019\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\t\r\n\u00a0\u2009\u202f", " "),
    }
)
"""For `str.translate`. Positions do not change."""


def even_out(phrase: str) -> str:
    """Return a phrase as it is searched: with plain quotation marks, hyphens and single spaces."""
    return " ".join(phrase.translate(EVEN).split())
