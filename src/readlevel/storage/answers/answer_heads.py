"""What an answer holds beside its texts and images, read in one statement."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, Audience, Reference
from readlevel.storage.database import content_tables, desk_tables
from readlevel.storage.database.stored_json import JSON_OBJECT


def find_id(session: Session, slug: str) -> int | None:
    """Return the id of an answer, or None."""
    return session.scalar(_FIND_ID, {"slug": slug})


def find_head(session: Session, slug: str) -> AnswerHead | None:
    """Return an answer without its texts and images, or None."""
    answer_id = find_id(session, slug)
    return None if answer_id is None else load_head(session, answer_id, slug)


def get_head(session: Session, slug: str) -> AnswerHead:
    """Return an answer without its texts and images. Raise LookupError if there is none."""
    found = find_head(session, slug)
    if found is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return found


def list_samples(session: Session) -> Sequence[str]:
    """Return the slugs of the answers that are samples, in order."""
    answer, sample = content_tables.answer.c, content_tables.sample.c
    return session.scalars(
        select(answer.slug)
        .join(content_tables.sample, sample.answer_id == answer.id)
        .order_by(answer.slug)
    ).all()


def list_archived(session: Session, *, skip: int, limit: int) -> Sequence[str]:
    """Return a page of the slugs of the answers that are archived, in order."""
    answer, archive = content_tables.answer.c, content_tables.archive.c
    return session.scalars(
        select(answer.slug)
        .join(content_tables.archive, archive.answer_id == answer.id)
        .order_by(answer.slug)
        .offset(skip)
        .limit(limit)
    ).all()


def is_archived(session: Session, answer_id: int) -> bool:
    """Return whether an answer is archived."""
    table = content_tables.archive
    found = session.scalar(select(table.c.answer_id).where(table.c.answer_id == answer_id))
    return found is not None


def count_archived(session: Session) -> int:
    """Return how many answers are archived."""
    return session.scalar(select(func.count()).select_from(content_tables.archive)) or 0


def load_head(session: Session, answer_id: int, slug: str) -> AnswerHead:
    """Return an answer without its texts and images, by its id."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for kind, _, *values in session.execute(_LOAD, {"answer": answer_id}):
        rows.setdefault(kind, []).append(tuple(values))
    codes: dict[str, tuple[str, ...]] = {}
    for system, code, _ in rows.get("code", ()):
        codes[system] = (*codes.get(system, ()), code)
    parity: dict[str, dict[str, str]] = {}
    for language, key, reason in sorted(rows.get("parity_answer", ())):
        parity.setdefault(language, {})[key] = reason
    questions: dict[str, dict[str, str]] = {}
    for audience, language, text in rows.get("audience_question", ()):
        questions.setdefault(audience, {})[language] = text
    search_words: dict[str, tuple[str, ...]] = {}
    for language, text, _ in rows.get("search_word", ()):
        search_words[language] = (*search_words.get(language, ()), text)
    return AnswerHead(
        slug,
        {language: text for language, text, _ in rows.get("question", ())},
        topics=tuple(name for name, *_ in rows.get("topic", ())),
        codes=codes,
        references=tuple(
            Reference(key, JSON_OBJECT.load(csl)) for key, csl, _ in rows.get("reference", ())
        ),
        former_slugs=tuple(slug for slug, *_ in rows.get("former_slug", ())),
        parity=parity,
        audience_questions={Audience(one): asked for one, asked in questions.items()},
        search_words=search_words,
        is_sample="sample" in rows,
        archived_because=next((because for because, *_ in rows.get("archive", ())), None),
    )


def has_same_rows(before: AnswerHead, after: AnswerHead) -> bool:
    """Return whether `save_head` would store nothing."""
    return _list_rows(before) == _list_rows(after)


def save_head(
    session: Session, answer_id: int, before: AnswerHead | None, after: AnswerHead
) -> None:
    """Store what differs from `before`, except reasons for differences between the texts."""
    kept: Mapping[Table, Sequence[Any]] = {} if before is None else _list_rows(before)
    for table, rows in _list_rows(after).items():
        if rows == kept.get(table, []):
            continue
        if kept.get(table):
            session.execute(delete(table).where(table.c.answer_id == answer_id))
        if rows:
            session.execute(insert(table), _number(answer_id, rows))


def iter_changed_reasons(
    before: AnswerHead | None, after: AnswerHead
) -> Iterator[tuple[str, str, str]]:
    """Yield (language, key, reason) of each reason that is new or different."""
    for language, reasons in after.parity.items():
        known = before.parity.get(language, {}) if before else {}
        for key, reason in reasons.items():
            if known.get(key) != reason:
                yield language, key, reason


def _list_rows(head: AnswerHead) -> dict[Table, list[dict[str, Any]]]:
    """Return the rows of an answer, in order."""
    return {
        content_tables.sample: [{}] if head.is_sample else [],
        content_tables.archive: (
            [] if head.archived_because is None else [{"because": head.archived_because}]
        ),
        content_tables.former_slug: [{"slug": slug} for slug in head.former_slugs],
        content_tables.question: [
            {"language": language, "text": text} for language, text in head.question.items()
        ],
        content_tables.audience_question: [
            {"audience": audience, "language": language, "text": text}
            for audience, asked in head.audience_questions.items()
            for language, text in asked.items()
        ],
        content_tables.search_word: [
            {"language": language, "text": text}
            for language, words in head.search_words.items()
            for text in words
        ],
        content_tables.topic: [{"name": name} for name in head.topics],
        content_tables.code: [
            {"system": system, "code": code}
            for system, codes in head.codes.items()
            for code in codes
        ],
        content_tables.reference: [
            {"key": reference.key, "csl": JSON_OBJECT.dump(dict(reference.csl))}
            for reference in head.references
        ],
    }


def _number(answer_id: int, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"answer_id": answer_id, "position": position, **row} for position, row in enumerate(rows)
    ]


def _select_part(
    table: Table, *columns: ColumnElement[Any], position: ColumnElement[Any] | None = None
) -> Select[Any]:
    """Select a table's rows of one answer as (table, position, three texts)."""
    empty: ColumnElement[Any] = literal_column("''")
    texts = (*columns, empty, empty, empty)[:3]
    return select(
        literal_column(f"'{table.name}'").label("kind"),
        (table.c.position if position is None else position).label("position"),
        *(column.label(f"text_{number}") for number, column in enumerate(texts)),
    ).where(table.c.answer_id == bindparam("answer"))


_FIND_ID = select(content_tables.answer.c.id).where(
    content_tables.answer.c.slug == bindparam("slug")
)
_LOAD = union_all(
    _select_part(content_tables.sample),
    _select_part(content_tables.archive, content_tables.archive.c.because),
    _select_part(content_tables.former_slug, content_tables.former_slug.c.slug),
    _select_part(
        content_tables.question, content_tables.question.c.language, content_tables.question.c.text
    ),
    _select_part(
        content_tables.audience_question,
        content_tables.audience_question.c.audience,
        content_tables.audience_question.c.language,
        content_tables.audience_question.c.text,
    ),
    _select_part(
        content_tables.search_word,
        content_tables.search_word.c.language,
        content_tables.search_word.c.text,
    ),
    _select_part(content_tables.topic, content_tables.topic.c.name),
    _select_part(content_tables.code, content_tables.code.c.system, content_tables.code.c.code),
    _select_part(
        content_tables.reference, content_tables.reference.c.key, content_tables.reference.c.csl
    ),
    _select_part(
        desk_tables.parity_answer,
        desk_tables.parity_answer.c.language,
        desk_tables.parity_answer.c.key,
        desk_tables.parity_answer.c.reason,
        position=literal_column("0"),
    ),
).order_by("kind", "position")
