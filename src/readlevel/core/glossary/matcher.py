"""Finds glossary terms in texts."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from readlevel.core.glossary.form_matcher import BETWEEN, FormMatch, FormMatcher, SearchText
from readlevel.core.languages.tags import primary
from readlevel.core.model.term import Term, digest_terms

_new_tuple = tuple.__new__
"""Makes a named tuple in half the time."""


class TermMatch(NamedTuple):
    """A form of the glossary in a text, and the terms it may mean, at least one.

    `text[start:end]` is the form in the text.
    """

    start: int
    end: int
    terms: tuple[Term, ...]
    by_acronym: bool
    """Whether the form matches in its exact case only."""


class Glossary:
    """Terms indexed for search in texts; immutable, built once and shared between threads."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        by_language: dict[str, list[Term]] = {}
        for term in self._terms:
            by_language.setdefault(primary(term.language), []).append(term)
        self._matchers = {
            language: FormMatcher(own, language) for language, own in by_language.items()
        }
        # If languages share a slug, the first term wins.
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
        """Digest of the content of the terms."""
        return digest_terms(self._terms)

    def find_term(self, slug: str, language: str) -> Term | None:
        """Return the term with that slug in `language`, else in another, else None."""
        own = self._by_language_and_slug.get((primary(language), slug))
        return own or self._by_slug.get(slug)

    def find_matches(self, text: str, language: str | None = None) -> list[TermMatch]:
        """Return the leftmost-longest matches of the terms of `language` in plain `text`, in order.

        Regions of the language do not count; None means the terms of every language.
        """
        return self.find_matches_in([text], language).get(0, [])

    def find_matches_in(
        self, texts: Sequence[str], language: str | None = None
    ) -> dict[int, list[TermMatch]]:
        """Return the matches in those of `texts` that have any, by the index of the text.

        The texts are searched at once, which is faster; no match spans two of them.
        """
        wanted = None if language is None else primary(language)
        matchers = [
            matcher for own, matcher in self._matchers.items() if wanted is None or own == wanted
        ]
        if not matchers or not texts:
            return {}
        source = SearchText(BETWEEN.join(texts))
        found: Iterable[FormMatch] = matchers[0].find(source)
        if len(matchers) > 1:
            found = keep_leftmost_longest(
                TermMatch(*match) for matcher in matchers for match in matcher.find(source)
            )
        return _split_by_text(found, texts)


def _split_by_text(found: Iterable[FormMatch], texts: Sequence[str]) -> dict[int, list[TermMatch]]:
    """Return the matches by text, with positions in that text."""
    parts: dict[int, list[TermMatch]] = {}
    own: list[TermMatch] = []
    gap = len(BETWEEN)
    begins = [0, *accumulate([len(text) + gap for text in texts])]
    place = begin = behind = 0
    for start, end, terms, by_acronym in found:
        if start >= behind:
            place = bisect_right(begins, start, place) - 1
            begin, behind = begins[place], begins[place + 1]
            own = parts[place] = []
        own.append(_new_tuple(TermMatch, (start - begin, end - begin, terms, by_acronym)))
    return parts


def keep_leftmost_longest(matches: Iterable[TermMatch]) -> list[TermMatch]:
    """Return `matches` without overlaps, in order; the first of equal ones is kept."""
    kept: list[TermMatch] = []
    end = 0
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= end:
            kept.append(match)
            end = match.end
    return kept
