"""Keep what a mail is about, so that it is not sent once that has ended."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column; mails that were queued before are about nothing that ends."""
    op.add_column("outgoing_mail", sa.Column("about", _NAME, nullable=False, server_default=""))
