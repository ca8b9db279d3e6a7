"""Spelling variants of terms: by language, of names, Greek letters and numbers."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import product

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
_NAMES_OF_LETTERS = "|".join(_GREEK)
_GREEK_WORD = re.compile(rf"(?<![^\W\d_])(?:{_NAMES_OF_LETTERS})(?![^\W\d_])", re.IGNORECASE)
_GREEK_LETTER = re.compile(rf"(?<![^\W\d_])[{''.join(_LETTERS)}](?![^\W\d_])")
_GLUED_GREEK = re.compile(
    rf"(?<=[A-Z])(?:[ -]?(?P<letter>[{''.join(_LETTERS)}])|[ -]?(?P<name>{_NAMES_OF_LETTERS}))"
    r"(?![^\W\d_])"
)
_GREEK_PREFIX = re.compile(r"(?<![^\W\d_])(alpha|beta|gamma)[ -](?=[a-z]{5})", re.IGNORECASE)
_GREEK_JOINED = re.compile(
    r"(?<![^\W\d_])(alpha|beta)(?=(?:block|agonist|lact|thalass|carot|globulin|cell|receptor))",
    re.IGNORECASE,
)
_MOST_GREEK = 3
"""Places of Greek letters in a form that is spelled in several ways."""

_INITIAL = re.compile(r"(?<!\w)([A-Z])\. ?(?=[a-z]{4})")

_NUMBERED = re.compile(r"(?<=[a-z] )([A-Z]{1,2})[ -]?(\d{1,2})(?![^\W_])")
"""A letter and its number after a word: vitamin B12."""

_NUMBERED_ACRONYM = re.compile(
    r"(?<![\w-])([A-Z]{2,6}|[A-Z][A-Za-z]{1,4}[A-Z])[ -]?(\d{1,3})(?!\w)"
)
_JOINED_NUMBER = re.compile(r"(?<=[A-Za-z])-(?=\d)|(?<![\w-])(\d)-(?=[A-Z]{2})")
_OUTBREAK = re.compile(r"([A-Z]{4,})[ -]?(\d{2})")
"""A name of a disease that newspapers write in any case: COVID-19."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
_RANKED = re.compile(
    r"(?P<what>\b(?:type|stage|grade|class|phase|factor|typ|tipo|grado|grad|stade)[ -])"
    rf"(?:(?P<number>1[0-3]|[1-9])|(?P<roman>{'|'.join(sorted(_ROMAN, key=len, reverse=True))}))"
    r"(?=[a-d]?\b)",
    re.IGNORECASE,
)

_NAME = re.compile(r"(?<!\w)[A-ZÀ-Þ][^\W\d_]+")
_MAY_VARY = re.compile(rf"{_NAMES_OF_LETTERS}|\d| [IVX]{{1,4}}\b", re.IGNORECASE)
"""What ASCII forms with other spellings have, in any language."""

_TRANSCRIBED = {"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa"}
_MOST_ACCENTS = 3
"""Accents of a name that may each be missing; of a name with more, all are."""

_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("Œ", "Oe"), ("Æ", "Ae"))


def list_spelling_variants(form: str, language: str) -> tuple[str, ...]:
    """Return the other spellings of `form` in `language` (a tag).

    English has American and British spellings, and prefixes with and without a hyphen; French has
    ligatures, German umlauts as two letters. In all languages, Greek letters and their names
    replace each other ("β-blocker") and may be joined to their neighbour ("TNFα", "betablocker"),
    initials are spelled without the full stop ("H pylori"), people's names without accents, or
    with two letters for an umlaut ("Sjogren", "Sjoegren"), ligatures as two letters ("oedème"),
    numbers joined to their letters and apart ("B-12", "IL6"), and ranks in Roman numerals ("type
    II").
    """
    respell = get_language(language).respell
    spelled = [form] if respell is None else [*respell(form)]
    if "." in form:
        spelled += (_INITIAL.sub(r"\1 ", form), _INITIAL.sub(r"\1.", form))
    if not form.isascii() or _MAY_VARY.search(form):
        _extend(spelled, _spell_numbers)
        _extend(spelled, _spell_greek)
        _extend(spelled, _spell_letters)
    return tuple(one for one in dict.fromkeys(spelled) if one != form)


def _extend(spelled: list[str], spell: Callable[[str], Iterable[str]]) -> None:
    """Append the other spellings of each of `spelled`."""
    for each in list(dict.fromkeys(spelled)):
        spelled += spell(each)


def _spell_numbers(form: str) -> Iterator[str]:
    """Yield a form with its numbers joined to their letters and apart, and ranks otherwise."""
    yield _NUMBERED.sub(r"\1-\2", form)
    yield _NUMBERED.sub(r"\1\2", form)
    yield _NUMBERED_ACRONYM.sub(r"\1-\2", form)
    yield _JOINED_NUMBER.sub(r"\1", form)
    yield _RANKED.sub(_rank_otherwise, form)
    outbreak = _OUTBREAK.fullmatch(form)
    if outbreak:
        for letters in (outbreak[1], outbreak[1].title(), outbreak[1].lower()):
            yield f"{letters}-{outbreak[2]}"
            yield f"{letters}{outbreak[2]}"


def _rank_otherwise(rank: re.Match[str]) -> str:
    if rank["number"]:
        return f"{rank['what']}{_ROMAN[int(rank['number']) - 1]}"
    if not rank["roman"].isupper():
        return rank[0]
    return f"{rank['what']}{_ROMAN.index(rank['roman']) + 1}"


def _spell_greek(form: str) -> Iterator[str]:
    """Yield a form with Greek letters as letters and by their names, joined and apart."""
    apart = _GREEK_JOINED.sub(r"\1 ", form)
    yield apart
    yield _GREEK_PREFIX.sub(r"\1", form)
    letters = _GREEK_WORD.sub(lambda name: _GREEK[name[0].lower()], apart)
    yield letters
    if "β" in letters:
        # Who has no Greek letters on the keyboard takes the German one.
        yield letters.replace("β", "ß")
    if not form.isascii():
        named = _GREEK_LETTER.sub(lambda letter: _LETTERS[letter[0]], form)
        yield named
        yield _GREEK_PREFIX.sub(r"\1", named)
    glued = [*_GLUED_GREEK.finditer(form)][:_MOST_GREEK]
    for place in glued:
        letter = place["letter"] or _GREEK[place["name"].lower()]
        for other in (letter, f"-{letter}", _LETTERS[letter], f"-{_LETTERS[letter]}"):
            yield form[: place.start()] + other + form[place.end() :]


def _spell_letters(form: str) -> Iterator[str]:
    """Yield a form with names without some or all of their accents, and without ligatures."""
    if form.isascii():
        return
    yield _NAME.sub(lambda name: _strip_accents(name[0]), form)
    yield _NAME.sub(_transcribe, form)
    places = [
        place
        for name in _NAME.finditer(form)
        for place in range(*name.span())
        if _strip_accents(form[place]) != form[place]
    ]
    if 1 < len(places) <= _MOST_ACCENTS:
        for kept in product((True, False), repeat=len(places)):
            bare = {place for place, keeps in zip(places, kept, strict=True) if not keeps}
            yield "".join(
                _strip_accents(sign) if place in bare else sign for place, sign in enumerate(form)
            )
    for ligature, letters in _LIGATURES:
        if ligature in form:
            yield form.replace(ligature, letters)


def _strip_accents(written: str) -> str:
    parts = unicodedata.normalize("NFD", written)
    bare = "".join(one for one in parts if not unicodedata.combining(one))
    return bare.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L")


def _transcribe(name: re.Match[str]) -> str:
    return "".join(
        _TRANSCRIBED.get(sign) or _TRANSCRIBED.get(sign.lower(), sign).capitalize()
        if sign.lower() in _TRANSCRIBED
        else sign
        for sign in name[0]
    )
