"""Turns English nouns for actions into verbs: "perform an assessment of" is "assess".

`data/action_nouns.en.tsv` has the nouns, the preposition before their object, and the verb.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.simplify.proposal import ProposalKind, Rewrite

_LIGHT_VERBS = ("perform", "conduct", "carry out", "make", "do", "undertake", "complete")
_DETERMINERS = r"(?:(?:an?|the)\s+)?"
_TENSES = ("base", "third", "past", "participle", "ing")


def name_actions(text: str) -> Iterator[Rewrite]:
    """Yield the verb for each light verb with a noun for an action."""
    for found in _pattern().finditer(text):
        base = _get_verbs().get((found["noun"].lower(), found["to"].lower()))
        if base is not None:
            tense = _get_tenses()[found["verb"].lower()]
            form = getattr(conjugate(base), tense)
            verb = form if isinstance(form, str) else form[0]
            written = verb[0].upper() + verb[1:] if found[0][0].isupper() else verb
            yield Rewrite(ProposalKind.VERB, found.start(), found.end(), (written,))


@cache
def _pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(_get_tenses(), key=len, reverse=True))
    nouns = "|".join(sorted({noun for noun, _ in _get_verbs()}, key=len, reverse=True))
    return re.compile(
        rf"\b(?P<verb>{verbs})\s+{_DETERMINERS}(?P<noun>{nouns})\s+(?P<to>of|for)\b", re.IGNORECASE
    )


@cache
def _get_tenses() -> Mapping[str, str]:
    """Return the tense of each form of a light verb; a past form counts as past."""
    tenses: dict[str, str] = {}
    for verb in _LIGHT_VERBS:
        forms = conjugate(verb)
        for tense in _TENSES:
            form = getattr(forms, tense)
            for one in (form,) if isinstance(form, str) else form:
                tenses.setdefault(one, tense)
    return tenses


@cache
def _get_verbs() -> Mapping[tuple[str, str], str]:
    listed = files("readlevel.core").joinpath("data", "action_nouns.en.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in listed.splitlines() if not line.startswith("#"))
    return {(noun, preposition): verb for noun, preposition, verb in rows}
