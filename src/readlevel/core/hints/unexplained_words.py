"""Hard words of texts that no glossary term explains, ranked by use; names do not count."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from readlevel.core.hints.c_value import compute_c_values
from readlevel.core.hints.explained_words import ExplainedProse
from readlevel.core.languages.inflection.inflect import inflect
from readlevel.core.languages.tags import primary
from readlevel.core.readability.familiarity import find_zipf_tenths
from readlevel.core.readability.statistics import get_word_features

MAX_KEPT_WORDS = 200_000
"""Words and phrases that are kept; if there are more, phrases used once are dropped, then words."""

_MAX_WORD_LENGTH = 60
_UNFAMILIAR_TENTHS = 38
"""An English word below this Zipf frequency, in tenths (six in a million words), that is not on the
list of Dale and Chall may need an explanation."""

_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_ELIDING = frozenset({"ca", "fr", "it"})
_LEAST_C_VALUE = 2.0
_JOINTS = re.compile("[ -]")


@dataclass(frozen=True, slots=True)
class UnexplainedWord:
    """A word or phrase of one language without an explanation."""

    word: str
    language: str
    uses: int
    texts: tuple[int, ...]
    """The numbers of the texts that use it."""
    other_shapes: tuple[str, ...] = ()
    """Its inflections, which are counted with it."""
    weight: float = 0.0
    """How often it is used; of a phrase, its C-value."""


def count_unexplained_words(prose: ExplainedProse) -> Counter[str]:
    """Return the unexplained words of one prose with their counts.

    They are uncommon words and acronyms in its language. A word that is always capitalised, also
    within a sentence, is a name; not so in German, where every noun is.
    """
    subtag = primary(prose.language)
    found: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    names: set[str] = set()
    for word, start in _iter_unexplained(prose):
        if not word[0].isupper() or subtag in _NOUNS_HAVE_CAPITALS or _is_mostly_capitals(word):
            found[word] += 1
        else:
            capitals[word.lower()] += 1
            if not prose.opens_sentence(start):
                names.add(word.lower())
    for word, times in capitals.items():
        if word in found or word not in names:
            found[word] += times
    return found


class UnexplainedWordCounter:
    """Unexplained words and phrases of many texts.

    Memory grows with the number of words, up to about `most`; of each text only its number is kept,
    a few bytes for each word.
    """

    def __init__(self, most: int = MAX_KEPT_WORDS) -> None:
        self._most = most
        self._uses: Counter[tuple[str, str]] = Counter()
        self._texts: dict[tuple[str, str], array[int]] = {}

    def add(self, text: int, language: str, words: Mapping[str, int]) -> None:
        """Add the words and phrases that were found in a text.

        All words of one text must be added in a row.
        """
        subtag = primary(language)
        for word, times in words.items():
            key = (subtag, word)
            self._uses[key] += times
            texts = self._texts.setdefault(key, array("I"))
            if not texts or texts[-1] != text:
                texts.append(text)
        if len(self._uses) > self._most:
            self._prune()

    def rank(self, limit: int | None = None) -> list[UnexplainedWord]:
        """Return words by uses times texts, highest first, with inflections merged.

        Of phrases, the C-value stands for the uses; those with less than 2 are left out.
        """
        words = _weigh([self._merge(shapes) for shapes in self._group()])
        if limit is None:
            return sorted(words, key=_rank_key)
        return nsmallest(limit, words, key=_rank_key)

    def _group(self) -> list[list[tuple[str, str]]]:
        """Return the words grouped by inflection, most used first."""
        groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for key, _ in self._uses.most_common():
            language, word = key
            group = groups.setdefault(key, [key])
            for shape in inflect(word, language):
                other = groups.get((language, shape), [(language, shape)])
                if other is not group and (language, shape) in self._uses:
                    group.extend(other)
                    groups.update(dict.fromkeys(other, group))
        return list({id(group): group for group in groups.values()}.values())

    def _merge(self, keys: Sequence[tuple[str, str]]) -> UnexplainedWord:
        (language, word), *others = sorted(keys, key=lambda key: -self._uses[key])
        return UnexplainedWord(
            word,
            language,
            sum(self._uses[key] for key in keys),
            tuple(sorted({text for key in keys for text in self._texts[key]})),
            tuple(other for _, other in others),
            sum(self._uses[key] for key in keys),
        )

    def _prune(self) -> None:
        once = [key for key, times in self._uses.items() if times == 1]
        phrases = [key for key in once if _is_phrase(key[1])]
        keeps_words = len(self._uses) - len(phrases) <= self._most / 2
        for key in phrases if keeps_words else once:
            del self._uses[key], self._texts[key]


def _iter_unexplained(prose: ExplainedProse) -> Iterator[tuple[str, int]]:
    """Yield the hard words outside glossary terms, and their offsets."""
    subtag = primary(prose.language)
    for start, end, is_explained in prose.words:
        if not is_explained and end - start <= _MAX_WORD_LENGTH:
            word = _strip_clitics(prose.text[start:end], subtag)
            if _is_hard(word, subtag):
                yield word, start


def _is_hard(word: str, language: str) -> bool:
    """Return whether a word is uncommon, or unfamiliar and not common either: "seizure"."""
    features = get_word_features(word, language)
    if features.uncommon or not features.difficult:
        return features.uncommon
    tenths = find_zipf_tenths(word, language) if features.lettered else None
    return tenths is not None and tenths < _UNFAMILIAR_TENTHS


def _strip_clitics(word: str, language: str) -> str:
    """Return a word without a possessive or an elided article."""
    if "'" not in word:
        return word
    return word.rpartition("'")[2] if language in _ELIDING else word.removesuffix("'s")


def _is_mostly_capitals(word: str) -> bool:
    """Return whether at least half of a word is capitals: MRI and mRNA, but not McDonald."""
    capitals = sum(map(str.isupper, word))
    return capitals > 1 and 2 * capitals >= len(word)


def _rank_key(word: UnexplainedWord) -> tuple[float, str, str]:
    return -word.weight * len(word.texts), word.word, word.language


def _is_phrase(word: str) -> bool:
    return _JOINTS.search(word) is not None


def _weigh(found: Sequence[UnexplainedWord]) -> list[UnexplainedWord]:
    """Return what was found with the C-values of phrases, without those that are no terms."""
    weighed = [one for one in found if not _is_phrase(one.word)]
    for language in {one.language for one in found}:
        phrases = {
            _split(one.word): one
            for one in found
            if one.language == language and _is_phrase(one.word)
        }
        uses = {phrase: one.uses for phrase, one in phrases.items()}
        shapes = {
            _split(shape): phrase for phrase, one in phrases.items() for shape in one.other_shapes
        }
        for phrase, value in compute_c_values(uses, shapes).items():
            if uses[phrase] > 1 and value >= _LEAST_C_VALUE:
                weighed.append(replace(phrases[phrase], weight=value))
    return weighed


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(_JOINTS.split(phrase))
