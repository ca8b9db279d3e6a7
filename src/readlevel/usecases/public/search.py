"""Use case of the search: a reader's words in, the answers that fit in their order out.

The search reads like this: the words are looked up in the vocabulary and misspelled ones put right;
what they name gets its other names; the index finds candidates; each is scored by how much of the
query it covers; and each answer is one hit, with the text that this reader gets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.search.excerpts import make_search_excerpt
from readlevel.core.search.query import GUESS, Query, find_searched, list_stems, make_query
from readlevel.core.search.ranking import FITS, QueryFit, Scorer
from readlevel.core.search.words import replace_words, split_query, stem_word
from readlevel.storage.public import listings, public_texts, search
from readlevel.storage.public.listings import ListedAnswer
from readlevel.storage.public.public_texts import ChosenText, TextChoice
from readlevel.storage.public.search import SearchScope
from readlevel.storage.vocabulary.vocabulary import StemCounts
from readlevel.usecases.searching.query_words import (
    QueryWords,
    complete_words,
    correct_words,
    find_shipped_names,
    find_synonyms,
    read_words,
)

NEAREST = 3
"""Answers that are named if none fits."""

_SHOWN = 0.45
"""Share of the best hit's score that other hits need."""

_SMALLEST = 0.05
"""Score that a hit needs."""

_SUGGESTED = 0.2
"""Share of a message that an answer has to cover to be suggested: messages are long."""

_FEW = 25
"""Answers in another language that are all compared with a query."""

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


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An answer that was found, and how much of the query it covers, from 0 to 1."""

    answer: ListedAnswer
    coverage: float


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The hits of a page, in order."""

    hits: tuple[SearchHit, ...]
    total: int
    fits: bool
    """Whether the best hit covers enough to be offered as an answer; if not, hits are the nearest
    pages."""
    corrected: str
    """The query with misspelled words put right, if that was searched for; else empty."""
    says_something: bool
    """Whether the query has a word that can be searched for."""


@dataclass(frozen=True, slots=True)
class _Hit:
    slug: str
    score: QueryFit
    query: Query


def search_answers(session: Session, asked: SearchRequest) -> SearchResults:
    """Return the answers that fit a query, the best first.

    Hits that fit come before others, and of those, texts in the language of the page come first.
    """
    language, words = asked.choice.languages[0], split_query(asked.query)
    corrected = ""
    counts = _StemCountsByLanguage(session)
    if not asked.as_written:
        own = next(iter(read_words(words, asked.choice.languages)))
        counts[language].count(list_stems(words, own.places, find_shipped_names(own), language))
        right = correct_words(session, words, asked.choice.languages, counts[language])
        if right:
            corrected = replace_words(asked.query, right)
            words = split_query(corrected)
    if not find_searched(words, language):
        return SearchResults((), 0, fits=False, corrected="", says_something=False)
    hits = _find_hits(session, words, asked, counts)
    fits = bool(hits) and hits[0].score.coverage >= FITS
    if not fits:
        hits = hits[:NEAREST]
    page = hits[asked.offset : asked.offset + asked.limit]
    return SearchResults(
        _present(session, page, asked.choice), len(hits), fits, corrected, says_something=True
    )


def suggest_answers(
    session: Session, words: str, choice: TextChoice, *, exclude_slug: str, limit: int
) -> tuple[ListedAnswer, ...]:
    """Return answers that may answer what a reader asks in sentences, but not the one at hand."""
    found = search_answers(session, SearchRequest(words, choice, limit + 1, as_written=True))
    return tuple(
        hit.answer
        for hit in found.hits
        if hit.answer.slug != exclude_slug and hit.coverage >= _SUGGESTED
    )[:limit]


def _find_hits(
    session: Session, words: Sequence[str], asked: SearchRequest, counts: "_StemCountsByLanguage"
) -> list[_Hit]:
    languages = asked.choice.languages
    first, *others = read_words(words, languages)
    best: dict[str, _Hit] = {}
    totals = listings.count_languages(session, languages)
    here = totals.get(languages[0], 0)
    _search(session, first, here, asked, best, counts)
    own = set(best)
    if asked.other_languages:
        fitting = sum(hit.score.coverage >= FITS for hit in best.values())
        for other in others:
            there = totals.get(other.searched_in, 0)
            if there and (not fitting or (there > here and fitting < _ENOUGH)):
                _search(session, other, there, asked, best, counts)
    if not best:
        _search_beginnings(session, first, here, asked, best, counts)
    if not best:
        return []
    top = max(hit.score.total for hit in best.values())
    kept = [hit for hit in best.values() if hit.score.total >= top * _SHOWN]
    return sorted(
        kept,
        key=lambda hit: (
            hit.score.coverage < FITS,
            hit.slug not in own,
            -hit.score.total,
            hit.slug,
        ),
    )


def _search(
    session: Session,
    words: QueryWords,
    total: int,
    asked: SearchRequest,
    best: dict[str, _Hit],
    counts: "_StemCountsByLanguage",
) -> None:
    """Add the hits in one language to the best of each answer."""
    query = _make_query(session, words, total, counts[words.searched_in])
    scope = SearchScope(
        words.searched_in,
        asked.choice.show_unreviewed,
        asked.topic,
        asked.since,
        compare_all=not words.is_own and total <= _FEW,
    )
    scorer = Scorer(query)
    for candidate in search.find_candidates(session, query, scope):
        one = scorer.score(candidate.text)
        known = best.get(candidate.slug)
        if one.total >= (known.score.total if known else _SMALLEST):
            best[candidate.slug] = _Hit(candidate.slug, one, query)


def _search_beginnings(
    session: Session,
    words: QueryWords,
    total: int,
    asked: SearchRequest,
    best: dict[str, _Hit],
    counts: "_StemCountsByLanguage",
) -> None:
    """Add the hits of ever shorter beginnings of the last word, until there is one."""
    *before, last = words.words
    for length in range(len(last) - 1, 0, -1):
        shorter = [*before, last[:length]]
        own = next(iter(read_words(shorter, asked.choice.languages)))
        if own.places and own.places[-1] == len(shorter) - 1:
            _search(session, own, total, asked, best, counts)
        if best:
            for slug, hit in best.items():
                guessed = QueryFit(hit.score.coverage * GUESS, hit.score.total * GUESS)
                best[slug] = _Hit(slug, guessed, hit.query)
            return


def _make_query(session: Session, words: QueryWords, total: int, known: StemCounts) -> Query:
    named = find_synonyms(session, words)
    stems = list_stems(words.words, words.places, named, words.searched_in)
    counts = known.count(stems)
    covered = {place for one in named for place in one.places}
    unknown = [
        place
        for place in words.places
        if place not in covered and stem_word(words.words[place], words.searched_in) not in counts
    ]
    return make_query(
        words.words,
        words.places,
        named,
        complete_words(session, words, unknown) if words.is_own else {},
        counts,
        total,
        words.searched_in,
        words.weak,
    )


class _StemCountsByLanguage(dict[str, StemCounts]):
    """The counts of one search, so that each stem is asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __missing__(self, language: str) -> StemCounts:
        self[language] = counts = StemCounts(self._session, language)
        return counts


def _present(session: Session, hits: Sequence[_Hit], choice: TextChoice) -> tuple[SearchHit, ...]:
    texts = public_texts.find_chosen(session, [hit.slug for hit in hits], choice)
    bodies = search.find_bodies(session, [text.id for text in texts.values()])
    return tuple(
        SearchHit(_list_answer(text, bodies.get(text.id, ""), hit.query), hit.score.coverage)
        for hit in hits
        if (text := texts.get(hit.slug)) is not None
    )


def _list_answer(text: ChosenText, body: str, query: Query) -> ListedAnswer:
    phrases = {phrase.stems for word in query.words for phrase in word.phrases}
    return ListedAnswer(
        text.slug,
        text.language,
        text.question,
        make_search_excerpt(body, text.headings, phrases, text.language),
        text.topics,
        text.reviewed,
        text.approved,
        text.sample,
    )
