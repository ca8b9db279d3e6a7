"""Spanish phrases with better ones: people before their illness, openings, the reader addressed.

`data/rewrites.es.tsv` lists the first.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.languages.spanish.grammar import is_function_word, is_in
from readlevel.core.simplify.proposal import ProposalKind, Rewrite

_OPENINGS = {
    "sin embargo": "Pero",
    "no obstante": "Pero",
    "por consiguiente": "Por eso",
    "por lo tanto": "Por eso",
    "en consecuencia": "Por eso",
}
_OPENING = re.compile(rf"\A(?P<word>{'|'.join(_OPENINGS)}),(?=\s\w)", re.IGNORECASE)
_NEXT = re.compile(r"\s(?P<word>[^\W\d_]+)")
_SAID_OF = 6
"""Words behind a phrase among which an adjective of its gender may be."""

_PATIENTS = re.compile(
    r"\A(?:(?:Los pacientes|Las personas)\s(?P<many>deben|pueden|necesitan|tienen que)"
    r"|(?:El paciente|La paciente)\s(?P<one>debe|puede|necesita|tiene que))\b"
)
_ONE = {"deben": "debe", "pueden": "puede", "necesitan": "necesita", "tienen que": "tiene que"}
_OTHERS = re.compile(
    r"\b(?:si|cuando|que|quien|quienes|ellos|ellas|les|ser|estar|quedarse|[^\W\d_]+ados?|tod[oa]s)\b",
    re.IGNORECASE,
)


def replace_spanish_phrases(text: str) -> Iterator[Rewrite]:
    """Yield better phrases for those in the data, in whole words and any case."""
    table = _get_table()
    for found in _pattern().finditer(text):
        kind, option = table[found[0].lower()]
        if kind is ProposalKind.PERSON_FIRST and _may_agree(text, found.end()):
            continue
        written = option[0].upper() + option[1:] if found[0][0].isupper() else option
        yield Rewrite(kind, found.start(), found.end(), (written,))


def begin_plainly_in_spanish(text: str) -> Iterator[Rewrite]:
    """Yield "Pero" for the "Sin embargo," with which a sentence begins, and the like."""
    found = _OPENING.match(text)
    if found is not None:
        opening = _OPENINGS[found["word"].lower()]
        yield Rewrite(ProposalKind.WORD, 0, found.end(), (opening,))


def address_spanish_reader(text: str) -> Iterator[Rewrite]:
    """Yield "Usted" for the patients with whom a sentence begins, if nothing else is about them."""
    found = _PATIENTS.match(text)
    if found is None or _OTHERS.search(text, found.end()):
        return
    verb = _ONE.get(found["many"] or "", found["one"])
    yield Rewrite(ProposalKind.YOU, 0, found.end(), (f"Usted {verb}",))


def _may_agree(text: str, end: int) -> bool:
    """Return whether something behind may agree with the phrase: an adjective, or what it is."""
    words = [found["word"].lower() for found in _NEXT.finditer(text, end, end + 60)][:_SAID_OF]
    if words and text[end : end + 1] == " " and not is_function_word(words[0]):
        return True
    return any(is_in(word, "be") for word in words)


@cache
def _pattern() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, sorted(_get_table(), key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE)


@cache
def _get_table() -> Mapping[str, tuple[ProposalKind, str]]:
    listed = files("readlevel.core").joinpath("data", "rewrites.es.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in listed.splitlines() if not line.startswith("#"))
    return {phrase.lower(): (ProposalKind(kind), option) for kind, phrase, option in rows}
