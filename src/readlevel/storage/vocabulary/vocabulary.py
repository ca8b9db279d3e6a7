"""The vocabulary: every word of public texts and terms, kept up to date as they are written.

Each word is also stored under its keys of `core.search.spelling`, so that similar words are found
by index. Writers change it in the transaction that changes the text, so nothing is lost if the
process is killed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from sqlalchemy import (
    Executable,
    Integer,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from readlevel.core.search.spelling import list_keys
from readlevel.core.search.words import stem_word
from readlevel.storage.database import content_tables
from readlevel.storage.database.conditions import is_among

_AT_ONCE = 500
"""Databases limit the number of values in one statement."""

_MAX_SIMILAR = 1000

_ADD_KEYS: Mapping[str, Executable] = {
    "sqlite": sqlite.insert(content_tables.spelling).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(content_tables.spelling).on_conflict_do_nothing(),
}


_LAST = "\U0010ffff"

_words = content_tables.vocabulary
_keys = content_tables.spelling
_here = _words.c.language == bindparam("language")
_known = select(_words.c.word, _words.c.written, _words.c.stem, _words.c.texts)

# Built once, because a search makes several of these look-ups.
COUNT_STEMS = (
    select(_words.c.stem, func.sum(_words.c.texts).label("texts"))
    .where(_here, is_among(_words.c.stem, "stems"))
    .group_by(_words.c.stem)
)
_LIST_FORMS = (
    select(_words.c.stem, _words.c.word)
    .where(_here, is_among(_words.c.stem, "stems"))
    .order_by(_words.c.texts.desc(), _words.c.word)
)
_FIND_WORDS = select(_words.c.word).where(_here, is_among(_words.c.word, "words"))
COMPLETE = (
    _known.where(_here, _words.c.word >= bindparam("from"), _words.c.word < bindparam("to"))
    .order_by(_words.c.texts.desc(), _words.c.word)
    .limit(bindparam("limit", type_=Integer))
)
_next_word = (
    select(_words.c.word)
    .where(_here, _words.c.word >= bindparam("word"))
    .order_by(_words.c.word)
    .limit(1)
    .subquery("next_word")
)
_word_before = (
    select(_words.c.word)
    .where(_here, _words.c.word < bindparam("word"))
    .order_by(_words.c.word.desc())
    .limit(1)
    .subquery("word_before")
)
_FIND_NEIGHBOURS = union_all(select(_next_word.c.word), select(_word_before.c.word))


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word of the site, how it is written, its stem, and how many answers and terms use it."""

    word: str
    written: str
    stem: str
    texts: int


def change_counts(
    session: Session, language: str, changes: Mapping[str, int], written: Mapping[str, str]
) -> None:
    """Add to the number of answers and terms that use words; a word that none uses is forgotten.

    `written` says how new words are written.
    """
    by_number: dict[int, list[str]] = {}
    for word, number in sorted(changes.items()):
        by_number.setdefault(number, []).append(word)
    for number, words in by_number.items():
        for some in _in_parts(words):
            if number > 0:
                _add(session, language, {word: written[word] for word in some}, number)
            elif number < 0:
                _remove(session, language, some, -number)


def count_stems(session: Session, language: str, stems: Collection[str]) -> Mapping[str, int]:
    """Return how many texts and terms use each of these stems; unknown stems are left out."""
    if not stems:
        return {}
    rows = session.execute(COUNT_STEMS, {"language": language, "stems": sorted(stems)})
    return {stem: int(texts) for stem, texts in rows}


def list_forms(session: Session, language: str, stems: Collection[str]) -> dict[str, list[str]]:
    """Return the words of the site that have each of these stems, the most used first."""
    found: dict[str, list[str]] = {}
    for stem, word in session.execute(_LIST_FORMS, {"language": language, "stems": sorted(stems)}):
        found.setdefault(stem, []).append(word)
    return found


def find_words(session: Session, language: str, words: Collection[str]) -> frozenset[str]:
    """Return those of `words` that the site has."""
    if not words:
        return frozenset()
    given = {"language": language, "words": sorted(words)}
    return frozenset(session.scalars(_FIND_WORDS, given))


def complete(session: Session, language: str, prefix: str, limit: int) -> Sequence[KnownWord]:
    """Return the most used words that begin with `prefix`."""
    given = {"language": language, **list_completion_values(prefix, limit)}
    return [KnownWord(*row) for row in session.execute(COMPLETE, given)]


def list_completion_values(prefix: str | None, limit: int) -> Mapping[str, str | int]:
    """Return the values of `COMPLETE`, besides the language; for None it finds nothing."""
    if prefix is None:
        return {"from": "", "to": "", "limit": 0}
    return {"from": prefix, "to": prefix + _LAST, "limit": limit}


def find_longest_beginning(session: Session, language: str, word: str) -> str:
    """Return the longest beginning of `word` that a word of the site has, perhaps empty."""
    given = {"language": language, "word": word}
    beside = session.scalars(_FIND_NEIGHBOURS, given)
    return max((find_common_beginning(word, other) for other in beside), key=len, default="")


def find_common_beginning(one: str, other: str) -> str:
    """Return the letters that two words begin with."""
    pairs = zip(one, other, strict=False)
    return "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def find_similar(
    session: Session, language: str, words: Collection[str]
) -> dict[str, list[KnownWord]]:
    """Return the words that each of `words` may be a misspelling of."""
    keys = {word: sorted(list_keys(word, language)) for word in words}
    asked = [word for word in words if keys[word]]
    found: dict[str, list[KnownWord]] = {word: [] for word in words}
    if not asked:
        return found
    given = {f"keys_{place}": keys[word] for place, word in enumerate(asked)}
    for place, *row in session.execute(
        _select_similar(len(asked)), {"language": language, **given}
    ):
        found[asked[place]].append(KnownWord(*row))
    return found


@cache
def _select_similar(number: int) -> Executable:
    """Return the statement that finds the words which so many words may be meant for."""
    return union_all(*map(_select_similar_to, range(number)))


def _select_similar_to(place: int) -> Select[tuple[int, str, str, str, int]]:
    similar = (
        select(_keys.c.word)
        .where(_keys.c.language == bindparam("language"), is_among(_keys.c.key, f"keys_{place}"))
        .distinct()
        .limit(_MAX_SIMILAR)
        .subquery(f"similar_{place}")
    )
    return select(
        literal_column(str(place), Integer),
        _words.c.word,
        _words.c.written,
        _words.c.stem,
        _words.c.texts,
    ).join(similar, _here & (_words.c.word == similar.c.word))


def _add(session: Session, language: str, words: Mapping[str, str], number: int) -> None:
    table = content_tables.vocabulary
    here = (table.c.language == language, table.c.word.in_(list(words)))
    known = set(session.scalars(select(table.c.word).where(*here)))
    if known:
        session.execute(update(table).where(*here).values(texts=table.c.texts + number))
    new = [
        {
            "language": language,
            "word": word,
            "written": written,
            "stem": stem_word(word, language),
            "texts": number,
        }
        for word, written in words.items()
        if word not in known
    ]
    if not new:
        return
    session.execute(insert(table), new)
    keys = [row for word in words if word not in known for row in _list_rows(word, language)]
    if keys:
        # Keys of an earlier version may have been left.
        session.execute(_ADD_KEYS[session.get_bind().dialect.name], keys)


def _remove(session: Session, language: str, words: Sequence[str], number: int) -> None:
    table, spelling = content_tables.vocabulary, content_tables.spelling
    here = (table.c.language == language, table.c.word.in_(words))
    session.execute(update(table).where(*here).values(texts=table.c.texts - number))
    gone = session.scalars(
        delete(table).where(*here, table.c.texts <= 0).returning(table.c.word)
    ).all()
    keys = [row for word in gone for row in _list_rows(word, language)]
    if keys:
        session.execute(
            delete(spelling).where(
                spelling.c.language == bindparam("language"),
                spelling.c.key == bindparam("key"),
                spelling.c.word == bindparam("word"),
            ),
            keys,
            execution_options={"synchronize_session": False},
        )


def _list_rows(word: str, language: str) -> Iterator[dict[str, str]]:
    for key in sorted(list_keys(word, language)):
        yield {"language": language, "key": key, "word": word}


def _in_parts(words: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(words), _AT_ONCE):
        yield words[start : start + _AT_ONCE]
