"""Changed facts: a pair of texts that agree, with one fact of one text altered at a time.

The patterns here are independent of `core/facts`, which they test. Only facts that both texts
state are changed.
"""

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

KINDS = ("digit", "range end", "unit", "comparison", "not", "citation", "drug")

_NUMBER = re.compile(r"(?<![\w.,/@\[-])\d+(?:[.,]\d+)?(?![\w@]|\.\d)")
_RANGE = re.compile(
    r"(?<![\w.,/-])(\d+(?:[.,]\d+)?)( ?[–-] ?| to | a | bis | à )(\d+(?:[.,]\d+)?)(?=[\s%])"
)
_UNITS = {
    "mg": ("g", "mcg"),
    "g": ("mg", "kg"),
    "mL": ("L",),
    "hours": ("days", "minutes"),
    "hour": ("day",),
    "days": ("weeks", "hours"),
    "weeks": ("months", "days"),
    "week": ("month",),
    "months": ("weeks", "years"),
    "month": ("week",),
    "years": ("months",),
    "minutes": ("hours",),
    "kg": ("g",),
    "mm": ("cm",),
    "semanas": ("meses",),
    "horas": ("días",),
    "minutos": ("horas",),
    "meses": ("semanas",),
    "Wochen": ("Tage",),
    "semaines": ("mois",),
    "jours": ("heures",),
}
_UNIT = re.compile(r"(?<=\d)([ -]?)(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")\b")
_OPPOSITES = {
    "less than": "more than",
    "more than": "less than",
    "at least": "at most",
    "below": "above",
    "above": "below",
    "under": "over",
    "fewer than": "more than",
    "younger than": "older than",
    "or more": "or less",
    "or higher": "or lower",
    "exceeds": "is below",
    "smaller than": "larger than",
    "<": ">",
    "no more than": "at least",
    "menos": "más",
    "inferior": "superior",
    "superior": "inferior",
    "al menos": "como máximo",
}
_OPPOSITE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_OPPOSITES, key=len, reverse=True))})(?![\w-])"
)
_NOT = re.compile(
    r"\b(?:(?P<do>[Dd]o) not (?=\w)"
    r"|(?P<aux>does|did|is|are|was|were|should|must|can|may|will) not "
    r"|(?P<never>[Nn]ever) |(?P<no>no) (?=evidence|proof|increase)"
    r"|(?P<es>[Nn]o) (?=se|debe|es|baja)"
    r"|(?P<cannot>can)not )"
)
_POSITIVE = re.compile(
    r"\b(?P<aux>is|are|should be|should|must be|must|can be|can|may be|may) "
    r"(?P<verb>recommended|advised|given|used|stopped|repeated|taken|continued|started|treated"
    r"|offered|limited|reduced|indicated|considered|checked|measured|kept|assessed|needed)\b"
)
_CITATION = re.compile(r"\s?\[@([\w;@ -]+)\]")
_DRUGS = (
    "warfarin",
    "apixaban",
    "rivaroxaban",
    "clopidogrel",
    "ibuprofen",
    "naproxen",
    "paracetamol",
    "amoxicillin",
    "azithromycin",
    "doxycycline",
    "metformin",
    "semaglutide",
    "lisinopril",
    "amlodipine",
    "losartan",
    "metoprolol",
    "atorvastatin",
    "simvastatin",
    "omeprazole",
    "prednisone",
    "budesonide",
    "salbutamol",
    "sertraline",
    "diazepam",
    "gabapentin",
    "sumatriptan",
    "allopurinol",
    "alendronate",
    "levothyroxine",
    "tamoxifen",
    "sildenafil",
)


class Change(NamedTuple):
    """A pair of texts with one fact of one of them changed."""

    kind: str
    clinician: str
    lay: str
    was: str
    became: str
    in_lay: bool


def change(clinician: str, lay: str, drugs: set[str], seed: int = 0) -> Iterator[Change]:
    """Yield the pair with each shared fact changed, one at a time."""
    rng = random.Random(seed)
    for in_lay in (True, False):
        text, other = (lay, clinician) if in_lay else (clinician, lay)
        for kind, make in _MAKERS.items():
            for start, end, became in make(text, other, rng, drugs):
                rest = text[end:]
                if text[start].isupper() and not became:
                    rest = rest[:1].upper() + rest[1:]
                changed = text[:start] + became + rest
                pair = (clinician, changed) if in_lay else (changed, lay)
                yield Change(kind, *pair, text[max(0, start - 30) : end + 30], became, in_lay)


_Edits = Iterator[tuple[int, int, str]]


def _digits(text: str, other: str, rng: random.Random, drugs: set[str]) -> _Edits:
    shared = {match[0].replace(",", "") for match in _NUMBER.finditer(other)}
    for match in _NUMBER.finditer(text):
        if match[0].replace(",", "") in shared and not _in_range(text, match):
            yield match.start(), match.end(), _other_digit(match[0], rng)


def _in_range(text: str, match: re.Match[str]) -> bool:
    return any(found.start() <= match.start() < found.end() for found in _RANGE.finditer(text))


def _other_digit(number: str, rng: random.Random) -> str:
    indices = [index for index, character in enumerate(number) if character.isdigit()]
    while True:
        index = rng.choice(indices)
        digit = rng.choice("123456789")
        if digit != number[index]:
            return number[:index] + digit + number[index + 1 :]


def _ranges(text: str, other: str, rng: random.Random, drugs: set[str]) -> _Edits:
    shared = {(match[1], match[3]) for match in _RANGE.finditer(other)}
    for match in _RANGE.finditer(text):
        if (match[1], match[3]) in shared:
            group = rng.choice((1, 3))
            became = _other_digit(match[group], rng)
            yield match.start(group), match.end(group), became


def _units(text: str, other: str, rng: random.Random, drugs: set[str]) -> _Edits:
    shared = {match[2].rstrip("s") for match in _UNIT.finditer(other)}
    for match in _UNIT.finditer(text):
        if match[2].rstrip("s") in shared:
            yield match.start(2), match.end(2), rng.choice(_UNITS[match[2]])


def _comparisons(text: str, other: str, rng: random.Random, drugs: set[str]) -> _Edits:
    for match in _OPPOSITE.finditer(text):
        number = re.search(r"\d+", text[match.end() : match.end() + 16]) or re.search(
            r"\d+", text[max(0, match.start() - 12) : match.start()]
        )
        follows = re.match(r"\s*(?:[Aa] )?[\d<>]", text[match.end() :])
        if (
            number
            and (follows or match[0].startswith("or "))
            and re.search(rf"(?<!\d){number[0]}(?!\d)", other)
        ):
            yield match.start(), match.end(), _OPPOSITES[match[0]]


def _nots(text: str, other: str, rng: random.Random, drugs: set[str]) -> _Edits:
    for match in _NOT.finditer(text):
        if match["do"]:
            yield match.start(), match.end(), ""
        elif match["no"]:
            follows = text[match.end() : match.end() + 4]
            yield match.start(), match.end(), "good " if "evi" in follows else "an "
        else:
            yield match.start(), match.end(), f"{match['aux'] or match['cannot'] or ''} ".lstrip()
    for match in _POSITIVE.finditer(text):
        first = match["aux"].split()[0]
        rest = match[0][len(first) :]
        yield match.start(), match.end(), f"{first} not{rest}"


def _citations(text: str, other: str, rng: random.Random, drugs: set[str]) -> _Edits:
    for match in _CITATION.finditer(text):
        if f"@{match[1].split(';')[0].strip(' @')}" in other:
            yield match.start(), match.end(), ""


def _swaps(text: str, other: str, rng: random.Random, drugs: set[str]) -> _Edits:
    for match in re.finditer(r"[A-Za-z]{5,}", text):
        name = match[0].lower()
        if name in drugs and name in other.lower():
            became = rng.choice([one for one in _DRUGS if one != name])
            yield match.start(), match.end(), became.title() if match[0][0].isupper() else became


_MAKERS: dict[str, Callable[[str, str, random.Random, set[str]], _Edits]] = {
    "digit": _digits,
    "range end": _ranges,
    "unit": _units,
    "comparison": _comparisons,
    "not": _nots,
    "citation": _citations,
    "drug": _swaps,
}
