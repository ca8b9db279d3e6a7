"""English phrases with better ones: people before their illness, no double negatives, openings.

`data/rewrites.en.tsv` lists the first two.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.simplify.proposal import ProposalKind, Rewrite

_UNLESS = re.compile(
    r"(?P<do>(?:do|should)\s+not|don't|never)\s+(?P<act>[^,;:.]+?)\s+unless\s+(?P<when>[^,;:.]+)",
    re.IGNORECASE,
)

_DUTY = re.compile(
    r"\AIt is the (?:responsibility|duty) of (?P<who>(?:the|each|every|all)\s[^,;:.]{1,60}?) to\s"
    r"(?=[a-z]+\b)"
)

_OPENINGS: Mapping[str, str] = {
    "however": "But",
    "nevertheless": "But",
    "nonetheless": "But",
    "overall": "On the whole,",
    "for this reason": "So",
    "as a result": "So",
    "as a consequence": "So",
}
_OPENING = re.compile(rf"\A(?P<word>{'|'.join(_OPENINGS)}),(?=\s\w)", re.IGNORECASE)

_NO_NOUN = (
    r"(?=\s*(?:[.,;:!?)]|\Z)"
    r"|\s+(?:and|are|can|do|does|had|has|have|is|may|must|need|needs|or|should|was|were|who|will|with)\b)"
)


def replace_phrases(text: str) -> Iterator[Rewrite]:
    """Yield better phrases for those in the data, in whole words and any case."""
    table = _get_table()
    for found in _pattern().finditer(text):
        kind, options = table[" ".join(found[0].lower().split())]
        if found[0][0].isupper() and not found[0][1:2].isupper():
            options = tuple(one[0].upper() + one[1:] for one in options)
        yield Rewrite(kind, found.start(), found.end(), options)


def state_positively(text: str) -> Iterator[Rewrite]:
    """Yield "take it only if" for "do not take it unless"."""
    for found in _UNLESS.finditer(text):
        should = "should " if found["do"].lower().startswith("should") else ""
        written = f"{should}{found['act']} only if {found['when']}"
        if found[0][0].isupper():
            written = written[0].upper() + written[1:]
        yield Rewrite(ProposalKind.POSITIVE, found.start(), found.end(), (written,))


def begin_plainly(text: str) -> Iterator[Rewrite]:
    """Yield "But" for the "However," with which a sentence begins, and the like."""
    found = _OPENING.match(text)
    if found is not None:
        opening = _OPENINGS[found["word"].lower()]
        yield Rewrite(ProposalKind.WORD, 0, found.end(), (opening,))


def name_duty(text: str) -> Iterator[Rewrite]:
    """Yield "The nurse must" for "It is the responsibility of the nurse to"."""
    found = _DUTY.match(text)
    if found is not None:
        who = found["who"][0].upper() + found["who"][1:]
        yield Rewrite(ProposalKind.VERB, 0, found.end() - 1, (f"{who} must",))


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(_get_table(), key=len, reverse=True)
    joined = "|".join(map(_make_pattern, phrases))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


def _make_pattern(phrase: str) -> str:
    """Return the pattern of a phrase; no noun may follow an adjective that stands for people."""
    written = re.escape(phrase).replace(r"\ ", r"\s+")
    return written + _NO_NOUN if phrase.startswith(("a ", "an ", "the ")) else written


@cache
def _get_table() -> Mapping[str, tuple[ProposalKind, tuple[str, ...]]]:
    listed = files("readlevel.core").joinpath("data", "rewrites.en.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in listed.splitlines() if not line.startswith("#"))
    return {
        phrase.lower(): (ProposalKind(kind), tuple(options.split("|")))
        for kind, phrase, options in rows
    }
