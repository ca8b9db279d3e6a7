"""Keep the size of images in pixels, so that pages keep room for them."""

import sqlalchemy as sa
from alembic import op

from readlevel.core.rendering.image_size import measure_image

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

_image = sa.table(
    "image",
    sa.column("answer_id"),
    sa.column("name"),
    sa.column("content"),
    sa.column("object_name"),
    sa.column("width"),
    sa.column("height"),
)


def upgrade() -> None:
    """Add the columns, and fill them in for images whose content is in the database.

    The size of the others stays unknown: they would have to be fetched.
    """
    op.add_column("image", sa.Column("width", sa.Integer(), nullable=True))
    op.add_column("image", sa.Column("height", sa.Integer(), nullable=True))
    connection = op.get_bind()
    inside = sa.select(_image.c.answer_id, _image.c.name).where(_image.c.object_name.is_(None))
    for answer_id, name in connection.execute(inside).all():
        own = (_image.c.answer_id == answer_id, _image.c.name == name)
        content = connection.scalar(sa.select(_image.c.content).where(*own))
        size = measure_image(content or b"")
        if size is not None:
            connection.execute(sa.update(_image).where(*own).values(size._asdict()))
