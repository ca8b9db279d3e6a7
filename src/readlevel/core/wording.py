"""The tables of plainer wordings, with every form of an entry that a text may use.

`data/plain_words.<language>.tsv` has a line for each entry: its spellings (`|` between them), its
plainer wordings (likewise, best first), its kind, and a note where an editor must look closer.
Kinds: `n` nouns and `v` verbs are found in their other forms too, and their wordings take the same
form; `-` stands as it is written. `=` instead of wordings keeps an entry as it is: shorter entries
are not found in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from readlevel.core.folding import fold
from readlevel.core.inflection import inflect
from readlevel.core.verbs import conjugate

WORDING_LANGUAGES = frozenset({"en"})
"""Languages with a table."""

KEPT = "="

_PLURALS = {"child": "children", "foot": "feet", "person": "people", "tooth": "teeth"}
_LINKS = (" about ", " for ", " from ", " in ", " of ", " that ", " to ", " who ", " with ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table."""

    spellings: tuple[str, ...]
    plainer: tuple[str, ...]
    """Wordings, best first; none where the entry is to be kept."""
    kind: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Wording:
    """What one form of an entry may be replaced by."""

    plainer: tuple[str, ...]
    note: str | None
    participles: tuple[str, ...] = ()
    """The wordings that fit after "is" or "has", where past and participle are written alike."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The forms of all entries of one language, folded."""

    by_form: Mapping[str, Wording]
    longest: Mapping[str, int]
    """For the first word of each form, how many words the longest form with it has."""


@cache
def get_wordings(language: str) -> Wordings:
    """Return the wordings for `language` (a primary tag); none where it has no table."""
    by_form: dict[str, Wording] = {}
    entries = list_entries(language)
    for entry in entries:
        for spelling in entry.spellings:
            by_form[fold(spelling).text] = Wording(entry.plainer, entry.note)
    for entry in entries:
        for spelling in entry.spellings:
            for form, wording in _INFLECTORS[entry.kind](spelling, entry):
                by_form.setdefault(fold(form).text, wording)
    longest: dict[str, int] = {}
    for form in by_form:
        first, *others = form.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return Wordings(by_form, longest)


def list_entries(language: str) -> list[Entry]:
    """Return the lines of the table for `language`, in order; none where it has no table."""
    if language not in WORDING_LANGUAGES:
        return []
    name = f"plain_words.{language}.tsv"
    table = files("readlevel.core").joinpath("data", name).read_text("utf-8")
    return [_read(line) for line in table.splitlines() if not line.startswith("#")]


def _read(line: str) -> Entry:
    written, wordings, kind, *note = line.split("\t")
    plainer = () if wordings == KEPT else tuple(wordings.split("|"))
    return Entry(tuple(written.split("|")), plainer, kind, note[0] if note else None)


def _unchanged(spelling: str, entry: Entry) -> Iterator[tuple[str, Wording]]:
    yield spelling, Wording(entry.plainer, entry.note)


def _nouns(spelling: str, entry: Entry) -> Iterator[tuple[str, Wording]]:
    plurals = Wording(tuple(map(_plural, entry.plainer)), entry.note)
    for form in inflect(spelling, "en"):
        yield form, plurals


def _verbs(spelling: str, entry: Entry) -> Iterator[tuple[str, Wording]]:
    verb = conjugate(spelling)
    plain = [conjugate(wording) for wording in entry.plainer]
    yield verb.third, Wording(tuple(each.third for each in plain), entry.note)
    yield verb.ing, Wording(tuple(each.ing for each in plain), entry.note)
    past = tuple(each.past[0] for each in plain)
    participle = tuple(each.participle[0] for each in plain)
    for form in verb.past:
        if form in verb.participle:
            either = tuple(dict.fromkeys(past + participle))
            yield form, Wording(either, entry.note, participle)
        else:
            yield form, Wording(past, entry.note)
    for form in verb.participle:
        yield form, Wording(participle, entry.note)


def _plural(phrase: str) -> str:
    """Return the plural of a plain English wording, whose head is before its first link."""
    cut = min((at for link in _LINKS if (at := phrase.find(link)) > 0), default=len(phrase))
    before, space, noun = phrase[:cut].rpartition(" ")
    regular = conjugate(noun).third  # the same -s, -es and -ies as for verbs
    return before + space + _PLURALS.get(noun, regular) + phrase[cut:]


_INFLECTORS = {"-": _unchanged, "n": _nouns, "v": _verbs}
