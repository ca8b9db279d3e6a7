"""Let the history of an answer be deleted with the answer itself, and in no other way."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_OF_REVISION = """SELECT 1 FROM deletion JOIN variant ON variant.answer_id = deletion.answer_id
    WHERE variant.id = OLD.variant_id"""
_OF_HISTORY = """SELECT 1 FROM deletion JOIN variant ON variant.answer_id = deletion.answer_id
    JOIN revision ON revision.variant_id = variant.id WHERE revision.id = OLD.revision_id"""


def upgrade() -> None:
    """Create the table, and have the guards of history look into it."""
    op.create_table(
        "deletion",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_deletion")),
    )
    change = _change_sqlite if op.get_bind().dialect.name == "sqlite" else _change_postgresql
    change()


def _change_sqlite() -> None:
    guards = [("revision", "revision_is_kept", "a revision is never deleted", _OF_REVISION)]
    guards += [
        (table, f"{table}_refuses_delete", f"{table} is only added to", _OF_HISTORY)
        for table in ("review_event", "revision_account")
    ]
    for table, name, sentence, condition in guards:
        op.execute(f"DROP TRIGGER {name}")
        op.execute(
            f"""CREATE TRIGGER {name} BEFORE DELETE ON {table} WHEN NOT EXISTS ({condition})
            BEGIN SELECT RAISE(ABORT, '{sentence}'); END"""
        )


def _change_postgresql() -> None:
    guards = [("refuse_change", "a revision is never changed or deleted", _OF_REVISION)]
    guards += [
        (f"refuse_change_of_{table}", f"{table} is only added to", _OF_HISTORY)
        for table in ("review_event", "revision_account")
    ]
    for name, sentence, condition in guards:
        op.execute(
            f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' AND EXISTS ({condition}) THEN RETURN OLD; END IF;
                RAISE EXCEPTION '{sentence}';
            END $$"""
        )
