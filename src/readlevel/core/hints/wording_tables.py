"""Tables of plainer alternatives, with every inflected form of their entries.

`data/plain_words.<language>.tsv` has a line for each entry: its spellings (separated by `|`), its
alternatives (likewise, best first), its kind, an optional note for the editor (`-` for none), and
optional words around it (likewise): it is not offered near a word, right behind one written `<word`
and right before one written `>word`, and only near one of those written `+word`. Kinds: nouns (`n`)
and verbs (`v`) match in their inflected forms too, with alternatives in the same form; `-` matches
as written. `…` in an alternative stands for the object of its verb. `=` in place of alternatives
keeps an entry: no shorter one matches in it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from readlevel.core.hints.tokenised_text import tokenise
from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.languages.folding import fold
from readlevel.core.languages.inflection.inflect import inflect

WORDING_LANGUAGES = frozenset({"en", "es"})
"""Languages with a table."""

KEEP_MARKER = "="

ONLY_AS_VERB = "verb"
"""Note of entries that may be another part of speech in their base form and with -s."""

ONLY_AS_NOUN = "noun"
"""Note of entries that may be an adjective, or stand before another noun."""

ONLY_AS_ADJECTIVE = "adjective"
"""Note of entries that may be a verb."""

BEFORE_NOUN = "before_noun"
AFTER_NOUN = "after_noun"

_PLURALS = {"child": "children", "foot": "feet", "person": "people", "tooth": "teeth"}
_LINKS = re.compile(" (?:about|at|born|for|from|in|not|of|on|staying|that|to|under|where|with) ")
"""Words after the noun that takes the plural."""


@dataclass(frozen=True, slots=True)
class WordingLimits:
    """Folded words on which it depends whether an entry is offered."""

    not_near: frozenset[str] = frozenset()
    """Words beside which the alternatives are wrong: "significant" near "p"."""
    not_behind: frozenset[str] = frozenset()
    """Words right before an entry with which they are wrong: "bone fracture"."""
    not_before: frozenset[str] = frozenset()
    """Words right behind an entry with which they are wrong: "difficult airway"."""
    only_near: frozenset[str] = frozenset()
    """Words of which one must be near; any text will do if there are none."""


ANYWHERE = WordingLimits()


@dataclass(frozen=True, slots=True)
class WordingEntry:
    """One line of a table."""

    spellings: tuple[str, ...]
    alternatives: tuple[str, ...]
    """Alternatives, best first; empty if the entry is to be kept."""
    kind: str
    note: str | None
    limits: WordingLimits = ANYWHERE


@dataclass(frozen=True, slots=True)
class Wording:
    """The alternatives to one form of an entry."""

    alternatives: tuple[str, ...]
    note: str | None
    limits: WordingLimits = ANYWHERE
    is_verb: bool = False
    participles: tuple[str, ...] = ()
    """Alternatives as participles, if past and participle are spelled alike."""


@dataclass(frozen=True, slots=True)
class WordingTable:
    """The folded forms of all entries of one language."""

    by_form: Mapping[str, Wording]
    longest: Mapping[str, int]
    """By first word, the number of words of the longest form."""
    second: Mapping[str, frozenset[str]]
    """By first word, the second words of forms."""


_Inflect = Callable[[str, WordingEntry], Iterator[tuple[str, Wording]]]


@cache
def get_wordings(language: str) -> WordingTable:
    """Return the table of `language` (a primary tag), empty if it has none."""
    by_form: dict[str, Wording] = {}
    entries = list_entries(language)
    for entry in entries:
        for spelling in entry.spellings:
            wording = Wording(entry.alternatives, entry.note, entry.limits, entry.kind == "v")
            by_form[fold(spelling).text] = wording
    for entry in entries:
        for spelling in entry.spellings:
            for form, wording in _INFLECTORS[language, entry.kind](spelling, entry):
                by_form.setdefault(fold(form).text, wording)
    longest: dict[str, int] = {}
    second: dict[str, set[str]] = {}
    for form in by_form:
        first, *others = form.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(others))
        words = tokenise(form).words
        second.setdefault(first, set()).update(words[1:2])
    return WordingTable(
        by_form, longest, {first: frozenset(words) for first, words in second.items()}
    )


def list_entries(language: str) -> list[WordingEntry]:
    """Return the entries of the table of `language`, in order; empty if it has none."""
    if language not in WORDING_LANGUAGES:
        return []
    name = f"plain_words.{language}.tsv"
    table = files("readlevel.core").joinpath("data", name).read_text("utf-8")
    return [_parse_entry(line) for line in table.splitlines() if not line.startswith("#")]


def _parse_entry(line: str) -> WordingEntry:
    written, wordings, kind, *others = line.split("\t")
    note, near = others[0:1], others[1:2]
    return WordingEntry(
        tuple(written.split("|")),
        () if wordings == KEEP_MARKER else tuple(wordings.split("|")),
        kind,
        note[0] if note and note[0] != "-" else None,
        _parse_limits(near[0]) if near else ANYWHERE,
    )


def _parse_limits(written: str) -> WordingLimits:
    by_sign: dict[str, set[str]] = {}
    for word in written.split("|"):
        sign = word[0] if word[0] in "<>+" else ""
        by_sign.setdefault(sign, set()).add(word.removeprefix(sign))
    return WordingLimits(*(frozenset(by_sign.get(sign, ())) for sign in ("", "<", ">", "+")))


def _unchanged(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    yield spelling, Wording(entry.alternatives, entry.note, entry.limits)


def _nouns(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    bare = (one for one in entry.alternatives if not one.startswith(("a ", "an ")))
    plurals = Wording(tuple(map(_plural, bare)), entry.note, entry.limits)
    for form in inflect(spelling, "en"):
        yield form, plurals


def _verbs(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    verb = conjugate(spelling)
    plain = [conjugate(wording) for wording in entry.alternatives]
    note = None if entry.note == ONLY_AS_VERB else entry.note  # only the base and -s may be nouns
    inflected = Wording((), note, entry.limits, is_verb=True)
    third = tuple(each.third for each in plain)
    yield verb.third, replace(inflected, alternatives=third, note=entry.note)
    yield verb.ing, replace(inflected, alternatives=tuple(each.ing for each in plain))
    past = tuple(each.past[0] for each in plain)
    participle = tuple(each.participle[0] for each in plain)
    for form in verb.past:
        if form in verb.participle:
            yield form, replace(inflected, alternatives=past, participles=participle)
        else:
            yield form, replace(inflected, alternatives=past)
    for form in verb.participle:
        yield form, replace(inflected, alternatives=participle)


def _plural(phrase: str) -> str:
    """Return the plural of an English phrase, whose head noun is before the first link word."""
    link = _LINKS.search(phrase)
    cut = link.start() if link else len(phrase)
    before, space, noun = phrase[:cut].rpartition(" ")
    regular = conjugate(noun).third  # the same -s, -es and -ies as for verbs
    return before + space + _PLURALS.get(noun, regular) + phrase[cut:]


_SPANISH_ENDINGS = (
    *("a", "an", "as", "amos", "ado", "ada", "ados", "adas", "ando"),
    *("aba", "aban", "ó", "aron", "ará", "arán", "aría", "arían"),
)
"""Endings of regular verbs in -ar, except those that change the letter before."""


def _spanish_nouns(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    plurals = (next(iter(inflect(wording, "es")), wording) for wording in entry.alternatives)
    wording = Wording(tuple(plurals), entry.note, entry.limits)
    for form in inflect(spelling, "es"):
        yield form, wording


def _spanish_verbs(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    for ending in _SPANISH_ENDINGS:
        alternatives = tuple(wording.removesuffix("ar") + ending for wording in entry.alternatives)
        yield (
            spelling.removesuffix("ar") + ending,
            Wording(alternatives, entry.note, entry.limits),
        )


_INFLECTORS: dict[tuple[str, str], _Inflect] = {
    ("en", "-"): _unchanged,
    ("en", "n"): _nouns,
    ("en", "v"): _verbs,
    ("es", "-"): _unchanged,
    ("es", "n"): _spanish_nouns,
    ("es", "v"): _spanish_verbs,
}
