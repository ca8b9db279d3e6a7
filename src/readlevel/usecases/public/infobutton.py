"""Use case of HL7 Infobutton: find the answers that match what a health record shows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.codes import list_broader, list_spellings
from readlevel.storage.answers import codes
from readlevel.storage.public import listings, search
from readlevel.storage.public.publications import Publication
from readlevel.usecases.public import reading
from readlevel.usecases.public.reading import ReaderPreferences

MAX_ANSWERS = 20
"""Answers returned to one request."""

_MAX_SEARCHES = 24
"""Full-text searches for one request."""

_CODE_QUALIFIERS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|,.*| without .*| unspecified\b", re.IGNORECASE
)
"""Qualifiers in the names of codes that are not part of the concept."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One search criterion: a concept by its code, its names, or both."""

    code: str = ""
    systems: tuple[str, ...] = CODE_SYSTEMS
    """The systems that the code may be of; empty if the system is unknown."""
    names: tuple[str, ...] = ()
    """Names of the concept, searched for if no answer carries the code."""


def find_answers(
    session: Session, criteria: Sequence[Criterion], preferences: ReaderPreferences
) -> tuple[Publication, ...]:
    """Return the texts that suit the reader, those that meet the most criteria first.

    Texts for the preferred audience come first; withdrawn texts are left out.
    """
    met: Counter[str] = Counter()
    names = _NameSearch(session, preferences)
    for criterion in criteria:
        met.update(_find_slugs(session, criterion, preferences, names))
    found = []
    for slug, _ in met.most_common(MAX_ANSWERS):
        publication = reading.find_answer(session, slug, preferences)
        if publication is not None and publication.rendering is not None:
            found.append(publication)
    return tuple(sorted(found, key=lambda one: one.audience is not preferences.audience))


def _find_slugs(
    session: Session, criterion: Criterion, preferences: ReaderPreferences, names: "_NameSearch"
) -> tuple[str, ...]:
    """Return answers that carry the code, or else a broader one, or else the words of a name."""
    for system in criterion.systems if criterion.code else ():
        for spellings in _iter_codes(system, criterion.code):
            slugs = codes.find_slugs(
                session,
                system,
                spellings,
                show_unreviewed=preferences.show_unreviewed,
                limit=MAX_ANSWERS,
            )
            if slugs:
                return tuple(slugs)
    for name in criterion.names:
        found = names.search(name)
        if found:
            return found
    return ()


def _iter_codes(system: str, code: str) -> Iterator[tuple[str, ...]]:
    spellings = list_spellings(system, code)
    if spellings:
        yield spellings
        for broader in list_broader(system, code):
            yield list_spellings(system, broader)


class _NameSearch:
    """Searches for names, up to the limit of one request."""

    def __init__(self, session: Session, preferences: ReaderPreferences) -> None:
        self._session = session
        self._wanted = preferences
        self._left = _MAX_SEARCHES

    def search(self, name: str) -> tuple[str, ...]:
        """Return answers that hold the words of a name, in the first language that has any."""
        for words in dict.fromkeys((name, _CODE_QUALIFIERS.sub(" ", name))):
            for language in self._wanted.languages:
                if not self._left:
                    return ()
                self._left -= 1
                if slugs := self._search_in(language, words):
                    return slugs
        return ()

    def _search_in(self, language: str, words: str) -> tuple[str, ...]:
        found = search.search_answers(
            self._session,
            words,
            language,
            show_unreviewed=self._wanted.show_unreviewed,
            limit=MAX_ANSWERS,
        )
        ids = [hit.listing_id for hit in found.hits]
        listed = listings.find_by_ids(self._session, ids)
        return tuple(listed[number].slug for number in ids if number in listed)
