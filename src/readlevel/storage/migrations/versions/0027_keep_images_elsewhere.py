"""Keep the contents of images in object storage, where a site wants that."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns; all contents are in the database until a server moves them."""
    op.add_column("image", sa.Column("object_name", NAME, nullable=True))
    op.add_column("image", sa.Column("size", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_image_object_name"), "image", ["object_name"])
