"""What a site knows of words, in one language: looked up once, and remembered by the process."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from readlevel.core.languages.search_folding import fold
from readlevel.storage.database.site_memory import recall
from readlevel.storage.glossary import term_names, terms
from readlevel.storage.public import listings
from readlevel.storage.vocabulary import vocabulary
from readlevel.storage.vocabulary.vocabulary import KnownWord

_MOST_COMPLETIONS = 16
_MOST_REMEMBERED = 10_000
"""Look-ups of each kind that are remembered in a language; of those that find words, words."""

_MOST_LOOK_UPS = 500
"""Look-ups of similar words and of completions that are remembered, if each finds few words."""

_Value = TypeVar("_Value")


class SiteWords:
    """The words of one language in the vocabulary and the glossary."""

    def __init__(self, session: Session, language: str) -> None:
        self._session = session
        self.language = language

    def count(self, stems: Collection[str]) -> Mapping[str, int]:
        """Return how many texts and terms use each of these stems, without unknown ones."""
        return self._recall(
            "count", stems, lambda new: vocabulary.count_stems(self._session, self.language, new)
        )

    def complete(self, beginning: str) -> Sequence[KnownWord]:
        """Return the most used words with that beginning."""
        return self._recall_words(
            "complete",
            beginning,
            lambda: vocabulary.complete(self._session, self.language, beginning, _MOST_COMPLETIONS),
        )

    def find_longest_beginning(self, word: str) -> str:
        """Return the longest beginning of `word` that a word of the site has, perhaps empty."""
        found = self._recall(
            "beginning",
            [word],
            lambda _: {word: vocabulary.find_longest_beginning(self._session, self.language, word)},
        )
        return found[word]

    def find_similar(self, word: str) -> Sequence[KnownWord]:
        """Return the words that `word` may be a misspelling of."""
        return self._recall_words(
            "similar", word, lambda: vocabulary.find_similar(self._session, self.language, word)
        )

    def find_other_names(self, names: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return all names of the terms that have one of these (folded) as a name, by that name."""
        return self._recall("names", names, self._look_up_names)

    def find_words(self, words: Collection[str]) -> frozenset[str]:
        """Return those of `words` that the site has."""
        return frozenset(self._recall("word", words, self._look_up_words))

    def _look_up_names(self, names: Collection[str]) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for term in terms.find_named(self._session, self.language, names):
            all_names = term_names.list_names(term)
            for name in {fold(one) for one in all_names}.intersection(names):
                found.setdefault(name, []).extend(all_names)
        return found

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
        self, kind: str, key: str, look_up: Callable[[], Sequence[KnownWord]]
    ) -> Sequence[KnownWord]:
        """Return the words that a look-up finds, which may be many."""
        return recall(
            self._session,
            (kind, self.language),
            [key],
            lambda _: {key: look_up()},
            most=_MOST_REMEMBERED,
            weigh=_weigh_words,
        )[key]


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
