"""The stored terms: saving, removing and finding them by address or name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.glossary.term_identity import identify_name
from readlevel.core.languages.collation import letter_of, sort_key
from readlevel.core.languages.search_folding import fold
from readlevel.core.model.term import Term
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.search.words import list_written
from readlevel.storage.database import content_tables
from readlevel.storage.database.conditions import is_among
from readlevel.storage.glossary.term_entries import (
    TERM,
    ListedTerm,
    dump_term,
    restore_definitions,
    restore_listed_term,
)
from readlevel.storage.glossary.term_names import (
    MAX_FOLDED,
    fold_names,
    fold_spellings,
    list_names,
    name_suffixes,
)
from readlevel.storage.vocabulary import vocabulary

MAX_FOUND = 100

_BATCH_SIZE = 500
"""Terms in one statement: databases limit the number of its values."""


_named = select(content_tables.term_name.c.term).where(
    content_tables.term_name.c.language == bindparam("language"),
    is_among(content_tables.term_name.c.folded, "names"),
)
_FIND_NAMED = (
    select(content_tables.term.c.entry)
    .where(
        content_tables.term.c.language == bindparam("language"),
        content_tables.term.c.slug.in_(_named),
    )
    .order_by(content_tables.term.c.sort_key)
    .limit(MAX_FOUND)
)


_FIND_DEFINED = (
    select(content_tables.term.c.entry)
    .join(
        content_tables.term_name,
        (content_tables.term_name.c.language == content_tables.term.c.language)
        & (content_tables.term_name.c.term == content_tables.term.c.slug),
    )
    .where(
        is_among(content_tables.term_name.c.language, "languages"),
        is_among(content_tables.term_name.c.folded, "names"),
    )
    .group_by(content_tables.term.c.sort_key, content_tables.term.c.entry)
    .order_by(content_tables.term.c.sort_key, content_tables.term.c.entry)
    .limit(MAX_FOUND)
)


def save_terms(session: Session, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Store `terms` in place of earlier ones; of two with the same slug, the later one wins.

    Return the terms that are new or different.
    """
    given = {(term.language, term.slug): term for term in terms}
    known = find_terms(session, given)
    changed = tuple(term for key, term in given.items() if known.get(key) != term)
    for start in range(0, len(changed), _BATCH_SIZE):
        some = changed[start : start + _BATCH_SIZE]
        _save(session, some)
        _count_words(session, [known[key] for term in some if (key := _key(term)) in known], some)
    return changed


def remove_term(session: Session, language: str, slug: str) -> None:
    """Remove a term and its names."""
    term, name = content_tables.term, content_tables.term_name
    known = find_term(session, language, slug)
    _count_words(session, [known] if known else [], [])
    session.execute(delete(term).where(term.c.language == language, term.c.slug == slug))
    session.execute(delete(name).where(name.c.language == language, name.c.term == slug))


def find_term(session: Session, language: str, slug: str) -> Term | None:
    """Return the term, or None."""
    entry = session.scalar(
        select(content_tables.term.c.entry).where(
            content_tables.term.c.language == language, content_tables.term.c.slug == slug
        )
    )
    return None if entry is None else TERM.load(entry)


def find_terms(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Term]:
    """Return the terms that exist, by (language, slug)."""
    found = map(TERM.load, _iter_stored(session, keys))
    return {(term.language, term.slug): term for term in found}


def find_listed(
    session: Session, keys: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], ListedTerm]:
    """Return the terms that exist, as lists show them, by (language, slug)."""
    found = map(restore_listed_term, _iter_stored(session, keys))
    return {(one.term.language, one.term.slug): one for one in found}


def find_definitions(
    session: Session, language: str, slug: str
) -> tuple[SafeHTML | None, SafeHTML | None]:
    """Return the lay and the clinician definition as HTML."""
    entry = session.scalar(
        select(content_tables.term.c.entry).where(
            content_tables.term.c.language == language, content_tables.term.c.slug == slug
        )
    )
    return (None, None) if entry is None else restore_definitions(entry)


def find_by_name(session: Session, language: str, name: str) -> Term | None:
    """Return the first term of that name, ignoring case and accents, or None."""
    table = content_tables.term
    entry = session.scalar(
        select(table.c.entry)
        .where(table.c.language == language, table.c.folded == fold(name)[:MAX_FOLDED])
        .limit(1)
    )
    return None if entry is None else TERM.load(entry)


def find_named(session: Session, language: str, names: Iterable[str]) -> list[Term]:
    """Return the terms that have one of `names` (folded) as name, other form or acronym."""
    wanted = {name[:MAX_FOLDED] for name in names}
    if not wanted:
        return []
    entries = session.scalars(_FIND_NAMED, {"language": language, "names": sorted(wanted)})
    found = map(TERM.load, entries)
    return [term for term in found if not wanted.isdisjoint(fold_names(term))]


def find_defined(
    session: Session, languages: Sequence[str], names: Iterable[str]
) -> list[tuple[Term, SafeHTML | None, SafeHTML | None]]:
    """Return terms that have one of `names` (folded), in the order of `languages`.

    Each has its lay and its clinician definition as HTML.
    """
    wanted = {name[:MAX_FOLDED] for name in names}
    if not wanted:
        return []
    given = {"languages": list(languages), "names": sorted(wanted)}
    entries = [(TERM.load(entry), entry) for entry in session.scalars(_FIND_DEFINED, given)]
    named = [one for one in entries if not wanted.isdisjoint(fold_names(one[0]))]
    named.sort(key=lambda one: languages.index(one[0].language))
    return [(term, *restore_definitions(entry)) for term, entry in named]


def find_namesake(session: Session, language: str, name: str, *, except_slug: str) -> Term | None:
    """Return a term other than `except_slug` with that name, whatever its capitals, or None."""
    table = content_tables.term
    rows = session.execute(
        select(table.c.name, table.c.entry).where(
            table.c.language == language,
            table.c.folded.in_(fold_spellings(name)),
            table.c.slug != except_slug,
        )
    )
    wanted = identify_name(name)
    return next((TERM.load(row.entry) for row in rows if identify_name(row.name) == wanted), None)


def iter_terms(session: Session, language: str | None = None) -> Iterator[Term]:
    """Yield every term (of one language), in order of language and name."""
    table = content_tables.term
    statement = select(table.c.entry).order_by(table.c.language, table.c.folded, table.c.slug)
    if language is not None:
        statement = statement.where(table.c.language == language)
    for entry in session.scalars(statement):
        yield TERM.load(entry)


def list_languages(session: Session) -> Sequence[str]:
    """Return the languages of the terms."""
    return session.scalars(
        select(content_tables.term.c.language).distinct().order_by(content_tables.term.c.language)
    ).all()


def _key(term: Term) -> tuple[str, str]:
    return term.language, term.slug


def _count_words(session: Session, before: Iterable[Term], after: Iterable[Term]) -> None:
    """Count the words of terms in the vocabulary, in place of those that they had before."""
    changes: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for term in after:
        words = _list_words(term)
        changes[term.language].update(words.keys())
        written[term.language].update(words)
    for term in before:
        changes[term.language].subtract(_list_words(term).keys())
    for language, counted in changes.items():
        vocabulary.change_counts(session, language, counted, written[language])


def _list_words(term: Term) -> dict[str, str]:
    """Return the words of the names of a term, with how they are written."""
    return list_written("\n".join(list_names(term)))


def _save(session: Session, terms: Sequence[Term]) -> None:
    table, name = content_tables.term, content_tables.term_name
    for language, slugs in _by_language((term.language, term.slug) for term in terms):
        session.execute(delete(table).where(table.c.language == language, table.c.slug.in_(slugs)))
        session.execute(delete(name).where(name.c.language == language, name.c.term.in_(slugs)))
    session.execute(insert(table), [_as_row(term) for term in terms])
    names = [row for term in terms for row in _name_rows(term)]
    if names:
        session.execute(insert(name), names)


def _iter_stored(session: Session, keys: Iterable[tuple[str, str]]) -> Iterator[str]:
    table = content_tables.term
    for language, slugs in _by_language(keys):
        yield from session.scalars(
            select(table.c.entry).where(table.c.language == language, table.c.slug.in_(slugs))
        )


def _by_language(keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield languages with slugs in batches that fit into one statement."""
    slugs: dict[str, list[str]] = {}
    for language, slug in keys:
        slugs.setdefault(language, []).append(slug)
    for language, own in slugs.items():
        for start in range(0, len(own), _BATCH_SIZE):
            yield language, own[start : start + _BATCH_SIZE]


def _as_row(term: Term) -> dict[str, str]:
    return {
        "language": term.language,
        "slug": term.slug,
        "name": term.name,
        "folded": fold(term.name)[:MAX_FOLDED],
        "letter": letter_of(term.name, term.language),
        "sort_key": sort_key(term.name, term.language)[:MAX_FOLDED],
        "entry": dump_term(term),
    }


def _name_rows(term: Term) -> list[dict[str, str]]:
    names = list_names(term)
    folded = {name for given in names for name in name_suffixes(given)}
    return [{"language": term.language, "folded": name, "term": term.slug} for name in folded]
