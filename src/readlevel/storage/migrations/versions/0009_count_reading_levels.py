"""Count reading levels: all texts of a language by how hard they are."""

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
