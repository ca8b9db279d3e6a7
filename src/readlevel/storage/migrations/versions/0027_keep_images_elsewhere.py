"""Keep the contents of images in object storage, where a site wants that."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns and the table; all contents are in the database until a server moves them."""
    op.add_column("image", sa.Column("object_name", NAME, nullable=True))
    op.add_column("image", sa.Column("size", sa.Integer(), nullable=True))
    op.create_table(
        "unused_object",
        sa.Column("name", NAME, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_unused_object")),
    )
    op.create_index(op.f("ix_image_object_name"), "image", ["object_name"])
