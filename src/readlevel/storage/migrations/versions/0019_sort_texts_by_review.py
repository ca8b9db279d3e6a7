"""Sort the texts of each audience by their review, for feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its index, and fill it in for approved texts."""
    op.add_column("publication", sa.Column("reviewed", sa.Date(), nullable=True))
    op.create_index(
        "ix_publication_audience_language_reviewed",
        "publication",
        ["audience", "language", "reviewed", "slug"],
    )
    op.execute(
        """
        UPDATE publication SET reviewed = (
            SELECT coalesce(review.reviewed, review.updated, '0001-01-01')
            FROM review WHERE review.revision_id = publication.revision_id
        ) WHERE status = 'approved'
        """
    )
