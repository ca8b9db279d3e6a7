"""Finds the hits of a search: the best text of each answer, in their order.

It reads like this: the words are looked up in the vocabulary and misspelled ones put right; what
they name gets its other names; the index finds candidates; and each is scored by how much of the
query it covers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from readlevel.core.search.query import GUESS, Query, make_query
from readlevel.core.search.ranking import FITS, NAMED, QueryFit, score_texts
from readlevel.core.search.words import replace_words, split_query, stem_word
from readlevel.storage.public.public_texts import TextChoice
from readlevel.storage.search.candidates import TYPED, WHOLE, SearchScope, find_candidates
from readlevel.usecases.searching.corrections import correct_words
from readlevel.usecases.searching.other_names import FoundNames, find_names
from readlevel.usecases.searching.query_words import (
    QueryWords,
    complete_words,
    read_words,
    unjoin_words,
)
from readlevel.usecases.searching.site_words import SiteWordsByLanguage

_SHOWN = 0.45
"""Share of the best hit's score that other hits need."""

_SMALLEST = 0.05
"""Score that a hit needs."""

_FEW = 25
"""Answers in a language that are all compared with a query: that is faster than the index."""

_ENOUGH = 3
"""If fewer hits fit in the reader's language, those with more answers are searched too; if none
does, all are."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader searches for."""

    query: str
    choice: TextChoice
    limit: int
    offset: int = 0
    as_written: bool = False
    """Whether misspelled words stay as they are."""
    topic: str = ""
    """Slug of the topic that hits must have; empty for all."""
    since: int = 0
    """Microseconds since 1970: only answers that changed then or later."""
    other_languages: bool = True
    """Whether texts in other languages than the first are found too."""
    is_typed: bool = False
    """Whether more may be typed, so that a last word such as "we" may be the beginning of one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer that was found, and how well its best text fits."""

    slug: str
    score: QueryFit
    query: Query
    is_own: bool
    """Whether the text is in the language of the page."""

    @property
    def fits(self) -> bool:
        """Return whether the text is about enough of the query to be offered as an answer.

        One in another language has to be named by it too: its words are those of a list of names.
        """
        return (
            self.query.says_enough
            and self.score.aboutness >= FITS
            and (self.is_own or self.score.prominence >= NAMED)
        )

    @property
    def worth(self) -> tuple[bool, float]:
        """Return by what an answer's best text is chosen."""
        return self.fits, self.score.total


class HitFinder:
    """The words of one search, and the best hit of each answer so far."""

    def __init__(self, session: Session, asked: SearchRequest) -> None:
        """Read the words of a query; `find_hits` finds what fits them."""
        self._session = session
        self._asked = asked
        self._languages = asked.choice.languages
        self._site = SiteWordsByLanguage(session)
        self._best: dict[str, Hit] = {}
        self._read(unjoin_words(self._site, split_query(asked.query), self._languages))

    def _read(self, words: Sequence[str]) -> None:
        self._others = read_words(words, self._languages)
        self._own = next(self._others)
        self._names: dict[str, FoundNames] = {}

    @property
    def says_something(self) -> bool:
        """Whether the query has a word that can be searched for."""
        return bool(self._own.places)

    def take_beginning(self) -> bool:
        """Search for what the last word may begin, if no word says anything; return whether so."""
        last = len(self._own.words) - 1
        if self.says_something or last < 0:
            return False
        self._own, self._others = replace(self._own, places=(last,)), iter(())
        return True

    def correct(self) -> str:
        """Put misspelled words right; return the query that is searched for then, else empty."""
        if not self.says_something:
            return ""
        self._find_names(self._own)
        right = correct_words(self._site, self._own.words, self._languages)
        if not right:
            return ""
        corrected = replace_words(self._asked.query, right)
        self._read(split_query(corrected))
        return corrected

    def find_hits(self) -> list[Hit]:
        """Return the hits in their order."""
        totals = self._site.count_answers(self._languages)
        here = totals.get(self._languages[0], 0)
        self._search(self._own, here)
        own = set(self._best)
        if self._asked.other_languages:
            fitting = sum(hit.fits for hit in self._best.values())
            for other in self._others:
                there = totals.get(other.searched_in, 0)
                if there and (not fitting or (there > here and fitting < _ENOUGH)):
                    self._search(other, there)
        if not self._best:
            self._search_beginnings(here)
        top = max((hit.score.total for hit in self._best.values()), default=0)
        return sorted(
            (hit for hit in self._best.values() if hit.score.total >= top * _SHOWN),
            key=lambda hit: (
                not hit.fits,
                hit.fits and hit.slug not in own,
                -hit.score.total,
                hit.slug not in own,
                hit.slug,
            ),
        )

    def _search(self, words: QueryWords, total: int) -> None:
        """Add the hits in one language, which has `total` answers."""
        query = self._make_query(words, total)
        scope = SearchScope(
            words.searched_in,
            self._asked.choice.show_unreviewed,
            self._asked.topic,
            self._asked.since,
            compare_all=total <= _FEW,
            bounds=TYPED if self._asked.is_typed else WHOLE,
            answers=total,
        )
        candidates = find_candidates(self._session, query, scope)
        for place, fit in score_texts(query, candidates.texts).items():
            if fit.total < _SMALLEST:
                continue
            slug = candidates.slugs[place]
            hit = Hit(slug, fit, query, is_own=words.is_own)
            known = self._best.get(slug)
            if known is None or hit.worth >= known.worth:
                self._best[slug] = hit

    def _search_beginnings(self, total: int) -> None:
        """Add the hits of ever shorter beginnings of the last word, until there is one."""
        *before, last = self._own.words
        for length in range(len(last) - 1, 0, -1):
            self._read([*before, last[:length]])
            if self._own.places and self._own.places[-1] == len(before):
                self._search(self._own, total)
            if self._best:
                for slug, hit in self._best.items():
                    guessed = QueryFit(*(part * GUESS for part in hit.score))
                    self._best[slug] = replace(hit, score=guessed)
                return

    def _make_query(self, words: QueryWords, total: int) -> Query:
        found = self._find_names(words)
        counts = found.counts
        covered = found.covered
        unknown = [
            place
            for place in words.places
            if place not in covered
            and stem_word(words.words[place], words.searched_in) not in counts
        ]
        site = self._site[words.searched_in]
        return make_query(
            words.words,
            words.places,
            found.synonyms.values(),
            complete_words(site, words, unknown) if words.is_own else {},
            counts,
            total,
            words.searched_in,
            words.weak,
            words.common,
            found.named,
            is_typed=self._asked.is_typed,
        )

    def _find_names(self, words: QueryWords) -> FoundNames:
        language = words.searched_in
        if language not in self._names:
            self._names[language] = find_names(self._site[language], words)
        return self._names[language]
