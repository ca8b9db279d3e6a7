"""What a site knows of words, in one language; a search asks for each thing once."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.storage.glossary import terms
from readlevel.storage.vocabulary import vocabulary
from readlevel.storage.vocabulary.vocabulary import KnownWord

_MOST_COMPLETIONS = 16


class SiteWords:
    """The words of one language in the vocabulary and the glossary."""

    def __init__(self, session: Session, language: str) -> None:
        self._session = session
        self.language = language
        self._counts: dict[str, int] = {}
        self._completed: dict[str, Sequence[KnownWord]] = {}
        self._named: dict[frozenset[str], Sequence[Term]] = {}

    def count(self, stems: Collection[str]) -> Mapping[str, int]:
        """Return how many texts and terms use each of these stems, without unknown ones."""
        unknown = set(stems).difference(self._counts)
        if unknown:
            self._counts.update(dict.fromkeys(unknown, 0))
            self._counts.update(vocabulary.count_stems(self._session, self.language, unknown))
        return {stem: texts for stem in stems if (texts := self._counts[stem])}

    def complete(self, beginning: str) -> Sequence[KnownWord]:
        """Return the most used words with that beginning."""
        if beginning not in self._completed:
            self._completed[beginning] = vocabulary.complete(
                self._session, self.language, beginning, _MOST_COMPLETIONS
            )
        return self._completed[beginning]

    def find_longest_beginning(self, word: str) -> str:
        """Return the longest beginning of `word` that a word of the site has, perhaps empty."""
        return vocabulary.find_longest_beginning(self._session, self.language, word)

    def find_similar(self, word: str) -> Sequence[KnownWord]:
        """Return the words that `word` may be a misspelling of."""
        return vocabulary.find_similar(self._session, self.language, word)

    def find_terms(self, names: Collection[str]) -> Sequence[Term]:
        """Return the terms of the glossary that have one of these names (folded)."""
        asked = frozenset(names)
        if asked not in self._named:
            self._named[asked] = terms.find_named(self._session, self.language, asked)
        return self._named[asked]

    def find_words(self, words: Collection[str]) -> frozenset[str]:
        """Return those of `words` that the site has."""
        return vocabulary.find_words(self._session, self.language, words)


class SiteWordsByLanguage(dict[str, SiteWords]):
    """The words of a site by language, looked up as a search needs them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, language: str) -> SiteWords:
        """Begin to look up the words of another language."""
        self[language] = words = SiteWords(self._session, language)
        return words
