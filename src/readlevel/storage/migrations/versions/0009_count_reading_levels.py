"""Add an index that counts the texts of a language by reading level."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_work_levels",
        "work",
        ["language", "audience", "grade_low", "grade_high", "answer_id", "status"],
    )
