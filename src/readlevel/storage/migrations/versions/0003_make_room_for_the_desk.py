"""Add desk tables: accounts, audit log, review events, autosaved drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_APPEND_ONLY = ("audit", "review_event", "revision_account")


def upgrade() -> None:
    """Create the tables, and guard those that are only added to."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", NAME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", NAME, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("recovery_hashes", sa.Text(), nullable=True),
        sa.Column("oidc_subject", NAME, nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("oidc_subject", name=op.f("uq_account_oidc_subject")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("action", NAME, nullable=False),
        sa.Column("subject", NAME, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_action_id"), ["action", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_subject_id"), ["subject", "id"], unique=False)

    op.create_table(
        "secret",
        sa.Column("name", NAME, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", NAME, nullable=False),
        sa.Column("address", NAME, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_failure_address_at"), ["address", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_in_failure_email_at"), ["email", "at"], unique=False
        )

    op.create_table(
        "account_link",
        sa.Column("token_hash", NAME, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_link_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_link")),
    )
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_link_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "account_session",
        sa.Column("token_hash", NAME, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_session_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_session")),
    )
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_session_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "unsaved",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_unsaved_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsaved")),
        sa.UniqueConstraint(
            "account_id", "slug", "language", name=op.f("uq_unsaved_account_id_slug_language")
        ),
    )
    op.create_table(
        "review_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("before", NAME, nullable=False),
        sa.Column("after", NAME, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_review_event_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_event")),
    )
    with op.batch_alter_table("review_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_event_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "revision_account",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_revision_account_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_account_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_revision_account")),
    )
    with op.batch_alter_table("revision_account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revision_account_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "shared_preview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_shared_preview_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_shared_preview_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_preview")),
    )
    with op.batch_alter_table("shared_preview", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shared_preview_revision_id"), ["revision_id"], unique=False
        )

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_next_review"), ["next_review"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_status"), ["status"], unique=False)

    for table in _APPEND_ONLY:
        for statement in _guards(table, op.get_bind().dialect.name):
            op.execute(statement)


def _guards(table: str, dialect: str) -> list[str]:
    """Return what has the database refuse to change or delete a row of `table`."""
    if dialect == "sqlite":
        return [
            f"""CREATE TRIGGER {table}_refuses_{deed.lower()} BEFORE {deed} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"""
            for deed in ("UPDATE", "DELETE")
        ]
    return [
        f"""CREATE FUNCTION refuse_change_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} is only added to'; END $$""",
        f"""CREATE TRIGGER {table}_is_only_added_to BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_{table}()""",
    ]
