"""What people and medicine call the same, in each language, and names of medicines.

`data/synonyms.<language>.txt` has a line for each concept: `concept: name, … > wider concept, …`,
or `concept: name, … ! opposite` where a word of the name alone may mean the opposite: "pressure".
Concepts are the same in all languages, so that a query finds texts in another one.
`data/drugs.txt` adds generic names with their brands, and the classes they belong to;
`data/medicine_names.txt` has the names of other medicines.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, takewhile
from typing import NamedTuple

from readlevel.core.languages.tags import primary
from readlevel.core.search.medicine_spelling import make_key, spell_in_spanish
from readlevel.core.search.query_words import is_unsearched
from readlevel.core.search.words import list_written, split_words, stem_phrase, stem_word

SAME, NARROWER = 0.9, 0.65
"""How much a name of the same or a narrower concept stands for what was asked."""

WIDER = (0.72, 0.6, 0.5)
"""How much a name of a wider concept does, of one that is wider than that, and so on."""

_LANGUAGES = ("en", "es", "ar", "de", "fr")
_MOST_WORDS_BETWEEN = 3
"""Words of a query that may stand between those of a name."""

_MOST_BEGUN = 6
"""Names that the beginning of a word stands for."""

_LISTED_DRUG = re.compile(r"([^,()]+)(?:\(([^()]*)\))?")
_DRUGS_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name that a query uses: the places of its words in the query, and what it names."""

    places: frozenset[int]
    concepts: frozenset[str]


class ListedName(NamedTuple):
    """What something is called, and how much that stands for what was asked."""

    name: str
    likeness: float
    stems: tuple[str, ...]


@dataclass(slots=True)
class _NamedConcept:
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    wider: set[str] = field(default_factory=set)
    narrower: list[str] = field(default_factory=list)
    has_opposite: bool = False


def find_names(stems: Mapping[int, str], language: str) -> Sequence[NameMatch]:
    """Return the names that a query uses, without those that are part of a longer one.

    `stems` are the stems of the words that are searched for, by their places in the query.
    """
    return _find_names(tuple(stems.items()), primary(language))


@lru_cache(maxsize=4096)
def _find_names(stems: Collection[tuple[int, str]], tag: str) -> Sequence[NameMatch]:
    known = _index(tag)
    present = defaultdict(list)
    for place, stem in stems:
        present[stem].append(place)
    found: dict[frozenset[int], set[str]] = defaultdict(set)
    for stem in present:
        for name, concept in known.get(stem, ()):
            places = _place(name, present)
            if places is None or (_has_opposite(concept) and not _is_exact(name, places, stems)):
                continue
            found[places].add(concept)
    return tuple(
        NameMatch(places, frozenset(filter(_has_opposite, concepts)) or frozenset(concepts))
        for places, concepts in found.items()
        if not any(places < longer for longer in found)
    )


@lru_cache(maxsize=4096)
def list_names(concepts: frozenset[str], language: str) -> Sequence[ListedName]:
    """Return what concepts are called in a language, with how much each name stands for them."""
    all_concepts, tag = _load(), primary(language)
    likeness: dict[str, float] = {}
    for concept in sorted(concepts):
        worth = {**dict.fromkeys(all_concepts[concept].narrower, NARROWER)}
        worth.update(_list_wider(concept))
        worth[concept] = SAME
        for other, much in worth.items():
            spelled = spell_in_spanish(other) if tag == "es" and other in _medicines() else ()
            for name in (*all_concepts[other].names.get(tag, ()), *spelled):
                likeness[name] = max(likeness.get(name, 0), much)
    return tuple(
        ListedName(name, much, stem_phrase(name, language)) for name, much in likeness.items()
    )


@lru_cache(maxsize=4096)
def list_name_stems(concepts: frozenset[str], language: str) -> frozenset[str]:
    """Return all stems of what concepts are called in a language."""
    return frozenset(stem for one in list_names(concepts, language) for stem in one.stems)


def find_medicine(word: str) -> frozenset[str]:
    """Return the medicines whose generic name a folded word is, as other languages spell it."""
    return _medicines_by_key().get(make_key(word), frozenset())


def has_opposite(concepts: Collection[str]) -> bool:
    """Return whether one of the concepts is the opposite of another with a similar name."""
    return any(map(_has_opposite, concepts))


def _has_opposite(concept: str) -> bool:
    return _load()[concept].has_opposite


def find_begun(beginning: str, language: str) -> frozenset[str]:
    """Return the concepts that have a name of one word which begins with some letters."""
    names = _one_word_names(primary(language))
    first = bisect_left(names, (beginning, ""))
    found = takewhile(lambda name: name[0].startswith(beginning), names[first:])
    return frozenset(concept for _, concept in islice(found, _MOST_BEGUN))


@cache
def _one_word_names(tag: str) -> Sequence[tuple[str, str]]:
    """Return the names of one word, folded, each with its concept, in order."""
    return sorted(
        (words[0], key)
        for key, concept in _load().items()
        for name in concept.names.get(tag, ())
        if len(words := split_words(name)) == 1
    )


@cache
def get_words(language: str) -> Mapping[str, str]:
    """Return the words of all names in a language, folded, with how they are written."""
    tag = primary(language)
    names = (name for concept in _load().values() for name in concept.names.get(tag, ()))
    return list_written("\n".join(names))


@cache
def get_medicine_words() -> frozenset[str]:
    """Return the words of the names of medicines, those that are seldom used too, folded."""
    return frozenset(
        word
        for name in ("drugs.txt", "medicine_names.txt")
        for line in _lines(name)
        for word in split_words(line.partition(" | ")[2])
    )


@cache
def _medicines() -> Mapping[str, Sequence[str]]:
    """Return the words that are the generic names of each medicine of one word."""
    words: dict[str, list[str]] = defaultdict(list)
    for line in _lines("drugs.txt"):
        for drug, others in _LISTED_DRUG.findall(line.partition("| ")[2]):
            for name in (drug.strip(), *_split(others)):
                word = name.removesuffix(" acid")
                if word.isalpha() and word.islower():
                    words[drug.strip()].append(word)
    return dict(words)


@cache
def _medicines_by_key() -> Mapping[str, frozenset[str]]:
    by_key: dict[str, set[str]] = defaultdict(set)
    for medicine, words in _medicines().items():
        for word in words:
            by_key[make_key(word)].add(medicine)
    by_key.pop("", None)
    return {key: frozenset(medicines) for key, medicines in by_key.items()}


def _place(name: Sequence[str], present: Mapping[str, list[int]]) -> frozenset[int] | None:
    """Return where a query has all stems of a name near each other, or None."""
    if any(stem not in present for stem in name):
        return None
    for start in present[name[0]]:
        places = frozenset(
            min(present[stem], key=lambda place: abs(place - start)) for stem in name
        )
        if len(places) == len(name):
            span = max(places) - min(places) + 1
            if span <= len(name) + _MOST_WORDS_BETWEEN:
                return places
    return None


def _is_exact(
    name: Sequence[str], places: Collection[int], stems: Collection[tuple[int, str]]
) -> bool:
    """Return whether a query has a name in order and together, but for one word.

    "How low should my blood pressure be" does not ask for low blood pressure.
    """
    in_order = [stem for place, stem in sorted(stems) if place in places]
    return in_order == list(name) and max(places) - min(places) <= len(name)


def _list_wider(concept: str) -> dict[str, float]:
    """Return the concepts that are wider than one, with how much each stands for it."""
    all_concepts = _load()
    wider: dict[str, float] = {}
    level = {concept}
    for worth in WIDER:
        level = {other for one in level for other in all_concepts[one].wider} - wider.keys()
        wider.update(dict.fromkeys(sorted(level), worth))
    return wider


@cache
def _index(tag: str) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """Return the names of a language, without the words of all questions.

    Each is listed once, by the stem that the fewest names have.
    """
    names = [(stems, key) for key, name in _iter_names(tag) if (stems := _stem_name(name, tag))]
    times = Counter(stem for stems, _ in names for stem in stems)
    index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for stems, key in names:
        index[min(stems, key=lambda stem: (times[stem], stem))].append((stems, key))
    return index


def _iter_names(tag: str) -> Iterator[tuple[str, str]]:
    for key, concept in _load().items():
        for name in concept.names.get(tag, ()):
            yield key, name


def _stem_name(name: str, tag: str) -> tuple[str, ...]:
    words = split_words(name)
    searched = [word for word in words if not is_unsearched(word, tag)] or words
    return tuple(dict.fromkeys(stem_word(word, tag) for word in searched))


@cache
def _load() -> Mapping[str, _NamedConcept]:
    concepts: dict[str, _NamedConcept] = defaultdict(_NamedConcept)
    for language in _LANGUAGES:
        for line in _lines(f"synonyms.{language}.txt"):
            key, _, names_and_wider = line.partition(": ")
            names_and_wider, _, opposite = names_and_wider.partition(" ! ")
            names, _, wider = names_and_wider.partition(" > ")
            concepts[key].names[language] += _split(names)
            concepts[key].wider.update(_split(wider))
            concepts[key].has_opposite |= bool(opposite)
    for line in _lines("drugs.txt"):
        _add_class(concepts, line)
    for key in list(concepts):
        for wider in concepts[key].wider:
            concepts[wider].narrower.append(key)
    return dict(concepts)


def _add_class(concepts: dict[str, _NamedConcept], line: str) -> None:
    names, _, listed = line.partition("| ")
    kinds = _split(names)
    if kinds:
        concepts[kinds[0]].names[_DRUGS_LANGUAGE] += kinds
    for drug, brands in _LISTED_DRUG.findall(listed):
        key = drug.strip()
        if key:
            own = concepts[key]
            known = own.names[_DRUGS_LANGUAGE]
            known += [name for name in (key, *_split(brands)) if name not in known]
            own.wider.update(kinds[:1])


def _lines(name: str) -> Iterator[str]:
    text = files("readlevel.core").joinpath("data", name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]
