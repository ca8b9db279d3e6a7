"""What a site knows of words, in one language: looked up once, and remembered by the process."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from sqlalchemy.orm import Session

from readlevel.core.languages.search_folding import fold
from readlevel.storage.database.site_memory import is_remembering, recall, recall_kinds
from readlevel.storage.glossary import term_names
from readlevel.storage.glossary.term_entries import TERM
from readlevel.storage.public import listings
from readlevel.storage.vocabulary import vocabulary
from readlevel.storage.vocabulary.query_look_up import AskedWords, look_up_words
from readlevel.storage.vocabulary.vocabulary import KnownWord
from readlevel.storage.vocabulary.whole_vocabulary import WholeVocabulary, load_if_small

_MOST_COMPLETIONS = 16
_MOST_REMEMBERED = 10_000
"""Look-ups of each kind that are remembered in a language; of those that find words, words."""

_MOST_LOOK_UPS = 500
"""Look-ups of similar words and of completions that are remembered, if each finds few words."""

MOST_HELD = 10_000
"""Words and names of terms in a language from which on they are looked up, not held in memory."""

_MOST_HELD_OF_ALL = 60_000
"""Words and names that are held in all languages together."""

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class KnownOfQuery:
    """What a site knows of the words of a query."""

    counts: Mapping[str, int]
    """How many texts and terms use each of the stems that any uses, and perhaps others."""
    names: Mapping[str, Sequence[str]]
    """All names of the terms that have a (folded) name, by that name."""


class SiteWords:
    """The words of one language in the vocabulary and the glossary.

    If there are fewer than `MOST_HELD` in the language, all are held in memory.
    """

    def __init__(self, session: Session, language: str) -> None:
        self._session = session
        self.language = language

    @cached_property
    def _whole(self) -> WholeVocabulary | None:
        if not is_remembering(self._session):
            return None
        return recall(
            self._session,
            "whole vocabulary",
            [self.language],
            lambda _: load_if_small(self._session, self.language, MOST_HELD),
            most=_MOST_HELD_OF_ALL,
            weigh=len,
        ).get(self.language)

    @property
    def is_held(self) -> bool:
        """Return whether all words are held in memory, so that stems need not be looked up."""
        return self._whole is not None

    def recall_names(
        self, concepts: frozenset[str], make: Callable[[], Sequence[_Value]]
    ) -> Sequence[_Value]:
        """Return what is known of the names of concepts; a small site remembers it."""
        if self._whole is None:
            return make()
        return recall(
            self._session,
            ("known names", self.language),
            [concepts],
            lambda _: {concepts: make()},
            most=_MOST_REMEMBERED,
            weigh=len,
        )[concepts]

    def look_up(self, asked: AskedWords) -> KnownOfQuery:
        """Return what a search needs to know; what is not remembered is one statement."""
        whole = self._whole
        if whole is None:
            return self._look_up_all(asked)
        named = whole.names.intersection(asked.names)
        names = self._look_up_all(AskedWords(names=named)).names if named else {}
        return KnownOfQuery(whole.texts, names)

    def _look_up_all(self, asked: AskedWords) -> KnownOfQuery:
        language = self.language
        kinds: dict[Hashable, Collection[str]] = {
            ("count", language): asked.stems,
            ("names", language): asked.names,
            ("complete", language): asked.beginnings,
        }
        kinds |= {("word", tag): asked.words for tag in asked.other_languages}
        found = recall_kinds(
            self._session,
            kinds,
            lambda new: self._look_up(new, asked.other_languages),
            most=_MOST_REMEMBERED,
            weigh={("complete", language): _weigh_words},
        )
        return KnownOfQuery(found["count", language], found["names", language])

    def _look_up(
        self, new: Mapping[Hashable, Collection[str]], other_languages: Collection[str]
    ) -> Mapping[Hashable, Mapping[str, object]]:
        language = self.language
        asked = AskedWords(
            new.get(("count", language), ()),
            list(new.get(("complete", language), ())),
            new.get(("names", language), ()),
            {word for tag in other_languages for word in new.get(("word", tag), ())},
            other_languages,
        )
        found = look_up_words(self._session, language, asked, _MOST_COMPLETIONS)
        words: dict[Hashable, Mapping[str, object]] = {
            ("word", tag): dict.fromkeys(found.words.get(tag, ()), True) for tag in other_languages
        }
        return {
            ("count", language): found.stems,
            ("names", language): _list_names(found.terms, asked.names),
            ("complete", language): dict.fromkeys(asked.beginnings, found.begun),
            **words,
        }

    def count(self, stems: Collection[str]) -> Mapping[str, int]:
        """Return how many texts and terms use each of these stems, without unknown ones."""
        if self._whole is not None:
            return self._whole.count_stems(stems)
        return self._recall(
            "count", stems, lambda new: vocabulary.count_stems(self._session, self.language, new)
        )

    def complete(self, beginning: str) -> Sequence[KnownWord]:
        """Return the most used words with that beginning."""
        if self._whole is not None:
            return self._whole.complete(beginning, _MOST_COMPLETIONS)
        return self._recall_words(
            "complete",
            [beginning],
            lambda _: {
                beginning: vocabulary.complete(
                    self._session, self.language, beginning, _MOST_COMPLETIONS
                )
            },
        )[beginning]

    def find_longest_beginning(self, word: str) -> str:
        """Return the longest beginning of `word` that a word of the site has, perhaps empty."""
        if self._whole is not None:
            return self._whole.find_longest_beginning(word)
        found = self._recall(
            "beginning",
            [word],
            lambda _: {word: vocabulary.find_longest_beginning(self._session, self.language, word)},
        )
        return found[word]

    def find_similar(self, words: Collection[str]) -> Mapping[str, Sequence[KnownWord]]:
        """Return the words that each of `words` may be a misspelling of."""
        return self._recall_words(
            "similar", words, lambda new: vocabulary.find_similar(self._session, self.language, new)
        )

    def find_words(self, words: Collection[str]) -> frozenset[str]:
        """Return those of `words` that the site has."""
        if self._whole is not None:
            return self._whole.find_words(words)
        return frozenset(self._recall("word", words, self._look_up_words))

    def _look_up_words(self, words: Collection[str]) -> Mapping[str, bool]:
        return dict.fromkeys(vocabulary.find_words(self._session, self.language, words), True)

    def _recall(
        self,
        kind: str,
        keys: Collection[str],
        look_up: Callable[[Collection[str]], Mapping[str, _Value]],
    ) -> Mapping[str, _Value]:
        return recall(self._session, (kind, self.language), keys, look_up, most=_MOST_REMEMBERED)

    def _recall_words(
        self,
        kind: str,
        keys: Collection[str],
        look_up: Callable[[Collection[str]], Mapping[str, Sequence[KnownWord]]],
    ) -> Mapping[str, Sequence[KnownWord]]:
        """Return the words that look-ups find, which may be many."""
        return recall(
            self._session,
            (kind, self.language),
            keys,
            look_up,
            most=_MOST_REMEMBERED,
            weigh=_weigh_words,
        )


def _list_names(entries: Iterable[str], asked: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Return all names of stored terms by those of `asked` (folded) that each of them has."""
    found: dict[str, list[str]] = {}
    for term in map(TERM.load, entries):
        names = term_names.list_names(term)
        for name in {fold(one) for one in names}.intersection(asked):
            found.setdefault(name, []).extend(names)
    return found


def _weigh_words(words: Sequence[KnownWord]) -> int:
    """Return the weight of a look-up, so that no more than `_MOST_LOOK_UPS` are remembered."""
    return max(len(words), _MOST_REMEMBERED // _MOST_LOOK_UPS)


class SiteWordsByLanguage(dict[str, SiteWords]):
    """The words of a site by language, looked up as a search needs them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, language: str) -> SiteWords:
        """Begin to look up the words of another language."""
        self[language] = words = SiteWords(self._session, language)
        return words

    def count_answers(self, languages: Collection[str]) -> Mapping[str, int]:
        """Return the number of public answers in each language."""
        return recall(
            self._session,
            "answers",
            languages,
            lambda new: listings.count_languages(self._session, list(new)),
            most=_MOST_REMEMBERED,
        )
