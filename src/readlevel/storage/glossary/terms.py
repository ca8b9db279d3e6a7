"""The stored glossary, and which answers explain a term."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from readlevel.core.languages.collation import letter_of, sort_key
from readlevel.core.languages.search_folding import fold
from readlevel.core.model.term import Term
from readlevel.core.rendering.html import inline
from readlevel.core.rendering.safe_html import SafeHTML, restore_html
from readlevel.core.search.words import list_written
from readlevel.storage.database import content_tables
from readlevel.storage.database.stored_json import JSON_OBJECT, StoredJSON
from readlevel.storage.vocabulary import vocabulary

MAX_FOUND = 100

_WORD = re.compile(r"[^\W_]+")

MAX_FOLDED = 200
"""Characters of a name that are indexed."""

_BATCH_SIZE = 500
"""Terms in one statement: databases limit the number of its values."""


_TERM = StoredJSON[Term](Term, extra="ignore")


@dataclass(frozen=True, slots=True)
class _RenderedDefinitions:
    """The definitions of a term as HTML."""

    lay: str | None = None
    clinician: str | None = None


@dataclass(frozen=True, slots=True)
class _RenderedTerm:
    """What an entry holds beside the fields of the term."""

    rendered: _RenderedDefinitions


_RENDERED_TERM = StoredJSON[_RenderedTerm](_RenderedTerm, extra="ignore")


_named = select(content_tables.term_name.c.term).where(
    content_tables.term_name.c.language == bindparam("language"),
    content_tables.term_name.c.folded.in_(bindparam("names", expanding=True)),
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


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A term as lists show it, with its lay definition, or else the clinicians'."""

    term: Term
    definition: SafeHTML | None


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
    return None if entry is None else _TERM.load(entry)


def find_terms(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Term]:
    """Return the terms that exist, by (language, slug)."""
    found = map(_TERM.load, _iter_stored(session, keys))
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
    if entry is None:
        return None, None
    rendered = _RENDERED_TERM.load(entry).rendered
    return _restore_html(rendered.lay), _restore_html(rendered.clinician)


def find_by_name(session: Session, language: str, name: str) -> Term | None:
    """Return the first term of that name, ignoring case and accents, or None."""
    table = content_tables.term
    entry = session.scalar(
        select(table.c.entry)
        .where(table.c.language == language, table.c.folded == fold(name)[:MAX_FOLDED])
        .limit(1)
    )
    return None if entry is None else _TERM.load(entry)


def find_named(session: Session, language: str, names: Iterable[str]) -> list[Term]:
    """Return the terms that have one of `names` (folded) as name, other form or acronym."""
    wanted = {name[:MAX_FOLDED] for name in names}
    if not wanted:
        return []
    entries = session.scalars(_FIND_NAMED, {"language": language, "names": sorted(wanted)})
    found = map(_TERM.load, entries)
    return [term for term in found if not wanted.isdisjoint(_fold_names(term))]


def has_name(session: Session, language: str, name: str, *, except_slug: str) -> bool:
    """Return whether a term other than `except_slug` has exactly that name."""
    table = content_tables.term
    named = select(table.c.slug).where(
        table.c.language == language,
        table.c.folded == fold(name)[:MAX_FOLDED],
        table.c.name == name,
        table.c.slug != except_slug,
    )
    return session.scalar(named.limit(1)) is not None


def iter_terms(session: Session, language: str | None = None) -> Iterator[Term]:
    """Yield every term (of one language), in order of language and name."""
    table = content_tables.term
    statement = select(table.c.entry).order_by(table.c.language, table.c.folded, table.c.slug)
    if language is not None:
        statement = statement.where(table.c.language == language)
    for entry in session.scalars(statement):
        yield _TERM.load(entry)


def list_languages(session: Session) -> Sequence[str]:
    """Return the languages of the terms."""
    return session.scalars(
        select(content_tables.term.c.language).distinct().order_by(content_tables.term.c.language)
    ).all()


def list_letters(session: Session, language: str) -> tuple[str, ...]:
    """Return the letters that terms begin with, in order, by one index look-up each."""
    table = content_tables.term
    found: list[str] = []
    statement = select(func.min(table.c.letter)).where(table.c.language == language)
    letter = session.scalar(statement)
    while letter is not None:
        found.append(letter)
        letter = session.scalar(statement.where(table.c.letter > letter))
    return tuple(sorted(found, key=lambda one: sort_key(one, language)))


def list_by_letter(
    session: Session, language: str, letter: str, *, limit: int, offset: int = 0
) -> tuple[ListedTerm, ...]:
    """Return the terms under a letter, by name."""
    table = content_tables.term
    entries = session.scalars(
        select(table.c.entry)
        .where(table.c.language == language, table.c.letter == letter)
        .order_by(table.c.sort_key)
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(restore_listed_term, entries))


def count_by_letter(session: Session, language: str, letter: str) -> int:
    """Return the number of terms under a letter."""
    table = content_tables.term
    counted = (
        select(func.count())
        .select_from(table)
        .where(table.c.language == language, table.c.letter == letter)
    )
    return session.scalar(counted) or 0


def search_by_name(session: Session, language: str, query: str) -> tuple[ListedTerm, ...]:
    """Return up to `MAX_FOUND` terms that have a name with a word that begins with `query`.

    Acronyms and other forms are names too; case and accents are ignored.
    """
    folded = fold(query.strip())[:MAX_FOLDED]
    if not folded:
        return ()
    table, name = content_tables.term, content_tables.term_name
    matched = (
        select(name.c.term)
        .where(
            name.c.language == language,
            name.c.folded >= folded,
            name.c.folded < folded + "\U0010ffff",
        )
        .order_by(name.c.folded)
        .limit(MAX_FOUND)
        .subquery("matched")
    )
    entries = session.scalars(
        select(table.c.entry)
        .where(table.c.language == language, table.c.slug.in_(select(matched.c.term)))
        .order_by(table.c.sort_key)
    )
    return tuple(map(restore_listed_term, entries))


def save_uses(session: Session, slug: str, uses: Iterable[tuple[str, str]]) -> None:
    """Store which terms, as (language, term's slug), the answer at `slug` explains."""
    table = content_tables.term_use
    session.execute(delete(table).where(table.c.slug == slug))
    rows = [{"language": language, "term": term, "slug": slug} for language, term in set(uses)]
    if rows:
        session.execute(insert(table), rows)


def find_uses(session: Session, language: str, term: str, *, limit: int) -> Sequence[str]:
    """Return slugs of answers that explain the term."""
    table = content_tables.term_use
    return session.scalars(
        select(table.c.slug)
        .where(table.c.language == language, table.c.term == term)
        .order_by(table.c.slug)
        .limit(limit)
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
        "entry": _dump_term(term),
    }


def _fold_names(term: Term) -> set[str]:
    return {fold(name)[:MAX_FOLDED] for name in list_names(term)}


def list_names(term: Term) -> tuple[str, ...]:
    """Return all names by which a term is found."""
    acronym = [term.acronym] if term.acronym else []
    return (term.name, *term.other_forms, *acronym, *term.search_words)


def _name_rows(term: Term) -> list[dict[str, str]]:
    names = list_names(term)
    folded = {name for given in names for name in _name_suffixes(given)}
    return [{"language": term.language, "folded": name, "term": term.slug} for name in folded]


def _name_suffixes(name: str) -> Iterator[str]:
    """Yield the folded name and its ends from each later word: "blood pressure", "pressure"."""
    folded = fold(name)
    for word in _WORD.finditer(folded):
        yield folded[word.start() :][:MAX_FOLDED]


def _dump_term(term: Term) -> str:
    rendered = {
        audience: inline(definition).text
        for audience, definition in (
            ("lay", term.definition_lay),
            ("clinician", term.definition_clinician),
        )
        if definition
    }
    return JSON_OBJECT.dump({**asdict(term), "rendered": rendered})


def restore_listed_term(entry: str) -> ListedTerm:
    """Return a stored term as lists show it."""
    rendered = _RENDERED_TERM.load(entry).rendered
    return ListedTerm(_TERM.load(entry), _restore_html(rendered.lay or rendered.clinician))


def _restore_html(stored: str | None) -> SafeHTML | None:
    return restore_html(stored) if stored else None
