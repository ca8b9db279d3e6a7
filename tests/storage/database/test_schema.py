import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from readlevel.core.search.spelling import list_keys
from readlevel.core.search.words import stem_word
from readlevel.storage.database import schema
from readlevel.storage.database.assistant_tables import draft_job
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.errors import (
    DatabaseProblem,
    MissingDatabase,
    NewerDatabase,
    OlderDatabase,
)
from tests.interchange.documents.test_image_cleaning import draw, encode

NEXT = '''
"""Add a table."""

from alembic import op

revision = "next"
down_revision = "{newest}"


def upgrade() -> None:
    op.execute("CREATE TABLE extra (id INTEGER)")
    op.execute("{statement}")
'''


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


def add_migration(monkeypatch: pytest.MonkeyPatch, folder: Path, statement: str) -> None:
    shutil.copytree(schema._MIGRATIONS, folder)
    newest = max(path.name[:4] for path in (folder / "versions").glob("[0-9]*.py"))
    (folder / "versions" / "next.py").write_text(NEXT.format(statement=statement, newest=newest))
    monkeypatch.setattr(schema, "_MIGRATIONS", folder)


def migrate_to(engine: Engine, revision: str, *statements: str) -> None:
    """Create the tables of an earlier version, and run statements in it."""
    config = schema._config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in statements:
            connection.execute(text(statement))


def test_migrations_make_exactly_the_tables(engine: Engine) -> None:
    def is_ours(_object: object, name: str | None, kind: str, *_more: object) -> bool:
        # The search index is made in each database's own words.
        return kind != "table" or not str(name).startswith("search")

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        assert compare_metadata(context, draft_job.metadata) == []


def test_a_database_that_was_not_created_says_how_to(empty: Engine) -> None:
    with pytest.raises(MissingDatabase, match="readlevel init"):
        schema.check(empty)
    assert schema.is_missing(empty)


def test_asking_for_a_missing_file_does_not_make_it(tmp_path: Path) -> None:
    assert schema.is_missing(make_engine(f"sqlite:///{tmp_path / 'none'}"))
    assert list(tmp_path.iterdir()) == []


def test_upgrading_creates_and_then_changes_nothing(empty: Engine) -> None:
    schema.upgrade(empty)
    schema.check(empty)
    with write_transaction(empty) as session:
        session.execute(text("UPDATE site SET version = 7"))
    schema.upgrade(empty)
    with read_transaction(empty) as session:
        assert session.scalar(text("SELECT version FROM site")) == 7
    assert not schema.is_missing(empty)


def test_an_older_database_is_named_and_upgraded(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add_migration(monkeypatch, tmp_path / "migrations", "SELECT 1")
    with pytest.raises(OlderDatabase, match="readlevel migrate"):
        schema.check(engine)
    schema.upgrade(engine)
    schema.check(engine)
    assert inspect(engine).has_table("extra")


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add_migration(monkeypatch, tmp_path / "migrations", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises((DBAPIError, DatabaseProblem), match="nowhere"):
        schema.upgrade(engine)
    assert not inspect(engine).has_table("extra")
    with pytest.raises(OlderDatabase):
        schema.check(engine)


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with write_transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'tomorrow'"))
    with pytest.raises(NewerDatabase, match="newer version"):
        schema.check(engine)
    with pytest.raises(NewerDatabase):
        schema.upgrade(engine)


def test_a_database_of_the_first_version_is_upgraded_with_its_terms(empty: Engine) -> None:
    migrate_to(empty, "0001")
    with empty.begin() as connection:
        entry = {"name": "\u00c9lan", "other_forms": ["verve"], "acronym": "EL"}
        connection.execute(
            text(
                "INSERT INTO term (language, slug, name, folded, letter, entry) "
                "VALUES ('fr', 'elan', 'x', 'x', 'X', :entry)"
            ),
            {"entry": json.dumps(entry)},
        )
    with pytest.raises(OlderDatabase):
        schema.check(empty)
    schema.upgrade(empty)
    with read_transaction(empty) as session:
        names = session.scalars(text("SELECT folded FROM term_name ORDER BY folded"))
        assert list(names) == ["el", "elan", "verve"]


BEFORE_TOMBSTONES = (
    "INSERT INTO answer (id, slug) VALUES (1, 'gout')",
    "INSERT INTO question (answer_id, language, position, text) VALUES"
    " (1, 'es', 0, '¿Qué es la gota?'), (1, 'en', 1, 'What is gout?')",
    "INSERT INTO variant (id, answer_id, audience, language, position) VALUES"
    " (1, 1, 'lay', 'en', 0), (2, 1, 'lay', 'fr', 1), (3, 1, 'clinician', 'en', 2)",
    "INSERT INTO revision (id, variant_id, number, markdown, created_at, author, why)"
    " SELECT id, id, 1, 'Words.', '2026-01-01 00:00:00', 'Ed', 'test' FROM variant",
    "INSERT INTO review (revision_id, status, withdrawn_because) VALUES"
    " (1, 'withdrawn', 'Wrong.'), (2, 'changes_requested', NULL), (3, 'draft', NULL)",
    "INSERT INTO publication (slug, audience, language, revision_id, status, facts)"
    " VALUES ('gout', 'lay', 'en', 1, 'withdrawn', '{}')",
)


def test_texts_that_left_before_tombstones_were_kept_get_one(empty: Engine) -> None:
    migrate_to(empty, "0013", *BEFORE_TOMBSTONES)
    schema.upgrade(empty)
    with read_transaction(empty) as session:
        left = session.execute(
            text("SELECT language, question, reason, because FROM tombstone ORDER BY language")
        )
        assert [tuple(row) for row in left] == [
            ("en", "What is gout?", "withdrawn", "Wrong."),
            ("fr", "¿Qué es la gota?", "being_revised", None),
        ]


BEFORE_ARABIC_STEMS = (
    "INSERT INTO answer (id, slug) VALUES (1, 'kidney'), (2, 'gout')",
    "INSERT INTO variant (id, answer_id, audience, language, position) VALUES"
    " (1, 1, 'lay', 'ar', 0), (2, 1, 'lay', 'en', 1), (3, 2, 'lay', 'en', 0)",
    "INSERT INTO vocabulary (language, word, written, stem, texts) VALUES"
    " ('ar', 'الكلية', 'الكلية', 'الكل', 1), ('en', 'kidneys', 'kidneys', 'kidney', 1)",
)


def test_arabic_words_are_stemmed_anew_and_their_answers_queued(empty: Engine) -> None:
    migrate_to(empty, "0039", *BEFORE_ARABIC_STEMS)
    schema.upgrade(empty)
    with read_transaction(empty) as session:
        stems = session.scalars(text("SELECT stem FROM vocabulary ORDER BY language")).all()
        assert stems == [stem_word("كلية", "ar"), "kidney"]
        queued = session.execute(text("SELECT answer_id, everything FROM stale_answer")).all()
        assert [tuple(row) for row in queued] == [(1, True)]


BEFORE_SHORT_WORDS = (
    "INSERT INTO answer (id, slug) VALUES (1, 'sun'), (2, 'gout')",
    "INSERT INTO variant (id, answer_id, audience, language, position) VALUES"
    " (1, 1, 'lay', 'es', 0), (2, 1, 'lay', 'en', 1), (3, 2, 'lay', 'en-GB', 0)",
    "INSERT INTO vocabulary (language, word, written, stem, texts) VALUES"
    " ('es', 'solo', 'solo', 'sol', 1), ('ar', 'ظهر', 'ظهر', 'ظهر', 1)",
    "INSERT INTO spelling (language, key, word) VALUES ('ar', 'ظهر', 'ظهر')",
)


def test_short_spanish_words_have_their_own_stem_and_arabic_ones_more_keys(empty: Engine) -> None:
    migrate_to(empty, "0053", *BEFORE_SHORT_WORDS)
    schema.upgrade(empty)
    with read_transaction(empty) as session:
        stems = session.scalars(text("SELECT stem FROM vocabulary ORDER BY language")).all()
        assert stems == ["ظهر", "solo"]
        keys = frozenset(session.scalars(text("SELECT key FROM spelling")))
        assert keys == list_keys("ظهر", "ar")
        queued = session.execute(text("SELECT answer_id, everything FROM stale_answer")).all()
        assert [tuple(row) for row in queued] == [(1, True)]


def test_an_upgrade_leaves_images_to_be_measured_later(empty: Engine) -> None:
    """Reading all contents would hold up everybody who writes."""
    migrate_to(empty, "0049")
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO answer (id, slug) VALUES (1, 'gout')"))
        connection.execute(
            text(
                "INSERT INTO image (answer_id, name, position, content)"
                " VALUES (1, 'scan.png', 0, :content)"
            ),
            {"content": encode(draw(size=(40, 20)), "PNG")},
        )
    schema.upgrade(empty)
    with read_transaction(empty) as session:
        sizes = session.execute(text("SELECT width, height FROM image")).all()
    assert [tuple(row) for row in sizes] == [(None, None)]


WITH_ROWS_THAT_EARLIER_VERSIONS_DO_NOT_KNOW = (
    "INSERT INTO answer (id, slug) VALUES (1, 'gout')",
    "INSERT INTO variant (id, answer_id, audience, language, position)"
    " VALUES (1, 1, 'lay', 'en', 0)",
    "INSERT INTO revision (id, variant_id, number, markdown, created_at, author, why)"
    " VALUES (1, 1, 1, 'Words.', '2026-01-01 00:00:00', 'Ed', 'test')",
    "INSERT INTO account (id, email, name, role, created_at)"
    " VALUES (1, 'ed@example.org', 'Ed', 'editor', '2026-01-01 00:00:00')",
    "INSERT INTO checklist_assessment (revision_id, checklist, judgements, account_id, name, at)"
    " VALUES (1, 'pemat', '{}', 1, 'Ed', '2026-01-01 00:00:00')",
    "INSERT INTO ignored_proposal (answer_id, audience, language, key, is_word, account_id, at)"
    " VALUES (1, 'lay', 'en', 'utilise', true, 1, '2026-01-01 00:00:00')",
    "INSERT INTO saved_filter (id, account_id, name, query) VALUES (1, 1, 'Mine', '')",
    "INSERT INTO outside_review"
    " (id, answer_id, language, token_hash, email, account_id, created_at, expires_at)"
    " VALUES (1, 1, 'en', 'aa', 'a@example.org', 1, '2026-01-01 00:00:00', '2026-01-15 00:00:00')",
    "INSERT INTO outside_review_text (review_id, revision_id, is_asked) VALUES (1, 1, true)",
)
KNOWN_TO_NO_EARLIER_VERSION = (
    "checklist_assessment",
    "ignored_proposal",
    "saved_filter",
    "outside_review",
    "outside_review_text",
)
DELETED_BY_AN_EARLIER_VERSION = (
    "INSERT INTO deletion (answer_id) VALUES (1)",
    "DELETE FROM revision WHERE id = 1",
    "DELETE FROM variant WHERE id = 1",
    "DELETE FROM answer WHERE id = 1",
    "DELETE FROM account WHERE id = 1",
)


def test_a_server_of_an_earlier_version_can_delete_answers_and_accounts(engine: Engine) -> None:
    with write_transaction(engine) as session:
        for statement in WITH_ROWS_THAT_EARLIER_VERSIONS_DO_NOT_KNOW:
            session.execute(text(statement))
    delete_as_an_earlier_version(engine)
    assert not any(read_rows(engine).values())


def delete_as_an_earlier_version(engine: Engine) -> None:
    with write_transaction(engine) as session:
        for statement in DELETED_BY_AN_EARLIER_VERSION:
            session.execute(text(statement))


def read_rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with read_transaction(engine) as session:
        return {
            table: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table}"))]
            for table in KNOWN_TO_NO_EARLIER_VERSION
        }


def test_what_early_forms_of_migrations_left_out_is_made_up_for(
    empty: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        add_migration(patch, tmp_path / "migrations", "SELECT 1")
        for path in (tmp_path / "migrations" / "versions").glob("00[45]*.py"):
            early = path.read_text().replace('ondelete="CASCADE"', "ondelete=None")
            index = early.index("    op.create_index(") if path.name[:4] == "0050" else None
            path.write_text(early[:index])
        migrate_to(empty, "0054", *WITH_ROWS_THAT_EARLIER_VERSIONS_DO_NOT_KNOW)
    with empty.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO image (answer_id, name, position, content, width, height)"
                " VALUES (1, 'lost.png', 0, :content, 0, 0), (1, 'kept.png', 1, :content, 4, 2)"
            ),
            {"content": b"scan"},
        )
    before = read_rows(empty)
    assert all(before.values())
    schema.upgrade(empty)
    assert read_rows(empty) == before
    with read_transaction(empty) as session:
        rows = session.execute(text("SELECT name, width, height FROM image ORDER BY name"))
        assert [tuple(row) for row in rows] == [("kept.png", 4, 2), ("lost.png", None, None)]
    test_migrations_make_exactly_the_tables(empty)
    with empty.begin() as connection:
        connection.execute(text("DELETE FROM image"))
    delete_as_an_earlier_version(empty)
    assert not any(read_rows(empty).values())


def test_concurrent_upgrades_run_once(empty_url: str) -> None:
    problems: list[BaseException] = []

    def upgrade() -> None:
        engine = make_engine(empty_url)
        try:
            schema.upgrade(engine)
        except BaseException as problem:
            problems.append(problem)
        finally:
            engine.dispose()

    upgrades = [Thread(target=upgrade) for _ in range(4)]
    for one in upgrades:
        one.start()
    for one in upgrades:
        one.join()
    assert problems == []
    engine = make_engine(empty_url)
    schema.check(engine)
    engine.dispose()
