"""Index the names of texts by themselves on PostgreSQL.

The index of whole texts does not know in which field a word stands, so that texts had to be read.
"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index; SQLite's has the fields already."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_search_name ON search USING gin (to_tsvector('simple', name))")
