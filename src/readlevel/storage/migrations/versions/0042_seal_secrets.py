"""Encrypt secrets of second factors, and let addresses of failed sign-ins leave the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_KEPT = ("id", "at", "account_id", "name", "action", "subject")
_FAILED = "OLD.action IN ('session.refused', 'session.code_refused') AND NEW.detail = '{}'"


def upgrade() -> None:
    """Add the column; the secret of an account is encrypted when it is next used."""
    op.add_column("account", sa.Column("totp_sealed", sa.Text(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _KEPT)
        op.execute("DROP TRIGGER audit_refuses_update")
        op.execute(
            f"""CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit
            WHEN NOT ({_FAILED} AND {same})
            BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END"""
        )
    else:
        same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _KEPT)
        op.execute(
            f"""CREATE OR REPLACE FUNCTION refuse_change_of_audit() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND {_FAILED} AND {same} THEN RETURN NEW; END IF;
                RAISE EXCEPTION 'audit is only added to';
            END $$"""
        )
