"""Uncommon words of texts that no term of the glossary explains, ranked by their use.

Names and numbers are not among them, nor what the glossary finds.
"""

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

MAX_WORDS = 200_000
"""Words that are kept at most; beyond, those that one text uses once are forgotten."""

_LONGEST_WORD = 60
_BETWEEN = " | "
"""What stands between sentences: no term goes across it."""

_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_ELIDING = frozenset({"ca", "fr", "it"})
_OPENING = re.compile(r"(?:^|[:;|]\s*)[\"'“‘«(\[¿¡–—-]*$")
"""What stands before a word whose capital says nothing."""


@dataclass(frozen=True, slots=True)
class UnexplainedWord:
    """A word that nothing explains, in one language."""

    word: str
    language: str
    uses: int
    texts: tuple[int, ...]
    """The numbers of those that use it, as they were given."""
    other_shapes: tuple[str, ...] = ()
    """Its inflections that are counted with it."""


def count_unexplained_words(prose: "Prose", glossary: Glossary, language: str) -> Counter[str]:
    """Return the words of one prose that are missing from the glossary, and how often it has them.

    They are uncommon words and acronyms in `language` (a tag). A word is a name where it has a
    capital within a sentence and never goes without; not so in German, whose nouns all have one.
    """
    spoken = primary(language)
    text = _BETWEEN.join(sentence.text for sentence in prose.sentences)
    found: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    names: set[str] = set()
    for word, start in _list_unexplained(text, glossary, language):
        if not word[0].isupper() or spoken in _NOUNS_HAVE_CAPITALS or _is_acronym(word):
            found[word] += 1
        else:
            capitals[word.lower()] += 1
            if not _OPENING.search(text, max(0, start - 10), start):
                names.add(word.lower())
    for word, times in capitals.items():
        if word in found or word not in names:
            found[word] += times
    return found


class UnexplainedWordCounter:
    """Missing words of many texts, added one after the other.

    What is kept grows with the words, up to about `most`, not with the texts: of each only the
    number, a few bytes for each of its words.
    """

    def __init__(self, most: int = MAX_WORDS) -> None:
        self._most = most
        self._uses: Counter[tuple[str, str]] = Counter()
        self._texts: dict[tuple[str, str], array[int]] = {}

    def add(self, text: int, language: str, words: Mapping[str, int]) -> None:
        """Add what `find_missing` found in a text; those of one number come in a row."""
        spoken = primary(language)
        for word, times in words.items():
            key = (spoken, word)
            self._uses[key] += times
            texts = self._texts.setdefault(key, array("I"))
            if not texts or texts[-1] != text:
                texts.append(text)
        if len(self._uses) > self._most:
            self._forget()

    def rank(self, limit: int | None = None) -> list[UnexplainedWord]:
        """Return the words by uses times texts, the most first; shapes of one word are one."""
        words = [self._gather(shapes) for shapes in self._group()]
        if limit is None:
            return sorted(words, key=_rank)
        return nsmallest(limit, words, key=_rank)

    def _group(self) -> list[list[tuple[str, str]]]:
        """Return the words, those together that are shapes of one, the most used first."""
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

    def _gather(self, keys: Sequence[tuple[str, str]]) -> UnexplainedWord:
        (language, word), *others = sorted(keys, key=lambda key: -self._uses[key])
        return UnexplainedWord(
            word,
            language,
            sum(self._uses[key] for key in keys),
            tuple(sorted({text for key in keys for text in self._texts[key]})),
            tuple(other for _, other in others),
        )

    def _forget(self) -> None:
        for key in [key for key, times in self._uses.items() if times == 1]:
            del self._uses[key], self._texts[key]


def _list_unexplained(text: str, glossary: Glossary, language: str) -> Iterator[tuple[str, int]]:
    """Yield the uncommon words that no use of a term covers, and where they begin."""
    spoken = primary(language)
    uses = iter([(match.start, match.end) for match in glossary.find_matches(text, language)])
    use = next(uses, None)
    for start, end in find_words(text):
        while use is not None and use[1] <= start:
            use = next(uses, None)
        is_explained = use is not None and use[0] < end
        if not is_explained and end - start <= _LONGEST_WORD:
            word = _bare(text[start:end], spoken)
            if get_word_features(word, spoken).uncommon:
                yield word, start


def _bare(word: str, language: str) -> str:
    """Return a word without its possessive or its elided article."""
    if "'" not in word:
        return word
    return word.rpartition("'")[2] if language in _ELIDING else word.removesuffix("'s")


def _is_acronym(word: str) -> bool:
    """Tell acronyms from names that have a second capital: MRI and mRNA from McDonald."""
    capitals = sum(map(str.isupper, word))
    return capitals > 1 and 2 * capitals >= len(word)


def _rank(word: UnexplainedWord) -> tuple[int, str, str]:
    return -word.uses * len(word.texts), word.word, word.language
