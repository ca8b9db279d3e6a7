"""Many answers for the benchmark of the search: made of the sentences of the samples."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.search.words import index_words, list_written
from readlevel.storage.database import content_tables, site_version
from readlevel.storage.database.engine import write_transaction
from readlevel.storage.search import index, index_sql
from readlevel.storage.vocabulary import vocabulary

_LANGUAGE = "en"
_AT_ONCE = 2_000
_REVIEWED = date(2026, 5, 1)
_NEW_WORD_EVERY = 10
"""One copy of so many has a word that no other has."""

_LINES = 25
"""Sentences and paragraphs of a copy."""


@dataclass(frozen=True, slots=True)
class _Sample:
    slug: str
    card: str
    lines: Sequence[str]


def grow(engine: Engine, count: int) -> None:
    """Add copies up to `count` answers, each with lines of three samples, a question and a slug."""
    with write_transaction(engine) as session:
        samples = _read_samples(session)
        known = session.scalar(select(func.count()).select_from(content_tables.listing)) or 0
    stems = {line: index_words([line], _LANGUAGE).strip() for one in samples for line in one.lines}
    for start in range(known, count, _AT_ONCE):
        with write_transaction(engine) as session:
            numbers = range(start, min(start + _AT_ONCE, count))
            _add(session, [_make(samples, number) for number in numbers], stems)
    with write_transaction(engine) as session:
        counted = content_tables.language_count
        session.execute(
            update(counted).where(counted.c.language == _LANGUAGE).values(approved=count)
        )
        site_version.bump(session)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


@dataclass(frozen=True, slots=True)
class _Copy:
    number: int
    sample: _Sample
    question: str
    lines: Sequence[str]
    own: str
    """A word that only this copy has, perhaps empty."""


def _read_samples(session: Session) -> Sequence[_Sample]:
    table = content_tables.public_text
    rows = session.execute(
        select(table.c.slug, table.c.card, index.bodies.c.body)
        .join(index.bodies, index.bodies.c.rowid == table.c.id)
        .where(table.c.language == _LANGUAGE, table.c.slug.not_like("copy-%"))
        .order_by(table.c.id)
    )
    return [_Sample(row.slug, row.card, row.body.splitlines()) for row in rows]


def _make(samples: Sequence[_Sample], number: int) -> _Copy:
    chance = random.Random(number)
    chosen = chance.sample(samples, 3)
    lines = [line for one in chosen for line in one.lines]
    own = _spell(number) if number % _NEW_WORD_EVERY == 0 else ""
    question = f"How does {chosen[0].slug.replace('-', ' ')} concern {own or 'me'}?"
    return _Copy(number, chosen[0], question, chance.sample(lines, min(_LINES, len(lines))), own)


def _spell(number: int) -> str:
    return "".join("bcdfghlmnp"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(number))


def _add(session: Session, copies: Sequence[_Copy], stems: dict[str, str]) -> None:
    listings = session.scalars(
        insert(content_tables.listing).returning(
            content_tables.listing.c.id, sort_by_parameter_order=True
        ),
        [
            {
                "slug": f"copy-{one.number}",
                "language": _LANGUAGE,
                "approved": True,
                "newest": _REVIEWED,
                "card": one.sample.card,
                "changed": one.number,
            }
            for one in copies
        ],
    ).all()
    texts = session.scalars(
        insert(content_tables.public_text).returning(
            content_tables.public_text.c.id, sort_by_parameter_order=True
        ),
        [
            {
                "listing_id": listing,
                "slug": f"copy-{one.number}",
                "audience": "lay",
                "language": _LANGUAGE,
                "approved": True,
                "card": one.sample.card,
                "words": one.own,
            }
            for one, listing in zip(copies, listings, strict=True)
        ],
    ).all()
    session.execute(
        index_sql.ADD[session.get_bind().dialect.name],
        [
            {
                "id": text,
                "name": index_words([one.question], _LANGUAGE),
                "heading": " ",
                "stems": f" {' '.join([*(stems[line] for line in one.lines), one.own]).strip()} ",
                "body": "\n".join([*one.lines, one.own]),
            }
            for one, text in zip(copies, texts, strict=True)
        ],
    )
    _count_words(session, copies)


def _count_words(session: Session, copies: Sequence[_Copy]) -> None:
    words_of = {line: list_written(line) for one in copies for line in one.lines}
    written: dict[str, str] = {}
    changes: Counter[str] = Counter()
    for one in copies:
        words = list_written(f"{one.question} {one.own}")
        for line in one.lines:
            words |= words_of[line]
        written |= words
        changes.update(words.keys())
    vocabulary.change_counts(session, _LANGUAGE, changes, written)
