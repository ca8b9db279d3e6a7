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
    r"after|before|by|for|in|of|without|prior\sto|(?P<following>following)|regarding|about|despite|when"
    r"|(?:avoid|consider|delay|justify|postpone|recommend)(?:s|ed|d)?|involv(?:es?|ed)|justifies"
)
"""Words behind which a verb in -ing can stand; "in" and "for" are of purpose or of time."""

_NOT_BEFORE = r"(?!choice\b|which\b|whom\b|whose\b|origin\b|a\schild\b|people\b|patients\b)"
"""What does the action, is no object, or is treated of something."""

_PAST = re.compile(r"\b(?:was|were|been)\b")
"""Of a noun at the beginning, what was done about it: "The diagnosis of asthma was confirmed"."""


def name_what_is_done(text: str) -> Iterator[Rewrite]:
    """Yield the verb for each noun for an action with its object."""
    for found in _pattern().finditer(text):
        if found.start() == found.start("noun" if found["the"] is None else "the") and _PAST.search(
            text, found.end()
        ):
            continue
        start = found.start("noun") if found["the"] is None else found.start("the")
        base = _get_verbs()[found["noun"].lower()]
        written = conjugate(base).ing
        if found["following"]:
            start, written = found.start("following"), f"after {written}"
        if text[start].isupper():
            written = written[0].upper() + written[1:]
        yield Rewrite(ProposalKind.VERB, start, found.end(), (written,))


@cache
def _pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(_get_verbs(), key=len, reverse=True))
    return re.compile(
        rf"(?:\A|\b(?:{_BEFORE})\s)(?P<the>the\s)?(?P<noun>{nouns})\sof\b(?=\s{_NOT_BEFORE})",
        re.IGNORECASE,
    )


@cache
def _get_verbs() -> Mapping[str, str]:
    listed = files("readlevel.core").joinpath("data", "gerunds.en.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in listed.splitlines() if not line.startswith("#"))
    return dict(rows)
