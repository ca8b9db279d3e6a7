"""Finds the forms of the terms of one language in a text, with ahocorasick-rs."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from readlevel.core.glossary.forms import Form, list_forms
from readlevel.core.glossary.longer_names import (
    NameSpan,
    leave_out_named,
    list_name_patterns,
    list_names_with_terms,
)
from readlevel.core.glossary.word_boundaries import (
    blank_non_words,
    blank_unspaced,
    find_urls,
    is_beside_all_caps,
    is_part_of_code,
    is_prefixed,
    is_whole_word,
    is_within,
    is_written_unspaced,
    may_have_urls,
    stands_unspaced,
)
from readlevel.core.languages.common_words import is_everyday_word
from readlevel.core.languages.folding import HYPHENS, fold, fold_accents
from readlevel.core.languages.registry import get_language
from readlevel.core.model.term import Term

BETWEEN = "\0"
"""Separates texts that are searched as one; no form and no text contains it."""

_WORD_JOINERS = frozenset(f".@'{HYPHENS}")
"""Characters that may join their neighbours into one word."""

FormMatch = tuple[int, int, tuple[Term, ...], bool]
"""Start and end of a form in a text, the terms it may mean, and whether its case has to be exact.
"""


class SearchText:
    """A text prepared for the search."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold(text)
        self.folded = folded.text
        self.starts, self.ends = folded.starts, folded.ends
        self.blanked = f" {blank_non_words(folded.text)} "
        self.urls = list(find_urls(text)) if may_have_urls(folded.text) else ()


class FormMatcher:
    """An automaton over every form of the terms of one language.

    Its patterns are the forms without punctuation and between spaces: only whole words match.
    """

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self._language = language
        self._forms: list[str] = []
        """The form of each pattern; of several with the same pattern, the first."""
        self._terms: list[tuple[Term]] = []
        """The term of that form."""
        self._ambiguous: dict[int, list[tuple[Form, Term]]] = {}
        """The forms of patterns that have several, or one that needs its case."""
        places, joined = self._add_forms(terms)
        self._only_named = len(places)
        """Patterns from this one on are no forms, only longer names."""
        longer = [f" {name} " for name in list_names_with_terms(language, places)]
        self._not_in: dict[int, frozenset[str]] = {}
        """The slugs of the terms that are not meant in a longer name, by its pattern."""
        for term in terms:
            for pattern, unspaced in list_name_patterns(term.not_in, language):
                place = places.setdefault(pattern, len(places))
                self._not_in[place] = self._not_in.get(place, frozenset()) | {term.slug}
                if unspaced:
                    joined.add(pattern)
        self._unspaced = {places[pattern] for pattern in joined}
        self._named = len(places)
        """Patterns from this one on are names in which no term is meant."""
        self._automaton = AhoCorasick([*places, *longer], store_patterns=False)

    def _add_forms(self, terms: Sequence[Term]) -> tuple[dict[str, int], set[str]]:
        """Store the forms of terms; return the places of patterns, and those written unspaced."""
        places: dict[str, int] = {}
        joined: set[str] = set()
        first: list[Form] = []
        for term in terms:
            alone = (term,)
            for form in list_forms(term.name, term.other_forms, term.acronym, term.language):
                if BETWEEN in form.pattern:
                    continue
                inner = blank_non_words(form.pattern)
                unspaced = is_written_unspaced(form.pattern)
                pattern = fold_accents(inner if unspaced else f" {inner} ", self._language)
                place = places.setdefault(pattern, len(places))
                if unspaced:
                    joined.add(pattern)
                if place == len(first):
                    first.append(form)
                    self._forms.append(form.pattern)
                    self._terms.append(alone)
                    if form.cased:
                        self._ambiguous[place] = [(form, term)]
                else:
                    known = [(first[place], self._terms[place][0])]
                    self._ambiguous.setdefault(place, known).append((form, term))
        return places, joined

    def find(self, source: SearchText) -> Iterator[FormMatch]:
        """Yield the leftmost-longest matches, in order.

        The search includes overlapping matches, because a longer one that is rejected afterwards
        ("PET scan" for "pet scan") would hide the shorter.
        """
        blanked = fold_accents(source.blanked, self._language)
        found = self._automaton.find_matches_as_indexes(blanked, overlapping=True)
        spaced = blank_unspaced(blanked)
        if spaced != blanked:
            # Words in other scripts need no space before or after letters of an unspaced one.
            found = list(
                {*found, *self._automaton.find_matches_as_indexes(spaced, overlapping=True)}
            )
            found.sort(key=itemgetter(2))
        if self._unspaced:
            # What is written without spaces has none around its pattern either.
            found = [
                (pattern, begin - 1, after + 1)
                if pattern in self._unspaced
                else (pattern, begin, after)
                for pattern, begin, after in found
            ]
            found.sort(key=itemgetter(2))
        # They are sorted by end; now, of those with the same start, the longest comes first.
        found.reverse()
        found.sort(key=itemgetter(1))
        names = [
            NameSpan(begin, after - 2, self._not_in[pattern])
            for pattern, begin, after in (found if self._not_in else ())
            if pattern in self._not_in
        ]
        free, only_named = 0, self._only_named
        for pattern, begin, after in found:
            if begin < free or (only_named <= pattern < self._named):
                continue
            # The space added before the text offsets the one before the pattern.
            finish = after - 2
            if pattern >= only_named:
                free = finish
                continue
            match = self._resolve(pattern, source, begin, finish)
            if match is None:
                continue
            if names:
                start, end, terms, by_acronym = match
                terms = leave_out_named(terms, begin, finish, names)
                if not terms:
                    continue
                match = (start, end, terms, by_acronym)
            free = finish
            yield match

    def _resolve(
        self, pattern: int, source: SearchText, begin: int, finish: int
    ) -> FormMatch | None:
        """Return the match at a span of the folded text, with its terms of the lowest rank."""
        text, whole = source.text, source.folded
        start, end = source.starts[begin], source.ends[finish]
        if self._unspaced and pattern in self._unspaced:
            if not stands_unspaced(whole, begin, finish):
                return None
        elif (
            text[start - 1 : start] in _WORD_JOINERS or text[end : end + 1] in _WORD_JOINERS
        ) and (not is_whole_word(whole, begin, finish) or is_prefixed(text, start)):
            return None
        if source.urls and is_within(start, end, source.urls):
            return None
        folded = whole[begin:finish]
        if pattern not in self._ambiguous:
            form = self._forms[pattern]
            same = form == folded or self._is_same(form, folded)
            return (start, end, self._terms[pattern], False) if same else None
        written = text[start:end]
        fitting = [
            (form, term)
            for form, term in self._ambiguous[pattern]
            if self._is_same(form.pattern, folded) and (not form.cased or form.fits(written))
        ]
        spelled = [(form, term) for form, term in fitting if form.pattern == folded]
        fitting = spelled or fitting
        rank = min([form.rank for form, _ in fitting], default=0)
        if not fitting or (
            rank == 0 and not _is_acronym_at(start, end, text, fitting, self._language)
        ):
            return None
        terms = {term.slug: term for form, term in fitting if form.rank == rank}
        return start, end, tuple(terms.values()), rank == 0

    def _is_same(self, pattern: str, folded: str) -> bool:
        """Return whether a folded word is a form; one of the two may lack its accents.

        In most languages they are different words if both have accents: "diagnosticó" is not
        "diagnóstico". They are also different if the word without accents is an everyday word.
        """
        if pattern == folded:
            return True
        bare = fold_accents(folded, self._language)
        if bare != fold_accents(pattern, self._language):
            return False
        if bare not in (pattern, folded) and get_language(self._language).accents_tell_apart:
            return False
        return not is_everyday_word(bare, self._language)


def _is_acronym_at(
    start: int, end: int, text: str, fitting: Iterable[tuple[Form, Term]], language: str
) -> bool:
    """Return whether an acronym is meant, not a part of "AL-101" or a word in all capitals."""
    if is_part_of_code(text, start, end):
        return False
    everyday = any(form.is_everyday_in_lower_case for form, _ in fitting)
    return not (everyday and is_beside_all_caps(text, start, end, language))
