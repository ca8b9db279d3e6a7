"""The glossary, and where a text uses its terms; the only importer of ahocorasick-rs."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from readlevel.core.glossary.forms import Form, list_forms
from readlevel.core.glossary.word_boundaries import (
    blank_non_words,
    find_urls,
    is_beside_all_caps,
    is_part_of_code,
    is_prefixed,
    is_whole_word,
    is_within,
)
from readlevel.core.languages.common_words import is_everyday_word
from readlevel.core.languages.folding import HYPHENS, fold, fold_accents
from readlevel.core.languages.tags import primary
from readlevel.core.model.term import Term, digest_terms

_BETWEEN = "\0"
"""What stands between texts that are looked through as one: no form and no text holds it."""

_JOINING = frozenset(f".@'{HYPHENS}")
"""Signs that may make one word of what stands on both sides of them."""


class Use(NamedTuple):
    """Where a text uses a term: `text[start:end]` is how it writes it."""

    start: int
    end: int
    term: Term
    by_acronym: bool = False
    """It is written in a form that counts in its exact case only."""


class TermMatch(NamedTuple):
    """Where a text has a form of the glossary, and the terms it may stand for, one or more."""

    start: int
    end: int
    terms: tuple[Term, ...]
    by_acronym: bool


_Found = tuple[int, int, tuple[Term, ...], bool]
"""What a `Match` holds, in the text of all texts."""


class Glossary:
    """Terms, ready to be found in texts; immutable, built once and shared between threads."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        by_language: dict[str, list[Term]] = {}
        for term in self._terms:
            by_language.setdefault(primary(term.language), []).append(term)
        self._matchers = {
            language: _Matcher(own, language) for language, own in by_language.items()
        }
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

    def find_matches(self, text: str, language: str | None = None) -> list[TermMatch]:
        """Return where plain `text` has a form of any term: the leftmost, and longest, of them."""
        return self.find_matches_in([text], language).get(0, [])

    def find_matches_in(
        self, texts: Sequence[str], language: str | None = None
    ) -> dict[int, list[TermMatch]]:
        """Return the matches of those of `texts` that have any, by their place among them.

        The texts are looked through at once, which is quicker; no match goes across two of them.
        """
        wanted = None if language is None else primary(language)
        matchers = [
            matcher for own, matcher in self._matchers.items() if wanted is None or own == wanted
        ]
        if not matchers or not texts:
            return {}
        read = _Read(_BETWEEN.join(texts))
        found: Iterable[_Found] = matchers[0].find(read)
        if len(matchers) > 1:
            found = keep_leftmost_longest(
                TermMatch(*match) for matcher in matchers for match in matcher.find(read)
            )
        return _part(found, texts)


class _Read:
    """A text made ready to be looked through."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold(text)
        self.folded = folded.text
        self.starts, self.ends = folded.starts, folded.ends
        self.opened = f" {blank_non_words(folded.text)} "
        may_have_addresses = "://" in folded.text or "www." in folded.text
        self.addresses = list(find_urls(text)) if may_have_addresses else ()


class _Matcher:
    """An automaton over every form of the terms of one language.

    Its patterns are the forms, opened and set between spaces, so that it matches whole words only.
    """

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self._language = language
        patterns: dict[str, list[tuple[Form, Term]]] = {}
        for term in terms:
            for form in list_forms(term.name, term.other_forms, term.acronym, term.language):
                if _BETWEEN not in form.pattern:
                    opened = f" {blank_non_words(form.pattern)} "
                    patterns.setdefault(fold_accents(opened, language), []).append((form, term))
        # Of most patterns there is one form, and its case does not matter: no more is to be asked.
        alone = {term.slug: (term,) for term in terms}
        self._plain: list[tuple[str, tuple[Term, ...]] | None] = []
        self._meanings: dict[int, list[tuple[Form, Term]]] = {}
        for place, meanings in enumerate(patterns.values()):
            form, term = meanings[0]
            if len(meanings) == 1 and not form.cased:
                self._plain.append((form.pattern, alone[term.slug]))
            else:
                self._plain.append(None)
                self._meanings[place] = meanings
        self._automaton = AhoCorasick(list(patterns), store_patterns=False)

    def find(self, read: _Read) -> Iterator[_Found]:
        """Yield the leftmost and longest matches, in order.

        Overlapping ones are asked for, since a longer one that does not hold after all ("PET scan"
        for "pet scan") would hide the shorter.
        """
        opened = fold_accents(read.opened, self._language)
        found = self._automaton.find_matches_as_indexes(opened, overlapping=True)
        # They come by their ends: of those that begin together the longest is then the first.
        found.reverse()
        found.sort(key=itemgetter(1))
        free = 0
        for pattern, begin, after in found:
            if begin < free:
                continue
            # The space before the text makes up for the one before the pattern.
            finish = after - 2
            match = self._resolve(pattern, read, begin, finish)
            if match is not None:
                free = finish
                yield match

    def _resolve(self, pattern: int, read: _Read, begin: int, finish: int) -> _Found | None:
        """Return what stands at a place of the folded text: its meanings of the lowest rank."""
        text, folded = read.text, read.folded[begin:finish]
        start, end = read.starts[begin], read.ends[finish]
        joined = text[start - 1 : start] in _JOINING or text[end : end + 1] in _JOINING
        if joined and (not is_whole_word(read.folded, begin, finish) or is_prefixed(text, start)):
            return None
        if read.addresses and is_within(start, end, read.addresses):
            return None
        plain = self._plain[pattern]
        if plain is not None:
            return (start, end, plain[1], False) if self._is_same(plain[0], folded) else None
        written = text[start:end]
        fitting = [
            (form, term)
            for form, term in self._meanings[pattern]
            if self._is_same(form.pattern, folded) and (not form.cased or form.fits(written))
        ]
        spelled = [(form, term) for form, term in fitting if form.pattern == folded]
        fitting = spelled or fitting
        rank = min([form.rank for form, _ in fitting], default=0)
        if not fitting or (rank == 0 and not _is_acronym_at(start, end, text, fitting)):
            return None
        terms = {term.slug: term for form, term in fitting if form.rank == rank}
        return start, end, tuple(terms.values()), rank == 0

    def _is_same(self, pattern: str, folded: str) -> bool:
        """Tell whether a place of a text has a form; accents may miss in one of them.

        Where both have some, they are other words: "diagnosticó" is not "diagnóstico". So are they
        where a bare one is met everywhere.
        """
        if pattern == folded:
            return True
        bare = fold_accents(folded, self._language)
        if bare != fold_accents(pattern, self._language) or bare not in (pattern, folded):
            return False
        return not is_everyday_word(bare, self._language)


def _is_acronym_at(start: int, end: int, text: str, fitting: Iterable[tuple[Form, Term]]) -> bool:
    """Tell whether an acronym is meant: not a part of "AL-101", not a word that is shouted."""
    if is_part_of_code(text, start, end):
        return False
    everyday = any(form.is_everyday_in_lower_case for form, _ in fitting)
    return not (everyday and is_beside_all_caps(text, start, end))


def _part(found: Iterable[_Found], texts: Sequence[str]) -> dict[int, list[TermMatch]]:
    """Give each of the texts that were looked through as one its own matches."""
    begins = [0, *accumulate([len(text) + len(_BETWEEN) for text in texts])]
    parts: dict[int, list[TermMatch]] = {}
    for start, end, terms, by_acronym in found:
        place = bisect_right(begins, start) - 1
        begin = begins[place]
        own = TermMatch(start - begin, end - begin, terms, by_acronym)
        if place in parts:
            parts[place].append(own)
        else:
            parts[place] = [own]
    return parts


def keep_leftmost_longest(matches: Iterable[TermMatch]) -> list[TermMatch]:
    """Return those of `matches` that stay, in order; of equal ones the first."""
    kept: list[TermMatch] = []
    end = 0
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= end:
            kept.append(match)
            end = match.end
    return kept
