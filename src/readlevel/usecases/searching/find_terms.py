"""Finds terms of the glossary by what people type: beginnings, other forms, misspellings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product

from sqlalchemy.orm import Session

from readlevel.core.languages.registry import get_language
from readlevel.core.languages.search_folding import fold
from readlevel.core.model.term import Term
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.search import synonyms
from readlevel.core.search.query import find_searched
from readlevel.core.search.words import replace_words, split_query, stem_word
from readlevel.storage.glossary import term_lists, terms
from readlevel.storage.glossary.term_entries import ListedTerm
from readlevel.storage.vocabulary import vocabulary
from readlevel.usecases.searching.corrections import correct_words
from readlevel.usecases.searching.other_names import find_names
from readlevel.usecases.searching.query_words import read_words
from readlevel.usecases.searching.site_words import SiteWords, SiteWordsByLanguage

_LONGEST_NAME = 6
"""Words of a query that are tried in their other forms."""

_LONGEST_ASKED = 3
"""Words of a query that may be a term in another form."""

_MOST_PHRASES = 64


@dataclass(frozen=True, slots=True)
class FoundTerms:
    """The terms that a search found."""

    terms: tuple[ListedTerm, ...]
    corrected: str
    """The query that was searched for, if misspelled words were put right; else empty."""


def search_terms(session: Session, language: str, query: str) -> FoundTerms:
    """Return the terms one of whose names has a word that begins with `query`.

    If there is none, they are found without the words of questions, by other forms of the words and
    other names of the same thing, and then with misspelled words put right.
    """
    query = query.replace("\0", " ")
    found = _search(session, language, query)
    if found:
        return FoundTerms(found, "")
    right = correct_words(SiteWordsByLanguage(session), split_query(query), [language])
    corrected = replace_words(query, right) if right else ""
    found = _search(session, language, corrected) if corrected else ()
    return FoundTerms(found, corrected if found else "")


def find_asked(session: Session, language: str, query: str) -> list[Term]:
    """Return the terms that a query asks for: it is one of their names, in any of its forms.

    Words of questions do not count: "what is gout?".
    """
    words = split_query(query)
    searched = [words[place] for place in find_searched(words, language)]
    asked = {" ".join(words), " ".join(searched)} - {""}
    return terms.find_named(session, language, asked) or terms.find_named(
        session, language, _list_forms(session, language, searched)
    )


def find_defined(
    session: Session, languages: Sequence[str], query: str
) -> list[tuple[Term, SafeHTML | None, SafeHTML | None]]:
    """Return the terms that a query asks for in any of `languages`, in their order.

    Each has its lay and its clinician definition. Other forms of the words are tried in the first.
    """
    words = split_query(query)
    named = {" ".join(words)}
    for language in languages:
        named.add(" ".join(words[place] for place in find_searched(words, language)))
    found = terms.find_defined(session, languages, named - {""})
    if found:
        return found
    own = languages[0]
    searched = [words[place] for place in find_searched(words, own)]
    if len(searched) > _LONGEST_ASKED:
        return []
    return terms.find_defined(session, [own], _list_forms(session, own, searched))


def _search(session: Session, language: str, query: str) -> tuple[ListedTerm, ...]:
    found = term_lists.search_by_name(session, language, query)
    if found:
        return found
    words = split_query(query)
    places = find_searched(words, language)
    if not places:
        return ()
    searched = [words[place] for place in places]
    found = term_lists.search_by_name(session, language, " ".join(searched))
    if found:
        return found
    named = find_asked(session, language, query)
    named = named or _find_by_other_names(session, language, words)
    return _list(session, named)


def _find_by_other_names(session: Session, language: str, words: Sequence[str]) -> list[Term]:
    """Return the terms that have another name of what all words of a query together name."""
    own = next(iter(read_words(words, [language])))
    found = find_names(SiteWords(session, language), own).synonyms
    names = {
        fold(name)
        for (places, name), synonym in found.items()
        if places >= frozenset(own.places) and synonym.likeness >= synonyms.SAME
    }
    return terms.find_named(session, language, names)


def _list_forms(session: Session, language: str, words: Sequence[str]) -> Iterable[str]:
    """Return phrases of words of the site that have the same stems as `words`."""
    if not 0 < len(words) <= _LONGEST_NAME:
        return ()
    stems = [stem_word(word, language) for word in words]
    known = vocabulary.list_forms(session, language, set(stems))
    articles = get_language(language).joined_articles
    choices = [
        dict.fromkeys([*known.get(stem, [word]), *(word.removeprefix(one) for one in articles)])
        for stem, word in zip(stems, words, strict=True)
    ]
    return [" ".join(phrase) for phrase in islice(product(*choices), _MOST_PHRASES)]


def _list(session: Session, found: Sequence[Term]) -> tuple[ListedTerm, ...]:
    keys = [(term.language, term.slug) for term in found]
    listed = terms.find_listed(session, keys)
    return tuple(listed[key] for key in keys)
