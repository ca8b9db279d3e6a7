"""Keep how the site looks, and take a sentence out of default pages."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_SENTENCES = (
    " The publisher's contact details belong here.",
    " Aquí van los datos de contacto de quien publica.",
    " هنا مكان بيانات الاتصال بالناشر.",
)
"""What default pages asked for; the contact that a site has set is shown below them now."""


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "look",
        sa.Column("name", _NAME, nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_look")),
    )
    op.create_table(
        "look_file",
        sa.Column("name", _NAME, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_look_file")),
    )
    page = sa.table("page", sa.column("markdown", sa.Text()), sa.column("html", sa.Text()))
    for sentence in _SENTENCES:
        for column, words in ((page.c.markdown, sentence), (page.c.html, sentence)):
            op.execute(sa.update(page).values({column: sa.func.replace(column, words, "")}))
