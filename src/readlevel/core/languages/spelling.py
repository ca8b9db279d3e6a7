"""Spelling variants of terms, by language and for Greek letters."""

import re

from readlevel.core.languages.registry import get_language

_GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "kappa": "κ",
    "lambda": "λ",
    "omega": "ω",
}
_LETTERS = {letter: name for name, letter in _GREEK.items()}
_GREEK_WORD = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_GREEK)})(?![^\W\d_])", re.IGNORECASE)
_GREEK_LETTER = re.compile(rf"(?<![^\W\d_])[{''.join(_LETTERS)}](?![^\W\d_])")

_INITIAL = re.compile(r"(?<!\w)([A-Z])\. ?(?=[a-z]{4})")


def list_spelling_variants(form: str, language: str) -> tuple[str, ...]:
    """Return the other spellings of `form` in `language` (a tag).

    English has American and British spellings, and prefixes with and without a hyphen. In all
    languages, Greek letters and their names replace each other ("β-blocker"), and initials are
    spelled without the full stop ("H pylori").
    """
    respell = get_language(language).respell
    spelled = [form] if respell is None else [*respell(form)]
    if "." in form:
        spelled += (_INITIAL.sub(r"\1 ", form), _INITIAL.sub(r"\1.", form))
    for each in dict.fromkeys(spelled):
        spelled.append(_GREEK_WORD.sub(lambda name: _GREEK[name[0].lower()], each))
        if not each.isascii():
            spelled.append(_GREEK_LETTER.sub(lambda letter: _LETTERS[letter[0]], each))
    return tuple(one for one in dict.fromkeys(spelled) if one != form)
