"""When two names are those of one term: "fever" and "Fever", but not "AIDS" and "aids"."""

from readlevel.core.glossary.forms import calm, has_inner_capital
from readlevel.core.languages.folding import unify_typography


def identify_name(name: str) -> str:
    """Return what names of one term have in common.

    The first letter of a word may be a capital, and a name may be in capitals as a whole, unless
    they make it an acronym. Apostrophes and spaces may be of any kind.
    """
    words = calm(unify_typography(name)).split()
    if len(words) == 1 and len(name) < 3 and name.isupper():
        return name
    return " ".join(word if has_inner_capital(word) else word.lower() for word in words)
