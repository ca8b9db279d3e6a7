"""Use cases of a health record: the answers that suit what somebody looks at in it."""

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
"""Answers given to one request; of more, the best."""

_MAX_SEARCHES = 24
"""In the text of the answers, by one request."""

_CODE_QUALIFIERS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|,.*| without .*| unspecified\b", re.IGNORECASE
)
"""What names of codes say beside the thing itself."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at: by its code, its names, or both."""

    code: str = ""
    systems: tuple[str, ...] = CODE_SYSTEMS
    """The systems that the code may be of; none where the system is not known here."""
    names: tuple[str, ...] = ()
    """What it is called, sought where no answer carries the code."""


def find_answers(
    session: Session, criteria: Sequence[Criterion], preferences: ReaderPreferences
) -> tuple[Publication, ...]:
    """Return the texts that suit the reader, those first that meet the most criteria.

    A text for the wanted audience comes before one for the other; withdrawn ones are left out.
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
    """Return answers that carry the code, else a wider one, else the words of a name."""
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
    """Searches for names, as many as one request may cost."""

    def __init__(self, session: Session, preferences: ReaderPreferences) -> None:
        self._session = session
        self._wanted = preferences
        self._left = _MAX_SEARCHES

    def search(self, name: str) -> tuple[str, ...]:
        """Return answers that hold the words of a name, in the first language in which some do."""
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
