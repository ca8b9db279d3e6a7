"""Spelling variants of terms, by language and for Greek letters."""

import re
import unicodedata
from collections.abc import Iterator

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


_GLUED_GREEK = re.compile(rf"(?<=[A-Z])[ -]?([{''.join(_LETTERS)}])(?![^\W\d_])")
_GREEK_PREFIX = re.compile(r"(?<![^\W\d_])(alpha|beta|gamma)[ -](?=[a-z]{5})", re.IGNORECASE)
_GREEK_JOINED = re.compile(
    r"(?<![^\W\d_])(alpha|beta)(?=(?:block|agonist|lact|thalass|carot|globulin|cell|receptor))",
    re.IGNORECASE,
)

_NUMBERED = re.compile(r"(?<=[a-z] )([A-Z]{1,2})(\d{1,2})(?![^\W_])")
_OUTBREAK = re.compile(r"([A-Z]{4,})[ -]?(\d{2})")
"""A name of a disease that newspapers write in any case: COVID-19."""

_NAME = re.compile(r"(?<!\w)[A-ZÀ-Þ][^\W\d_]+")
_MAY_VARY = re.compile(rf"{'|'.join(_GREEK)}|\d", re.IGNORECASE)
"""What ASCII forms with other spellings have, in any language."""

_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("Œ", "Oe"), ("Æ", "Ae"))


def list_spelling_variants(form: str, language: str) -> tuple[str, ...]:
    """Return the other spellings of `form` in `language` (a tag).

    English has American and British spellings, and prefixes with and without a hyphen. In all
    languages, Greek letters and their names replace each other ("β-blocker") and may be joined to
    their neighbour ("TNFα", "betablocker"), initials are spelled without the full stop
    ("H pylori"), people's names without accents ("Sjogren"), ligatures as two letters ("oedème"),
    and numbers apart from their letter ("B-12").
    """
    respell = get_language(language).respell
    spelled = [form] if respell is None else [*respell(form)]
    if "." in form:
        spelled += (_INITIAL.sub(r"\1 ", form), _INITIAL.sub(r"\1.", form))
    if form.isascii() and not _MAY_VARY.search(form):
        return tuple(one for one in dict.fromkeys(spelled) if one != form)
    for each in dict.fromkeys(spelled):
        spelled.append(_GREEK_WORD.sub(lambda name: _GREEK[name[0].lower()], each))
        if not each.isascii():
            spelled.append(_GREEK_LETTER.sub(lambda letter: _LETTERS[letter[0]], each))
    for each in list(dict.fromkeys(spelled)):
        spelled += _join_and_split(each)
        if not each.isascii():
            spelled += [_NAME.sub(_strip_accents, each), *_split_ligatures(each)]
    return tuple(one for one in dict.fromkeys(spelled) if one != form)


def _join_and_split(form: str) -> Iterator[str]:
    """Yield a form with its numbers and Greek letters joined to their neighbours, and apart."""
    yield _GREEK_PREFIX.sub(r"\1", form)
    yield _GREEK_JOINED.sub(r"\1 ", form)
    yield _NUMBERED.sub(r"\1-\2", form)
    if not form.isascii():
        yield _GLUED_GREEK.sub(r"\1", form)
        yield _GLUED_GREEK.sub(lambda letter: f"-{_LETTERS[letter[1]]}", form)
    outbreak = _OUTBREAK.fullmatch(form)
    if outbreak:
        for letters in (outbreak[1], outbreak[1].title(), outbreak[1].lower()):
            yield f"{letters}-{outbreak[2]}"
            yield f"{letters}{outbreak[2]}"


def _strip_accents(name: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFD", name[0])
    return "".join(one for one in parts if not unicodedata.combining(one)).replace("ø", "o")


def _split_ligatures(form: str) -> Iterator[str]:
    for ligature, letters in _LIGATURES:
        if ligature in form:
            yield form.replace(ligature, letters)
