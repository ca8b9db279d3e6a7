"""Keep the size of images in pixels, so that pages keep room for them."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

_UNMEASURED = sa.text("width IS NULL")


def upgrade() -> None:
    """Add the columns, and an index of images to measure, which servers do in the background."""
    op.add_column("image", sa.Column("width", sa.Integer(), nullable=True))
    op.add_column("image", sa.Column("height", sa.Integer(), nullable=True))
    op.create_index(
        "ix_image_unmeasured",
        "image",
        ["answer_id", "name"],
        sqlite_where=_UNMEASURED,
        postgresql_where=_UNMEASURED,
    )
