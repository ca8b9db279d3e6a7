"""Assess texts by checklists."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table. The version before does not know it, so its rows go with what they name."""
    op.create_table(
        "checklist_assessment",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("checklist", _NAME, nullable=False),
        sa.Column("judgements", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_checklist_assessment_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "checklist", name=op.f("pk_checklist_assessment")),
    )
