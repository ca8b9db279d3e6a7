"""What a site has of the words of a query, looked up in one statement: each would be a round trip.

How many texts have its stems, which words it begins, which of its words other languages have, and
the terms that it names.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.database.conditions import is_among
from readlevel.storage.vocabulary.vocabulary import (
    COMPLETE,
    COUNT_STEMS,
    KnownWord,
    list_completion_values,
)

MAX_TERMS = 100

_STEM, _BEGUN, _WORD, _TERM = range(4)


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What is asked of the words of one language, and which words of others."""

    stems: Collection[str] = ()
    beginnings: Sequence[str] = ()
    """At most one."""
    names: Collection[str] = ()
    """Names of terms, folded."""
    words: Collection[str] = ()
    other_languages: Collection[str] = ()
    """The languages that may have one of `words`."""


@dataclass(slots=True)
class FoundWords:
    """What a site has of them; what it does not have is left out."""

    stems: dict[str, int] = field(default_factory=dict)
    """How many texts and terms use each."""
    begun: list[KnownWord] = field(default_factory=list)
    """The words that begin so, the most used first."""
    words: dict[str, set[str]] = field(default_factory=dict)
    """By language."""
    terms: list[str] = field(default_factory=list)
    """The stored entries of the terms that have one of the names, in the order of the glossary."""


def _select(
    kind: int,
    one: ColumnElement[str],
    two: ColumnElement[str] | None = None,
    three: ColumnElement[str] | None = None,
    number: ColumnElement[int] | None = None,
) -> Select[int, str, str, str, int]:
    """Return a part of the statement: all parts have the same columns."""
    none = literal_column("''", Text)
    return select(
        literal_column(str(kind), Integer).label("kind"),
        one.label("one"),
        type_coerce(none if two is None else two, Text).label("two"),
        type_coerce(none if three is None else three, Text).label("three"),
        (literal_column("0", Integer) if number is None else number).label("number"),
    )


_words = content_tables.vocabulary
_stems, _begun = COUNT_STEMS.subquery("stems"), COMPLETE.subquery("begun")
_term, _name = content_tables.term, content_tables.term_name
_named = select(_name.c.term).where(
    _name.c.language == bindparam("language"), is_among(_name.c.folded, "names")
)
_LOOK_UP = union_all(
    _select(_STEM, _stems.c.stem, number=func.coalesce(_stems.c.texts, 0)),
    _select(_BEGUN, _begun.c.word, _begun.c.written, _begun.c.stem, _begun.c.texts),
    _select(_WORD, _words.c.word, _words.c.language).where(
        is_among(_words.c.language, "other_languages"), is_among(_words.c.word, "words")
    ),
    _select(_TERM, _term.c.entry, _term.c.sort_key).where(
        _term.c.language == bindparam("language"), _term.c.slug.in_(_named)
    ),
)


def look_up_words(session: Session, language: str, asked: AskedWords, most: int) -> FoundWords:
    """Return what the site has of words in a language; of those that begin so, `most`."""
    beginning = asked.beginnings[0] if asked.beginnings else None
    given = {
        "language": language,
        "stems": sorted(asked.stems),
        "names": sorted(asked.names),
        "words": sorted(asked.words),
        "other_languages": sorted(asked.other_languages),
        **list_completion_values(beginning, most),
    }
    found, terms = FoundWords(), list[tuple[str, str]]()
    for kind, one, two, three, number in session.execute(_LOOK_UP, given):
        if kind == _STEM:
            found.stems[one] = int(number)
        elif kind == _BEGUN:
            found.begun.append(KnownWord(one, two, three, number))
        elif kind == _WORD:
            found.words.setdefault(two, set()).add(one)
        else:
            terms.append((two, one))
    found.begun.sort(key=lambda word: (-word.texts, word.word))
    found.terms += [entry for _, entry in sorted(terms)[:MAX_TERMS]]
    return found
