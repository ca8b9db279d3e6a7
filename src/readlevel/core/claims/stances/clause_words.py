"""The words of a language by which the clauses of a sentence are told and read.

They are the table `clause` of `data/claims.<language>.toml`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from readlevel.core.claims.claim_vocabulary import get_words
from readlevel.core.languages.tags import primary

_NOTHING = re.compile(r"(?!)")
_BEFORE_LENGTH = 40
"""Characters before a position in which a phrase that ends there is looked for."""


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of one language, in lower case."""

    auxiliaries: frozenset[str]
    """Verbs that distinguish a clause from a noun, and a subject from its predicate."""
    coordinating: frozenset[str]
    subordinating: frozenset[str]
    """Words that begin a clause which ends at its comma."""
    reasons: frozenset[str]
    """Words that begin a reason."""
    relative: frozenset[str]
    """Words that begin a relative clause about the subject: "Heavy oil, which …"."""
    of_some: frozenset[str]
    """Words after which a denial is of some people: "those who did not"."""
    of_what: frozenset[str]
    """Words after which a verb with a denial says of what kind something is: "one that is not"."""
    content: frozenset[str]
    """Words that begin what is said, thought or shown: "a test that shows that you are not"."""
    pronouns: frozenset[str]
    """Subjects of a clause of their own: "rest, and you will feel better"."""
    comparing: frozenset[str]
    """Words after which a "no" denies a noun only: "than no therapy"."""
    accompanying: frozenset[str]
    """Words for "with", as in "with no difference"."""
    denied_nouns: tuple[str, ...]
    """First letters of nouns by which a "with no" denies its clause: "with no difference"."""
    evidence: frozenset[str]
    scarce: frozenset[str]
    """What denies that there is evidence: "not enough", "insufficient"."""
    failing: frozenset[str]
    """What denies the verb after it, while "failed" by itself denies a noun: "fails to"."""
    cannot: frozenset[str]
    """They are pseudo-negations where ability is meant, but forbid in advice."""
    stopping: tuple[str, ...]
    """First letters of words for stopping anything; only medicines and habits matter."""
    stop_nouns: frozenset[str]
    """Nouns for stopping, which demand nothing by themselves: "withdrawal causes headache"."""
    reported: re.Pattern[str]
    """Who stopped something in a report: "more people stopped the medicine"."""
    participles: tuple[str, ...]
    """Endings of a participle: "stopped" in "should be stopped"."""
    instead: re.Pattern[str]
    """What comes before something that is not done: "rather than"."""
    whether: re.Pattern[str]
    asking: re.Pattern[str]
    """A question word, which begins a question after one of `undecided`."""
    partial: frozenset[str]
    """What denies something of a part: "not all", "not always"."""
    total: frozenset[str]
    """What denies it of everyone, or for ever: "no patients", "never"."""
    some: frozenset[str]
    """Subjects for which a "no" does not apply to everyone: "some patients need no surgery"."""
    excepting: frozenset[str]
    """What begins an exception from a denial: without, until, unless."""
    postponing: frozenset[str]
    """Those of them by which something is put off: until."""
    conditional: frozenset[str]
    """What begins a condition, at which an exception ends: "without advice if you are ill"."""
    limiting: frozenset[str]
    """Words by which something is said to hold at times only: after, once, if."""
    undecided: re.Pattern[str]
    """A word before a question: "it is unclear which"."""


def get_clause_words(language: str) -> ClauseWords:
    """Return the words of a language, by its tag; a language without a table has none."""
    return _get_clause_words(primary(language))


@lru_cache(maxsize=32)
def _get_clause_words(language: str) -> ClauseWords:
    def words(name: str) -> frozenset[str]:
        return get_words("clause", name, language)

    def letters(name: str) -> tuple[str, ...]:
        return tuple(sorted(words(name)))

    return ClauseWords(
        auxiliaries=words("auxiliaries"),
        coordinating=words("coordinating"),
        subordinating=words("subordinating"),
        reasons=words("reasons"),
        relative=words("relative"),
        of_some=words("of_some"),
        of_what=words("of_what"),
        content=words("content"),
        pronouns=words("pronouns"),
        comparing=words("comparing"),
        accompanying=words("accompanying"),
        denied_nouns=letters("denied_nouns"),
        evidence=words("evidence"),
        scarce=words("scarce"),
        failing=words("failing"),
        cannot=words("cannot"),
        stopping=letters("stopping"),
        stop_nouns=words("stop_nouns"),
        reported=_compile(words("reported"), before=True),
        participles=letters("participles"),
        partial=words("partial"),
        total=words("total"),
        some=words("some"),
        excepting=words("excepting"),
        postponing=words("postponing"),
        conditional=words("conditional"),
        limiting=words("limiting"),
        instead=_compile(words("instead"), before=True),
        whether=_compile(words("whether")),
        asking=_compile(words("asking")),
        undecided=_compile(words("undecided"), before=True),
    )


def stands_before(pattern: re.Pattern[str], text: str, position: int) -> bool:
    """Return whether one of the phrases of a pattern ends right before a position."""
    return pattern.search(text[max(0, position - _BEFORE_LENGTH) : position]) is not None


def _compile(phrases: Iterable[str], *, before: bool = False) -> re.Pattern[str]:
    """Return a pattern of phrases as whole words; `before`, at the end and with a space."""
    listed = "|".join(map(re.escape, sorted(phrases, key=lambda one: (-len(one), one))))
    if not listed:
        return _NOTHING
    end = r"\s\Z" if before else r"\b"
    return re.compile(rf"\b(?:{listed}){end}", re.IGNORECASE)
