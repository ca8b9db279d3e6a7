"""Reports on the glossary: hard definitions, and forms that several terms share.

Both are computed once for each version of the glossary, which takes seconds for 50,000 terms.
"""

from collections.abc import Sequence
from threading import Lock

from sqlalchemy.orm import Session

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm, find_ambiguous_forms
from readlevel.core.languages.tags import primary
from readlevel.core.readability.definition_level import difficulty_sort_key, measure_definition
from readlevel.storage.database import site_version
from readlevel.storage.glossary import terms

_DifficultyRank = tuple[float, int]


class GlossaryReport:
    """Reports on the glossary, cached until the glossary changes; safe to use in any thread."""

    def __init__(self) -> None:
        self._looking = Lock()
        self._version = -1
        self._hardest: dict[str, Sequence[str]] = {}
        self._clashes: dict[str, Sequence[AmbiguousForm]] = {}
        self._ranks: dict[str, dict[str, _DifficultyRank]] = {}

    def list_hardest(self, session: Session, language: str) -> Sequence[str]:
        """Return the slugs of terms with a lay definition, the hardest first."""
        with self._looking:
            self._follow(session)
            if language not in self._hardest:
                self._hardest[language] = self._rank(session, language)
            return self._hardest[language]

    def list_clashes(self, session: Session, language: str) -> Sequence[AmbiguousForm]:
        """Return the forms that several terms of the language share, ignoring regions, by form."""
        spoken = primary(language)
        with self._looking:
            self._follow(session)
            if spoken not in self._clashes:
                tags = [tag for tag in terms.list_languages(session) if primary(tag) == spoken]
                found = find_ambiguous_forms(
                    term for tag in tags for term in terms.iter_terms(session, tag)
                )
                self._clashes[spoken] = sorted(found, key=lambda clash: clash.form.casefold())
            return self._clashes[spoken]

    def _follow(self, session: Session) -> None:
        version = site_version.get_glossary_version(session)
        if version != self._version:
            self._version = version
            self._hardest.clear()
            self._clashes.clear()

    def _rank(self, session: Session, language: str) -> Sequence[str]:
        """Return the slugs, hardest first; a definition that is known is not measured again."""
        known, ranks = self._ranks.get(language, {}), {}
        ranked: list[tuple[_DifficultyRank, str]] = []
        for term in terms.iter_terms(session, language):
            definition = term.definition_lay
            rank = known.get(definition or "") or _rank_definition(definition, language)
            if definition and rank:
                ranks[definition] = rank
                ranked.append((rank, term.slug))
        self._ranks[language] = ranks
        ranked.sort(key=lambda one: (-one[0][0], -one[0][1], one[1]))
        return [slug for _, slug in ranked]


def _rank_definition(definition: str | None, language: str) -> _DifficultyRank | None:
    level = measure_definition(definition, language)
    return None if level is None else difficulty_sort_key(level)
