"""Tables of plainer alternatives, with every inflected form of their entries.

`data/plain_words.<language>.tsv` has a line for each entry: its spellings (separated by `|`), its
alternatives (likewise, best first), its kind, an optional note for the editor (`-` for none), and
optional words around it (likewise): it is not offered near a word, right behind one written `<word`
and right before one written `>word`, only near one of those written `+word`, and only right before
one of those written `&word`. Kinds: nouns (`n`) and verbs (`v`) match in their inflected forms too,
with alternatives in the same form; `-` matches as written; Spanish has more
(`core/hints/spanish/wordings.py`). `…` in an alternative stands for the object of its verb. `=` in
place of alternatives keeps an entry: no shorter one matches in it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from readlevel.core.hints.spanish import wordings as spanish
from readlevel.core.hints.wording_entry import (
    ANYWHERE,
    KEEP_MARKER,
    ONLY_AS_VERB,
    Wording,
    WordingEntry,
    WordingLimits,
)
from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.languages.folding import fold
from readlevel.core.languages.inflection.inflect import inflect
from readlevel.core.text.source_positions import Span

WORDING_LANGUAGES = frozenset({"en", "es"})
"""Languages with a table."""

_BETWEEN = "\0"
"""Separates texts that are searched as one; no form contains it."""

_AGREES = "a"
_GENDERS = frozenset({"a", "f", "fp", "m", "mp"})

_PLURALS = {"child": "children", "foot": "feet", "person": "people", "tooth": "teeth"}
_LINKS = re.compile(
    " (?:about|against|at|born|for|from|in|not|of|on|staying|that|to|under|where|with) "
)
"""Words after the noun that takes the plural."""


@dataclass(frozen=True, slots=True)
class WordingTable:
    """The folded forms of all entries of one language."""

    by_form: Mapping[str, Wording]
    automaton: AhoCorasick
    """Of the forms."""

    def find_forms_in(self, texts: Sequence[str]) -> dict[int, list[Span]]:
        """Return the spans of forms in those of some folded texts that have any, by their index.

        Forms inside a longer word are left out. The texts are searched at once, which is faster.
        """
        joined = _BETWEEN.join(texts)
        ends = list(accumulate([len(text) + len(_BETWEEN) for text in texts]))
        found: dict[int, list[Span]] = {}
        for _, start, end in self.automaton.find_matches_as_indexes(joined, overlapping=True):
            if not (joined[start - 1 : start].isalnum() or joined[end : end + 1].isalnum()):
                place = bisect_right(ends, start)
                begin = ends[place - 1] if place else 0
                found.setdefault(place, []).append((start - begin, end - begin))
        return found


_Inflect = Callable[[str, WordingEntry], Iterator[tuple[str, Wording]]]


@cache
def get_wordings(language: str) -> WordingTable:
    """Return the table of `language` (a primary tag), empty if it has none."""
    by_form: dict[str, Wording] = {}
    entries = list_entries(language)
    for entry in entries:
        for spelling in entry.spellings:
            by_form[fold(spelling).text] = _make_wording(entry)
    for entry in entries:
        for spelling in entry.spellings:
            for form, wording in _INFLECTORS[language, entry.kind](spelling, entry):
                folded = fold(form).text
                if wording.gender == _AGREES or folded not in by_form:
                    by_form[folded] = wording
    return WordingTable(by_form, AhoCorasick(list(by_form), store_patterns=False))


def _make_wording(entry: WordingEntry) -> Wording:
    gender = entry.kind if entry.kind in _GENDERS else ""
    return Wording(entry.alternatives, entry.note, entry.limits, entry.kind == "v", gender=gender)


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
        sign = word[0] if word[0] in "<>+&" else ""
        by_sign.setdefault(sign, set()).add(word.removeprefix(sign))
    return WordingLimits(*(frozenset(by_sign.get(sign, ())) for sign in ("", "<", ">", "+", "&")))


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


_INFLECTORS: dict[tuple[str, str], _Inflect] = {
    ("en", "-"): _unchanged,
    ("en", "n"): _nouns,
    ("en", "v"): _verbs,
    ("es", "-"): _unchanged,
    ("es", "a"): spanish.inflect_adjective,
    ("es", "f"): spanish.inflect_noun,
    ("es", "fp"): spanish.inflect_noun,
    ("es", "m"): spanish.inflect_noun,
    ("es", "mp"): spanish.inflect_noun,
    ("es", "n"): spanish.keep_noun,
    ("es", "v"): spanish.inflect_verb,
}
