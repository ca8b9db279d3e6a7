"""Turns English nouns for actions into verbs: "perform an assessment of" is "assess".

`data/action_nouns.en.tsv` has the nouns, the preposition before their object, and the verb.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.languages.english.noun_phrases import is_plural
from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.simplify.proposal import ProposalKind, Rewrite
from readlevel.core.simplify.sentence_marks import capitalise

_LIGHT_VERBS = ("perform", "conduct", "carry out", "make", "do", "undertake", "complete")
_DETERMINERS = r"(?:(?:an?|the)\s+)?"
_LINKING = frozenset({"and", "or", "that", "which", "who", "in", "of", "for", "with", "by", "to"})
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


_DONE = re.compile(
    r"\A(?:An?\s|The\s)?(?P<noun>[A-Za-z]+)\sof\s(?P<what>(?:the\s|all\s)?(?:[\w-]+\s){1,5}?)"
    r"(?P<be>(?:should|must|can|may|will)(?:\snot)?\sbe|is|was|are|were|has\sbeen|had\sbeen)\s"
    r"(?P<adverb>(?:usually|often|always)\s)?"
    r"(?:performed|carried\sout|undertaken|conducted)\b"
)
_SEVERAL = {"is": "are", "was": "were", "has been": "have been"}


def name_what_is_acted_on(text: str) -> Iterator[Rewrite]:
    """Yield "Blood pressure is measured" for "Measurement of blood pressure is performed"."""
    found = _DONE.match(text)
    if found is None:
        return
    base = _get_verbs().get((found["noun"].lower(), "of"))
    what = found["what"].strip()
    if base is None or any(word in _LINKING for word in what.lower().split()):
        return
    auxiliary = found["be"]
    if is_plural(what.split()[-1].lower()):
        auxiliary = _SEVERAL.get(auxiliary, auxiliary)
    done = conjugate(base).participle[0]
    written = f"{capitalise(what)} {auxiliary} {found['adverb'] or ''}{done}"
    yield Rewrite(ProposalKind.VERB, 0, found.end(), (written,))


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
