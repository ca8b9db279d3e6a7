"""Use case of HL7 Infobutton: find the answers that match what a health record shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.codes import (
    Match,
    compare_codes,
    list_category_beginnings,
    list_spellings,
)
from readlevel.core.model.concept_names import list_search_names
from readlevel.storage.answers import codes
from readlevel.usecases.public import reading, search
from readlevel.usecases.public.reading import Publication, ReaderPreferences, TextChoice
from readlevel.usecases.public.search import SearchRequest

MAX_ANSWERS = 20
"""Answers returned to one request."""

_MAX_SEARCHES = 40
"""Searches for names for one request."""

_MAX_IN_CATEGORY = 200
"""Codes of one category that are compared with the one asked for."""

_ORDER = tuple(Match)
_Rank = tuple[int, int]
"""The place of a match in `_ORDER`, then its distance: of codes, or in the hits of a search."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One search criterion: a concept by its code, its names, or both."""

    code: str = ""
    systems: tuple[str, ...] = CODE_SYSTEMS
    """The systems that the code may be of; empty if the system is unknown."""
    names: tuple[str, ...] = ()
    """Names of the concept, searched for if no answer carries the code or its neighbour."""


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """One answer to the request, and how well it fits."""

    publication: Publication
    match: Match
    score: float | None
    """Of one that was found by a name, how much of the name it covers, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class MatchedAnswers:
    """The answers to a request, the best first."""

    answers: tuple[FoundAnswer, ...]
    corrected: tuple[str, ...]
    """Names that were searched for with misspelled words put right, as they were searched for."""


@dataclass(slots=True)
class _Candidate:
    """The best match of an answer, and how many criteria it meets."""

    rank: _Rank
    criteria: int = field(default=1)

    def add(self, rank: _Rank) -> None:
        self.rank = min(self.rank, rank)
        self.criteria += 1


def find_answers(
    session: Session, criteria: Sequence[Criterion], preferences: ReaderPreferences
) -> MatchedAnswers:
    """Return the texts that suit the reader, the best matches first; withdrawn ones are left out.

    Of equal matches, those that meet more criteria come first, and before them those for the
    preferred audience.
    """
    candidates: dict[str, _Candidate] = {}
    names = _NameSearch(session, preferences)
    for criterion in dict.fromkeys(criteria):
        for slug, rank in _find_ranks(session, criterion, preferences, names).items():
            if slug in candidates:
                candidates[slug].add(rank)
            else:
                candidates[slug] = _Candidate(rank)
    best = sorted(candidates.items(), key=lambda one: _order_key(one[1]))[:MAX_ANSWERS]
    found = []
    for slug, candidate in best:
        publication = reading.find_answer(session, slug, preferences)
        if publication is not None and publication.rendering is not None:
            match = _ORDER[candidate.rank[0]]
            score = names.scores.get(slug) if match is Match.NAME else None
            found.append(FoundAnswer(publication, match, score))
    return MatchedAnswers(
        tuple(
            sorted(
                found,
                key=lambda one: (
                    _ORDER.index(one.match),
                    one.publication.audience is not preferences.audience,
                ),
            )
        ),
        tuple(names.corrected),
    )


def _order_key(candidate: _Candidate) -> tuple[int, int, int]:
    match, distance = candidate.rank
    return match, -candidate.criteria, distance


def _find_ranks(
    session: Session, criterion: Criterion, preferences: ReaderPreferences, names: "_NameSearch"
) -> dict[str, _Rank]:
    """Return the answers that meet a criterion.

    Names count only if no answer carries the code, a broader or a narrower one.
    """
    found: dict[str, _Rank] = {}
    for slug, rank in _iter_coded(session, criterion, preferences):
        found[slug] = min(rank, found.get(slug, rank))
    if not found or min(found.values())[0] >= _ORDER.index(Match.RELATED):
        for place, slug in enumerate(names.search(criterion.names)):
            found.setdefault(slug, (_ORDER.index(Match.NAME), place))
    return found


def _iter_coded(
    session: Session, criterion: Criterion, preferences: ReaderPreferences
) -> Iterator[tuple[str, _Rank]]:
    """Yield the answers that carry the code or one of its category."""
    for system in criterion.systems if criterion.code else ():
        spellings = list_spellings(system, criterion.code)
        if not spellings:
            continue
        shown = preferences.show_unreviewed
        for slug in codes.find_slugs(
            session, system, spellings, show_unreviewed=shown, limit=MAX_ANSWERS
        ):
            yield slug, (_ORDER.index(Match.EXACT), 0)
        beginnings = list_category_beginnings(system, criterion.code)
        for slug, carried in (
            codes.find_by_beginning(
                session, system, beginnings, show_unreviewed=shown, limit=_MAX_IN_CATEGORY
            )
            if beginnings
            else ()
        ):
            compared = compare_codes(system, criterion.code, carried)
            if compared is not None:
                yield slug, (_ORDER.index(compared[0]), compared[1])


class _NameSearch:
    """Searches for names, up to the limit of one request."""

    def __init__(self, session: Session, preferences: ReaderPreferences) -> None:
        self._session = session
        self._wanted = preferences
        self._left = _MAX_SEARCHES
        self.scores: dict[str, float] = {}
        """How much of a name each answer covers that was found by one."""
        self.corrected: dict[str, None] = {}

    def search(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the answers that the first name finds, in the search's order.

        Each name is tried in every language of the site, and then with less around it.
        """
        for name in names:
            for words in list_search_names(name):
                for language in self._wanted.languages:
                    if not self._left:
                        return ()
                    self._left -= 1
                    if slugs := self._search_in(language, words):
                        return slugs
        return ()

    def _search_in(self, language: str, words: str) -> tuple[str, ...]:
        """Return the answers that fit a name; the nearest pages are not for a health record."""
        choice = TextChoice(self._wanted.audience, (language,), self._wanted.show_unreviewed)
        found = search.search_answers(self._session, SearchRequest(words, choice, MAX_ANSWERS))
        fitting = {hit.answer.slug: hit.coverage for hit in found.hits if hit.fits}
        for slug, coverage in fitting.items():
            self.scores[slug] = max(coverage, self.scores.get(slug, 0.0))
        if fitting and found.corrected:
            self.corrected[found.corrected] = None
        return tuple(fitting)
