"""The glossary, and where a text uses its terms; the only importer of ahocorasick-rs."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from readlevel.core.boundaries import find_addresses, is_prefixed, is_whole
from readlevel.core.folding import Folded, fold
from readlevel.core.forms import Form, list_forms
from readlevel.core.language import primary
from readlevel.core.term import Term, digest_terms


@dataclass(frozen=True, slots=True)
class Use:
    """Where a text uses a term: `text[start:end]` is how it writes it."""

    start: int
    end: int
    term: Term
    by_acronym: bool = False
    """It is written in a form that counts in its exact case only."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a text has a form of the glossary, and the terms it may stand for, one or more."""

    start: int
    end: int
    terms: tuple[Term, ...]
    by_acronym: bool


class Glossary:
    """Terms, ready to be found in texts; immutable, built once and shared between threads."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        by_language: dict[str, list[Term]] = {}
        for term in self._terms:
            by_language.setdefault(primary(term.language), []).append(term)
        self._matchers = {language: _Matcher(own) for language, own in by_language.items()}
        # Where languages share a slug, the term that was given first speaks for it.
        self._by_slug = {term.slug: term for term in reversed(self._terms)}
        self._by_language_and_slug = {
            (primary(term.language), term.slug): term for term in reversed(self._terms)
        }

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    @cached_property
    def digest(self) -> str:
        """Digest of everything the terms say."""
        return digest_terms(self._terms)

    def find_term(self, slug: str, language: str) -> Term | None:
        """Return the term with that slug in `language`, else in another, else None."""
        own = self._by_language_and_slug.get((primary(language), slug))
        return own or self._by_slug.get(slug)

    def find(self, text: str, language: str | None = None) -> list[Use]:
        """Return the uses of terms in plain `text`, in order and never overlapping.

        Only terms of `language` count (regions aside); None: those of every language. Forms that
        several terms share are left out here; `find_matches` has them.
        """
        return [
            Use(match.start, match.end, match.terms[0], match.by_acronym)
            for match in self.find_matches(text, language)
            if len(match.terms) == 1
        ]

    def find_matches(self, text: str, language: str | None = None) -> list[Match]:
        """Return where plain `text` has a form of any term: the leftmost, and longest, of them."""
        folded = fold(text)
        wanted = None if language is None else primary(language)
        matches: list[Match] = []
        for own, matcher in self._matchers.items():
            if wanted is None or own == wanted:
                matches.extend(matcher.find(text, folded))
        addresses = list(find_addresses(text)) if matches else []
        if addresses:
            matches = [match for match in matches if not _is_inside(match, addresses)]
        return _keep_leftmost_longest(matches)


class _Matcher:
    """An automaton over every form of the terms of one language."""

    def __init__(self, terms: Sequence[Term]) -> None:
        patterns: dict[str, list[tuple[Form, Term]]] = {}
        for term in terms:
            for form in list_forms(term.name, term.other_forms, term.acronym, term.language):
                patterns.setdefault(form.pattern, []).append((form, term))
        self._meanings = list(patterns.values())
        self._automaton = AhoCorasick(list(patterns), store_patterns=False)

    def find(self, text: str, folded: Folded) -> Iterator[Match]:
        """Yield every match on whole words, overlapping ones too.

        The overlapping ones are needed: of "heart attack" in "heart attacker" only "heart" stands
        on whole words, and a scan for the longest would have passed over it.
        """
        plain, starts, ends = folded.text, folded.starts, folded.ends
        for pattern, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if is_whole(plain, start, end) and not is_prefixed(text, starts[start]):
                match = self._resolve(pattern, text, starts[start], ends[end])
                if match is not None:
                    yield match

    def _resolve(self, pattern: int, text: str, start: int, end: int) -> Match | None:
        meanings = self._meanings[pattern]
        if len(meanings) == 1:
            ((form, term),) = meanings
            if not form.fits(text[start:end]):
                return None
            return Match(start, end, (term,), by_acronym=form.rank == 0)
        written = text[start:end]
        fitting = [meaning for meaning in meanings if meaning[0].fits(written)]
        if not fitting:
            return None
        rank = min(form.rank for form, _ in fitting)
        terms = {term.slug: term for form, term in fitting if form.rank == rank}
        return Match(start, end, tuple(terms.values()), by_acronym=rank == 0)


def _keep_leftmost_longest(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    end = 0
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= end:
            kept.append(match)
            end = match.end
    return kept


def _is_inside(match: Match, spans: Sequence[tuple[int, int]]) -> bool:
    before = bisect_right(spans, match.start, key=itemgetter(0)) - 1
    return before >= 0 and match.end <= spans[before][1]
