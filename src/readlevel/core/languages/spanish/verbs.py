"""Conjugation of Spanish verbs: irregular ones from `data/verbs.es.txt`, others by rule."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class VerbForms(NamedTuple):
    """The forms of a verb that occur in health texts: the third person, and "we"."""

    infinitive: str
    reflexive: str
    """With a joined pronoun: hacerse."""
    gerund: str
    participle: str
    """Masculine singular: hecho."""
    feminine: str
    participles: str
    feminines: str
    present: str
    """Third person singular, which is the imperative of "tú" too."""
    presents: str
    """Third person plural."""
    we: str
    preterite: str
    preterites: str
    imperfect: str
    imperfects: str
    future: str
    futures: str
    conditional: str
    conditionals: str
    subjunctive: str
    """Third person singular, which is the imperative of "usted" too."""
    subjunctives: str


_BEFORE_E = (("c", "qu"), ("g", "gu"), ("z", "c"))
_BEFORE_A = (("gu", "g"), ("g", "j"))
_ZC = re.compile("[aeiou]c$")


@cache
def conjugate_spanish(verb: str) -> VerbForms:
    """Return the forms of `verb` (an infinitive); only its first word changes: llevar a cabo."""
    first, gap, rest = verb.partition(" ")
    given = _get_irregular().get(first) or _regular(first)
    present, presents, preterite, preterites, subjunctive, subjunctives, gerund, participle = given[
        :8
    ]
    future = given[8] if len(given) > 8 else first
    stem, ending = first[:-2], first[-2:]
    past = f"{stem}ab" if ending == "ar" else f"{stem}í"
    we = f"{stem}{'amos' if ending == 'ar' else 'emos' if ending == 'er' else 'imos'}"
    forms = (
        *(first, f"{first}se", gerund),
        *(participle, f"{participle[:-1]}a", f"{participle}s", f"{participle[:-1]}as"),
        *(present, presents, we, preterite, preterites, f"{past}a", f"{past}an"),
        *(f"{future}á", f"{future}án", f"{future}ía", f"{future}ían"),
        *(subjunctive, subjunctives),
    )
    return VerbForms(*(f"{form}{gap}{rest}" for form in forms))


@cache
def _get_irregular() -> Mapping[str, tuple[str, ...]]:
    listed = files("readlevel.core").joinpath("data", "verbs.es.txt").read_text("utf-8")
    rows = (line.split() for line in listed.splitlines() if not line.startswith("#"))
    return {verb: tuple(forms) for verb, *forms in rows}


def _regular(verb: str) -> tuple[str, ...]:
    stem, ending = verb[:-2], verb[-2:]
    if ending == "ar":
        soft = _respell(stem, _BEFORE_E)
        finite = (f"{stem}a", f"{stem}an", f"{stem}ó", f"{stem}aron", f"{soft}e", f"{soft}en")
        return (*finite, f"{stem}ando", f"{stem}ado")
    hard = f"{stem[:-1]}zc" if _ZC.search(stem) else _respell(stem, _BEFORE_A)
    finite = (f"{stem}e", f"{stem}en", f"{stem}ió", f"{stem}ieron", f"{hard}a", f"{hard}an")
    return (*finite, f"{stem}iendo", f"{stem}ido")


def _respell(stem: str, endings: tuple[tuple[str, str], ...]) -> str:
    """Return a stem as it is written before another vowel: toc-ar, toqu-e."""
    for before, after in endings:
        if stem.endswith(before):
            return stem.removesuffix(before) + after
    return stem
