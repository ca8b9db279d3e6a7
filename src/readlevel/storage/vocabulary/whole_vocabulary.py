"""All words of a small site in one language, held in memory: look-ups of them are no statements.

They are read once for each site version, which costs as much as the statements of a dozen searches.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, takewhile

from sqlalchemy import Integer, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.vocabulary.vocabulary import KnownWord, find_common_beginning

_words, _names = content_tables.vocabulary, content_tables.term_name
_COUNT_UP_TO = union_all(
    *(
        select(func.count()).select_from(
            select(table.c.language)
            .where(table.c.language == bindparam("language"))
            .limit(bindparam("most", type_=Integer))
            .subquery("bounded")
        )
        for table in (_words, _names)
    )
)
_LIST_WORDS = select(_words.c.word, _words.c.written, _words.c.stem, _words.c.texts).where(
    _words.c.language == bindparam("language")
)
_LIST_NAMES = select(_names.c.folded).distinct().where(_names.c.language == bindparam("language"))


class WholeVocabulary:
    """The words of a language, and the names of its terms."""

    def __init__(self, words: Collection[KnownWord], names: Collection[str]) -> None:
        self.names = frozenset(names)
        """The names of terms, folded."""
        self._known = {one.word: one for one in words}
        self._in_order = sorted(self._known)
        self.texts: dict[str, int] = {}
        """How many texts and terms use each stem."""
        for one in words:
            self.texts[one.stem] = self.texts.get(one.stem, 0) + one.texts

    def __len__(self) -> int:
        """Return the number of words and names."""
        return len(self._in_order) + len(self.names)

    def count_stems(self, stems: Collection[str]) -> Mapping[str, int]:
        """Return how many texts and terms use each of these stems, without unknown ones."""
        texts = self.texts
        return {stem: texts[stem] for stem in stems if stem in texts}

    def find_words(self, words: Collection[str]) -> frozenset[str]:
        """Return those of `words` that the site has."""
        return frozenset(word for word in words if word in self._known)

    def complete(self, beginning: str, limit: int) -> Sequence[KnownWord]:
        """Return the most used words with that beginning."""
        begun = [self._known[word] for word in self._iter_begun(beginning)]
        return sorted(begun, key=lambda one: (-one.texts, one.word))[:limit]

    def find_longest_beginning(self, word: str) -> str:
        """Return the longest beginning of `word` that a word of the site has, perhaps empty."""
        at = bisect_left(self._in_order, word)
        beside = self._in_order[max(at - 1, 0) : at + 1]
        return max((find_common_beginning(word, one) for one in beside), key=len, default="")

    def _iter_begun(self, beginning: str) -> Iterator[str]:
        first = bisect_left(self._in_order, beginning)
        begun = islice(self._in_order, first, None)
        return takewhile(lambda word: word.startswith(beginning), begun)


def load_if_small(session: Session, language: str, most: int) -> dict[str, WholeVocabulary]:
    """Return the vocabulary of a language by its tag; none if it has `most` words and names."""
    given = {"language": language, "most": most}
    if sum(session.scalars(_COUNT_UP_TO, given)) >= most:
        return {}
    words = [KnownWord(*row) for row in session.execute(_LIST_WORDS, given)]
    return {language: WholeVocabulary(words, session.scalars(_LIST_NAMES, given).all())}
