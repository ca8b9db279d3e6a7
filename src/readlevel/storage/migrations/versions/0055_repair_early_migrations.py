"""Repair what early forms of the migrations 0047 to 0052 left out, in databases that ran those."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_UNMEASURED = sa.text("width IS NULL")
_CASCADES = (
    ("checklist_assessment", "revision_id", "revision"),
    ("ignored_proposal", "answer_id", "answer"),
    ("saved_filter", "account_id", "account"),
    ("outside_review", "answer_id", "answer"),
    ("outside_review_text", "review_id", "outside_review"),
    ("outside_review_text", "revision_id", "revision"),
)
"""(table, column, table it names): its rows are deleted with what they name."""


def upgrade() -> None:
    """Add the index of images to measure and the cascades where they are missing.

    Images that were measured in vain are measured once more: their content may be back.
    """
    op.create_index(
        "ix_image_unmeasured",
        "image",
        ["answer_id", "name"],
        sqlite_where=_UNMEASURED,
        postgresql_where=_UNMEASURED,
        if_not_exists=True,
    )
    op.execute("UPDATE image SET width = NULL, height = NULL WHERE width = 0 OR height = 0")
    lacking = [one for one in _CASCADES if not _has_cascade(*one)]
    if any(table.startswith("outside_review") for table, *_ in lacking):
        # SQLite makes the tables anew, and the rows of the one must not go with the other.
        text = sa.Table("outside_review_text", sa.MetaData(), autoload_with=op.get_bind())
        rows = [dict(row) for row in op.get_bind().execute(sa.select(text)).mappings()]
        op.execute(sa.delete(text))
        _add_cascades(lacking)
        if rows:
            op.bulk_insert(text, rows)
    else:
        _add_cascades(lacking)


def _has_cascade(table: str, column: str, other: str) -> bool:
    return any(
        key["constrained_columns"] == [column]
        and key["referred_table"] == other
        and key["options"].get("ondelete") == "CASCADE"
        for key in sa.inspect(op.get_bind()).get_foreign_keys(table)
    )


def _add_cascades(lacking: Sequence[tuple[str, str, str]]) -> None:
    for table, column, other in lacking:
        name = op.f(f"fk_{table}_{column}")
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(name, type_="foreignkey")
            batch_op.create_foreign_key(name, other, [column], ["id"], ondelete="CASCADE")
