"""Uncommon words of texts that no glossary term explains, ranked by use; names do not count."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.inflection.inflect import inflect
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import find_words
from readlevel.core.readability.statistics import get_word_features

if TYPE_CHECKING:
    from readlevel.core.text.prose import Prose

MAX_KEPT_WORDS = 200_000
"""Words that are kept; when there are more, those used once are dropped."""

_MAX_WORD_LENGTH = 60
_SENTENCE_SEPARATOR = " | "
"""Separator of sentences, which no term matches across."""

_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_ELIDING = frozenset({"ca", "fr", "it"})
_SENTENCE_OPENING = re.compile(r"(?:^|[:;|]\s*)[\"'“‘«(\[¿¡–—-]*$")
"""Text before a word that is capitalised in any case."""


@dataclass(frozen=True, slots=True)
class UnexplainedWord:
    """A word of one language without an explanation."""

    word: str
    language: str
    uses: int
    texts: tuple[int, ...]
    """The numbers of the texts that use it."""
    other_shapes: tuple[str, ...] = ()
    """Its inflections, which are counted with it."""


def count_unexplained_words(prose: "Prose", glossary: Glossary, language: str) -> Counter[str]:
    """Return the unexplained words of one prose with their counts.

    They are uncommon words and acronyms in `language` (a tag). A word that is always capitalised,
    also within a sentence, is a name; not so in German, where every noun is.
    """
    subtag = primary(language)
    text = _SENTENCE_SEPARATOR.join(sentence.text for sentence in prose.sentences)
    found: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    names: set[str] = set()
    for word, start in _iter_unexplained(text, glossary, language):
        if not word[0].isupper() or subtag in _NOUNS_HAVE_CAPITALS or _is_mostly_capitals(word):
            found[word] += 1
        else:
            capitals[word.lower()] += 1
            if not _SENTENCE_OPENING.search(text, max(0, start - 10), start):
                names.add(word.lower())
    for word, times in capitals.items():
        if word in found or word not in names:
            found[word] += times
    return found


class UnexplainedWordCounter:
    """Unexplained words of many texts.

    Memory grows with the number of words, up to about `most`; of each text only its number is kept,
    a few bytes for each word.
    """

    def __init__(self, most: int = MAX_KEPT_WORDS) -> None:
        self._most = most
        self._uses: Counter[tuple[str, str]] = Counter()
        self._texts: dict[tuple[str, str], array[int]] = {}

    def add(self, text: int, language: str, words: Mapping[str, int]) -> None:
        """Add the words that `count_unexplained_words` found in a text.

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
        """Return the words by uses times texts, highest first, with inflections merged."""
        words = [self._merge(shapes) for shapes in self._group()]
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
        )

    def _prune(self) -> None:
        for key in [key for key, times in self._uses.items() if times == 1]:
            del self._uses[key], self._texts[key]


def _iter_unexplained(text: str, glossary: Glossary, language: str) -> Iterator[tuple[str, int]]:
    """Yield the uncommon words outside glossary terms, and their offsets."""
    subtag = primary(language)
    uses = iter([(match.start, match.end) for match in glossary.find_matches(text, language)])
    use = next(uses, None)
    for start, end in find_words(text):
        while use is not None and use[1] <= start:
            use = next(uses, None)
        is_explained = use is not None and use[0] < end
        if not is_explained and end - start <= _MAX_WORD_LENGTH:
            word = _strip_clitics(text[start:end], subtag)
            if get_word_features(word, subtag).uncommon:
                yield word, start


def _strip_clitics(word: str, language: str) -> str:
    """Return a word without a possessive or an elided article."""
    if "'" not in word:
        return word
    return word.rpartition("'")[2] if language in _ELIDING else word.removesuffix("'s")


def _is_mostly_capitals(word: str) -> bool:
    """Return whether at least half of a word is capitals: MRI and mRNA, but not McDonald."""
    capitals = sum(map(str.isupper, word))
    return capitals > 1 and 2 * capitals >= len(word)


def _rank_key(word: UnexplainedWord) -> tuple[int, str, str]:
    return -word.uses * len(word.texts), word.word, word.language
