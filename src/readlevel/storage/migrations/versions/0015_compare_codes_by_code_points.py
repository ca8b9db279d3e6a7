"""Compare codes by code points, so that the index finds those with a common beginning."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the collation; SQLite compares by code points anyway."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE code ALTER COLUMN code TYPE TEXT COLLATE "C"')
