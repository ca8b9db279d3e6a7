"""Turns Spanish nouns for actions into verbs: "realizar una evaluación de" is "evaluar".

`data/action_nouns.es.tsv` has the nouns and the verbs.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from readlevel.core.languages.spanish.grammar import is_in
from readlevel.core.languages.spanish.verbs import conjugate_spanish
from readlevel.core.simplify.proposal import ProposalKind, Rewrite

_LIGHT_VERBS = ("realizar", "efectuar", "llevar a cabo", "hacer", "practicar")
_PLACES = (0, 2, *range(7, 20))
"""The forms of a verb except participles, which agree with the noun, and joined pronouns."""


class _Action(NamedTuple):
    verb: str
    takes_people: bool


def name_spanish_actions(text: str) -> Iterator[Rewrite]:
    """Yield the verb for each light verb with a noun for an action."""
    for found in _pattern().finditer(text):
        action = _get_actions()[found["noun"].lower()]
        written = conjugate_spanish(action.verb)[_get_places()[found["verb"].lower()]]
        person = is_in(found["person"].lower(), "people")
        article = (found["article"] or "").lower()
        if person and not action.takes_people:
            continue
        if found["of"].lower() == "del":
            article = "el"
        if person and article:
            article = "al" if article == "el" else f"a {article}"
        written = " ".join(filter(None, (written, article, found["person"])))
        if found[0][0].isupper():
            written = written[0].upper() + written[1:]
        yield Rewrite(ProposalKind.VERB, found.start(), found.end(), (written,))


@cache
def _pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(_get_places(), key=len, reverse=True))
    nouns = "|".join(sorted(_get_actions(), key=len, reverse=True))
    return re.compile(
        rf"(?<!se\s)\b(?P<verb>{verbs})\s(?:(?:una?|el|la)\s)?(?P<noun>{nouns})\s"
        r"(?P<of>del|de)\s(?:(?P<article>el|la|los|las|sus?|un|una|cada)\s)?(?P<person>[^\W\d_]+)",
        re.IGNORECASE,
    )


@cache
def _get_places() -> Mapping[str, int]:
    """Return which form of its verb each form of a light verb is."""
    places: dict[str, int] = {}
    for verb in _LIGHT_VERBS:
        forms = conjugate_spanish(verb)
        for place in _PLACES:
            places.setdefault(forms[place], place)
    return places


@cache
def _get_actions() -> Mapping[str, _Action]:
    listed = files("readlevel.core").joinpath("data", "action_nouns.es.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in listed.splitlines() if not line.startswith("#"))
    return {noun: _Action(verb, bool(people)) for noun, verb, *people in rows}
