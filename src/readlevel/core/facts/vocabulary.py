"""The words of a language that express facts: numbers, units, comparisons, negations.

`data/facts.<language>.toml` lists them; the comments of `facts.en.toml` document the format. A
language without a file has digits and unit symbols only.
"""

import tomllib
from collections.abc import Iterable, KeysView, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from readlevel.core.languages.tags import primary

Meaning = TypeVar("Meaning")

VOCABULARY_LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})
"""Languages with a file."""

_NO_ROLES = frozenset[str]()

_DECIMAL_POINT_LANGUAGES = frozenset({"ar", "en", "he", "hi", "ja", "ko", "th", "zh"})
"""Languages with a decimal point and a comma between thousands."""


class PhraseTable(Generic[Meaning]):
    """Phrases of one or more words with their meanings; the longest match wins."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._starting: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        self._ending: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        self.single: set[str] = set()
        """The phrases of one word."""
        for phrase, meaning in phrases:
            words = tuple(phrase.split())
            if len(words) == 1:
                self.single.add(words[0])
            self._starting.setdefault(words[0], []).append((words, meaning))
            self._ending.setdefault(words[-1], []).append((words, meaning))
        for listed in (*self._starting.values(), *self._ending.values()):
            listed.sort(key=lambda one: -len(one[0]))

    def __contains__(self, word: str) -> bool:
        return word in self.single

    @property
    def first_words(self) -> KeysView[str]:
        """The first words of all phrases."""
        return self._starting.keys()

    @property
    def last_words(self) -> KeysView[str]:
        """The last words of all phrases."""
        return self._ending.keys()

    def find(self, words: Sequence[str], index: int) -> tuple[Meaning, int] | None:
        """Return the meaning and length of the phrase that begins at `words[index]`."""
        if index < len(words):
            for phrase, meaning in self._starting.get(words[index], ()):
                if tuple(words[index : index + len(phrase)]) == phrase:
                    return meaning, len(phrase)
        return None

    def find_before(self, words: Sequence[str], end: int) -> tuple[Meaning, int] | None:
        """Return the meaning and length of the phrase that ends before `words[end]`."""
        if end > 0:
            for phrase, meaning in self._ending.get(words[end - 1], ()):
                if tuple(words[max(0, end - len(phrase)) : end]) == phrase:
                    return meaning, len(phrase)
        return None


@dataclass(frozen=True, slots=True)
class FactVocabulary:
    """The words of one language."""

    units: PhraseTable[str]
    """Names of units with their symbols."""
    periods: PhraseTable[str]
    """Periods of rates with their units: `daily` is `day`."""
    numbers: Mapping[str, float]
    fractions: Mapping[str, int]
    """Names of fractions with their denominators: `third` is 3, `cuarta parte` is 4."""
    fraction_words: frozenset[str]
    """The first words of the names of fractions."""
    comparators: PhraseTable[int]
    """Comparisons before a number: -1 is below or at most, 1 is above or at least."""
    trailing_comparators: PhraseTable[int]
    """Comparisons after a number: "or more"."""
    words: Mapping[str, PhraseTable[None]]
    """Function words by role: `to`, `per`, `every`, `about`."""
    roles: Mapping[str, frozenset[str]]
    """The roles of single words, by word."""
    compared: frozenset[str]
    """Words without which there is no comparison: the last ones of phrases before a number, and the
    first ones of phrases after it."""
    negation_cues: Mapping[str, PhraseTable[None]]
    """Words that negate, hedge or limit a scope, by role."""
    example_cues: tuple[str, ...]
    """Phrases that introduce an example: "such as"."""
    not_medicines: frozenset[str]
    """Words spelled like a medicine, but for differences between languages: prochaine, procaine."""
    decimal_comma: bool

    def has_role(self, role: str, word: str) -> bool:
        """Return whether `word`, in lower case, has a role."""
        return word in self.words[role]

    def list_roles(self, words: Iterable[str]) -> frozenset[str]:
        """Return the roles that any of some words has."""
        known = self.roles
        return _NO_ROLES.union(*[known[word] for word in words if word in known])


ROLES = (
    "about",
    "age",
    "anaphors",
    "and",
    "article",
    "begins",
    "between",
    "calls",
    "confidence",
    "dating",
    "each",
    "every",
    "exceeds",
    "fillers",
    "following",
    "forbids",
    "from",
    "groups",
    "inside",
    "over_pair",
    "labels",
    "months",
    "not",
    "of",
    "once",
    "one",
    "other",
    "out_of",
    "over",
    "per",
    "period_adverbs",
    "quantity_verbs",
    "single",
    "tens_and",
    "times",
    "to",
    "trimester",
    "twice",
    "up_to",
    "updated",
    "younger",
)
NEGATION_ROLES = (
    "breaks",
    "cessation",
    "clause_nouns",
    "concord",
    "coordinators",
    "determiners",
    "diminishing",
    "joined",
    "local",
    "negating",
    "noun",
    "particles",
    "pseudo_negations",
    "weak",
)


@cache
def get_vocabulary(language: str) -> FactVocabulary:
    """Return the vocabulary of a language, by its tag."""
    subtag = primary(language)
    listed: Mapping[str, Any] = {}
    if subtag in VOCABULARY_LANGUAGES:
        name = f"facts.{subtag}.toml"
        listed = tomllib.loads(files("readlevel.core").joinpath("data", name).read_text("utf-8"))
    words, negation = listed.get("words", {}), listed.get("negation", {})
    comparisons = listed.get("comparisons", {})
    comparators, trailing = _bounds(comparisons, ""), _bounds(comparisons, "_after")
    roles = {role: _phrases(words.get(role, "")) for role in ROLES}
    fractions = {
        word: int(n) for n, names in listed.get("fractions", {}).items() for word in _split(names)
    }
    return FactVocabulary(
        units=_by_key(listed.get("units", {})),
        periods=_by_key(listed.get("periods", {})),
        numbers={
            word: float(n) if "." in n else int(n)
            for n, names in listed.get("numbers", {}).items()
            for word in _split(names)
        },
        fractions=fractions,
        fraction_words=frozenset(name.split()[0] for name in fractions),
        comparators=comparators,
        trailing_comparators=trailing,
        words=roles,
        roles=_list_roles(roles),
        compared=frozenset(
            [*comparators.last_words, *trailing.first_words, *roles["about"].last_words]
        ),
        negation_cues={role: _phrases(negation.get(role, "")) for role in NEGATION_ROLES},
        example_cues=tuple(_split(words.get("examples", ""))),
        not_medicines=frozenset(_split(words.get("not_medicines", ""))),
        decimal_comma=subtag not in _DECIMAL_POINT_LANGUAGES,
    )


def _list_roles(words: Mapping[str, PhraseTable[None]]) -> Mapping[str, frozenset[str]]:
    """Return the roles of each single word."""
    found: dict[str, set[str]] = {}
    for role, phrases in words.items():
        for word in phrases.single:
            found.setdefault(word, set()).add(role)
    return {word: frozenset(roles) for word, roles in found.items()}


def _bounds(comparisons: Mapping[str, str], place: str) -> PhraseTable[int]:
    return PhraseTable(
        (phrase, direction)
        for direction, key in ((-1, "below"), (1, "above"))
        for phrase in _split(comparisons.get(key + place, ""))
    )


def _split(listed: str) -> list[str]:
    return [one.strip() for one in listed.split(",") if one.strip()]


def _phrases(listed: str) -> PhraseTable[None]:
    return PhraseTable((phrase, None) for phrase in _split(listed))


def _by_key(table: Mapping[str, str]) -> PhraseTable[str]:
    return PhraseTable((phrase, key) for key, names in table.items() for phrase in _split(names))
