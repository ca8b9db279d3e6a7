"""Conjugation of English verbs: irregular ones from `data/verbs.en.txt`, others by rule."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_THIRD = {"be": "is", "have": "has"}


class Conjugation(NamedTuple):
    """The forms of a verb; most verbs have one past form and one participle."""

    base: str
    third: str
    """Third person of the present: gives."""
    past: tuple[str, ...]
    participle: tuple[str, ...]
    """Past participle: given."""
    ing: str


def conjugate(verb: str) -> Conjugation:
    """Return the forms of `verb` (base form, lower case); only its first word changes.

    "carry out" gives "carried out". Final consonants are doubled only for verbs in the data.
    """
    first, gap, rest = verb.partition(" ")
    past, participle, ing = _get_irregular().get(first) or _regular(first)
    return Conjugation(
        base=verb,
        third=_third(first) + gap + rest,
        past=tuple(form + gap + rest for form in past),
        participle=tuple(form + gap + rest for form in participle),
        ing=ing + gap + rest,
    )


@cache
def get_irregular_participles() -> frozenset[str]:
    """Return the past participles in the data, including those that end in -ed."""
    return frozenset(form for _, forms, _ in _get_irregular().values() for form in forms)


@cache
def _get_irregular() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]]:
    listed = files("readlevel.core").joinpath("data", "verbs.en.txt").read_text("utf-8")
    verbs = {}
    for line in listed.splitlines():
        if not line.startswith("#"):
            base, past, participle, *ing = line.split()
            forms = tuple(past.split("/")), tuple(participle.split("/"))
            verbs[base] = (*forms, ing[0] if ing else _ing(base))
    return verbs


def _regular(verb: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    if verb.endswith("e"):
        past = verb + "d"
    elif re.search("[^aeiou]y$", verb):
        past = verb[:-1] + "ied"
    else:
        past = verb + "ed"
    return (past,), (past,), _ing(verb)


def _ing(verb: str) -> str:
    return (verb[:-1] if re.search("[^eoy]e$", verb) else verb) + "ing"


def _third(verb: str) -> str:
    if re.search("[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    if re.search("(?:[sxzo]|[cs]h)$", verb):
        return verb + "es"
    return _THIRD.get(verb, verb + "s")
