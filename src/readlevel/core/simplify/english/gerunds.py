"""Turns English nouns for actions into verbs: "by the administration of" is "by giving".

`data/gerunds.en.tsv` has the nouns and the verbs.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.simplify.proposal import ProposalKind, Rewrite

_BEFORE = (
    r"by|for|in|of|regarding|about"
    r"|(?:avoid|consider|delay|justify|postpone|recommend)(?:s|ed|d)?|involv(?:es?|ed)|justifies"
)
"""Words behind which a verb in -ing can stand; "in" and "for" are of purpose or of time."""

_BEFORE_EVENT = r"after|before|without|prior\sto|(?P<following>following)|despite"
"""Words behind which it is not said who acts."""

_NOT_BEFORE = (
    r"(?!choice\b|which\b|whom\b|whose\b|origin\b|a\schild\b|people\b|patients\b|individuals\b|participants\b|adults\b|children\b|women\b|men\b|consent\b"
    r"|(?:the\s)?(?:blood|flow|growth|movement|airflow)\b"
    r"|(?:remission|breathing|bleeding|menstruation|menses|periods|respiration|seizures|symptoms)\b)"
)
"""What does the action, is no object, or is treated of something, or goes on by itself."""

_NO_SUBJECT = re.compile(
    r"\b(?:was|were|been|performed|done|made|given|undertaken|conducted|carried\sout|achieved"
    r"|based|depends?|determined|guided|influenced|remains?|varies|occurs?|occurred|happens?|takes?\splace|possible|delayed)\b"
)
"""Verbs that describe an event named by the noun: "The diagnosis of asthma was confirmed"."""

_OTHER_CLAUSE = re.compile(r"\s(?:[\w-]+\s){1,4}?(?:is|are|was|were|has|had|can|may)\b")
"""Behind "after" and "before", a noun that is the subject of a clause, with its verb."""

_PERSON = re.compile(
    r"\b(?:you|your|he|him|his|she|her|they|their|i|my|we|our|patients?|people|person|child|children"
    r"|wom[ae]n|m[ae]n|adults?|infants?|bab(?:y|ies))\b",
    re.IGNORECASE,
)
_DONE_TO_PERSON = frozenset(
    {"administration", "correction", "implantation", "insertion", "provision", "removal"}
    | {"treatment"}
)
"""What others do to a person: "You may eat after removal of the tube" is not of their removing."""


def name_what_is_done(text: str) -> Iterator[Rewrite]:
    """Yield the verb for each noun for an action with its object."""
    for found in _pattern().finditer(text):
        if not _keeps_who_acts(text, found):
            continue
        start = found.start("noun") if found["the"] is None else found.start("the")
        base = _get_verbs()[found["noun"].lower()]
        written = conjugate(base).ing
        if found["following"]:
            start, written = found.start("following"), f"after {written}"
        if text[start].isupper():
            written = written[0].upper() + written[1:]
        yield Rewrite(ProposalKind.VERB, start, found.end(), (written,))


def _keeps_who_acts(text: str, found: re.Match[str]) -> bool:
    """Return whether the noun is the only subject of the verb, and the verb has its place."""
    noun = found["noun"].lower()
    if found["event"] is None:
        if noun == "diagnosis" and found["before"] and found["before"].lower() not in ("for", "in"):
            return False
        return found["before"] is not None or _NO_SUBJECT.search(text, found.end()) is None
    if noun == "diagnosis" or _OTHER_CLAUSE.match(text, found.end()):
        return False
    return noun not in _DONE_TO_PERSON or _PERSON.search(text) is None


@cache
def _pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(_get_verbs(), key=len, reverse=True))
    return re.compile(
        rf"(?:\A|\b(?:(?P<before>{_BEFORE})|(?P<event>{_BEFORE_EVENT}))\s)(?P<the>the\s)?(?P<noun>{nouns})\sof\b(?=\s{_NOT_BEFORE})",
        re.IGNORECASE,
    )


@cache
def _get_verbs() -> Mapping[str, str]:
    listed = files("readlevel.core").joinpath("data", "gerunds.en.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in listed.splitlines() if not line.startswith("#"))
    return dict(rows)
